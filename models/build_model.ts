/**
 * From a description to a model of its kind.
 * @module
 */

import type { ModelSpec } from "./architecture.ts";
import { buildAutoencoder } from "./autoencoder.ts";
import type { Model } from "./model.ts";
import type { Engine } from "./network/engine.ts";
import { buildVae } from "./vae.ts";

/** Builds the model that a description names, with initial weights from the seed. */
export function buildModel(engine: Engine, spec: ModelSpec, seed: number): Model {
  return spec.kind === "ae"
    ? buildAutoencoder(engine, spec, seed)
    : buildVae(engine, spec, seed);
}
