/**
 * What a report's readings allow to be re-created; pure.
 *
 * @module
 */
import type { Reason } from "../../rubric/check.ts";
import type { ModelSpec } from "../../models/architecture.ts";
import { summarize } from "../../models/summary.ts";
import {
  type ReproductionBudget,
  reproductionBudgets,
  type ReproductionLevel,
  stepsWithin,
} from "./budget.ts";
import { planAdjustments, type PlannedAdjustment } from "./plan_adjustments.ts";
import { planModel } from "./plan_model.ts";
import type { ReadArchitecture, Readings } from "./readings_schema.ts";

/** Whether the report's own count of parameters is the re-created model's. */
export interface ParameterComparison {
  /** Counted as PyTorch does. */
  readonly model: number;
  /** As the report prints it. */
  readonly printed: number | null;
  /** As the report's layers add up. */
  readonly computed: number | null;
  /** `keras`: the same once running statistics are counted too, as Keras does. */
  readonly agree: "yes" | "keras" | "no" | "unknown";
}

/** A model to train and what to do with it. */
export interface ReproductionPlan {
  readonly possible: true;
  /** Id of the architecture in the report. */
  readonly architecture: string;
  readonly spec: ModelSpec;
  readonly latent: number;
  readonly parameters: ParameterComparison;
  readonly data: "faces" | "digits";
  readonly steps: number;
  readonly batch: number;
  readonly budget: ReproductionBudget;
  readonly adjustments: readonly PlannedAdjustment[];
  /** Adjustments that can not be applied, and why. */
  readonly notApplied: readonly Reason[];
  /** What in the model is not as the report has it. */
  readonly notes: readonly Reason[];
}

/** Why nothing can be re-created. */
export interface NoReproduction {
  readonly possible: false;
  readonly reasons: readonly Reason[];
}

/** The embedded data by the numbers of one picture. */
export const EMBEDDED: Readonly<Record<number, "faces" | "digits">> = {
  [64 * 64 * 3]: "faces",
  [28 * 28]: "digits",
};

/**
 * Plans the re-creation of the model that the report's answer is about.
 *
 * @param readings what the readers understood; see `readingsSchema`
 * @param budget default: the level's
 */
export function planReproduction(
  readings: Readings,
  level: ReproductionLevel,
  budget: ReproductionBudget = reproductionBudgets[level],
): ReproductionPlan | NoReproduction {
  const reasons: Reason[] = [];
  const answers = readings.architectures.filter(({ answer }) => answer === "yes");
  if (answers.length === 0) {
    const shown = readings.architectures.length;
    return none({ message: shown > 0 ? "answerUnclear" : "nothingShown", values: {} });
  }
  // A printed total can be compared with; otherwise in reading order.
  const ordered = [
    ...answers.filter((own) => own.printedTotal !== undefined),
    ...answers.filter((own) => own.printedTotal === undefined),
  ];
  for (const architecture of ordered) {
    const planned = planModel(architecture);
    if ("refused" in planned) {
      reasons.push(planned.refused);
      continue;
    }
    const { spec } = planned;
    const data = EMBEDDED[spec.inputs];
    const id = architecture.id;
    if (!data) {
      reasons.push({ message: "noData", values: { id, inputs: spec.inputs } });
      continue;
    }
    const { parameters } = summarize(spec);
    const schedule = stepsWithin(budget, parameters);
    if (!schedule) {
      const values = { id, parameters, least: budget.leastSteps, level };
      const message = level === "quick" ? "tooWideForQuick" : "tooWide";
      reasons.push({ message, values });
      continue;
    }
    const latent = latentOf(spec);
    const { planned: adjustments, refused, notes } = planAdjustments(
      readings.adjustments,
      latent,
    );
    return {
      possible: true,
      architecture: id,
      spec,
      latent,
      parameters: compare(architecture, spec, parameters),
      data,
      ...schedule,
      budget,
      adjustments,
      notApplied: refused,
      notes: [...planned.notes, ...notes],
    };
  }
  return none(...reasons);
}

function none(...reasons: Reason[]): NoReproduction {
  return { possible: false, reasons };
}

/** Width of a model's latent. */
function latentOf(spec: ModelSpec): number {
  if (spec.kind === "vae") return spec.latent;
  const dense = spec.encoder.filter((own) => own.kind === "dense");
  return dense.at(-1)!.units;
}

function compare(
  { printedTotal, computedTotal }: ReadArchitecture,
  spec: ModelSpec,
  model: number,
): ParameterComparison {
  // What PyTorch counts as 2 a feature is 4 in Keras: running mean and variance too.
  const running = summarize(spec).rows.filter(({ type }) => type === "BatchNorm1d")
    .reduce((sum, row) => sum + row.parameters, 0);
  const declared = printedTotal ?? computedTotal;
  return {
    model,
    printed: printedTotal ?? null,
    computed: computedTotal ?? null,
    agree: declared === undefined
      ? "unknown"
      : declared === model
      ? "yes"
      : running > 0 && declared === model + running
      ? "keras"
      : "no",
  };
}
