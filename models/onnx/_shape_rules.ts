/** Shapes after each operator that models of the assignment are made of. */

import {
  axisOf,
  keepTensor,
  listAt,
  numberOf,
  numbersOf,
  Obstacle,
  type Rule,
  shapeAt,
  unitsOf,
} from "./_shape_context.ts";
import { convolution, globalPooling, pooling, resize } from "./_spatial_shapes.ts";

/** Shape and numbers stay as they are. */
const same: Rule = (node, context) => {
  const list = listAt(node, 0, context);
  if (list && node.op !== "Dropout") context.lists.set(node.outputs[0]!, list);
  return shapeAt(node, 0, context);
};

/** Two values, the smaller one repeated. */
const broadcast: Rule = (node, context) => {
  const a = shapeAt(node, 0, context);
  const b = shapeAt(node, 1, context);
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a, b].map((shape) =>
      i < rank - shape.length ? 1 : shape[i - rank + shape.length]!
    ) as [number | null, number | null];
    if (x === y || y === 1) return x;
    if (x === 1) return y;
    // Also when it would repeat the images of a batch.
    throw new Obstacle(`[${a.join(", ")}] and [${b.join(", ")}] do not go together`);
  });
};

const gemm: Rule = (node, context) => {
  const x = shapeAt(node, 0, context);
  const weight = shapeAt(node, 1, context);
  if (numberOf(node, "transA", 0) !== 0 || weight.length !== 2 || x.length !== 2) {
    throw new Obstacle("it is no product of rows and a weight");
  }
  const [rows, columns] = numberOf(node, "transB", 0) ? weight.toReversed() : weight;
  if (x[1] !== rows) throw new Obstacle(`${x[1]} numbers meet a weight for ${rows}`);
  return [x[0]!, columns!];
};

const matMul: Rule = (node, context) => {
  const x = shapeAt(node, 0, context);
  const weight = shapeAt(node, 1, context);
  if (weight.length !== 2 || x.at(-1) !== weight[0]) {
    throw new Obstacle(`${x.at(-1)} numbers meet a weight [${weight.join(", ")}]`);
  }
  return [...x.slice(0, -1), weight[1]!];
};

const flatten: Rule = (node, context) => {
  const shape = shapeAt(node, 0, context);
  if (axisOf(numberOf(node, "axis", 1), shape) !== 1) {
    throw new Obstacle("it flattens images together");
  }
  return [shape[0]!, unitsOf(shape.slice(1))];
};

const reshape: Rule = (node, context) => {
  const shape = shapeAt(node, 0, context);
  const wanted = listAt(node, 1, context) ?? numbersOf(node, "shape");
  if (!wanted) throw new Obstacle("its new shape is not known");
  const units = unitsOf(shape.slice(1));
  const sizes = wanted.map((size, i) => size === 0 ? shape[i] ?? null : size);
  const rest = unitsOf(sizes.slice(1).map((size) => size === -1 ? 1 : size));
  const result = [null, ...sizes.slice(1).map((s) => s === -1 ? units / rest : s)];
  if (unitsOf(result.slice(1)) !== units || !Number.isInteger(units / rest)) {
    throw new Obstacle(`${units} numbers do not make [${wanted.join(", ")}]`);
  }
  return result;
};

const transpose: Rule = (node, context) => {
  const shape = shapeAt(node, 0, context);
  const order = numbersOf(node, "perm") ?? shape.map((_, i) => shape.length - 1 - i);
  if (new Set(order).size !== shape.length || order.some((i) => shape[i] === undefined)) {
    throw new Obstacle("its order of axes is none");
  }
  return order.map((i) => shape[i]!);
};

const concat: Rule = (node, context) => {
  const lists = node.inputs.map((_, i) => listAt(node, i, context));
  if (lists.every((list) => list !== undefined)) {
    const joined = lists.flat();
    if (joined.length <= 64) context.lists.set(node.outputs[0]!, joined);
  }
  const shapes = node.inputs.map((_, i) => shapeAt(node, i, context));
  const first = shapes[0]!;
  const axis = axisOf(numberOf(node, "axis", 1), first);
  const sizes = shapes.map((shape) => shape[axis]);
  if (sizes.some((size) => typeof size !== "number")) {
    throw new Obstacle("it joins images, not their numbers");
  }
  return first.with(axis, sizes.reduce<number>((sum, size) => sum + size!, 0));
};

const split: Rule = (node, context) => {
  const shape = shapeAt(node, 0, context);
  const axis = axisOf(numberOf(node, "axis", 0), shape);
  const size = shape[axis];
  if (typeof size !== "number") throw new Obstacle("it splits the batch");
  const parts = node.outputs.length;
  const sizes = numbersOf(node, "split") ?? listAt(node, 1, context) ??
    Array.from({ length: parts }, () => size / parts);
  const whole = sizes.length === parts && unitsOf([size]) === sizes.reduce<number>(
        (sum, part) => sum + (part ?? NaN),
        0,
      );
  if (!whole || !sizes.every(Number.isInteger)) {
    throw new Obstacle("its parts are no split");
  }
  return sizes.map((part) => shape.with(axis, part));
};

const shapeOf: Rule = (node, context) => {
  const shape = shapeAt(node, 0, context);
  context.lists.set(node.outputs[0]!, shape);
  return [shape.length];
};

const gather: Rule = (node, context) => {
  const list = listAt(node, 0, context);
  const index = listAt(node, 1, context);
  if (!list || index?.length !== 1) throw new Obstacle("it is used on other than shapes");
  const at = index[0]! < 0 ? index[0]! + list.length : index[0]!;
  const found = list[at];
  if (found === undefined) throw new Obstacle(`there is no size ${at}`);
  context.lists.set(node.outputs[0]!, [found]);
  return shapeAt(node, 1, context);
};

/** Adds or drops axes of size 1, of arrays and of single numbers. */
const axes: Rule = (node, context) => {
  const shape = shapeAt(node, 0, context);
  const list = listAt(node, 0, context);
  if (list) context.lists.set(node.outputs[0]!, list);
  const wanted = numbersOf(node, "axes") ?? listAt(node, 1, context);
  if (node.op === "Squeeze") {
    const drop = wanted?.map((axis) => axisOf(axis ?? NaN, shape));
    return shape.filter((size, i) => drop ? !drop.includes(i) : size !== 1);
  }
  if (!wanted) throw new Obstacle("its axes are not known");
  const result = [...shape];
  for (const axis of wanted.map((axis) => axis ?? NaN).toSorted((a, b) => a - b)) {
    result.splice(axis < 0 ? axis + result.length + 1 : axis, 0, 1);
  }
  return result;
};

const constant: Rule = (node, context) => {
  const value = node.attributes.get("value");
  const to = node.outputs[0] ?? "";
  if (value?.kind === "tensor") {
    keepTensor(context, to, value.tensor);
    return value.tensor.dims;
  }
  const ints = numbersOf(node, "value_ints");
  if (ints) context.lists.set(to, ints);
  const single = node.attributes.get("value_float") ?? node.attributes.get("value_int");
  if (!ints && !single) throw new Obstacle("its value is of an unknown kind");
  return ints ? [ints.length] : [];
};

const random: Rule = (node, context) => {
  if (node.op === "RandomNormalLike") return shapeAt(node, 0, context);
  const shape = numbersOf(node, "shape");
  if (!shape) throw new Obstacle("its shape is not known");
  return [null, ...shape.slice(1)];
};

const SAME = "Identity Dropout Cast BatchNormalization InstanceNormalization " +
  "LayerNormalization Relu LeakyRelu Elu Selu Celu PRelu Tanh Sigmoid HardSigmoid " +
  "HardSwish Softplus Softsign Softmax LogSoftmax Gelu Mish Clip Exp Log Sqrt Erf Neg " +
  "Abs Reciprocal";

/** The operators that are known. */
export const shapeRules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(SAME.split(" ").map((op) => [op, same])),
  ...Object.fromEntries(
    ["Add", "Sub", "Mul", "Div", "Pow", "Max", "Min"].map((op) => [op, broadcast]),
  ),
  Gemm: gemm,
  MatMul: matMul,
  Flatten: flatten,
  Reshape: reshape,
  Transpose: transpose,
  Concat: concat,
  Split: split,
  Shape: shapeOf,
  Gather: gather,
  Squeeze: axes,
  Unsqueeze: axes,
  Constant: constant,
  Conv: convolution,
  ConvTranspose: convolution,
  MaxPool: pooling,
  AveragePool: pooling,
  GlobalAveragePool: globalPooling,
  GlobalMaxPool: globalPooling,
  Resize: resize,
  Upsample: resize,
  RandomNormalLike: random,
  RandomNormal: random,
};
