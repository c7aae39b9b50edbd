/** HTML -> blocks in the order in which a page shows them. Pure. */

import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";
import type { EvidenceKind } from "../../rubric/evidence.ts";
import { type Attributes, innerLooks, type Looks, plainLooks } from "./_html_hidden.ts";
import {
  attributesOf,
  ignoredClasses,
  ignoredNames,
  isLayout,
  languageOf,
  plainText,
  texOf,
} from "./_html_nodes.ts";
import { applySheets } from "./_html_sheet.ts";
import { tableText } from "./_html_table.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A block of text or a picture. */
export interface HtmlBlock {
  readonly kind: EvidenceKind;
  /** As a page shows it; empty for a picture. */
  readonly text: string;
  /** Offsets of the block's markup in the source, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly level?: number;
  readonly language?: string;
  readonly executed?: boolean;
  /** Why nobody sees it. */
  readonly hidden?: string;
  readonly picture?: { readonly reference: string; readonly alt?: string };
}

/** Deeper elements are read as text alone. */
const deepest = 400;

const blockNames = new Set(
  ("address article aside blockquote body center dd details dialog div dl dt fieldset " +
    "figcaption figure footer form header hr html legend li main nav ol p section summary ul " +
    "h1 h2 h3 h4 h5 h6 pre table tbody thead tfoot tr td th caption").split(" "),
);
const promptClasses =
  /(?:^|\s)(?:jp-InputPrompt|jp-OutputPrompt|input_prompt|output_prompt|prompt)(?:\s|$)/;
const outputClasses =
  /(?:^|\s)(?:jp-OutputArea|jp-OutputArea-output|output_area|output_subarea|output_text|output_wrapper)(?:\s|$)/;

/** What holds for everything inside an element. */
interface Setting {
  readonly looks: Looks;
  readonly depth: number;
  readonly output: boolean;
  readonly kind: EvidenceKind;
  readonly level?: number;
}

/**
 * Reads a page, or a piece of one (`fragment`, as it stands in Markdown).
 *
 * @param html source
 * @param looks how the surroundings look
 */
export function htmlBlocks(
  html: string,
  fragment = false,
  looks: Looks = plainLooks,
): HtmlBlock[] {
  const root = fragment
    ? parseFragment(html, { sourceCodeLocationInfo: true })
    : parse(html, { sourceCodeLocationInfo: true });
  applySheets(root);
  const walk = new Walk();
  const setting: Setting = { looks, depth: 0, output: false, kind: "paragraph" };
  for (const node of root.childNodes) walk.visit(node, setting);
  walk.flush();
  return walk.blocks;
}

/** Text that runs on until the next block begins. */
interface Running {
  text: string;
  start: number;
  end: number;
}

class Walk {
  readonly blocks: HtmlBlock[] = [];
  #seen: Running | null = null;
  #unseen: (Running & { reason: string }) | null = null;
  #setting: Setting | null = null;
  #executed: boolean | undefined;

  visit(node: Node, setting: Setting): void {
    const location = node.sourceCodeLocation;
    const start = location?.startOffset ?? this.#seen?.end ?? 0;
    const end = location?.endOffset ?? start;
    if (node.nodeName === "#text") {
      const value = (node as DefaultTreeAdapterTypes.TextNode).value;
      this.#run(value.replace(/\s+/g, " "), start, end, setting);
    } else if (node.nodeName === "#comment") {
      const text = (node as DefaultTreeAdapterTypes.CommentNode).data.trim();
      if (text !== "" && !/^\[if |^\[endif|^more$|^Start|^End/i.test(text)) {
        this.flush();
        this.blocks.push({ kind: "paragraph", text, start, end, hidden: "a comment" });
      }
    } else if ("tagName" in node) {
      this.#element(node, setting, start, end);
    }
  }

  #element(element: Element, outer: Setting, start: number, end: number): void {
    const name = element.tagName;
    const attributes = attributesOf(element);
    const classes = attributes.class ?? "";
    if (name === "script") {
      if (/^math\/tex/.test(attributes.type ?? "")) {
        this.#run(`$${plainText(element)}$`, start, end, outer);
      }
      return;
    }
    if (name === "svg" && Number.parseFloat(attributes.width ?? "0") >= 100) {
      this.#picture({ src: "data:image/svg+xml,<svg>" }, start, end, outer.looks);
    }
    if (ignoredNames.has(name) || ignoredClasses.test(classes)) return;
    if (promptClasses.test(classes)) {
      const prompt = /^\s*In\s*\[([\s\d*]*)\]/.exec(
        plainText(element).replace(/\u00A0/g, " "),
      );
      if (prompt !== null) this.#executed = /\d/.test(prompt[1]!);
      return;
    }
    const looks = innerLooks(outer.looks, attributes);
    const inner: Setting = {
      ...outer,
      looks,
      depth: outer.depth + 1,
      output: outer.output || outputClasses.test(classes),
    };
    if (inner.depth > deepest) {
      this.#run(plainText(element).replace(/\s+/g, " "), start, end, inner);
    } else if (name === "br") {
      this.#run("\n", start, end, inner);
    } else if (name === "img" || name === "image") {
      this.#picture(attributes, start, end, looks);
    } else if (name === "math" || classes === "katex-mathml") {
      this.#run(texOf(element) ?? plainText(element), start, end, inner);
    } else if (name === "pre") {
      this.#preformatted(element, inner, start, end);
    } else if (name === "table" && !isLayout(element)) {
      this.#table(element, inner, start, end);
    } else if (blockNames.has(name)) {
      this.flush();
      this.#children(element, blockSetting(name, inner));
      this.flush();
    } else {
      this.#children(element, inner);
    }
  }

  #children(element: Element, setting: Setting): void {
    for (const child of element.childNodes) this.visit(child, setting);
  }

  #run(text: string, start: number, end: number, setting: Setting): void {
    if (text === "") return;
    const hidden = setting.looks.hidden;
    if (hidden !== null) {
      if (text.trim() === "") return;
      if (this.#unseen === null) this.#unseen = { text, start, end, reason: hidden };
      else Object.assign(this.#unseen, { text: this.#unseen.text + text, end });
      this.#setting ??= setting;
      return;
    }
    if (this.#seen === null) {
      if (text.trim() === "") return;
      this.#seen = { text, start, end };
      this.#setting = setting;
    } else {
      this.#seen.text += text;
      if (text.trim() !== "") this.#seen.end = Math.max(this.#seen.end, end);
    }
  }

  /** Ends the running text: it becomes a block. */
  flush(): void {
    const { kind, level } = this.#setting ??
      { kind: "paragraph" as const, level: undefined };
    const form = level === undefined ? { kind } : { kind, level };
    const seen = this.#seen;
    if (seen !== null) {
      const text = tidy(seen.text);
      if (text !== "") {
        this.blocks.push({ ...form, text, start: seen.start, end: seen.end });
      }
    }
    const unseen = this.#unseen;
    if (unseen !== null) {
      const { start, end, reason } = unseen;
      this.blocks.push({ ...form, text: tidy(unseen.text), start, end, hidden: reason });
    }
    this.#seen = null;
    this.#unseen = null;
    this.#setting = null;
  }

  #picture(attributes: Attributes, start: number, end: number, looks: Looks): void {
    const reference = attributes.src || attributes["data-src"] ||
      attributes["xlink:href"] || attributes.href || "";
    this.flush();
    const alt = [attributes.alt, attributes.title].filter((part) => part?.trim()).join(
      " ",
    );
    this.blocks.push({
      kind: "image",
      text: "",
      start,
      end,
      ...(looks.hidden === null ? {} : { hidden: looks.hidden }),
      picture: { reference, ...(alt === "" ? {} : { alt }) },
    });
  }

  #preformatted(element: Element, setting: Setting, start: number, end: number): void {
    this.flush();
    const text = plainText(element).replace(/^\n/, "").trimEnd();
    const language = languageOf(element);
    const executed = setting.output ? undefined : this.#executed;
    if (!setting.output) this.#executed = undefined;
    if (text !== "") {
      this.blocks.push({
        kind: setting.output ? "output" : "code",
        text,
        start,
        end,
        ...(language === null || setting.output ? {} : { language }),
        ...(executed === undefined ? {} : { executed }),
        ...(setting.looks.hidden === null ? {} : { hidden: setting.looks.hidden }),
      });
    }
    this.#pictures(element, setting);
  }

  #table(element: Element, setting: Setting, start: number, end: number): void {
    this.flush();
    const { seen, unseen } = tableText(element, setting.looks);
    if (seen !== "") this.blocks.push({ kind: "table", text: seen, start, end });
    if (unseen !== null) {
      const { text, reason } = unseen;
      this.blocks.push({ kind: "table", text, start, end, hidden: reason });
    }
    this.#pictures(element, setting);
  }

  /** Emits the pictures inside an element whose text is a block already. */
  #pictures(element: Element, setting: Setting): void {
    if (setting.depth > deepest) return;
    for (const child of element.childNodes) {
      if (!("tagName" in child)) continue;
      const attributes = attributesOf(child);
      const looks = innerLooks(setting.looks, attributes);
      if (child.tagName === "img") {
        const { startOffset = 0, endOffset = 0 } = child.sourceCodeLocation ?? {};
        this.#picture(attributes, startOffset, endOffset, looks);
      } else {
        this.#pictures(child, { ...setting, looks, depth: setting.depth + 1 });
      }
    }
  }
}

function blockSetting(name: string, setting: Setting): Setting {
  const { level: _level, ...rest } = setting;
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined) return { ...rest, kind: "heading", level: Number(level) };
  if (name === "li" || name === "dd") return { ...rest, kind: "list-item" };
  if (setting.kind === "list-item" && (name === "p" || name === "div")) return setting;
  return { ...rest, kind: "paragraph" };
}

function tidy(text: string): string {
  return text.replace(/[ \t]*\n[ \t]*/g, "\n").replace(/ {2,}/g, " ").trim();
}
