/**
 * One autoencoder file cut at its bottleneck into an encoder and a decoder, so that latents
 * can be changed in between. Nodes and arrays are written again as they are.
 * @module
 */

import { type OnnxFile, onnxFile } from "./export_onnx.ts";
import { type Shape, unitsOf } from "./infer_shapes.ts";
import { modelMessage, tensorMessage, valueMessage } from "./onnx_messages.ts";
import type { OnnxNode } from "./parse_onnx.ts";
import { piece } from "./protobuf_writer.ts";
import { isRandom, type OnnxArchitecture } from "./read_onnx.ts";

/** An encoder and a decoder. */
export interface SplitOnnx {
  readonly encoder: OnnxFile;
  readonly decoder: OnnxFile;
  /** The value where the encoder ends and the decoder begins. */
  readonly latent: string;
  /** What the encoder gives: the latent, or the mean of a latent that was drawn. */
  readonly encoded: string;
  /** Sizes of the latent of one image. */
  readonly dims: readonly number[];
  readonly input: string;
  readonly output: string;
}

/**
 * Cuts a file in two.
 *
 * The cut is the narrowest value that everything from input to output goes through, after
 * its norm and activation. A latent that was drawn at random gives way to its mean.
 *
 * @param at name of the value to cut at, when the caller knows it
 * @throws {TypeError} when the file is not to be run, or has no such value; says why
 */
export function splitOnnx(architecture: OnnxArchitecture, at?: string): SplitOnnx {
  const { graph, shapes, obstacles } = architecture;
  if (obstacles.length > 0) refuse(obstacles[0]!);
  const input = graph.inputs[0]?.name;
  const output = graph.outputs[0]?.name;
  if (input === undefined || output === undefined) {
    return refuse("it lacks input or output");
  }
  const path = waysThrough(graph.nodes, input, output);
  const latent = at ?? narrowest(graph.nodes, path, shapes);
  if (latent === undefined || !path.includes(latent) || latent === output) {
    return refuse(
      at === undefined
        ? "no value between input and output is narrower than both"
        : `not all of the output goes through "${at}"`,
    );
  }
  const encoded = meanOf(latent, architecture);
  const dims = sizesOf(latent, shapes);
  return {
    encoder: part(architecture, "encoder", input, encoded),
    decoder: part(architecture, "decoder", latent, output),
    latent,
    encoded,
    dims,
    input,
    output,
  };
}

/**
 * A file written again with only what leads from its first input to its first output, its
 * arrays inside: what to run of an encoder or decoder that somebody handed in.
 *
 * @throws {TypeError} when it is not to be run; says why
 */
export function rewriteOnnx(architecture: OnnxArchitecture): OnnxFile {
  const { graph, obstacles } = architecture;
  if (obstacles.length > 0) refuse(obstacles[0]!);
  const [input, output] = [graph.inputs[0]?.name, graph.outputs[0]?.name];
  if (input === undefined || output === undefined) {
    return refuse("it lacks input or output");
  }
  return part(architecture, "model", input, output);
}

/**
 * The values that every way from input to output goes through, in order.
 *
 * A value is one of them when, at the time it is made, no earlier value that depends on the
 * input is still to be read later on, except by what only it leads to.
 */
function waysThrough(
  nodes: readonly OnnxNode[],
  input: string,
  output: string,
): string[] {
  const relevant = nodesBetween(nodes, input, output);
  const lastRead = new Map<string, number>([[output, relevant.length]]);
  relevant.forEach(({ node, follows }, i) => {
    if (!follows) return;
    for (const name of node.inputs) {
      lastRead.set(name, Math.max(i, lastRead.get(name) ?? 0));
    }
  });
  const found: string[] = [];
  const open = new Set([input]);
  relevant.forEach(({ node, follows }, i) => {
    for (const name of node.inputs) {
      if ((lastRead.get(name) ?? 0) <= i) open.delete(name);
    }
    for (const name of node.outputs) if (follows && lastRead.has(name)) open.add(name);
    if (open.size === 1) found.push([...open][0]!);
  });
  return [...new Set(found)];
}

/** The nodes that the output needs, and whether each depends on the input. */
function nodesBetween(
  nodes: readonly OnnxNode[],
  input: string,
  output: string,
): { node: OnnxNode; follows: boolean }[] {
  const wanted = new Set([output]);
  const needed = nodes.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some((name) => wanted.has(name))) return false;
    inputs.forEach((name) => wanted.add(name));
    return true;
  }).reverse();
  const following = new Set([input]);
  return needed.map((node) => {
    // A shape says nothing about an image, and random numbers of that shape neither.
    const follows = node.op !== "Shape" && !isRandom(node) &&
      node.inputs.some((name) => following.has(name));
    if (follows) node.outputs.forEach((name) => following.add(name));
    return { node, follows };
  });
}

/** The last of the narrowest values in a row, before the next product or convolution. */
function narrowest(
  nodes: readonly OnnxNode[],
  path: readonly string[],
  shapes: ReadonlyMap<string, Shape>,
): string | undefined {
  const units = (name: string) => unitsOf((shapes.get(name) ?? []).slice(1));
  const inner = path.filter((name) => shapes.has(name));
  if (inner.length < 3) return undefined;
  const least = Math.min(...inner.slice(1, -1).map(units));
  if (least >= units(inner[0]!) || least >= units(inner.at(-1)!)) return undefined;
  const madeBy = new Map(nodes.flatMap((node) => node.outputs.map((o) => [o, node.op])));
  let at = inner.findIndex((name) => units(name) === least);
  while (
    units(inner[at + 1]!) === least &&
    !["Gemm", "MatMul", "Conv", "ConvTranspose"].includes(
      madeBy.get(inner[at + 1]!) ?? "",
    )
  ) at++;
  return inner[at];
}

/** The mean behind a latent `mean + exp(...) * noise`; other latents as they are. */
function meanOf(latent: string, { graph }: OnnxArchitecture): string {
  const noisy = new Set(graph.inputs.slice(1).map(({ name }) => name));
  for (const node of graph.nodes) {
    if (isRandom(node) || node.inputs.some((name) => noisy.has(name))) {
      node.outputs.forEach((name) => noisy.add(name));
    }
  }
  if (!noisy.has(latent)) return latent;
  const maker = graph.nodes.find(({ outputs }) => outputs.includes(latent));
  const calm = maker?.inputs.filter((name) => !noisy.has(name)) ?? [];
  if (maker?.op === "Add" && calm.length === 1) return calm[0]!;
  return refuse(`its latent "${latent}" is drawn at random in a way that is not known`);
}

/** The nodes and arrays from one value to another, as a file of its own. */
function part(
  { graph, shapes }: OnnxArchitecture,
  name: string,
  from: string,
  to: string,
): OnnxFile {
  const wanted = new Set([to]);
  const nodes = graph.nodes.toReversed().filter(({ inputs, outputs }) => {
    if (outputs.includes(from) || !outputs.some((output) => wanted.has(output))) {
      return false;
    }
    inputs.forEach((input) => wanted.add(input));
    return true;
  }).reverse();
  const foreign = graph.inputs.find((input) =>
    input.name !== from && wanted.has(input.name)
  );
  if (foreign) refuse(`its ${name} needs "${foreign.name}" beside "${from}"`);
  const tensors = [...graph.tensors.values()].filter((tensor) => wanted.has(tensor.name));
  return onnxFile(modelMessage({
    name,
    nodes: nodes.map(({ message }) => piece(message)),
    initializers: tensors.map((tensor) =>
      tensorMessage(tensor.name, tensor.dims, tensor.bytes, tensor.dataType)
    ),
    inputs: [valueMessage(from, sizesOf(from, shapes))],
    outputs: [valueMessage(to, sizesOf(to, shapes))],
    operatorSet: graph.operatorSet,
    irVersion: graph.irVersion,
  }));
}

function sizesOf(name: string, shapes: ReadonlyMap<string, Shape>): number[] {
  const sizes = (shapes.get(name) ?? []).slice(1);
  return sizes.map((size) => size ?? refuse(`the shape of "${name}" is open`));
}

function refuse(seen: string): never {
  throw new TypeError(
    `Cannot take an ONNX file apart as it must be a network that may be run: ${seen}`,
  );
}
