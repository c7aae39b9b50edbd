/**
 * The yardstick of the training benchmark: the same model by tfjs's own means.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";

/** A compiled model that can be trained for some steps on one batch. */
export interface StockModel {
  train(steps: number): Promise<void>;
  dispose(): void;
}

/**
 * Builds `tf.layers` dense layers with ReLU, Tanh at the end, mean squared error and
 * `tf.train.adam`, on tfjs's active backend.
 */
export function stockModel(
  widths: readonly number[],
  batch: Float32Array<ArrayBuffer>,
): StockModel {
  const [inputs = 0, ...units] = widths;
  const rows = batch.length / inputs;
  const model = tf.sequential();
  units.forEach((each, i) => {
    model.add(tf.layers.dense({
      units: each,
      activation: i === units.length - 1 ? "tanh" : "relu",
      ...(i === 0 ? { inputShape: [inputs] } : {}),
    }));
  });
  const optimizer = tf.train.adam(1e-3);
  model.compile({ optimizer, loss: "meanSquaredError" });
  const images = tf.tensor2d(batch, [rows, inputs]);
  return {
    async train(steps) {
      await model.fit(images, images, {
        batchSize: rows,
        epochs: steps,
        shuffle: false,
        verbose: 0,
        yieldEvery: "never",
      });
    },
    dispose() {
      images.dispose();
      model.dispose();
      optimizer.dispose();
    },
  };
}
