/** Pieces of evidence, in short. */
import type { Evidence } from "../../../../rubric/evidence.ts";

/** A string is a paragraph. */
export type Pieces = readonly (string | Partial<Evidence>)[];

/** A name, the sizes that are shown, and what shows them. */
export type FormCase = readonly [name: string, sizes: string, pieces: Pieces];

/** A bullet. */
export function item(text: string): Partial<Evidence> {
  return { kind: "list-item", text };
}

/** A table. */
export function table(text: string): Partial<Evidence> {
  return { kind: "table", text };
}

/** What a cell printed. */
export function output(text: string): Partial<Evidence> {
  return { kind: "output", text };
}
