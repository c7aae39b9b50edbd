/**
 * ONNX files: their layers as a table. Nothing of a file is run.
 *
 * @module
 */

import {
  type OnnxArchitecture,
  type OnnxLayer,
  readOnnx,
} from "../../models/onnx/read_onnx.ts";
import { defaultOnnxLimits } from "../../models/onnx/parse_onnx.ts";
import { textPiece } from "./_text_piece.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import { UnreadableFileError } from "./errors.ts";

/** How the text of the table begins. */
export const onnxTitle = "ONNX model";

/**
 * Collects an ONNX file as one piece: a table of its layers, one a row.
 *
 * @returns one piece of kind `table`
 * @throws {UnreadableFileError} where the file is damaged, hostile or too large
 */
export function collectOnnx(file: CollectFile, context: CollectContext): Piece[] {
  const limits = { ...defaultOnnxLimits, fileBytes: context.limits.bytesPerFile };
  let architecture: OnnxArchitecture;
  try {
    architecture = readOnnx(file.bytes, undefined, limits);
  } catch (error) {
    const known = error instanceof SyntaxError || error instanceof RangeError ||
      error instanceof TypeError;
    if (!known) throw error;
    const rule = "it must be an ONNX file within limits";
    throw new UnreadableFileError(file.path, rule, error.message, { cause: error });
  }
  const text = onnxTable(architecture);
  return [textPiece("table", { file: file.path }, text)];
}

/**
 * The canonical text of a file's layers: the same layers give the same text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const layers = [{ kind: "linear", name: "fc|1", inUnits: 4, outUnits: 2, parameters: 10, value: "y" }] as const;
 * assertEquals(
 *   onnxTable({ layers, parameters: 10, random: false }),
 *   "ONNX model | parameters 10 | random no\nfc_1 | linear | 4 | 2 | 10 | -",
 * );
 * ```
 */
export function onnxTable(
  { layers, parameters, random }: Pick<
    OnnxArchitecture,
    "layers" | "parameters" | "random"
  >,
): string {
  const row = (layer: OnnxLayer) =>
    [
      layer.name.slice(0, 80).replace(/[^\w./-]/g, "_"),
      layer.kind,
      layer.inUnits ?? "-",
      layer.outUnits ?? "-",
      layer.parameters,
      layer.activation ?? "-",
    ].join(" | ");
  const title = `${onnxTitle} | parameters ${parameters} | random ${
    random ? "yes" : "no"
  }`;
  return [title, ...layers.map(row)].join("\n");
}
