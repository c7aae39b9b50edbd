/** Tables of HTML as rows of text. */

import type { DefaultTreeAdapterTypes } from "parse5";
import { innerLooks, type Looks } from "./_html_hidden.ts";
import { attributesOf } from "./_html_nodes.ts";

type Element = DefaultTreeAdapterTypes.Element;

/** What a page shows of a table, and what it hides. */
export interface TableText {
  /** One row a line, cells parted by ` | `; empty where nothing is to be seen. */
  readonly seen: string;
  readonly unseen: { readonly text: string; readonly reason: string } | null;
}

interface Cell {
  seen: string;
  unseen: string;
}

/** Rows of a table; a picture in a cell leaves its place empty. */
export function tableText(table: Element, looks: Looks): TableText {
  const rows: Cell[][] = [];
  const loose: string[] = [];
  let reason: string | null = null;

  const fill = (
    node: DefaultTreeAdapterTypes.Node,
    cell: Cell,
    outer: Looks,
    depth: number,
  ): void => {
    if (node.nodeName === "#text") {
      const { value } = node as DefaultTreeAdapterTypes.TextNode;
      if (outer.hidden === null) cell.seen += value;
      else if (value.trim() !== "") {
        cell.unseen += value;
        reason ??= outer.hidden;
      }
    } else if ("tagName" in node && depth < 400) {
      if (/^(?:script|style|template|svg)$/.test(node.tagName)) return;
      if (node.tagName === "br") cell.seen += " ";
      const inner = innerLooks(outer, attributesOf(node));
      for (const child of node.childNodes) fill(child, cell, inner, depth + 1);
      if (/^(?:p|div|li)$/.test(node.tagName)) cell.seen += " ";
    }
  };

  const walk = (element: Element, outer: Looks, depth: number): void => {
    for (const child of element.childNodes) {
      if (!("tagName" in child)) continue;
      const inner = innerLooks(outer, attributesOf(child));
      if (child.tagName === "tr") rows.push([]);
      if (child.tagName === "td" || child.tagName === "th") {
        const cell: Cell = { seen: "", unseen: "" };
        for (const node of child.childNodes) fill(node, cell, inner, depth);
        (rows.at(-1) ?? rows[rows.push([]) - 1]!).push(cell);
      } else if (child.tagName === "caption") {
        const cell: Cell = { seen: "", unseen: "" };
        for (const node of child.childNodes) fill(node, cell, inner, depth);
        loose.push(cell.seen);
      } else if (depth < 400) walk(child, inner, depth + 1);
    }
  };

  walk(table, looks, 0);
  const lines = rows.map((row) => row.map((cell) => oneLine(cell.seen)))
    .filter((cells) => cells.some((cell) => cell !== "")).map((cells) =>
      cells.join(" | ")
    );
  const seen = [...loose.map(oneLine), ...lines].filter((line) => line !== "").join("\n");
  const unseen = rows.map((row) => row.map((cell) => oneLine(cell.unseen)))
    .filter((cells) => cells.some((cell) => cell !== "")).map((cells) =>
      cells.join(" | ")
    )
    .join("\n");
  return { seen, unseen: reason === null ? null : { text: unseen, reason } };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
