/**
 * A model's three ONNX files.
 * @module
 */

import { createHash } from "node:crypto";
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

/**
 * Writes a model's encoder, decoder and whole, part by part.
 *
 * @returns SHA-256 of each file, hexadecimal, by its name in the folder
 */
export async function writeOnnx(
  folder: string,
  model: PlainModel,
): Promise<Record<string, string>> {
  await Deno.mkdir(folder, { recursive: true });
  const digests: Record<string, string> = {};
  const write = async (name: string, file: OnnxFile) => {
    digests[name] = await writeFile(`${folder}/${name}`, file);
  };
  await write(onnxFiles.encoder, exportEncoder(model));
  await write(onnxFiles.decoder, exportDecoder(model));
  await write(onnxFiles.whole, exportWhole(model));
  return digests;
}

async function writeFile(path: string, file: OnnxFile): Promise<string> {
  using out = await Deno.open(path, { write: true, create: true, truncate: true });
  const hash = createHash("sha256");
  for (const chunk of file.chunks()) {
    hash.update(chunk);
    for (let at = 0; at < chunk.length;) at += await out.write(chunk.subarray(at));
  }
  return hash.digest("hex");
}
