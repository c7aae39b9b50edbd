/**
 * Models printed by `print(model)`: PyTorch's nested representation.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { repairOcrLine } from "./clean_code.ts";
import { type Draft, isOtherModel, partOf, placeOf } from "./draft.ts";
import { layerType } from "./layer_types.ts";
import { evidenceOf, type Line, viaOf } from "./lines.ts";
import { scanLayers } from "./scan_layers.ts";

const ENTRY = /^\s*\(\s*([\w.]+)\s*\)\s*[:;]\s*([A-Za-z]\w*)\s*([([{].*)?$/;
const ROOT = /^\s*([A-Za-z_]\w{0,60})\s*[({]\s*$/;
const CLOSE = /^\s*[)}\]]+[,;]?\s*$/;

/** Reads printed models; also says which lines they took. */
export function readPrinted(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const drafts: Draft[] = [];
  const taken = new Set<Line>();
  let run: Line[] = [];
  let root: string | undefined;
  let gap = 0;
  const flush = () => {
    const draft = toDraft(run, root);
    if (draft) {
      drafts.push(draft);
      for (const line of run) taken.add(line);
    }
    run = [];
    root = undefined;
    gap = 0;
  };
  let before: { readonly line: Line; readonly name: string } | undefined;
  for (const line of lines) {
    const text = line.text.normalize("NFKC");
    const start = ROOT.exec(text);
    if (start && !/^(def|class|print|return)$/.test(start[1] ?? "")) {
      // `(enc): Sequential(` is an entry; a name alone opens a model.
      if (run.length > 0) flush();
      before = { line, name: start[1] ?? "" };
      continue;
    }
    const entry = ENTRY.exec(text);
    if (entry) {
      if (before && run.length === 0) {
        run.push(before.line);
        root = before.name;
      }
      before = undefined;
      run.push(line);
      gap = 0;
      continue;
    }
    if (run.length === 0) {
      if (text.trim() !== "") before = undefined;
      continue;
    }
    if (CLOSE.test(text)) {
      run.push(line);
      gap = 0;
    } else if (text.trim() !== "" && ++gap > 2) flush();
  }
  flush();
  return { drafts, taken };
}

function toDraft(run: readonly Line[], root: string | undefined): Draft | undefined {
  const via = viaOf(run);
  const layers: Layer[] = [];
  let entries = 0;
  for (const line of run) {
    const text = via === "ocr" ? repairOcrLine(line.text) : line.text;
    const entry = ENTRY.exec(text.normalize("NFKC"));
    if (!entry) continue;
    entries++;
    const [, , type = ""] = entry;
    if (!layerType(type)) continue;
    const found = scanLayers(text.slice(text.indexOf(":") + 1).trim());
    const [own] = found;
    if (own) layers.push({ ...own, name: type });
    else layers.push({ kind: layerType(type)?.kind ?? "other", name: type });
  }
  const weights = layers.filter((own) =>
    own.kind === "linear" || own.kind === "convolution"
  );
  if (entries < 2 || weights.length === 0) return undefined;
  const text = run.map((line) => line.text).join(" ");
  return {
    form: "print-model",
    via,
    ...(root ? { name: root } : {}),
    layers,
    evidence: evidenceOf(run),
    ...placeOf(run),
    part: partOf(root),
    variational: /\((fc_?)?(mu|mean|log_?var|logsigma|z_mean)\w*\)|Sampling/i.test(text),
    other: isOtherModel(root),
    notes: [],
  };
}
