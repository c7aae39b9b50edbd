/**
 * What a person says of a marking sheet where its lines can not be told from their text.
 *
 * @module
 */
import { parse } from "yaml";
import { z } from "zod";
import { ImportError } from "./import_error.ts";

const schema = z.strictObject({
  /** Name of a question in the file (`1_VAE.csv`, `VAE`, `1`) -> id of the rubric's. */
  questions: z.record(z.string(), z.string()).default({}),
  /** Id of a question -> text of a line, or its place from 1 -> what it means. */
  lines: z.record(
    z.string(),
    z.record(
      z.string(),
      z.union([
        z.literal("none"),
        z.strictObject({
          item: z.string(),
          verdict: z.enum(["met", "partial", "unmet"]),
        }),
      ]),
    ),
  ).default({}),
});

/** What a person says of a marking sheet. */
export type Mapping = z.infer<typeof schema>;

/** Nothing is said. */
export const noMapping: Mapping = { questions: {}, lines: {} };

/**
 * Reads a mapping, YAML or JSON.
 *
 * @throws {ImportError} what is none
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseMapping } from "./mapping.ts";
 *
 * const { lines } = parseMapping("lines: { q1: { Good!: none } }", "m.yaml");
 * assertEquals(lines, { q1: { "Good!": "none" } });
 * ```
 */
export function parseMapping(text: string, file: string): Mapping {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    const seen = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    throw new ImportError(file, "it must be YAML or JSON", seen);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ImportError(
    file,
    "it must be a mapping with questions and lines",
    `${issue?.path.join(".") || "top"}: ${issue?.message}`,
  );
}
