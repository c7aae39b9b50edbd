/** What shape rules have in common. */

import type { OnnxAttribute, OnnxGraph, OnnxNode } from "./parse_onnx.ts";
import { type OnnxTensor, tensorInts } from "./onnx_tensor.ts";

/** A value's shape; `null` stands for the size of the batch. */
export type Shape = readonly (number | null)[];

/** What is known when a node's turn comes. */
export interface Context {
  readonly graph: OnnxGraph;
  readonly shapes: Map<string, Shape>;
  /** Short lists of whole numbers that shapes are computed from; `null` is the batch. */
  readonly lists: Map<string, Shape>;
}

/** From a node to the shapes of its results. */
export type Rule = (node: OnnxNode, context: Context) => Shape | readonly Shape[];

/** Says why a rule does not apply; becomes an obstacle. */
export class Obstacle extends Error {}

/** Numbers of one image in a value of this shape. */
export function unitsOf(shape: Shape): number {
  return shape.reduce((product: number, size) => product * (size ?? 1), 1);
}

/** Notes a constant array's shape, and its numbers where they are few. */
export function keepTensor(context: Context, name: string, tensor: OnnxTensor): void {
  context.shapes.set(name, tensor.dims);
  const short = tensor.dims.length <= 1 && tensor.bytes.length <= 64 * 8;
  if (short && (tensor.dataType === 7 || tensor.dataType === 6)) {
    context.lists.set(name, tensorInts(tensor));
  }
}

/** Shape of a node's input. */
export function shapeAt({ inputs }: OnnxNode, i: number, { shapes }: Context): Shape {
  const shape = shapes.get(inputs[i] ?? "");
  if (!shape) throw new Obstacle(`the shape of "${inputs[i] ?? ""}" is not known`);
  return shape;
}

/** An input's whole numbers, where they are known. */
export function listAt(
  { inputs }: OnnxNode,
  i: number,
  { lists }: Context,
): Shape | undefined {
  return lists.get(inputs[i] ?? "");
}

/** A whole-number or float attribute. */
export function numberOf(node: OnnxNode, key: string, otherwise: number): number {
  const attribute = node.attributes.get(key);
  return attribute?.kind === "number" ? attribute.value : otherwise;
}

/** An attribute that lists numbers. */
export function numbersOf(node: OnnxNode, key: string): readonly number[] | undefined {
  const attribute: OnnxAttribute | undefined = node.attributes.get(key);
  return attribute?.kind === "numbers" ? attribute.values : undefined;
}

/** An axis, counted from the front. */
export function axisOf(axis: number, shape: Shape): number {
  const from = axis < 0 ? axis + shape.length : axis;
  if (from < 0 || from > shape.length) throw new Obstacle(`there is no axis ${axis}`);
  return from;
}
