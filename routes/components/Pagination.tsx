/**
 * Links to the pages before and after.
 *
 * @module
 */
import type { VNode } from "preact";
import type { FrameWords } from "../words/frame.ts";

/** What a {@linkcode Pagination} is given. */
export interface PaginationProps {
  readonly words: FrameWords;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Address of a page. */
  readonly href: (page: number) => string;
}

/** Previous, where we are, next; nothing where there is one page only. */
export function Pagination({ words, page, pages, href }: PaginationProps): VNode | null {
  if (pages <= 1) return null;
  return (
    <nav class="pages" aria-label={words.paging}>
      {page > 1 &&
        (
          <a class="button" rel="prev" href={href(page - 1)} aria-current="false">
            {words.previous}
          </a>
        )}
      <span>{words.pageOf(page, pages)}</span>
      {page < pages &&
        (
          <a class="button" rel="next" href={href(page + 1)} aria-current="false">
            {words.next}
          </a>
        )}
    </nav>
  );
}
