/**
 * The fully connected autoencoder.
 * @module
 */

import type { AutoencoderSpec } from "./architecture.ts";
import { errorScale, type Model } from "./model.ts";
import type { Engine } from "./network/engine.ts";
import { disposeParameter } from "./network/parameter.ts";
import { buildStack } from "./network/stack.ts";

/**
 * Builds an autoencoder with PyTorch's initial weights.
 *
 * @param seed initial weights come from it, by parameter name
 * @throws {TypeError} when the decoder does not end in as many units as there are inputs
 */
export function buildAutoencoder(
  engine: Engine,
  spec: AutoencoderSpec,
  seed: number,
): Model {
  const source = { engine, seed };
  const encoder = buildStack(source, "encoder", spec.inputs, spec.encoder);
  const decoder = buildStack(source, "decoder", encoder.outputs, spec.decoder);
  if (decoder.outputs !== spec.inputs) {
    throw new TypeError(
      `Cannot build an autoencoder as its output must be as wide as its input: ` +
        `${spec.inputs} in, ${decoder.outputs} out`,
    );
  }
  const parameters = [...encoder.parameters, ...decoder.parameters];
  const statistics = [...encoder.statistics, ...decoder.statistics];
  return {
    spec,
    engine,
    latent: encoder.outputs,
    parameters,
    statistics,
    encode: encoder.infer,
    decode: decoder.infer,
    step(images, { reduction, sink }) {
      const rows = images.shape[0];
      const encoded = encoder.forward(images);
      const decoded = decoder.forward(encoded.y);
      const { gradient, sums } = engine.squaredError(
        decoded.y,
        images,
        errorScale(reduction, rows, spec.inputs),
      );
      const dz = decoder.backward(decoded.traces, gradient, true, sink)!;
      encoder.backward(encoded.traces, dz, false, sink);
      return { squared: sums, penalty: undefined, rows };
    },
    evaluate(images) {
      const z = encoder.infer(images);
      const y = decoder.infer(z);
      const { gradient, sums } = engine.squaredError(y, images, 0);
      [z, y, gradient].forEach((matrix) => matrix.dispose());
      return { squared: sums, penalty: undefined, rows: images.shape[0] };
    },
    dispose() {
      parameters.forEach(disposeParameter);
      statistics.forEach(({ value }) => value.dispose());
    },
  };
}
