/**
 * A model's three ONNX files, opened as a codec.
 * @module
 */

import { sha256 } from "../data/digest.ts";
import type { Pictures } from "../measures/picture_measures.ts";
import { type OnnxCoder, openOnnxCoder } from "./onnx_coder.ts";
import { type OnnxArchitecture, readOnnx } from "./read_onnx.ts";
import { type OnnxProvider, openOnnx, type Rows } from "./run_onnx.ts";
import { largestDifference, onnxTolerance } from "./verify_onnx.ts";
import { onnxFiles } from "./write_onnx.ts";

/** The halves of a model, ready to run. */
export interface OnnxFolder {
  readonly coder: OnnxCoder;
  /** SHA-256 of each file, hexadecimal, by its name. */
  readonly digests: Record<string, string>;
}

/** Pictures that whole and halves are compared on. */
const COMPARED = 16;

/**
 * Opens encoder and decoder, once the whole model was found to be what they are together.
 *
 * @param pictures some to run both on
 * @returns the halves, to be closed by the caller
 * @throws {Error} when a file is not there, damaged, or not of one model
 */
export async function openOnnxFolder(
  folder: string,
  provider: OnnxProvider,
  pictures: Pictures,
): Promise<OnnxFolder> {
  const digests: Record<string, string> = {};
  const read = async (name: string) => {
    const bytes = await Deno.readFile(`${folder}/${name}`);
    digests[name] = await sha256(bytes);
    return bytes;
  };
  const rows = Math.min(COMPARED, pictures.rows);
  const values = pictures.values.slice(0, rows * pictures.size);
  const some = { values, rows, size: pictures.size };
  // The whole model is as large as both halves, so it is freed before they are loaded.
  const whole = await runWhole(await read(onnxFiles.whole), provider, some);
  const encoder = await read(onnxFiles.encoder);
  const decoder = await read(onnxFiles.decoder);
  const imageDims = [widthOf(readOnnx(encoder), "x")];
  const latentDims = [widthOf(readOnnx(decoder), "z")];
  const coder = await openOnnxCoder(
    { encoder, decoder, imageDims, latentDims },
    provider,
  );
  try {
    const halves = await coder.decode(await coder.encode(some));
    const difference = largestDifference(whole, halves.values);
    if (difference <= onnxTolerance) return { coder, digests };
    throw new Error(
      `Cannot use "${folder}/${onnxFiles.whole}" as it must agree with encoder and ` +
        `decoder to ${onnxTolerance}: on ${provider} it differs by ${difference}`,
    );
  } catch (error) {
    await coder.close();
    throw error;
  }
}

async function runWhole(
  bytes: Uint8Array,
  provider: OnnxProvider,
  { values, rows, size }: Pictures,
): Promise<Float32Array> {
  const architecture = readOnnx(bytes);
  const width = widthOf(architecture, "x");
  if (width !== size) {
    throw new TypeError(
      `Cannot run an ONNX file as a picture must have the ${width} numbers that it takes: ` +
        `it has ${size}`,
    );
  }
  const session = await openOnnx(bytes, provider);
  try {
    const inputs: Record<string, Rows> = { x: { data: values, dims: [rows, size] } };
    if (session.inputs.includes("epsilon")) {
      const latent = widthOf(architecture, "epsilon");
      inputs.epsilon = { data: new Float32Array(rows * latent), dims: [rows, latent] };
    }
    const results = await session.run(inputs);
    return results[session.outputs[0]!]!.data;
  } finally {
    await session.close();
  }
}

/** Numbers that an input takes for one picture. */
function widthOf({ graph, shapes }: OnnxArchitecture, name: string): number {
  const width = shapes.get(name)?.at(1);
  if (typeof width === "number") return width;
  throw new TypeError(
    `Cannot use an ONNX file as its input "${name}" must have one width: its inputs are ` +
      graph.inputs.map((input) => input.name).join(", "),
  );
}
