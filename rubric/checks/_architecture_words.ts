/**
 * How an architecture is named in a reason.
 *
 * @module
 */
import type { Architecture, ArchitectureForm } from "../facts.ts";

/** Forms as a reader knows them. */
export const FORM_NAMES: Readonly<Record<ArchitectureForm, string>> = {
  torchsummary: "torchsummary",
  torchinfo: "torchinfo",
  "keras-summary": "Keras summary()",
  "tfjs-summary": "tfjs summary()",
  "print-model": "print(model)",
  "pytorch-code": "PyTorch code",
  "keras-code": "Keras code",
  "tfjs-code": "tfjs code",
  table: "table",
  arrows: "sizes in a row",
  prose: "sentence",
  diagram: "diagram",
  onnx: "ONNX",
};

/** Sizes of the linear layers in a row, a second latent head left out. */
export function sizes(own: Architecture): string {
  const linear = own.layers.filter((layer, i, all) => {
    if (layer.kind !== "linear") return false;
    const before = all.slice(0, i).findLast((one) => one.kind === "linear");
    return before === undefined || layer.inUnits === undefined ||
      layer.inUnits !== before.inUnits || layer.outUnits !== before.outUnits;
  });
  const list = [
    own.inputSize ?? linear[0]?.inUnits,
    ...linear.map((layer) => layer.outUnits),
  ].map((n) => n === undefined ? "?" : String(n));
  const convolutions = own.layers.filter((layer) => layer.kind === "convolution").length;
  const row = linear.length > 0 ? list.join("-") : "";
  return [row, convolutions > 0 ? `${convolutions} convolutions` : ""]
    .filter((part) => part !== "").join(", ") || "no sizes";
}

/** `117,483,520`, the same on every machine. */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
