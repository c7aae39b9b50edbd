/**
 * One line for several pictures: "original / reconstruction / first / second:" stands for
 * the pictures after it, in its order.
 *
 * @module
 */
import { labelRole, type SymbolRoles } from "./label_role.ts";
import { findTerms, hasTerm } from "../../text/terms.ts";
import { fold } from "../../text/fold.ts";
import words from "./list_words.json" with { type: "json" };

/** An item may be this wide, in letters; a Chinese character counts for two. */
const widest = 60;
const separators: readonly RegExp[] = [
  /\s*[、､]\s*/u,
  /\s+[\/／]\s+|\s*[｜|]\s*/u,
  /\s*(?:→|->|=>|⇒)\s*/u,
  /\s*[;；]\s*/u,
  /\s*[,，]\s*/u,
  /\s*[\/／]\s*/u,
  /\s{3,}|\t+|\n/u,
];
const last = /\s+(?:and|y)\s+|\s*(?:以及|還有|还有|[和與与及跟])\s*|\s*[&＆]\s*/u;

/**
 * The items of a caption, one for each of `count` pictures; empty where the line names
 * another number of things, or nothing that a picture of the answer could show. An item
 * that speaks of several ("two adjusted images") stands for as many pictures.
 *
 * @param text a line beside the pictures, raw
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { captionItems } from "./caption_items.ts";
 *
 * assertEquals(captionItems("原圖 / 重建 / 第一種 / 第二種：", 4), ["原圖", "重建", "第一種", "第二種"]);
 * assertEquals(
 *   captionItems("The figure shows the original image and the two adjusted images.", 3),
 *   ["the original image", "the two adjusted images #1", "the two adjusted images #2"],
 * );
 * assertEquals(captionItems("encoder, decoder:", 2), []);
 * ```
 */
export function captionItems(
  text: string,
  count: number,
  symbols?: SymbolRoles,
): readonly string[] {
  if (count < 2 || count > 24 || text.length > 400) return [];
  const label = /[:：]\s*$/.test(text) || !/[。!?！？]|\.(?=\s|$)/u.test(text);
  if (!label && !hasTerm(fold(text), words.pictures)) return [];
  for (const line of lines(text)) {
    const ways = partings(line);
    for (const list of [...ways, ...ways.map((items) => spreadOut(items, count))]) {
      if (list.length === count && tells(list, label, symbols)) return list;
    }
  }
  return [];
}

/** The list inside a line: without what introduces it and what ends it. */
function lines(text: string): readonly string[] {
  const plain = text.replace(/\*\*|__|`/g, "").trim();
  const whole = [plain, ...plain.split(/[。\n]|[.!?]\s+(?=\p{L})/u)]
    .map((line) => line.trim().replace(/[\s:：。.]+$/u, ""))
    .filter((line, i, all) => line !== "" && all.indexOf(line) === i);
  return whole.flatMap((line) => {
    const folded = fold(line);
    const leads = findTerms(folded, words.lead).filter(({ start }) => start < 60);
    const cuts = [...new Set(leads.map(({ end }) => end))].sort((a, b) => b - a)
      .map((end) => line.slice(folded.origin[end]).replace(/^[\s:：,，(（)）]+/u, ""));
    return [...cuts, line];
  });
}

/** The ways to part a line, from the strongest separator to the weakest. */
function partings(line: string): readonly (readonly string[])[] {
  const ways: (readonly string[])[] = [];
  for (const separator of separators) {
    const parts = clean(line.split(separator));
    if (parts.length < 2) continue;
    ways.push(parts, clean([...parts.slice(0, -1), ...parts.at(-1)!.split(last)]));
  }
  ways.push(clean(line.split(last)));
  return ways.filter((parts) =>
    parts.length >= 2 &&
    parts.every((part) => widthOf(part) <= widest && balanced(part))
  );
}

/** Whether a part has its brackets whole: `f(a, b)` is one item. */
function balanced(part: string): boolean {
  const count = (pattern: RegExp) => part.match(pattern)?.length ?? 0;
  return count(/[(（[{]/g) === count(/[)）\]}]/g);
}

function clean(parts: readonly string[]): readonly string[] {
  return parts.map((part) =>
    part.trim().replace(/^(?:and\s|then\s|以及|再來是|最後是)\s*/iu, "").trim()
  )
    .filter((part) => part !== "");
}

/** Repeats the one item that speaks of as many pictures as are missing. */
function spreadOut(items: readonly string[], count: number): readonly string[] {
  const missing = count - items.length;
  if (missing <= 0) return items;
  const at = items.findIndex((item) => numberIn(item) === missing + 1);
  if (at < 0) return [];
  return items.flatMap((item, i) =>
    i === at ? Array.from({ length: missing + 1 }, (_, n) => `${item} #${n + 1}`) : [item]
  );
}

function numberIn(item: string): number {
  const folded = fold(item).text;
  const found = Object.entries(words.numbers).find(([, names]) =>
    findTerms(folded, names).length > 0
  );
  return found ? Number(found[0]) : 0;
}

/**
 * A list that names an original or a reconstruction and nothing like a loss curve; a label
 * may name changed pictures only.
 */
function tells(
  items: readonly string[],
  label: boolean,
  symbols?: SymbolRoles,
): boolean {
  const said = items.map((item) => labelRole(item, symbols));
  if (said.some(({ role, several }) => role === "other" || several)) return false;
  const known = said.filter(({ role }) => role !== "unknown").length;
  if (known === 0) return false;
  const short = items.every((item) => widthOf(item) <= 24);
  const reference = said.some(({ role, confidence }) =>
    (role === "original" || role === "reconstruction") && confidence >= 0.5
  );
  if (known === items.length) return reference || label;
  return label && reference && short;
}

function widthOf(text: string): number {
  return text.length + [...text.matchAll(/[\u3040-\u9fff\uac00-\ud7af]/g)].length;
}
