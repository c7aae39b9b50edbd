/** Style sheets of a page, as far as they can hide text: written into its elements. */

import type { DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** What {@linkcode innerLooks} asks for, and properties of the author's own. */
const wanted =
  /^(?:--[\w-]+|color|background(?:-color|-image)?|display|visibility|opacity|font-size|left|top|right|bottom|margin-left|text-indent|clip|clip-path|transform|width|height|max-height|overflow)$/;

/** One part of a selector: names that one element must bear. */
interface Compound {
  readonly tag: string | null;
  readonly marks: readonly string[];
  /** Whether it must be the parent of the part after it, not only around it. */
  readonly parent: boolean;
}

interface Rule {
  /** From the outermost element to the one that is styled. */
  readonly parts: readonly Compound[];
  readonly weight: number;
  readonly declarations: readonly string[];
}

/** Sheets and pages beyond these sizes are read as if they had no sheet. */
const longestSheet = 400_000;
const mostRules = 4000;
const mostElements = 60_000;
const mostWork = 20_000_000;

/**
 * Writes what the page's own style sheets say of each element in front of its inline
 * style, so that both are read alike. Selectors of names, classes and ids count, alone or
 * inside one another; others, and rules for paper and narrow screens, are left out. Where a
 * property is set to a value of the page (`var(--x)`), it stands for the one value it has.
 *
 * @param root the parsed page; its elements' `style` attributes are changed
 */
export function applySheets(root: { readonly childNodes: readonly Node[] }): void {
  const elements: Element[] = [];
  const open: Node[] = [...root.childNodes];
  let css = "";
  while (open.length > 0) {
    const node = open.pop()!;
    if (!("tagName" in node)) continue;
    elements.push(node);
    if (node.tagName === "style") css = `${textOf(node)}\n${css}`;
    for (const child of node.childNodes) open.push(child);
  }
  if (css.trim() === "" || css.length > longestSheet) return;
  if (elements.length > mostElements) return;
  const rules = readRules(css);
  if (rules.length === 0 || rules.length * elements.length > mostWork) return;
  const values = ownValues(rules);
  for (const element of elements) {
    const own = rules.filter((rule) => matches(rule.parts, element))
      .flatMap((rule) => rule.declarations);
    const inline = attribute(element, "style");
    if (own.length === 0) {
      if (inline?.includes("var(")) setStyle(element, resolved(inline, values));
      continue;
    }
    const strong = own.filter((one) => /!\s*important/i.test(one));
    const all = [...own, ...(inline === undefined ? [] : [inline]), ...strong];
    setStyle(element, resolved(all.join(";"), values));
  }
}

function textOf(element: Element): string {
  return element.childNodes.map((child) =>
    child.nodeName === "#text" ? (child as DefaultTreeAdapterTypes.TextNode).value : ""
  ).join("");
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function setStyle(element: Element, value: string): void {
  element.attrs = [
    ...element.attrs.filter((one) => one.name !== "style"),
    { name: "style", value },
  ];
}

/** Rules in the order in which they hold, weaker ones first. */
function readRules(css: string): Rule[] {
  const rules: Rule[] = [];
  const text = withoutComments(css);
  let at = 0;
  while (at < text.length && rules.length <= mostRules) {
    const open = text.indexOf("{", at);
    if (open < 0) break;
    const prelude = text.slice(at, open).replace(/^[^]*[;}]/, "").trim();
    if (prelude.startsWith("@")) {
      // What holds on every screen is read in place, what may not hold is left out.
      at = /^@(?:layer|supports|media\s+(?:screen|all)\s*$)/i.test(prelude)
        ? open + 1
        : closing(text, open);
      continue;
    }
    const close = text.indexOf("}", open);
    const end = close < 0 ? text.length : close;
    const declarations = text.slice(open + 1, end).split(";").filter((one) =>
      wanted.test(one.slice(0, one.indexOf(":")).trim().toLowerCase())
    ).map((one) => one.trim());
    if (declarations.length > 0) {
      for (const selector of prelude.split(",")) {
        const parts = readSelector(selector);
        if (parts === null) continue;
        rules.push({ parts, weight: weightOf(parts), declarations });
      }
    }
    at = end + 1;
  }
  if (rules.length > mostRules) return [];
  return rules.sort((a, b) => a.weight - b.weight);
}

function withoutComments(css: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const open = css.indexOf("/*", at);
    if (open < 0) break;
    kept.push(css.slice(at, open));
    const close = css.indexOf("*/", open + 2);
    if (close < 0) return kept.join(" ");
    at = close + 2;
  }
  return [...kept, css.slice(at)].join(" ").replace(/<!--|-->/g, " ");
}

/** After the brace that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "{") depth += 1;
    if (text[i] === "}" && --depth === 0) return i + 1;
  }
  return text.length;
}

/** `null`: a selector of another kind. */
function readSelector(selector: string): Compound[] | null {
  const words = selector.replace(/>/g, " > ").trim().split(/\s+/);
  if (words.length > 12) return null;
  const parts: Compound[] = [];
  for (const [i, word] of words.entries()) {
    if (word === ">") continue;
    const match = /^(\*|[a-z][\w-]*)?((?:[.#][\w-]+)*)$|^(:root)$/i.exec(word);
    if (match === null || word === "") return null;
    parts.push({
      tag: match[3] ? "html" : match[1] === "*" ? null : match[1]?.toLowerCase() ?? null,
      marks: match[2]?.match(/[.#][\w-]+/g) ?? [],
      parent: words[i + 1] === ">",
    });
  }
  return parts.length === 0 ? null : parts;
}

function weightOf(parts: readonly Compound[]): number {
  return parts.flatMap(({ tag, marks }) => [
    tag === null ? 0 : 1,
    ...marks.map((mark) => mark.startsWith("#") ? 10_000 : 100),
  ]).reduce((sum, one) => sum + one, 0);
}

function matches(parts: readonly Compound[], element: Element): boolean {
  if (!bears(parts.at(-1)!, element)) return false;
  let at = element.parentNode;
  for (let i = parts.length - 2; i >= 0; i--) {
    const part = parts[i]!;
    let steps = 0;
    while (at !== null && "tagName" in at && !bears(part, at)) {
      if (part.parent || ++steps > 100) return false;
      at = at.parentNode;
    }
    if (at === null || !("tagName" in at)) return false;
    at = at.parentNode;
  }
  return true;
}

function bears({ tag, marks }: Compound, element: Element): boolean {
  if (tag !== null && element.tagName !== tag) return false;
  if (marks.length === 0) return true;
  const id = attribute(element, "id");
  const classes = attribute(element, "class")?.split(/\s+/) ?? [];
  return marks.every((mark) =>
    mark.startsWith("#") ? id === mark.slice(1) : classes.includes(mark.slice(1))
  );
}

/** Properties of the author's own that have one value in all sheets. */
function ownValues(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const values = new Map<string, Set<string>>();
  for (const declaration of rules.flatMap((rule) => rule.declarations)) {
    const [, name, value] = /^(--[\w-]+)\s*:\s*([^(]{1,100})$/.exec(declaration) ?? [];
    if (name === undefined || value === undefined) continue;
    values.set(name, (values.get(name) ?? new Set()).add(value.trim()));
  }
  return new Map(
    [...values].filter(([, all]) => all.size === 1).map(([name, all]) => [
      name,
      [...all][0]!,
    ]),
  );
}

function resolved(style: string, values: ReadonlyMap<string, string>): string {
  return style.replace(
    /var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)/g,
    (whole, name: string) => values.get(name) ?? whole,
  );
}
