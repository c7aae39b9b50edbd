/**
 * What the sizes of layers say of a model: input, output, bottleneck, latent heads.
 *
 * @module
 */
import type { Answer, Layer } from "../../../rubric/facts.ts";
import { isConvolutional, isRecurrentOrAttention, layerType } from "./layer_types.ts";

/** Sizes of a model. */
export interface Sizes {
  readonly input?: number;
  readonly output?: number;
  readonly latent?: number;
  /** Input, then the output of each linear layer; `undefined` where not known. */
  readonly chain: readonly (number | undefined)[];
  /** Two linear layers that read the same vector and give the same size. */
  readonly heads: boolean;
}

/** The linear layers, a second latent head left out. */
export function linearPath(layers: readonly Layer[]): {
  readonly path: readonly Layer[];
  readonly heads: boolean;
} {
  const path: Layer[] = [];
  let heads = false;
  for (const own of layers) {
    if (own.kind !== "linear") continue;
    const before = path.at(-1);
    const same = before !== undefined && own.inUnits !== undefined &&
      own.inUnits === before.inUnits && own.outUnits === before.outUnits &&
      own.inUnits !== own.outUnits;
    if (same) heads = true;
    else path.push(own);
  }
  return { path, heads };
}

/** Reads the sizes off the linear layers. */
export function sizesOf(layers: readonly Layer[]): Sizes {
  const { path, heads } = linearPath(layers);
  const first = path[0];
  const input = first?.inUnits ??
    layers.find((own) => own.kind === "input" && own.outUnits !== undefined)?.outUnits;
  const output = path.at(-1)?.outUnits;
  const chain = first ? [input, ...path.map((own) => own.outUnits)] : [];
  const between = chain.slice(1, -1);
  const known = between.filter((n) => n !== undefined);
  const narrowest = known.length > 0 ? Math.min(...known) : undefined;
  // A size that is not known may be the narrowest.
  const latent = narrowest !== undefined && known.length === between.length &&
      (input === undefined || narrowest < input)
    ? narrowest
    : undefined;
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(latent === undefined ? {} : { latent }),
    chain,
    heads,
  };
}

/** Whether only linear layers mix the units. */
export function fullyConnected(layers: readonly Layer[]): Answer {
  if (layers.some((own) => isConvolutional(own.kind))) return "no";
  if (
    layers.some((own) => own.kind === "other" && isRecurrentOrAttention(typeName(own)))
  ) {
    return "no";
  }
  if (!layers.some((own) => own.kind === "linear")) return "unknown";
  const strange = layers.some((own) =>
    own.kind === "other" && layerType(typeName(own)) === undefined
  );
  return strange ? "unknown" : "yes";
}

function typeName(own: Layer): string {
  return /\((\w+)\)$/.exec(own.name)?.[1] ?? own.name.replace(/[-:].*$/, "");
}

/** Whether output and input are of one size, with a bottleneck between. */
export function isAutoencoder(
  layers: readonly Layer[],
  part: "whole" | "encoder" | "decoder",
  other: boolean,
  named: boolean,
): Answer {
  const { input, output, chain } = sizesOf(layers);
  if (layers.some((own) => isConvolutional(own.kind))) {
    if (other) return "no";
    const up = layers.some((own) =>
      own.kind === "convolution" && /transpose|deconv/i.test(own.name) ||
      own.kind === "pooling" && /up|interpolate|shuffle/i.test(own.name)
    );
    return up || named ? "yes" : output !== undefined && output <= 100 ? "no" : "unknown";
  }
  if (!named && fullyConnected(layers) === "no") return "no";
  const between = chain.slice(1, -1).filter((n) => n !== undefined);
  if (input !== undefined && output !== undefined) {
    if (input === output) {
      const narrow = between.some((n) => n < input) ||
        (chain.length > 2 && between.length === 0);
      return narrow ? "yes" : "unknown";
    }
    return part === "whole" ? "no" : "unknown";
  }
  if (other) return "no";
  // Tables and Keras code may leave the input's size to the data: a waist tells, and a
  // name, or an output that is wider than all that leads to it.
  const waist = output !== undefined && between.length > 0 &&
    Math.min(...between) < output && chain.length >= 3;
  const widest = output !== undefined && output >= 64 &&
    between.length === chain.length - 2 && between.every((n) => n < output) &&
    (between[0] ?? 0) > Math.min(...between);
  return waist && (named || widest) ? "yes" : "unknown";
}
