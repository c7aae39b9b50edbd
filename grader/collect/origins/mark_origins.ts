/**
 * Whose words are they: every mark of origin, in order.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import { markAimed } from "./aimed_text.ts";
import { markAssignment } from "./assignment_text.ts";
import { markGraderBlocks } from "./grader_blocks.ts";
import { markUnreadPictures } from "./mark_unread_pictures.ts";

/**
 * Marks a grader's blocks first, as they repeat the question, and then what else copies
 * the question, and what begs for points; at last, whether pictures are nearly all there is.
 *
 * @param questionTexts The questions, in every language they are asked in
 */
export function markOrigins(
  document: Document,
  questionTexts: readonly string[],
): Document {
  return markUnreadPictures(
    markAimed(markAssignment(markGraderBlocks(document), questionTexts)),
  );
}
