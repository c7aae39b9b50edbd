/** The tree of a Markdown text -> pieces in reading order. */

import type { EvidenceKind, Where } from "../../rubric/evidence.ts";
import { plainLooks } from "./_html_hidden.ts";
import {
  type Definitions,
  definitionsOf,
  OpenElements,
  type Segment,
  segmentsOf,
} from "./_markdown_inline.ts";
import { type TextOptions, textPiece } from "./_text_piece.ts";
import { type Assets, collectReference } from "./assets.ts";
import type { Code, Node, Phrasing, Root, Table } from "./_markdown_tree.ts";
import { appendPieces, type CollectContext, type Piece } from "./context.ts";
import type { Squeezed } from "./data_uri.ts";
import { htmlPieces } from "./html.ts";
import { blankInAddress, type MarkdownPlace } from "./_markdown_source.ts";

/** What the walk reads. */
export interface WalkInput {
  /** The text as it stands. */
  readonly raw: string;
  /** The text without its data URIs: as long as `source`. */
  readonly squeezed: Squeezed;
  /** The text that was parsed. */
  readonly source: string;
  readonly place: MarkdownPlace;
  readonly context: CollectContext;
  readonly assets: Assets;
}

/** Deeper structures are taken as one paragraph. */
const deepest = 60;

/** Walks one tree once. */
export class MarkdownWalk {
  readonly #input: WalkInput;
  readonly #pieces: Piece[] = [];
  readonly #elements = new OpenElements(plainLooks);
  #definitions: Definitions = new Map();

  constructor(input: WalkInput) {
    this.#input = input;
  }

  /** Collects the whole tree. */
  async collect(root: Root): Promise<Piece[]> {
    this.#definitions = definitionsOf(root);
    await this.#children(root, 0);
    return this.#pieces;
  }

  async #children(
    parent: { readonly children: readonly Node[] },
    depth: number,
  ): Promise<void> {
    for (const child of parent.children) await this.#node(child, depth + 1);
  }

  async #node(node: Node, depth: number): Promise<void> {
    const [start, end] = range(node);
    if (depth > deepest) return this.#text("paragraph", start, end);
    switch (node.type) {
      case "heading":
        return await this.#inline("heading", node.children, start, end, {
          level: node.depth,
        });
      case "paragraph":
        return await this.#inline("paragraph", node.children, start, end);
      case "listItem": {
        const [first, ...rest] = node.children;
        if (first?.type === "paragraph") {
          await this.#inline("list-item", first.children, start, range(first)[1]);
        } else if (first !== undefined) {
          await this.#node(first, depth + 1);
        }
        for (const child of rest) await this.#node(child, depth + 1);
        return;
      }
      case "list":
      case "blockquote":
      case "footnoteDefinition":
        return await this.#children(node, depth);
      case "table":
        return await this.#table(node, start, end);
      case "code":
        return this.#code(node, start, end);
      case "math":
        return this.#text("paragraph", start, end);
      case "html":
        return await this.#html(node.value, start, end);
      case "yaml":
        return this.#text("paragraph", start, end, "front matter");
      case "definition":
      case "thematicBreak":
        return;
      default:
        if (node.type as string === "toml") {
          return this.#text("paragraph", start, end, "front matter");
        }
        return this.#text("paragraph", start, end);
    }
  }

  async #inline(
    kind: EvidenceKind,
    children: readonly Phrasing[],
    start: number,
    end: number,
    options: TextOptions = {},
  ): Promise<void> {
    const segments = segmentsOf(
      children,
      start,
      end,
      this.#definitions,
      this.#elements,
      this.#input.source,
    );
    for (const segment of segments) {
      if (segment.picture !== undefined) await this.#picture(segment);
      else this.#text(kind, segment.start, segment.end, segment.hidden, options);
    }
  }

  async #picture(segment: Segment): Promise<void> {
    const { reference, alt } = segment.picture!;
    const where = this.#where(segment.start, segment.end);
    const found = await collectReference(
      {
        reference: this.#input.squeezed.restore(reference)
          .replaceAll(blankInAddress, " ").replaceAll(
            encodeURIComponent(blankInAddress),
            " ",
          ),
        where,
        ...(alt === undefined ? {} : { alt }),
        ...(segment.hidden === undefined ? {} : { hidden: segment.hidden }),
      },
      this.#input.context,
      this.#input.assets,
    );
    appendPieces(this.#pieces, found);
  }

  #where(start: number, end: number): Where {
    const { squeezed, place } = this.#input;
    return place.where(squeezed.offset(start), squeezed.offset(end));
  }

  /** Adds a slice of the text, without the white space around it. */
  #text(
    kind: EvidenceKind,
    from: number,
    to: number,
    hidden: string | null = this.#elements.looks.hidden,
    options: TextOptions = {},
  ): void {
    const { raw, squeezed } = this.#input;
    const slice = squeezed.text.slice(from, to);
    if (!holdsWords(slice)) return;
    const start = from + slice.length - slice.trimStart().length;
    const end = from + slice.trimEnd().length;
    const whole = raw.slice(squeezed.offset(start), squeezed.offset(end));
    const short = squeezed.text.slice(start, end);
    const { offsets: _offsets, ...place } = this.#where(start, end);
    const exact = whole.length === short.length;
    this.#pieces.push(
      textPiece(kind, exact ? this.#where(start, end) : place, exact ? whole : short, {
        ...options,
        ...(hidden === null ? {} : { origin: "hidden", originReason: hidden }),
      }),
    );
  }

  /** Fenced or indented code: the slice between the fences, or its lines unindented. */
  #code(node: Code, start: number, end: number): void {
    if (node.value.trim() === "") return;
    const { raw, squeezed, source } = this.#input;
    const first = source.indexOf("\n", start) + 1;
    const at = /^[ \t>]*(?:`{3}|~{3})/.test(source.slice(start, first || end))
      ? first
      : start;
    const exact = at > 0 && source.startsWith(node.value, at) &&
      at + node.value.length <= end;
    const language = node.lang?.toLowerCase().replace(/^[{.]+|[},:=].*$/g, "");
    const { hidden } = this.#elements.looks;
    const { offsets: _offsets, ...place } = this.#where(start, end);
    const from = squeezed.offset(at);
    const to = squeezed.offset(at + node.value.length);
    this.#pieces.push(
      textPiece(
        "code",
        exact ? this.#where(at, at + node.value.length) : place,
        exact ? raw.slice(from, to) : node.value,
        {
          ...(language ? { language } : {}),
          ...(hidden === null ? {} : { origin: "hidden", originReason: hidden }),
        },
      ),
    );
  }

  /** One piece of raw rows, then the pictures in its cells. */
  async #table(
    node: Table,
    start: number,
    end: number,
  ): Promise<void> {
    this.#text("table", start, end);
    for (const row of node.children) {
      for (const cell of row.children) {
        const [from, to] = range(cell);
        const segments = segmentsOf(
          cell.children,
          from,
          to,
          this.#definitions,
          this.#elements,
          this.#input.source,
        );
        for (const segment of segments) {
          if (segment.picture !== undefined) await this.#picture(segment);
        }
      }
    }
  }

  async #html(html: string, start: number, end: number): Promise<void> {
    const { squeezed, context, assets } = this.#input;
    const looks = this.#elements.looks;
    this.#elements.read(html);
    const whole = html.replace(/data:squeezed,\d+/g, (label) => squeezed.restore(label));
    const { offsets: _offsets, ...place } = this.#where(start, end);
    const first = place.lines?.[0] ?? 1;
    const found = await htmlPieces(
      whole,
      {
        fragment: true,
        looks,
        where: (_block, from, to) =>
          place.lines === undefined ? place : {
            ...place,
            lines: [
              first + breaks(whole, 0, from),
              first + breaks(whole, 0, Math.max(from, to - 1)),
            ],
          },
      },
      context,
      assets,
    );
    appendPieces(this.#pieces, found);
  }
}

function range(node: Node): [start: number, end: number] {
  const start = node.position?.start.offset ?? 0;
  return [start, node.position?.end.offset ?? start];
}

function breaks(text: string, from: number, to: number): number {
  let count = 0;
  for (
    let at = text.indexOf("\n", from);
    at >= 0 && at < to;
    at = text.indexOf("\n", at + 1)
  ) {
    count += 1;
  }
  return count;
}

/** Whether a slice is more than markup: letters, digits or signs beside tags. */
function holdsWords(slice: string): boolean {
  const bare = slice.replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, "").replace(
    /^\s*\{[^{}\n]{0,200}\}\s*$/,
    "",
  );
  return /[\p{L}\p{N}\p{S}]/u.test(bare.replace(/[`~^|=+<>$]/g, "")) ||
    /<!--/.test(slice) && /[\p{L}\p{N}]/u.test(slice);
}
