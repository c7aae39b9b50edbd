/**
 * How much work a re-creation may take. The budget is counted in floating point operations,
 * so that the same report gives the same model on every machine; the clock only guards
 * against machines that are much slower.
 *
 * @module
 */

/** The two sizes of a re-creation. */
export type ReproductionLevel = "quick" | "full";

/** Upper bounds of a re-creation. */
export interface ReproductionBudget {
  /** Floating point operations of training, in units of 10^9. */
  readonly gigaflops: number;
  /** Training steps at most, however small the model. */
  readonly steps: number;
  /** Fewer steps than these teach a model nothing: it is not trained at all. */
  readonly leastSteps: number;
  /** Training stops at this wall clock. */
  readonly trainingSeconds: number;
  /** Pictures a step; a wide model gets half as many before it gets too few steps. */
  readonly batch: number;
  /** Trained numbers of a model; with Adam's moments and gradients each takes 16 bytes. */
  readonly parameters: { readonly webgpu: number; readonly wasm: number };
  /** Drawn pictures to train on. */
  readonly pictures: number;
}

/** The budgets by level. */
export const reproductionBudgets: Readonly<
  Record<ReproductionLevel, ReproductionBudget>
> = {
  quick: {
    gigaflops: 450,
    steps: 300,
    leastSteps: 12,
    trainingSeconds: 60,
    batch: 32,
    parameters: { webgpu: 150e6, wasm: 60e6 },
    pictures: 640,
  },
  full: {
    gigaflops: 12_000,
    steps: 4000,
    leastSteps: 12,
    trainingSeconds: 1500,
    batch: 64,
    parameters: { webgpu: 250e6, wasm: 60e6 },
    pictures: 2048,
  },
};

/** Steps and pictures a step that a budget allows a model; `null`: too few. */
export function stepsWithin(
  budget: ReproductionBudget,
  parameters: number,
): { readonly steps: number; readonly batch: number } | null {
  for (const batch of [budget.batch, budget.batch / 2]) {
    // A multiplication and an addition for each weight: forward, dX and dW.
    const gigaflopsAStep = 6 * parameters * batch / 1e9;
    const affordable = Math.floor(budget.gigaflops / gigaflopsAStep);
    if (affordable >= budget.leastSteps) {
      return { steps: Math.min(budget.steps, affordable), batch };
    }
  }
  return null;
}
