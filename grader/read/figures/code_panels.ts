/**
 * Panels as the code that drew them names them: titles, the order of what is shown, the
 * file it is saved to.
 *
 * @module
 */
import { drawnLists } from "./code_lists.ts";
import { topLevel, withoutComment } from "./code_symbols.ts";

/** What a piece of code draws. */
export interface DrawnPanels {
  /** Titles in the order in which they are set. */
  readonly titles: readonly string[];
  /** Expressions shown one by one, or the pictures of one call that shows several. */
  readonly shown: readonly string[];
  /** A title is made in a loop: it stands for any number of panels. */
  readonly looped: boolean;
}

const titleCall =
  /(?:set_title|set_ylabel|set_xlabel|\.title|\.annotate|\.xlabel|\.ylabel|\.text|suptitle)\s*\(([^#\n]{0,300})/g;
const string = /[fFrRbBuU]{0,2}(?:"([^"\n]{0,160})"|'([^'\n]{0,160})')/g;

/**
 * Reads what a piece of code draws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { drawnPanels } from "./code_panels.ts";
 *
 * const drawn = drawnPanels('ax[0].imshow(x)\nax[0].set_title("Original")\nax[1].imshow(y)\nax[1].set_title("z * 2")');
 * assertEquals([drawn.titles, drawn.shown], [["Original", "z * 2"], ["x", "y"]]);
 * ```
 */
export function drawnPanels(source: string): DrawnPanels {
  const code = source.slice(0, 60_000).split("\n").map(withoutComment).join("\n");
  const titles: string[] = [];
  let looped = false;
  for (const match of code.matchAll(titleCall)) {
    if (
      /suptitle|xlabel|ylabel/.test(match[0].slice(0, 12)) &&
      !/set_[xy]label/.test(match[0])
    ) {
      continue;
    }
    const argument = topLevel(match[1]!)[match[0].includes(".text") ? 2 : 0] ?? "";
    const text = argument.match(new RegExp(string.source));
    if (!text) continue;
    const words = text[1] ?? text[2] ?? "";
    if (/^\s*f/i.test(argument) && words.includes("{")) looped = true;
    titles.push(words);
  }
  if (titles.length === 0 || looped) {
    for (
      const match of code.matchAll(
        /\b\w*(?:title|label|name|caption)s?\w*\s*=\s*\[([^\]]{0,800})\]/gi,
      )
    ) {
      const listed = [...match[1]!.matchAll(string)].map((item) =>
        item[1] ?? item[2] ?? ""
      );
      if (listed.length >= 2) {
        return { titles: listed, shown: shownIn(code), looped: false };
      }
    }
    const calls = [
      ...code.matchAll(/\b(?:show|plot|display|imshow|draw)\w*\(([^\n]{0,200})/g),
    ]
      .map((match) => {
        const parts = topLevel(match[1]!);
        const text = parts.map((part) =>
          part.match(/^[fF]?["']([^"'\n]{1,80})["']/)?.[1]
        );
        return text.find((words) => words !== undefined && !/\.\w{3,4}$/.test(words));
      }).filter((words) => words !== undefined);
    if (titles.length === 0 && calls.length >= 2) titles.push(...calls);
  }
  const shown = shownIn(code);
  const drawn = /imshow|save_image|make_grid|\bshow|\bplot|display/.test(code);
  if (!drawn || (titles.length >= 2 && shown.length >= 2)) {
    return { titles, shown, looped };
  }
  const lists = drawnLists(code);
  // A loop shows one name only: the list that it goes through tells more.
  return {
    titles: titles.length === 0 ? lists.titles : titles,
    shown: lists.shown.length > shown.length ? lists.shown : shown,
    looped,
  };
}

function shownIn(code: string): readonly string[] {
  const single: string[] = [];
  for (const match of code.matchAll(/\bimshow\s*\(([^\n]{1,300})/g)) {
    single.push(topLevel(match[1]!.replace(/\)\s*$/, ""))[0] ?? "");
  }
  if (single.length >= 2) return single;
  let best: readonly string[] = single;
  for (
    const match of code.matchAll(
      /\b(?:show|plot|display|draw|visuali[sz]e|compare|make_grid|cat|stack|hstack|vstack|concatenate|save_image|save_grid)\w*\s*\(([^\n]{1,300})/g,
    )
  ) {
    const inside = match[1]!.replace(/^\s*[\[(]/, "").replace(/[\])].*$/, "");
    const parts = topLevel(inside).filter((part) =>
      /^[A-Za-z_][\w.]*(?:\[[^\]]*\])*$/.test(part)
    );
    if (parts.length >= 2 && parts.length > best.length) best = parts;
  }
  return best;
}

/**
 * Files that code saves pictures to, by lower-case base name, and the expression saved.
 */
export function savedPictures(sources: readonly string[]): ReadonlyMap<string, string> {
  const saved = new Map<string, string>();
  for (const source of sources) {
    for (const line of source.slice(0, 100_000).split("\n")) {
      for (const call of withoutComment(line).split(/;(?=\s)/)) {
        const file = call.match(/["']([^"'\n]{1,200}\.(?:png|jpe?g|gif|bmp|webp))["']/i);
        const open = call.match(/\w*(?:save|write)\w*\s*\(/i);
        if (!file || !open || file[1]!.includes("{")) continue;
        const name = file[1]!.split(/[\\/]/).at(-1)!.toLowerCase();
        const inside = call.slice(open.index! + open[0].length).replace(/\)\s*$/, "");
        const shown = topLevel(inside).filter((part) => !part.includes(file[1]!));
        const at = call.match(/Image\.fromarray\(([^)]{1,80})\)/)?.[1];
        const expression = at ?? shown[0];
        if (expression) saved.set(name, expression);
      }
    }
  }
  return saved;
}
