/**
 * Trained arrays and running statistics, by name: made, read whole, replaced, disposed of.
 * @module
 */

import { uniforms } from "../random/draw.ts";
import { streamOf } from "../random/stream.ts";
import type { Engine, Matrix, Parameter, ParameterBlock } from "./engine.ts";

/** An array that training moves but no gradient does: batch norm's running statistics. */
export interface Statistic {
  /** Layer and role, as in `"encoder.1.running"`. */
  readonly name: string;
  /** `[2, columns]`: mean, then variance (unbiased). */
  value: Matrix;
}

/** Numbers of columns `start .. start + width - 1`, row-major. */
export type FillColumns = (start: number, width: number) => Float32Array<ArrayBuffer>;

/** Makes a parameter, block by block, so that no whole copy need exist on the host. */
export function makeParameter(
  engine: Engine,
  name: string,
  rows: number,
  columns: number,
  fill: FillColumns,
): Parameter {
  let start = 0;
  const blocks = engine.blockWidths(rows, columns).map((width): ParameterBlock => {
    const value = engine.upload(fill(start, width), rows, width);
    const block = { start, width, value, moments: undefined };
    start += width;
    return block;
  });
  return { name, rows, columns, blocks };
}

/**
 * Uniform numbers in `[-bound, bound)`, as PyTorch's `Linear` starts. They depend on seed,
 * name and place, not on how the parameter is split.
 */
export function uniformFill(
  seed: number,
  name: string,
  rows: number,
  columns: number,
  bound: number,
): FillColumns {
  const stream = streamOf(seed, `weights/${name}`);
  return (start, width) => {
    const block = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const first = row * columns + start;
      block.set(
        uniforms(stream, width, { low: -bound, high: bound, first }),
        row * width,
      );
    }
    return block;
  };
}

/** The same number everywhere. */
export function constantFill(rows: number, value: number): FillColumns {
  return (_, width) => new Float32Array(rows * width).fill(value);
}

/** The columns of an array held whole on the host. */
export function arrayFill(
  data: Float32Array,
  rows: number,
  columns: number,
): FillColumns {
  return (start, width) => {
    const block = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const from = row * columns + start;
      block.set(data.subarray(from, from + width), row * width);
    }
    return block;
  };
}

/** Reads a parameter whole, row-major `[rows, columns]`. */
export async function readParameter(
  engine: Engine,
  parameter: Parameter,
): Promise<Float32Array<ArrayBuffer>> {
  return await gather(parameter, (block) => engine.read(block.value));
}

/** Reads Adam's moments whole; `undefined` when there was no update yet. */
export async function readMoments(
  parameter: Parameter,
): Promise<{ first: Float32Array; second: Float32Array } | undefined> {
  if (parameter.blocks.some((block) => !block.moments)) return undefined;
  const read = await Promise.all(parameter.blocks.map((block) => block.moments!.read()));
  const at = (block: ParameterBlock) => read[parameter.blocks.indexOf(block)]!;
  return {
    first: await gather(parameter, (block) => Promise.resolve(at(block).first)),
    second: await gather(parameter, (block) => Promise.resolve(at(block).second)),
  };
}

/**
 * Replaces a parameter's values, and its moments when given.
 *
 * @throws {TypeError} when the array has another size
 */
export function writeParameter(
  engine: Engine,
  parameter: Parameter,
  values: Float32Array,
  moments?: { first: Float32Array; second: Float32Array },
): void {
  const { rows, columns, name } = parameter;
  if (values.length !== rows * columns) {
    throw new TypeError(
      `Cannot set "${name}" as its shape is [${rows}, ${columns}]: ` +
        `${values.length} numbers were given`,
    );
  }
  const fill = arrayFill(values, rows, columns);
  for (const block of parameter.blocks) {
    const old = block.value;
    block.value = engine.upload(fill(block.start, block.width), rows, block.width);
    old.dispose();
    if (moments) {
      engine.setMoments(
        block,
        arrayFill(moments.first, rows, columns)(block.start, block.width),
        arrayFill(moments.second, rows, columns)(block.start, block.width),
      );
    }
  }
}

/** Frees a parameter's moments, which only training needs. */
export function disposeMoments({ blocks }: Parameter): void {
  for (const block of blocks) {
    block.moments?.dispose();
    block.moments = undefined;
  }
}

/** Frees a parameter and its moments. */
export function disposeParameter(parameter: Parameter): void {
  disposeMoments(parameter);
  for (const block of parameter.blocks) block.value.dispose();
}

async function gather(
  { rows, columns, blocks }: Parameter,
  read: (block: ParameterBlock) => Promise<Float32Array>,
): Promise<Float32Array<ArrayBuffer>> {
  const whole = new Float32Array(rows * columns);
  for (const block of blocks) {
    const part = await read(block);
    for (let row = 0; row < rows; row++) {
      const from = row * block.width;
      whole.set(part.subarray(from, from + block.width), row * columns + block.start);
    }
  }
  return whole;
}
