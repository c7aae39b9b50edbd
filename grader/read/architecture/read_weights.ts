/**
 * Printed shapes of weights: `encoder.0.weight torch.Size([64, 784])`.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { type Draft, placeOf } from "./draft.ts";
import { evidenceOf, type Line, viaOf } from "./lines.ts";

/** PyTorch stores `[out, in]`; more axes are a convolution's kernel. */
const WEIGHT =
  /^\W{0,4}([A-Za-z_][\w.]{0,80}?)[._]weight\b[^\d\n]{1,30}[[(]\s*(\d{1,7})\s*,\s*(\d{1,7})\s*(,[^\])]{0,30})?[\])]/;
const BIAS =
  /^\W{0,4}[A-Za-z_][\w.]{0,80}?(?:[._](?:weight|bias|running_\w+)|num_batches\w*)\b/;

/** Reads lists of weights; also says which lines they took. */
export function readWeights(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const drafts: Draft[] = [];
  const taken = new Set<Line>();
  let run: Line[] = [];
  const flush = () => {
    const own = toDraft(run);
    if (own) {
      drafts.push(own);
      for (const line of run) taken.add(line);
    }
    run = [];
  };
  for (const line of lines) {
    if (line.evidence.kind === "code" || line.text.trim() === "") continue;
    if (BIAS.test(line.text)) run.push(line);
    else flush();
  }
  flush();
  return { drafts, taken };
}

function toDraft(run: readonly Line[]): Draft | undefined {
  const layers = run.flatMap((line): Layer[] => {
    const [, name = "", out, input, more] = WEIGHT.exec(line.text) ?? [];
    if (out === undefined || input === undefined) return [];
    return [layer(more === undefined ? "linear" : "convolution", name, {
      inUnits: Number(input),
      outUnits: Number(out),
    })];
  });
  if (layers.length < 2) return undefined;
  return {
    form: "print-model",
    via: viaOf(run),
    layers,
    evidence: evidenceOf(run),
    ...placeOf(run),
    part: "whole",
    variational: /\b(?:fc_?)?(?:mu|log_?var|z_mean)\b/i.test(
      layers.map((own) => own.name).join(" "),
    ),
    other: false,
    notes: [],
  };
}
