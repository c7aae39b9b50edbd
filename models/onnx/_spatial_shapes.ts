/** Shapes after operators that go over images: convolution, pooling, resizing. */

import type { OnnxNode } from "./parse_onnx.ts";
import { tensorFloats } from "./onnx_tensor.ts";
import {
  numberOf,
  numbersOf,
  Obstacle,
  type Rule,
  type Shape,
  shapeAt,
} from "./_shape_context.ts";

/** `Conv` and `ConvTranspose`. */
export const convolution: Rule = (node, context) => {
  const x = shapeAt(node, 0, context);
  const weight = shapeAt(node, 1, context);
  const turned = node.op === "ConvTranspose";
  const groups = numberOf(node, "group", 1);
  const [out, into] = turned
    ? [weight[1]! * groups, weight[0]!]
    : [weight[0]!, weight[1]! * groups];
  if (x.length !== weight.length || x[1] !== into) {
    throw new Obstacle(`[${x.join(", ")}] meets a kernel [${weight.join(", ")}]`);
  }
  return [x[0]!, out, ...spatial(node, x, weight.slice(2), turned)];
};

/** `MaxPool` and `AveragePool`. */
export const pooling: Rule = (node, context) => {
  const x = shapeAt(node, 0, context);
  const kernel = numbersOf(node, "kernel_shape");
  if (!kernel || x.length !== kernel.length + 2) throw new Obstacle("it has no kernel");
  return [x[0]!, x[1]!, ...spatial(node, x, kernel, false)];
};

/** Sizes after a kernel went over an image. */
function spatial(node: OnnxNode, x: Shape, kernel: Shape, turned: boolean): number[] {
  const rank = kernel.length;
  const ones = Array.from({ length: rank }, () => 1);
  const strides = numbersOf(node, "strides") ?? ones;
  const dilations = numbersOf(node, "dilations") ?? ones;
  const pads = numbersOf(node, "pads") ?? [...ones, ...ones].map(() => 0);
  const extra = numbersOf(node, "output_padding") ?? ones.map(() => 0);
  const auto = node.attributes.get("auto_pad");
  const mode = auto?.kind === "text" ? auto.value : "NOTSET";
  return kernel.map((size, i) => {
    const image = x[i + 2] ?? NaN;
    const stride = strides[i] ?? NaN;
    const reach = ((size ?? NaN) - 1) * (dilations[i] ?? NaN) + 1;
    const pad = mode === "VALID" ? 0 : (pads[i] ?? NaN) + (pads[i + rank] ?? NaN);
    const padsAreKnown = mode === "NOTSET" || mode === "VALID";
    const result = !padsAreKnown
      ? (turned ? image * stride : Math.ceil(image / stride))
      : turned
      ? (image - 1) * stride + reach - pad + (extra[i] ?? 0)
      : numberOf(node, "ceil_mode", 0)
      ? Math.ceil((image + pad - reach) / stride) + 1
      : Math.floor((image + pad - reach) / stride) + 1;
    const sound = result >= 1 && stride >= 1 && reach >= 1 && pad >= 0 && reach <= 1e6;
    if (!sound) throw new Obstacle("its kernel does not fit its image");
    return result;
  });
}

/** One number a channel. */
export const globalPooling: Rule = (node, context) => {
  const x = shapeAt(node, 0, context);
  return x.map((size, i) => i < 2 ? size : 1);
};

/** `Resize` and `Upsample`. */
export const resize: Rule = (node, context) => {
  const x = shapeAt(node, 0, context);
  const last = node.inputs.at(-1) ?? "";
  const sizes = node.inputs.length === 4 ? context.lists.get(last) : undefined;
  if (sizes?.length === x.length) return [x[0]!, ...sizes.slice(1)];
  const tensor = context.graph.tensors.get(
    node.inputs[node.op === "Upsample" ? 1 : 2] ?? "",
  );
  const scales = numbersOf(node, "scales") ?? (tensor && tensorFloats(tensor));
  if (scales?.length !== x.length || scales[0] !== 1) {
    throw new Obstacle("its scales are not known");
  }
  return x.map((size, i) => size === null ? null : Math.floor(size * scales[i]!));
};
