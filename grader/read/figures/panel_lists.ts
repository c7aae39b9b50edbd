/**
 * Lists that name panels in their order: "from left to right: a, b, c", "(a) ... (b) ...".
 *
 * @module
 */

/** The items of a list and the direction they run in. */
export interface PanelList {
  readonly axis: "columns" | "rows" | "any";
  readonly items: readonly string[];
  /** `(a) ... (b) ...`: panels of a figure, or any other enumeration. */
  readonly lettered?: true;
}

const across =
  /left[- ]to[- ]right|左[至到往而]右|左から右?(?:へ|に)?|左から順|de izquierda a derecha/iu;
const down = /top[- ]to[- ]bottom|[由从自從]上[至到往而]下|上から/iu;
const inOrder = /依序|依次|分[別别](?:是|為|为)|in order|respectively/iu;
const separators = /\s*(?:[、,，;；|]|\/|→|->|\band\b|以及|(?<=\S)[和與与及])\s*/u;

/** Finds such lists in a text: after the words that announce them, or lettered items. */
export function findLists(text: string): readonly PanelList[] {
  const lists: PanelList[] = [];
  const wrapped = text.replace(/\n(?!\s*(?:[-*•+]\s|\d+[.)]|\n))/g, " ");
  for (const sentence of wrapped.split(/[。\n]|\.(?=\s|$)/)) {
    if (sentence.length > 600) continue;
    const axis = across.test(sentence)
      ? "columns"
      : down.test(sentence)
      ? "rows"
      : inOrder.test(sentence)
      ? "any"
      : null;
    if (!axis) continue;
    const trigger = sentence.match(
      axis === "columns" ? across : axis === "rows" ? down : inOrder,
    )!;
    const after = sentence.slice(trigger.index! + trigger[0].length);
    const atEnd = after.replace(/[\s)）\]:：]/g, "").length < 4;
    const list = (atEnd ? sentence.slice(0, trigger.index) : after)
      .replace(/^\s*[)）\],，:：]*\s*/u, "")
      .replace(
        /^(?:依序|依次|分[別别])?\s*(?:是|為|为|:|：|are|is|we have|shows?|the)?\s*[:：]?\s*/iu,
        "",
      );
    const items = list.split(separators).map((item) => item.trim()).filter((item) =>
      item !== ""
    );
    if (items.length >= 2 && items.length <= 40) lists.push({ axis, items });
  }
  const lettered = [...text.matchAll(/[(（]([a-h])[)）]\s*([^(（。\n]{1,80})/giu)];
  if (lettered.length >= 2 && lettered[0]![1]!.toLowerCase() === "a") {
    lists.push({
      axis: "any",
      lettered: true,
      items: lettered.map((match) =>
        match[2]!.replace(/[\s,，;；、.]+(?:and)?\s*$/iu, "")
      ),
    });
  }
  return lists;
}
