/**
 * A model's three ONNX files.
 * @module
 */

import {
  exportDecoder,
  exportEncoder,
  exportWhole,
  type OnnxFile,
} from "./export_onnx.ts";
import type { PlainModel } from "./plain_model.ts";

/** Names of the files in a model's folder. */
export const onnxFiles = {
  encoder: "encoder.onnx",
  decoder: "decoder.onnx",
  whole: "model.onnx",
} as const;

/** Writes a model's encoder, decoder and whole, part by part. */
export async function writeOnnx(folder: string, model: PlainModel): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await writeFile(`${folder}/${onnxFiles.encoder}`, exportEncoder(model));
  await writeFile(`${folder}/${onnxFiles.decoder}`, exportDecoder(model));
  await writeFile(`${folder}/${onnxFiles.whole}`, exportWhole(model));
}

async function writeFile(path: string, file: OnnxFile): Promise<void> {
  using out = await Deno.open(path, { write: true, create: true, truncate: true });
  for (const chunk of file.chunks()) {
    for (let at = 0; at < chunk.length;) at += await out.write(chunk.subarray(at));
  }
}
