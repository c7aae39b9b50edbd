/**
 * Schema of a source that comes from a database: whoever may write there must not be able
 * to write files elsewhere.
 *
 * @module
 */
import { z } from "zod";
import { canonicalize } from "../../grader/canonical.ts";
import { sha256Hex } from "../../grader/collect/digest.ts";
import type { Source } from "../records.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A path below a folder: `/`-separated, nothing that leads elsewhere. */
const below = z.string().refine(
  (path) =>
    path !== "" && !path.includes("\0") && !path.includes("\\") &&
    path.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
  "must be a path below a folder",
);

/** A source whose paths stay below its folder and whose digest is its own. */
export const sourceSchema: z.ZodType<Source> = z.strictObject({
  digest,
  entry: below,
  files: z.array(
    z.strictObject({
      path: below,
      sha256: digest,
      bytes: z.number().int().nonnegative(),
      kept: z.literal(false).exactOptional(),
      link: z.literal(true).exactOptional(),
    }),
  ),
}).refine(
  ({ digest, entry, files }) => sha256Hex(canonicalize({ entry, files })) === digest,
  "must have its own digest",
);
