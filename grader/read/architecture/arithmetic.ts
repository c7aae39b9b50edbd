/**
 * The layers' own arithmetic: a linear layer has `in * out + out` parameters (`in * out`
 * without bias), a batch normalisation `2 * c` (Keras prints `4 * c`), and the printed
 * total is the sum.
 *
 * @module
 */
import type { Answer, ArchitectureForm, Layer } from "../../../rubric/facts.ts";

/** What the layers' sizes say the counts should be. */
export interface Verification {
  readonly holds: Answer;
  readonly computedTotal?: number;
  readonly notes: readonly string[];
}

/** Counts that a layer may have; `undefined` if its sizes do not say. */
export function expectedCounts(
  layer: Layer,
  form: ArchitectureForm,
): readonly number[] | undefined {
  const { inUnits, outUnits } = layer;
  switch (layer.kind) {
    case "linear":
      return inUnits === undefined || outUnits === undefined
        ? undefined
        : [inUnits * outUnits + outUnits, inUnits * outUnits];
    case "batch-norm":
      if (outUnits === undefined) return undefined;
      return form === "keras-summary" || form === "tfjs-summary" ||
          form === "keras-code" ||
          form === "tfjs-code"
        ? [4 * outUnits, 2 * outUnits, 3 * outUnits]
        : [2 * outUnits, 0];
    case "activation":
      // A PReLU learns one slope, or one a unit.
      return layer.activation === "prelu"
        ? [1, ...(outUnits === undefined ? [] : [outUnits])]
        : [0];
    case "dropout":
    case "flatten":
    case "reshape":
    case "input":
    case "pooling":
      return [0];
    default:
      return undefined;
  }
}

/** Checks printed counts and the printed total against the sizes. */
export function verify(
  layers: readonly Layer[],
  form: ArchitectureForm,
  printedTotal: number | undefined,
  others: number = 0,
): Verification {
  const notes: string[] = [];
  let agreed = 0;
  let computed: number | undefined = others;
  let printedSum: number | undefined = others;
  for (const layer of layers) {
    const expected = expectedCounts(layer, form);
    const printed = layer.parameters;
    if (expected && printed !== undefined) {
      if (expected.includes(printed)) {
        if (printed > 0) agreed++;
      } else if (printed > 0 || layer.kind === "linear") {
        notes.push(
          `${layer.name}: printed ${show(printed)}, its sizes give ${
            show(expected[0] ?? 0)
          }`,
        );
      }
    }
    const own = expected
      ? printed !== undefined && expected.includes(printed) ? printed : expected[0]
      : printed;
    computed = computed === undefined || own === undefined ? undefined : computed + own;
    if (
      printed === undefined && layer.kind !== "activation" && (expected?.[0] ?? 1) > 0
    ) {
      printedSum = undefined;
    }
    if (printedSum !== undefined) printedSum += printed ?? 0;
  }
  notes.push(...impossibleSizes(layers));
  let totalAgrees: boolean | undefined;
  const sum = printedSum ?? computed;
  if (printedTotal !== undefined && sum !== undefined && layers.length > 0) {
    totalAgrees = sum === printedTotal || computed === printedTotal;
    notes.push(
      totalAgrees
        ? `sum of the layers is the printed total ${show(printedTotal)}`
        : `sum of the layers is ${show(sum)}, the printed total ${show(printedTotal)}`,
    );
  }
  const wrong = notes.some((note) =>
    note.includes("printed") && !note.includes("is the printed")
  );
  const holds: Answer = wrong || totalAgrees === false
    ? "no"
    : agreed > 0 || totalAgrees
    ? "yes"
    : "unknown";
  return { holds, ...(computed === undefined ? {} : { computedTotal: computed }), notes };
}

/**
 * Sizes that no network has: a count that no whole number of inputs gives, a layer that
 * keeps the size but shows one that no layer before it has.
 */
function impossibleSizes(layers: readonly Layer[]): readonly string[] {
  const seen = new Set<number>();
  return layers.flatMap(({ kind, name, inUnits, outUnits, parameters }, i) => {
    const before = layers[i - 1];
    const known = seen.size === 0 || inUnits === undefined || seen.has(inUnits);
    if (outUnits !== undefined) seen.add(outUnits);
    if (inUnits !== undefined) seen.add(inUnits);
    if (kind === "linear" && inUnits === undefined && outUnits && parameters) {
      return parameters % outUnits === 0
        ? []
        : [`${name}: printed ${show(parameters)}, which ${outUnits} units do not divide`];
    }
    const keeps = kind === "batch-norm" || kind === "activation";
    const follows = before?.kind === "linear" || before?.kind === "batch-norm" ||
      before?.kind === "activation";
    return keeps && follows && !known && before.outUnits !== undefined
      ? [`${name}: printed size ${inUnits}, the layer before gives ${before.outUnits}`]
      : [];
  });
}

/** `50,335,744`, the same on every machine. */
export function show(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
