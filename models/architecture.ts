/**
 * Model architectures as plain data: what presets, checkpoints, manifests and reports that
 * declare a model all come down to.
 * @module
 */

import type { ActivationKind, LatentForm } from "./network/engine.ts";
import type { LayerSpec } from "./network/stack.ts";

/** A fully connected autoencoder: encoder, latent, decoder. */
export interface AutoencoderSpec {
  readonly kind: "ae";
  readonly inputs: number;
  readonly encoder: readonly LayerSpec[];
  readonly decoder: readonly LayerSpec[];
}

/** A fully connected VAE: encoder, heads `mean` and `spread`, decoder. */
export interface VaeSpec {
  readonly kind: "vae";
  readonly inputs: number;
  /** May be empty: the heads then read the input. */
  readonly encoder: readonly LayerSpec[];
  readonly latent: number;
  readonly form: LatentForm;
  readonly decoder: readonly LayerSpec[];
}

/** Either. */
export type ModelSpec = AutoencoderSpec | VaeSpec;

/** Named sizes. */
export type PresetName = "quick" | "small" | "medium" | "seed";

/** How hidden layers and the end look. */
export interface DenseStyle {
  readonly batchNorm: boolean;
  readonly hidden: ActivationKind;
  readonly output: ActivationKind;
}

const PLAIN: DenseStyle = { batchNorm: false, hidden: "relu", output: "tanh" };
const NORMALISED: DenseStyle = { ...PLAIN, batchNorm: true };

/** Hidden widths down to the latent, per preset; inputs come from the data. */
const PRESETS: Record<PresetName, { widths: readonly number[]; style: DenseStyle }> = {
  quick: { widths: [256, 64], style: NORMALISED },
  small: { widths: [32, 8], style: NORMALISED },
  medium: { widths: [512, 128], style: PLAIN },
  seed: { widths: [4096, 2048], style: NORMALISED },
};

/** The names of the presets. */
export const presetNames = Object.keys(PRESETS) as readonly PresetName[];

/** Layers of the given widths, each with its norm and activation. */
export function denseLayers(
  widths: readonly number[],
  { batchNorm, hidden }: DenseStyle,
): LayerSpec[] {
  return widths.flatMap((units): LayerSpec[] => [
    { kind: "dense", units },
    ...(batchNorm ? [{ kind: "batchNorm" } as const] : []),
    { kind: "activation", function: hidden },
  ]);
}

/**
 * An autoencoder that narrows through `widths` to the latent (the last) and widens back.
 * As in many course solutions the latent, too, is normalised and rectified.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { autoencoderSpec } from "./architecture.ts";
 * const spec = autoencoderSpec(12288, [4096, 2048]);
 * assertEquals(spec.encoder.length, 6);
 * assertEquals(spec.decoder.at(-2), { kind: "dense", units: 12288 });
 * ```
 */
export function autoencoderSpec(
  inputs: number,
  widths: readonly number[],
  style: DenseStyle = NORMALISED,
): AutoencoderSpec {
  return {
    kind: "ae",
    inputs,
    encoder: denseLayers(widths, style),
    decoder: widen(inputs, widths, style),
  };
}

/** A VAE of the same shape; the latent has neither norm nor activation. */
export function vaeSpec(
  inputs: number,
  widths: readonly number[],
  style: DenseStyle = NORMALISED,
  form: LatentForm = "logVar",
): VaeSpec {
  return {
    kind: "vae",
    inputs,
    encoder: denseLayers(widths.slice(0, -1), style),
    latent: widths.at(-1)!,
    form,
    decoder: widen(inputs, widths, style),
  };
}

/** A preset, for data of the given size. */
export function presetSpec(
  kind: "ae" | "vae",
  preset: PresetName,
  inputs: number,
  form: LatentForm = "logVar",
): ModelSpec {
  const { widths, style } = PRESETS[preset];
  return kind === "ae"
    ? autoencoderSpec(inputs, widths, style)
    : vaeSpec(inputs, widths, style, form);
}

function widen(
  inputs: number,
  widths: readonly number[],
  style: DenseStyle,
): LayerSpec[] {
  return [
    ...denseLayers(widths.slice(0, -1).reverse(), style),
    { kind: "dense", units: inputs },
    { kind: "activation", function: style.output },
  ];
}
