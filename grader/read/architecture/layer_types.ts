/**
 * Names of layers in PyTorch, Keras, tfjs and flax -> {@linkcode LayerKind}.
 *
 * @module
 */
import type { LayerKind } from "../../../rubric/facts.ts";

/** What a layer's type name says. */
export interface LayerType {
  readonly kind: LayerKind;
  /** Of an activation: its name in lower case. */
  readonly activation?: string;
}

const ACTIVATIONS: ReadonlyMap<string, string> = new Map([
  ["relu", "relu"],
  ["relu6", "relu6"],
  ["leakyrelu", "leaky_relu"],
  ["prelu", "prelu"],
  ["rrelu", "rrelu"],
  ["elu", "elu"],
  ["selu", "selu"],
  ["celu", "celu"],
  ["gelu", "gelu"],
  ["silu", "silu"],
  ["swish", "silu"],
  ["mish", "mish"],
  ["tanh", "tanh"],
  ["hardtanh", "hardtanh"],
  ["sigmoid", "sigmoid"],
  ["hardsigmoid", "hardsigmoid"],
  ["logsigmoid", "logsigmoid"],
  ["hardswish", "hardswish"],
  ["softplus", "softplus"],
  ["softsign", "softsign"],
  ["softmax", "softmax"],
  ["logsoftmax", "log_softmax"],
  ["glu", "glu"],
  ["sin", "sin"],
]);

const KINDS: readonly (readonly [RegExp, LayerKind])[] = [
  [/^(lazy)?linear$|^dense$|^fullyconnected$|^innerproduct$/, "linear"],
  [
    /^(lazy|sync)?batchnorm(alization)?([123li]d)?$|^batchnormalization(v\d)?$/,
    "batch-norm",
  ],
  [/^(alpha|feature|gaussian|spatial)?dropout([123]d)?$/, "dropout"],
  [
    /^(lazy)?(separable|depthwise|quantized)?conv(olution)?(transpose)?([123l]d)?(transpose)?$/,
    "convolution",
  ],
  [
    /^(resnet|vgg|densenet|efficientnet|mobilenet|inception|convnext|unet|vit)[a-z0-9]*$/,
    "convolution",
  ],
  [
    /^(global|adaptive|fractional)?(avg|average|max|lp)(pool|pooling|unpool)([123]d)?$/,
    "pooling",
  ],
  [/^upsampl(e|ing)([123]d)?$|^upsamplingnearest2d$|^pixelshuffle$/, "pooling"],
  [/^flatten$/, "flatten"],
  [/^(reshape|unflatten|view|rearrange)$/, "reshape"],
  [/^input(layer)?$/, "input"],
  [
    /^(multiheadattention|multihead|attention|selfattention|transformerencoder(layer)?|transformerdecoder(layer)?|lstm|gru|rnn|lstmcell|grucell|simplernn|bidirectional|embedding|bilinear)$/,
    "other",
  ],
  [/^(layer|group|instance|rms)norm(alization)?([123l]d)?$/, "other"],
  [
    /^(sampling|lambda|identity|zeropadding2d|cropping2d|concatenate|add|permute|repeatvector|timedistributed|gaussiannoise|localresponsenorm)$/,
    "other",
  ],
];

/** A type's name without case, punctuation, module path and digits read for letters. */
export function plainTypeName(name: string): string {
  return (name.split(".").at(-1) ?? name).toLowerCase().replace(/[^a-z0-9]/g, "")
    // OCR doubles or changes the strokes of `ReLU`.
    .replace(/re[li1|]{1,3}u/, "relu");
}

/**
 * What kind of layer a type name stands for; `undefined` if it is no layer known here.
 *
 * @param name As written: `nn.Linear`, `Dense`, `BatchNorm1d`, `LeakyReLU`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(layerType("nn.LeakyReLU"), { kind: "activation", activation: "leaky_relu" });
 * assertEquals(layerType("MSELoss"), undefined);
 * ```
 */
export function layerType(name: string): LayerType | undefined {
  const plain = plainTypeName(name);
  const activation = ACTIVATIONS.get(plain);
  if (activation) return { kind: "activation", activation };
  if (plain === "activation") return { kind: "activation" };
  const kind = KINDS.find(([pattern]) => pattern.test(plain))?.[1];
  return kind ? { kind } : undefined;
}

/** Kinds that make a network not fully connected. */
export function isConvolutional(kind: LayerKind): boolean {
  return kind === "convolution" || kind === "pooling";
}

/** Layers that mix positions by something else than a linear map. */
export function isRecurrentOrAttention(name: string): boolean {
  return /attention|transformer|lstm|gru|rnn|embedding|multihead/.test(
    plainTypeName(name),
  );
}
