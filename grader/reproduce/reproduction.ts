/**
 * A re-creation: what was built, trained and seen; plain JSON beside the report. It informs
 * and moves no points.
 *
 * @module
 */
import type { Reason } from "../../rubric/check.ts";
import type { Adjustment } from "../../models/adjust/adjustment.ts";
import type { ModelSpec } from "../../models/architecture.ts";
import type { BackendFacts } from "../../models/backend/select_backend.ts";
import type { ReproductionBudget, ReproductionLevel } from "./budget.ts";
import type { ParameterComparison } from "./plan.ts";

/** What one adjustment does to decoded pictures. Errors are mean squares, of [-1, 1]. */
export interface AdjustmentEffect {
  /** Id in the report. */
  readonly id: string;
  /** In a few words. */
  readonly label: string;
  readonly adjustment: Adjustment;
  /** Mean squared change against the reconstruction. */
  readonly meanChange: number;
  /** Whether any byte of any picture changes. */
  readonly changesOutput: boolean;
  /** Part of the pictures that change. */
  readonly changedFraction: number;
  /** Mean change of all numbers: below 0 darker, above 0 lighter. */
  readonly brightnessChange: number;
  /** Mean pairwise distance of the outputs over that of the reconstructions. */
  readonly distanceRatio: number;
}

/** What was seen of a model. */
export interface Observations {
  /** Error of reconstructions. */
  readonly reconstructionMse: number;
  /** Error of showing the average picture each time. */
  readonly averagePictureMse: number;
  readonly adjustments: readonly AdjustmentEffect[];
  /** Mean pairwise distance of outputs by share of one common noise. */
  readonly noiseDistances: readonly {
    readonly ratio: number;
    readonly distance: number;
  }[];
  /** Whether outputs get more alike with each larger share of noise above. */
  readonly noiseMakesAlike: boolean;
  /** The same of the report's own mixes; `unknown`: fewer than two ratios. */
  readonly declaredMixesMakeAlike: "yes" | "no" | "unknown";
}

/** A model of the submission's own files, run as it is. */
export interface OwnModel {
  readonly files: readonly string[];
  readonly provider: "webgpu" | "wasm";
  readonly latent: number;
  readonly observations: Observations;
}

/** The re-created model and all about it. */
export interface Recreated {
  /** Id in the report. */
  readonly architecture: string;
  readonly spec: ModelSpec;
  readonly latent: number;
  readonly parameters: ParameterComparison;
  readonly data: {
    readonly name: string;
    readonly digest: string;
    readonly pictures: number;
    readonly credit: string | null;
  };
  readonly training: {
    /** Digest of everything that decides the model; its name in the cache. */
    readonly key: string;
    readonly steps: number;
    readonly plannedSteps: number;
    readonly batch: number;
    readonly learningRate: number;
    readonly weights: string;
  };
  readonly backend: BackendFacts;
  readonly versions: Readonly<Record<string, string>>;
  readonly observations: Observations;
}

/** What `reproduction.json` holds; the same job gives the same bytes. */
export interface Reproduction {
  readonly schema: "latentmark/reproduction@1";
  readonly submission: { readonly id: string; readonly digest: string | null };
  readonly level: ReproductionLevel;
  readonly seed: number;
  readonly budget: ReproductionBudget;
  /** `null`: nothing was re-created, `reasons` say why. */
  readonly model: Recreated | null;
  readonly own: OwnModel | null;
  readonly reasons: readonly Reason[];
  /** What is not as the report has it, and what is to be kept in mind. */
  readonly notes: readonly Reason[];
  /** Adjustments that were not applied, and why. */
  readonly notApplied: readonly Reason[];
  /** SHA-256 of each figure by its name. */
  readonly figures: Readonly<Record<string, string>>;
}
