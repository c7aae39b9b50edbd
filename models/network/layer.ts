/**
 * The layers of a dense network, each with its forward pass and its explicit gradients.
 * @module
 */

import {
  type ActivationKind,
  batchNormDefaults,
  type Engine,
  type Matrix,
  type Parameter,
  type ParameterBlock,
} from "./engine.ts";
import { constantFill, makeParameter, type Statistic, uniformFill } from "./parameter.ts";

/** Receives, and disposes of, the gradient of one block of a parameter. */
export type GradientSink = (block: ParameterBlock, gradient: Matrix) => void;

/** What a forward pass leaves for the backward pass. */
export interface Trace {
  readonly x: Matrix;
  readonly y: Matrix;
  /** Batch statistics, where the layer has any. */
  readonly saved?: Matrix;
}

/** One layer. Batches are `[rows, inputs]`. */
export interface Layer {
  /** Unique within a model, as in `"encoder.0"`. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Whether `forward` writes its result over its input. */
  readonly inPlace: boolean;
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  forward(x: Matrix, training: boolean): Trace;
  /**
   * Hands the gradients of the parameters to the sink.
   *
   * @param dy gradient of the result; consumed
   * @returns the gradient of the input, or `undefined` when it is not wanted
   */
  backward(
    trace: Trace,
    dy: Matrix,
    wantsInput: boolean,
    sink: GradientSink,
  ): Matrix | undefined;
}

/** Where new layers get their engine and their numbers. */
export interface LayerSource {
  readonly engine: Engine;
  readonly seed: number;
}

/**
 * `y = x . weight + bias`, weight `[inputs, outputs]`. Starts as PyTorch's `Linear`: both
 * uniform in +-1 / sqrt(inputs).
 */
export function denseLayer(
  { engine, seed }: LayerSource,
  name: string,
  inputs: number,
  outputs: number,
): Layer {
  const bound = 1 / Math.sqrt(inputs);
  const make = (role: string, rows: number) => {
    const full = `${name}.${role}`;
    const fill = uniformFill(seed, full, rows, outputs, bound);
    return makeParameter(engine, full, rows, outputs, fill);
  };
  const weight = make("weight", inputs);
  // One row always fits one binding.
  const bias = make("bias", 1);
  return {
    name,
    inputs,
    outputs,
    inPlace: false,
    parameters: [weight, bias],
    statistics: [],
    forward(x) {
      const y = engine.product(x, weight);
      engine.addRow(y, bias.blocks[0]!.value);
      return { x, y };
    },
    backward({ x }, dy, wantsInput, sink) {
      // Before the sink may change the weight.
      const dx = wantsInput ? engine.inputGradient(dy, weight) : undefined;
      for (const block of weight.blocks) {
        sink(block, engine.weightGradient(x, dy, block));
      }
      sink(bias.blocks[0]!, engine.columnSums(dy));
      dy.dispose();
      return dx;
    },
  };
}

/** Batch normalisation over the rows, as PyTorch's `BatchNorm1d`. */
export function batchNormLayer(
  { engine }: LayerSource,
  name: string,
  columns: number,
): Layer {
  const gamma = makeParameter(
    engine,
    `${name}.weight`,
    1,
    columns,
    constantFill(1, 1),
  );
  const beta = makeParameter(engine, `${name}.bias`, 1, columns, constantFill(1, 0));
  const start = new Float32Array(2 * columns).fill(1, columns);
  const running: Statistic = {
    name: `${name}.running`,
    value: engine.upload(start, 2, columns),
  };
  const g = () => gamma.blocks[0]!.value;
  const b = () => beta.blocks[0]!.value;
  return {
    name,
    inputs: columns,
    outputs: columns,
    inPlace: false,
    parameters: [gamma, beta],
    statistics: [running],
    forward(x, training) {
      if (!training) {
        const y = engine.batchNormInfer(x, g(), b(), running.value, batchNormDefaults);
        return { x, y };
      }
      const { y, saved } = engine.batchNormTrain(
        x,
        g(),
        b(),
        running.value,
        batchNormDefaults,
      );
      return { x, y, saved };
    },
    backward({ x, saved }, dy, _wantsInput, sink) {
      const { dx, dGamma, dBeta } = engine.batchNormGradient(dy, x, g(), saved!);
      sink(gamma.blocks[0]!, dGamma);
      sink(beta.blocks[0]!, dBeta);
      dy.dispose();
      return dx;
    },
  };
}

/** An element-wise function, written over its input. */
export function activationLayer(
  { engine }: LayerSource,
  name: string,
  columns: number,
  kind: ActivationKind,
): Layer {
  return {
    name,
    inputs: columns,
    outputs: columns,
    inPlace: true,
    parameters: [],
    statistics: [],
    forward(x) {
      engine.activate(kind, x);
      return { x, y: x };
    },
    backward({ y }, dy) {
      engine.activationGradient(kind, y, dy);
      return dy;
    },
  };
}
