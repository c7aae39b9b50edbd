/**
 * The shapes that an ONNX graph's values have, for one image. Sizes are numbers; the batch
 * is `null`. Only operators that models of the assignment are made of are known; what is not
 * known is named, and everything after it has no shape.
 * @module
 */

import type { OnnxGraph } from "./parse_onnx.ts";
import {
  type Context,
  keepTensor,
  Obstacle,
  type Shape,
  unitsOf,
} from "./_shape_context.ts";
import { shapeRules } from "./_shape_rules.ts";

export { type Shape, unitsOf } from "./_shape_context.ts";

/** What is known of values. */
export interface Inferred {
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Why a node's result is not known, a line each. */
  readonly obstacles: readonly string[];
}

/**
 * Infers the shapes of all values.
 *
 * @param maxElements numbers that one value may hold for one image
 * @throws {RangeError} when a value would be larger: running the file would fill the memory
 */
export function inferShapes(graph: OnnxGraph, maxElements: number): Inferred {
  const context: Context = { graph, shapes: new Map(), lists: new Map() };
  const obstacles: string[] = [];
  for (const { name, dims } of graph.inputs) {
    if (!dims || dims.length === 0) obstacles.push(`input "${name}" has no shape`);
    else context.shapes.set(name, [null, ...dims.slice(1)]);
    if (dims?.slice(1).includes(null)) {
      obstacles.push(`input "${name}" has open sizes beside the batch`);
    }
  }
  for (const [name, tensor] of graph.tensors) keepTensor(context, name, tensor);
  for (const node of graph.nodes) {
    try {
      const rule = shapeRules[node.op];
      if (!rule || !Object.hasOwn(shapeRules, node.op)) {
        throw new Obstacle(`operator "${node.op}" is not one of those that are run`);
      }
      const result = rule(node, context);
      const shapes = (isShape(result) ? [result] : result) as readonly Shape[];
      shapes.forEach((shape, i) => {
        const to = node.outputs[i];
        if (!to) return;
        // Constants are bounded as arrays of the file are.
        const limit = node.op === "Constant" ? Infinity : maxElements;
        context.shapes.set(to, bounded(to, shape, limit));
      });
    } catch (error) {
      if (!(error instanceof Obstacle)) throw error;
      if (obstacles.length < 20) {
        obstacles.push(`${node.name || node.op}: ${error.message}`);
      }
    }
  }
  return { shapes: context.shapes, obstacles };
}

function isShape(result: Shape | readonly Shape[]): result is Shape {
  return !Array.isArray(result[0]);
}

function bounded(name: string, shape: Shape, maxElements: number): Shape {
  if (shape.length > 8 || !(unitsOf(shape) <= maxElements)) {
    throw new RangeError(
      `Cannot read an ONNX file as no value may hold more than ${maxElements} numbers an ` +
        `image: "${name}" has shape [${shape.slice(0, 9).join(", ")}]`,
    );
  }
  return shape;
}
