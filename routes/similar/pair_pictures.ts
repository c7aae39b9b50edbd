/**
 * Where pictures of submissions are to be had: the picture itself, or its part of a page.
 *
 * @module
 */
import type { Box } from "../../rubric/evidence.ts";
import type { Showing } from "../../grader/show/showing.ts";

/** A picture of a submission, by address. */
export type PairPicture =
  | { readonly src: string }
  | {
    /** Address of the whole page. */
    readonly page: string;
    /** Size of the page in points. */
    readonly width: number;
    readonly height: number;
    readonly box: Box;
  };

/** What of evidence tells a picture. */
export interface PicturePlace {
  readonly sha256: string;
  readonly where: {
    readonly file: string;
    readonly page?: number;
    readonly box?: Box;
  };
}

/**
 * The address of a picture; `null`: a page can not show it.
 *
 * @param submission key of the submission
 */
export function pictureOf(
  showing: Showing,
  submission: number,
  { sha256, where }: PicturePlace,
): PairPicture | null {
  for (const part of showing.parts) {
    if (part.file !== where.file) continue;
    if (part.kind === "blocks") {
      const block = part.blocks.find((one) => one.sha256 === sha256 && one.picture);
      if (!block?.picture) continue;
      return { src: `/submissions/${submission}/picture/${block.picture.digest}` };
    }
    const size = part.pages.find(({ page }) => page === where.page);
    if (!size || !where.box) continue;
    const query = new URLSearchParams({ file: where.file, page: String(size.page) });
    return {
      page: `/submissions/${submission}/page?${query}`,
      width: size.width,
      height: size.height,
      box: where.box,
    };
  }
  return null;
}
