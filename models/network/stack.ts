/**
 * Layers in a row, built from a plain description.
 * @module
 */

import type { ActivationKind, Matrix, Parameter } from "./engine.ts";
import {
  activationLayer,
  batchNormLayer,
  denseLayer,
  type GradientSink,
  type Layer,
  type LayerSource,
  type Trace,
} from "./layer.ts";
import type { Statistic } from "./parameter.ts";

/** One layer as data. */
export type LayerSpec =
  | { readonly kind: "dense"; readonly units: number }
  | { readonly kind: "batchNorm" }
  | { readonly kind: "activation"; readonly function: ActivationKind };

/** Layers that run one after another. */
export interface Stack {
  readonly inputs: number;
  readonly outputs: number;
  readonly layers: readonly Layer[];
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  /** Applies the layers with running statistics; `x` stays the caller's. */
  infer(x: Matrix): Matrix;
  /** Applies the layers as training does. The traces own every result, also the last. */
  forward(x: Matrix): { y: Matrix; traces: readonly Trace[] };
  /** Goes back through the traces and frees them; consumes `dy`. */
  backward(
    traces: readonly Trace[],
    dy: Matrix,
    wantsInput: boolean,
    sink: GradientSink,
  ): Matrix | undefined;
}

/**
 * Builds a stack. Layer `i` is called `<prefix>.<i>`, as in PyTorch's `Sequential`.
 *
 * @throws {TypeError} when an activation does not follow a dense or batch norm layer: it is
 * written over its input, which the layer before must not need
 * @throws {RangeError} when a layer has no units
 */
export function buildStack(
  source: LayerSource,
  prefix: string,
  inputs: number,
  specs: readonly LayerSpec[],
): Stack {
  checkSpecs(prefix, specs);
  let width = inputs;
  const layers = specs.map((spec, i): Layer => {
    const name = `${prefix}.${i}`;
    if (spec.kind === "batchNorm") return batchNormLayer(source, name, width);
    if (spec.kind === "activation") {
      return activationLayer(source, name, width, spec.function);
    }
    const layer = denseLayer(source, name, width, spec.units);
    width = spec.units;
    return layer;
  });
  return {
    inputs,
    outputs: width,
    layers,
    parameters: layers.flatMap((layer) => layer.parameters),
    statistics: layers.flatMap((layer) => layer.statistics),
    infer(x) {
      let current = x;
      for (const layer of layers) {
        const { y } = layer.forward(current, false);
        if (current !== x && current !== y) current.dispose();
        current = y;
      }
      return current;
    },
    forward(x) {
      const traces: Trace[] = [];
      let current = x;
      for (const layer of layers) {
        const trace = layer.forward(current, true);
        traces.push(trace);
        current = trace.y;
      }
      return { y: current, traces };
    },
    backward(traces, dy, wantsInput, sink) {
      let gradient: Matrix | undefined = dy;
      for (let i = layers.length - 1; i >= 0; i--) {
        gradient = layers[i]!.backward(
          traces[i]!,
          gradient!,
          wantsInput || i > 0,
          sink,
        );
      }
      freeTraces(traces);
      if (wantsInput) return gradient;
      gradient?.dispose();
      return undefined;
    },
  };
}

/** Frees what a forward pass left; the input stays the caller's. */
export function freeTraces(traces: readonly Trace[]): void {
  for (const { x, y, saved } of traces) {
    saved?.dispose();
    // An in-place layer's result is the result of the layer before.
    if (y !== x) y.dispose();
  }
}

function checkSpecs(prefix: string, specs: readonly LayerSpec[]): void {
  specs.forEach((spec, i) => {
    if (spec.kind === "activation" && specs[i - 1]?.kind !== "dense") {
      if (specs[i - 1]?.kind !== "batchNorm") {
        throw new TypeError(
          `Cannot build layer "${prefix}.${i}" as an activation must follow a dense or ` +
            `batch norm layer: it follows ${specs[i - 1]?.kind ?? "nothing"}`,
        );
      }
    }
    if (spec.kind === "dense" && !(Number.isInteger(spec.units) && spec.units > 0)) {
      throw new RangeError(
        `Cannot build layer "${prefix}.${i}" as units must be a positive integer: ` +
          `${spec.units}`,
      );
    }
  });
}
