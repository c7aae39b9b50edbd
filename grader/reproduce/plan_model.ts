/**
 * The layers that a report declares -> a model that can be built and trained; pure.
 *
 * @module
 */
import type { Reason } from "../../rubric/check.ts";
import type { ModelSpec } from "../../models/architecture.ts";
import type { ActivationKind } from "../../models/network/engine.ts";
import type { LayerSpec } from "../../models/network/stack.ts";
import type { ReadArchitecture } from "./readings_schema.ts";

/** A model to build, and what in it is not as the report has it; or why there is none. */
export type PlannedModel =
  | { readonly spec: ModelSpec; readonly notes: readonly Reason[] }
  | { readonly refused: Reason };

const ACTIVATIONS: Readonly<Record<string, ActivationKind>> = {
  relu: "relu",
  leakyrelu: "leakyRelu",
  leaky_relu: "leakyRelu",
  elu: "elu",
  tanh: "tanh",
  sigmoid: "sigmoid",
};

/** Activations that pass everything on. */
const IDENTITIES = new Set(["linear", "identity", "none"]);

/** Layers that hold nothing to train and leave a row of numbers as it is. */
const PASSING = new Set(["input", "flatten", "reshape", "dropout"]);

/**
 * Turns layers into a model. Layers that this project does not train are replaced only
 * where the model stays the same but for that, and a note says so.
 */
export function planModel(architecture: ReadArchitecture): PlannedModel {
  const refuse = (message: string, values: Reason["values"] = {}): PlannedModel => ({
    refused: { message, values: { id: architecture.id, ...values } },
  });
  if (architecture.fullyConnected !== "yes") return refuse("notFullyConnected");
  if (architecture.autoencoder === "no") return refuse("noAutoencoder");
  const heads = findHeads(architecture);
  if (architecture.variational === "yes" && heads === undefined) {
    return refuse("headsUnclear");
  }
  const notes: Reason[] = [];
  const note = (message: string, values: Reason["values"] = {}) => {
    const same = (own: Reason) =>
      own.message === message && JSON.stringify(own.values) === JSON.stringify(values);
    if (!notes.some(same)) notes.push({ message, values });
  };
  const specs: LayerSpec[] = [];
  let inputs: number | undefined;
  let width: number | undefined;
  const activate = (name: string | undefined) => {
    const plain = (name ?? "").toLowerCase().replace(/[^a-z_]/g, "");
    if (plain === "" || IDENTITIES.has(plain)) return;
    const before = specs.at(-1)?.kind;
    if (before !== "dense" && before !== "batchNorm") {
      note("activationDropped", { name: plain });
      return;
    }
    const known = Object.hasOwn(ACTIVATIONS, plain) ? ACTIVATIONS[plain] : undefined;
    if (!known) note("activationReplaced", { name: plain });
    specs.push({ kind: "activation", function: known ?? "relu" });
  };
  for (const [i, layer] of architecture.layers.entries()) {
    if (layer.kind === "linear") {
      if (i === heads?.second) continue;
      const from = layer.inUnits ?? width ?? architecture.inputSize;
      if (from === undefined || layer.outUnits === undefined) {
        return refuse("sizesMissing", { name: layer.name });
      }
      if (width !== undefined && from !== width) {
        return refuse("chainBroken", { name: layer.name, takes: from, given: width });
      }
      inputs ??= from;
      specs.push({ kind: "dense", units: layer.outUnits });
      width = layer.outUnits;
      if (i !== heads?.first) activate(layer.activation);
    } else if (layer.kind === "batch-norm") {
      if (width === undefined) note("layerDropped", { name: layer.name });
      else specs.push({ kind: "batchNorm" });
    } else if (layer.kind === "activation") {
      activate(layer.activation ?? layer.name);
    } else if (!PASSING.has(layer.kind)) note("layerDropped", { name: layer.name });
  }
  if (inputs === undefined || width === undefined) return refuse("noLayers");
  if (width !== inputs) return refuse("decoderMissing", { inputs, outputs: width });
  const latent = () =>
    heads ? positionOfHead(specs, architecture, heads) : bottleneck(specs);
  const before = latent();
  if (before === undefined) return refuse("noBottleneck");
  // A file of the model itself leaves nothing unsaid.
  if (architecture.form !== "onnx") assumeActivations(specs, before, note);
  finish(specs, note);
  const at = latent()!;
  const next = specs.findIndex((own, i) => i > at && own.kind === "dense");
  const decoder = specs.slice(next);
  const head = specs[at];
  if (heads && head?.kind === "dense") {
    const encoder = specs.slice(0, at);
    const form = "logVar";
    return {
      spec: { kind: "vae", inputs, encoder, latent: head.units, form, decoder },
      notes,
    };
  }
  return { spec: { kind: "ae", inputs, encoder: specs.slice(0, next), decoder }, notes };
}

/** Two linear layers side by side, of the same sizes: mean and spread of a latent. */
function findHeads(
  { layers, variational }: ReadArchitecture,
): { readonly first: number; readonly second: number } | undefined {
  if (variational !== "yes") return undefined;
  const linear = layers.flatMap((own, i) => own.kind === "linear" ? [i] : []);
  for (const [at, first] of linear.entries()) {
    const second = linear[at + 1];
    if (second === undefined) return undefined;
    const [a, b] = [layers[first]!, layers[second]!];
    if (
      a.outUnits !== undefined && a.outUnits === b.outUnits &&
      b.inUnits === a.inUnits && a.inUnits !== a.outUnits
    ) return { first, second };
  }
  return undefined;
}

/** Where the first head is among the specs: the linear layers before it are all there. */
function positionOfHead(
  specs: readonly LayerSpec[],
  { layers }: ReadArchitecture,
  { first }: { readonly first: number },
): number | undefined {
  const before = layers.slice(0, first).filter((own) => own.kind === "linear").length;
  return specs.flatMap((own, i) => own.kind === "dense" ? [i] : [])[before];
}

/** The first of the narrowest linear layers; the last one is the output. */
function bottleneck(specs: readonly LayerSpec[]): number | undefined {
  const dense = specs.flatMap((own, i) =>
    own.kind === "dense" ? [{ i, units: own.units }] : []
  ).slice(0, -1);
  const least = Math.min(...dense.map(({ units }) => units));
  return dense.find(({ units }) => units === least)?.i;
}

/**
 * A chain of sizes leaves its activations unsaid; without any it would be one product.
 * The latent stays as it is.
 */
function assumeActivations(
  specs: LayerSpec[],
  latentAt: number,
  note: (message: string) => void,
): void {
  const last = specs.findLastIndex((own) => own.kind === "dense");
  if (specs.some((own, i) => i < last && own.kind === "activation")) return;
  const open = specs.flatMap((_, i) => {
    const ends = i < last && specs[i + 1]?.kind === "dense";
    return ends && specs.findLastIndex((own, j) => j <= i && own.kind === "dense") !==
        latentAt
      ? [i]
      : [];
  });
  if (open.length === 0) return;
  note("activationsAssumed");
  for (const i of open.reverse()) {
    specs.splice(i + 1, 0, { kind: "activation", function: "relu" });
  }
}

/** Pictures lie in [-1, 1] here: an end that can not reach below 0 is fitted to that. */
function finish(specs: LayerSpec[], note: (message: string) => void): void {
  const end = specs.at(-1);
  if (end?.kind !== "activation") return;
  if (end.function === "sigmoid") {
    specs[specs.length - 1] = { kind: "activation", function: "tanh" };
    note("sigmoidEnd");
  } else if (end.function !== "tanh") {
    specs.pop();
    note("rectifiedEnd");
  }
}
