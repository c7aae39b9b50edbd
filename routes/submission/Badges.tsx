/**
 * The numbers of the items that cite a piece of evidence; each leads back to its item.
 *
 * @module
 */
import type { VNode } from "preact";
import type { SubmissionWords } from "../words/submission.ts";
import { itemAnchor } from "./item_view.ts";
import type { Overlay } from "./places.ts";

/** The numbers beside a block. */
export function Badges(
  { cited, words, items }: {
    readonly cited: readonly NonNullable<Overlay["evidence"]>[];
    readonly words: SubmissionWords;
    /** Ids of the items by their number. */
    readonly items: readonly string[];
  },
): VNode {
  const numbers = [...new Set(cited.flatMap((one) => one.items))].sort((a, b) => a - b);
  return (
    <span class="badges">
      {numbers.map((number) => (
        <a
          class="badge"
          href={`#${itemAnchor(items[number - 1] ?? "")}`}
          data-item={number}
          aria-label={words.itemsHere(String(number))}
        >
          {number}
        </a>
      ))}
    </span>
  );
}
