/**
 * The fully connected variational autoencoder: an encoder with two heads, `mean` and
 * `spread`, the reparameterised sample, a decoder.
 *
 * Form `logVar`: `z = mean + exp(logVar / 2) * epsilon`, and KL(q || N(0, 1)) =
 * `0.5 * sum(exp(logVar) - 1 - logVar + mean^2)` (Kingma and Welling, 2014).
 * Form `sigma`: `z = mean + exp(sigma) * epsilon`, and the penalty `sum(exp(sigma) -
 * (1 + sigma) + mean^2)` (as Hung-yi Lee's machine learning course teaches it).
 * @module
 */

import type { VaeSpec } from "./architecture.ts";
import { errorScale, type Model } from "./model.ts";
import type { Engine, Matrix } from "./network/engine.ts";
import { denseLayer } from "./network/layer.ts";
import { disposeParameter } from "./network/parameter.ts";
import { buildStack } from "./network/stack.ts";

/** A VAE also gives its posterior's spread. */
export interface Vae extends Model {
  readonly spec: VaeSpec;
  /** Mean and spread (`logVar` or `sigma`) of images, each `[rows, latent]`. */
  posterior(images: Matrix): { mean: Matrix; spread: Matrix };
}

/**
 * Builds a VAE with PyTorch's initial weights.
 *
 * @throws {TypeError} when the decoder does not end in as many units as there are inputs
 */
export function buildVae(engine: Engine, spec: VaeSpec, seed: number): Vae {
  const source = { engine, seed };
  const { inputs, latent, form } = spec;
  const encoder = buildStack(source, "encoder", inputs, spec.encoder);
  const meanHead = denseLayer(source, "mean", encoder.outputs, latent);
  const spreadHead = denseLayer(source, form, encoder.outputs, latent);
  const decoder = buildStack(source, "decoder", latent, spec.decoder);
  if (decoder.outputs !== inputs) {
    throw new TypeError(
      `Cannot build a VAE as its output must be as wide as its input: ` +
        `${inputs} in, ${decoder.outputs} out`,
    );
  }
  const parameters = [
    ...encoder.parameters,
    ...meanHead.parameters,
    ...spreadHead.parameters,
    ...decoder.parameters,
  ];
  const statistics = [...encoder.statistics, ...decoder.statistics];

  function posterior(images: Matrix): { mean: Matrix; spread: Matrix } {
    const h = encoder.infer(images);
    const mean = meanHead.forward(h, false).y;
    const spread = spreadHead.forward(h, false).y;
    if (h !== images) h.dispose();
    return { mean, spread };
  }

  return {
    spec,
    engine,
    latent,
    parameters,
    statistics,
    posterior,
    encode(images) {
      const { mean, spread } = posterior(images);
      spread.dispose();
      return mean;
    },
    decode: decoder.infer,
    step(images, { reduction, beta, epsilon, sink }) {
      const rows = images.shape[0];
      const encoded = encoder.forward(images);
      const toMean = meanHead.forward(encoded.y, true);
      const toSpread = spreadHead.forward(encoded.y, true);
      const mean = toMean.y;
      const spread = toSpread.y;
      const noise = engine.upload(epsilon(rows * latent), rows, latent);
      const { z, sums: penalty } = engine.sampleLatent(mean, spread, noise, form);
      const decoded = decoder.forward(z);
      const { gradient, sums: squared } = engine.squaredError(
        decoded.y,
        images,
        errorScale(reduction, rows, inputs),
      );
      const dz = decoder.backward(decoded.traces, gradient, true, sink)!;
      const { dMean, dSpread } = engine.latentGradient(
        dz,
        mean,
        spread,
        noise,
        form,
        beta / rows,
      );
      const wantsInput = encoder.layers.length > 0;
      const dh = meanHead.backward(toMean, dMean, wantsInput, sink);
      const more = spreadHead.backward(toSpread, dSpread, wantsInput, sink);
      if (dh && more) {
        engine.add(dh, more);
        more.dispose();
        encoder.backward(encoded.traces, dh, false, sink);
      }
      [mean, spread, noise, z, dz].forEach((matrix) => matrix.dispose());
      return { squared, penalty, rows };
    },
    evaluate(images) {
      const rows = images.shape[0];
      const { mean, spread } = posterior(images);
      const still = engine.upload(new Float32Array(rows * latent), rows, latent);
      const { z, sums: penalty } = engine.sampleLatent(mean, spread, still, form);
      const y = decoder.infer(z);
      const { gradient, sums: squared } = engine.squaredError(y, images, 0);
      [mean, spread, still, z, y, gradient].forEach((matrix) => matrix.dispose());
      return { squared, penalty, rows };
    },
    dispose() {
      parameters.forEach(disposeParameter);
      statistics.forEach(({ value }) => value.dispose());
    },
  };
}
