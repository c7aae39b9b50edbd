/** Making pieces of text. */

import type { Evidence, EvidenceKind, Where } from "../../rubric/evidence.ts";
import type { Piece } from "./context.ts";
import { sha256Hex } from "./digest.ts";

/** What a piece of text may have beside its kind, place and text. */
export type TextOptions = Partial<
  Pick<
    Evidence,
    "origin" | "originReason" | "level" | "language" | "executed"
  >
>;

/** A piece of text as it stands, with its digest. */
export function textPiece(
  kind: EvidenceKind,
  where: Where,
  text: string,
  options: TextOptions = {},
): Piece {
  return {
    kind,
    where,
    sha256: sha256Hex(text),
    text,
    origin: "author",
    via: "text",
    ...options,
  };
}
