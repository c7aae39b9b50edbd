/**
 * Class names of layers of which OCR lost or changed a letter: the lines of a tree before
 * them touch the first one.
 *
 * @module
 */
import { layerType } from "./layer_types.ts";
import { distance } from "./solve_rows.ts";
import type { SummaryRow } from "./summary_rows.ts";

/** What summaries of models print most. */
const CLASSES = [
  "Linear",
  "Dense",
  "ReLU",
  "LeakyReLU",
  "PReLU",
  "Sigmoid",
  "Tanh",
  "Softmax",
  "Dropout",
  "Flatten",
  "Unflatten",
  "BatchNorm1d",
  "BatchNorm2d",
  "Conv2d",
  "ConvTranspose2d",
  "MaxPool2d",
  "Sequential",
] as const;

/**
 * The class that a misread name stands for, `undefined` if it is known as it is or like
 * none. A name without its first letter, or a long one with one letter misread.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(["inear", "eLU", "Linear", "Encoder"].map(misreadClass), [
 *   "Linear",
 *   "ReLU",
 *   undefined,
 *   undefined,
 * ]);
 * ```
 */
export function misreadClass(name: string): string | undefined {
  if (CLASSES.some((own) => own === name)) return undefined;
  const clipped = CLASSES.find((own) => own.slice(1) === name);
  if (clipped) return clipped;
  if (layerType(name)) return undefined;
  const [first, ...others] = name.length < 6
    ? []
    : CLASSES.filter((own) => name.length <= own.length && distance(own, name) === 1);
  return others.length === 0 ? first : undefined;
}

/** A row that OCR read, its class repaired; the row itself where nothing is wrong. */
export function withClass(row: SummaryRow): SummaryRow {
  const type = misreadClass(row.type);
  if (type === undefined) return row;
  return {
    ...row,
    type,
    name: row.name.replace(row.type, type),
    container: layerType(type) === undefined,
    readAs: row.type,
  };
}
