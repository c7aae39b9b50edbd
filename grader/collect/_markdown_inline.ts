/** What stands inside the paragraphs of Markdown: text, pictures and what is hidden. */

import { parseFragment } from "parse5";
import { innerLooks, type Looks } from "./_html_hidden.ts";
import type { Definition, Node, Phrasing } from "./_markdown_tree.ts";

/** A part of a paragraph; offsets are of the parsed source, end exclusive. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly hidden?: string;
  readonly picture?: { readonly reference: string; readonly alt?: string };
}

/** An element that was opened and not closed yet. */
interface OpenElement {
  readonly name: string;
  readonly looks: Looks;
}

/** Elements that are open where Markdown goes on between the tags of HTML. */
export class OpenElements {
  readonly #outer: Looks;
  readonly #open: OpenElement[] = [];

  constructor(outer: Looks) {
    this.#outer = outer;
  }

  get looks(): Looks {
    return this.#open.at(-1)?.looks ?? this.#outer;
  }

  /** Takes the tags of a piece of HTML in. */
  read(html: string): void {
    const bare = html.replace(/<!--[\s\S]{0,100000}?-->/g, "");
    for (const match of bare.matchAll(tag)) {
      const name = match[2]!.toLowerCase();
      if (single.has(name)) continue;
      if (match[1] === "/") {
        const at = this.#open.findLastIndex((element) => element.name === name);
        if (at >= 0) this.#open.length = at;
      } else if (!match[0].endsWith("/>") && this.#open.length < 200) {
        this.#open.push({ name, looks: looksOf(match[0], this.looks) });
      }
    }
  }
}

const tag =
  /<(\/?)([a-zA-Z][\w-]{0,30})(?=[\s\/>])((?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,500})>/g;
/** Elements without an end, or whose end need not be written. */
const single = new Set(
  "br img hr input meta link area base col embed source track wbr p li td th tr dt dd option"
    .split(" "),
);

function looksOf(html: string, outer: Looks): Looks {
  if (!/style|hidden|color/i.test(html)) return outer;
  const node = parseFragment(html).childNodes[0];
  if (node === undefined || !("attrs" in node)) return outer;
  return innerLooks(
    outer,
    Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
  );
}

/** Address and words of an `<img>` tag; `null` for another piece of HTML. */
function imageTag(html: string): NonNullable<Segment["picture"]> | null {
  if (!/^<img[\s\/>]/i.test(html)) return null;
  const node = parseFragment(html).childNodes[0];
  if (node === undefined || !("attrs" in node)) return null;
  const value = (name: string) =>
    node.attrs.find((attribute) => attribute.name === name)?.value ?? "";
  return {
    reference: value("src") || value("data-src"),
    ...words(value("alt"), value("title")),
  };
}

function words(...parts: (string | null | undefined)[]): { alt?: string } {
  const alt = parts.filter((part) =>
    part !== undefined && part !== null && part.trim() !== ""
  )
    .join(" ");
  return alt === "" ? {} : { alt };
}

/** What interrupts the text of a paragraph. */
type Event =
  | { readonly start: number; readonly end: number; readonly html: string }
  | {
    readonly start: number;
    readonly end: number;
    readonly picture: NonNullable<Segment["picture"]>;
  };

/** Definitions of reference style links, by identifier; the first one counts. */
export type Definitions = ReadonlyMap<string, Definition>;

/** Definitions anywhere in a tree. */
export function definitionsOf(root: Node): Definitions {
  const found = new Map<string, Definition>();
  const open: Node[] = [root];
  while (open.length > 0) {
    const node = open.pop()!;
    if (node.type === "definition" && !found.has(node.identifier)) {
      found.set(node.identifier, node);
    }
    if ("children" in node) open.push(...[...node.children].reverse());
  }
  return found;
}

/** Pictures and pieces of HTML among inline content, in order. */
function eventsOf(
  children: readonly Phrasing[],
  definitions: Definitions,
  source: string,
): Event[] {
  const events: Event[] = [];
  const open: Phrasing[] = [...children].reverse();
  while (open.length > 0) {
    const node = open.pop()!;
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    if (node.type === "image") {
      events.push({
        start,
        end,
        picture: { reference: node.url, ...words(node.alt, node.title) },
      });
    } else if (node.type === "imageReference") {
      const target = definitions.get(node.identifier);
      if (target === undefined) continue;
      const picture = { reference: target.url, ...words(node.alt, target.title) };
      events.push({ start, end, picture });
    } else if (node.type === "html") {
      events.push({ start, end, html: node.value });
    } else if (node.type === "text") {
      for (
        const match of source.slice(start, end).matchAll(
          /!\[\[([^\]|\n]{1,300})(?:\|[^\]\n]{0,300})?\]\]/g,
        )
      ) {
        const at = start + match.index;
        events.push({
          start: at,
          end: at + match[0].length,
          picture: { reference: match[1]!.trim() },
        });
      }
    } else if ("children" in node) {
      const inner = node.children;
      if (
        (node.type === "link" || node.type === "linkReference") && inner.length === 1 &&
        /^image/.test(inner[0]!.type)
      ) {
        const [event] = eventsOf(inner, definitions, source);
        if (event !== undefined) events.push({ ...event, start, end });
      } else {
        open.push(...[...inner].reverse());
      }
    }
  }
  return events;
}

/**
 * Cuts inline content into text, pictures and hidden text, in order. Only pictures and
 * changes of what can be seen cut; all other markup stays in the text.
 *
 * @param start offset at which the text begins (a list item's bullet included)
 * @param elements open HTML elements; read and changed
 * @param source the text that was parsed
 */
export function segmentsOf(
  children: readonly Phrasing[],
  start: number,
  end: number,
  definitions: Definitions,
  elements: OpenElements,
  source: string,
): Segment[] {
  const segments: Segment[] = [];
  let from = start;
  const text = (to: number, hidden: string | null = elements.looks.hidden) => {
    if (to <= from) return;
    segments.push({ start: from, end: to, ...(hidden === null ? {} : { hidden }) });
    from = to;
  };
  for (const event of eventsOf(children, definitions, source)) {
    if (event.start < from) continue;
    const picture = "picture" in event ? event.picture : imageTag(event.html);
    const { hidden } = elements.looks;
    if (picture !== null) {
      text(event.start);
      segments.push({
        start: event.start,
        end: event.end,
        picture,
        ...(hidden === null ? {} : { hidden }),
      });
      from = event.end;
    } else if ("html" in event && event.html.startsWith("<!--")) {
      text(event.start);
      text(event.end, "a comment");
    } else if ("html" in event) {
      elements.read(event.html);
      if (elements.looks.hidden === hidden) continue;
      text(event.html.startsWith("</") ? event.end : event.start, hidden);
    }
  }
  text(end);
  return segments;
}
