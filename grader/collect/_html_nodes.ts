/** Questions about the elements of a page. */

import type { DefaultTreeAdapterTypes } from "parse5";
import type { Attributes } from "./_html_hidden.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements that hold no content of the page's text. */
export const ignoredNames = new Set(
  "head style template noscript iframe object button select textarea svg canvas audio video link meta"
    .split(" "),
);
/** Parts of notebook exports and themes that are no content. */
export const ignoredClasses =
  /(?:^|\s)(?:anchor-link|gutter|lineno|linenos|linenodiv|katex-html|MathJax|MathJax_Display|MathJax_Preview|headerlink|copybtn|toc-wrapper)(?:\s|$)/;
/** Attributes of an element by name. */
export function attributesOf(element: Element): Attributes {
  return Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
}

/** A table that arranges a page: tables, listings or headings stand in it. */
export function isLayout(table: Element): boolean {
  let cells = 0;
  let layout = false;
  const open: Node[] = [...table.childNodes];
  while (open.length > 0) {
    const node = open.pop()!;
    if (!("tagName" in node)) continue;
    if (node.tagName === "td" || node.tagName === "th") cells += 1;
    if (/^(?:table|pre|h[1-6]|ul|ol)$/.test(node.tagName)) layout = true;
    open.push(...node.childNodes.slice(0, 10_000));
  }
  return layout || cells <= 1;
}

/** Language of a listing: `language-python`, `lang-py`, `highlight-ipynb`, `python hljs`. */
export function languageOf(pre: Element): string | null {
  const code = pre.childNodes.find((child) => child.nodeName === "code") as
    | Element
    | undefined;
  const parent = pre.parentNode !== null && "attrs" in pre.parentNode
    ? [pre.parentNode]
    : [];
  for (const element of [...(code === undefined ? [] : [code]), pre, ...parent]) {
    const { class: classes = "", lang } = attributesOf(element);
    const named =
      /(?:^|\s)(?:language-|lang-|sourceCode |hl-|highlight-(?:source-)?)([\w+#.-]+)/i
        .exec(classes)?.[1] ?? /(?:^|\s)([\w+#-]+)\s+hljs(?:\s|$)/.exec(classes)?.[1];
    const language = named ?? (element.tagName === "code" ? lang : undefined);
    if (language !== undefined) {
      return /^ipython\d?$/i.test(language) ? "python" : language.toLowerCase();
    }
  }
  return null;
}

/** TeX source of a formula, where the page keeps it. */
export function texOf(element: Element): string | null {
  const open: Node[] = [element];
  for (let i = 0; i < open.length && i < 10_000; i++) {
    const node = open[i]!;
    if (!("tagName" in node)) continue;
    if (
      node.tagName === "annotation" && attributesOf(node).encoding === "application/x-tex"
    ) {
      return `$${plainText(node)}$`;
    }
    open.push(...node.childNodes);
  }
  return null;
}

/** All text inside an element; `br` and blocks inside a listing end a line. */
export function plainText(element: Element): string {
  const parts: string[] = [];
  const open: (Node | string)[] = [...element.childNodes].reverse();
  while (open.length > 0) {
    const node = open.pop()!;
    if (typeof node === "string") {
      if (parts.length > 0 && !parts.at(-1)!.endsWith("\n")) parts.push(node);
    } else if (node.nodeName === "#text") {
      parts.push((node as DefaultTreeAdapterTypes.TextNode).value);
    } else if ("tagName" in node) {
      if (node.tagName === "br") parts.push("\n");
      if (ignoredNames.has(node.tagName) || node.tagName === "script") continue;
      if (ignoredClasses.test(attributesOf(node).class ?? "")) continue;
      if (node.tagName === "div" || node.tagName === "p") open.push("\n");
      for (let i = node.childNodes.length - 1; i >= 0; i--) {
        open.push(node.childNodes[i]!);
      }
    }
  }
  return parts.join("");
}
