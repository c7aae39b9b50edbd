/**
 * Tables of layers that were made of ONNX files -> models.
 *
 * @module
 */
import type { Layer, LayerKind } from "../../../rubric/facts.ts";
import { type Draft, isOtherModel, partOf, placeOf } from "./draft.ts";
import { evidenceOf, type Line } from "./lines.ts";

const TITLE = /^ONNX model \| parameters (\d{1,15}) \| random (yes|no)$/;
const KINDS: ReadonlySet<string> = new Set<LayerKind>([
  "linear",
  "batch-norm",
  "activation",
  "dropout",
  "convolution",
  "pooling",
  "flatten",
  "reshape",
  "other",
]);

/** Reads them; also says which lines they took. */
export function readOnnxSummaries(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const drafts: Draft[] = [];
  const taken = new Set<Line>();
  const byEvidence = new Map<string, Line[]>();
  for (const line of lines) {
    const { kind, where } = line.evidence;
    if (kind !== "table" || !/\.onnx$/i.test(where.file)) continue;
    byEvidence.set(line.evidence.id, [
      ...byEvidence.get(line.evidence.id) ?? [],
      line,
    ]);
  }
  for (const own of byEvidence.values()) {
    const title = TITLE.exec(own[0]?.text ?? "");
    if (!title) continue;
    for (const line of own) taken.add(line);
    const layers = own.slice(1).flatMap(({ text }) => layerOf(text) ?? []);
    const name = /([^/]*)\.onnx$/i.exec(own[0]!.evidence.where.file)?.[1] ?? "";
    drafts.push({
      form: "onnx",
      via: "text",
      ...(name ? { name } : {}),
      layers,
      printedTotal: Number(title[1]),
      evidence: evidenceOf(own),
      ...placeOf(own),
      part: partOf(name),
      variational: title[2] === "yes",
      other: isOtherModel(name),
      notes: [],
    });
  }
  return { drafts, taken };
}

function layerOf(text: string): Layer | undefined {
  const [name = "", kind = "", inUnits, outUnits, parameters, activation] = text.split(
    " | ",
  );
  if (!KINDS.has(kind)) return undefined;
  const count = (cell: string | undefined) =>
    /^\d{1,15}$/.test(cell ?? "") ? Number(cell) : undefined;
  const [from, to, held] = [inUnits, outUnits, parameters].map(count);
  return {
    kind: kind as LayerKind,
    name,
    ...(from ? { inUnits: from } : {}),
    ...(to ? { outUnits: to } : {}),
    ...(held === undefined ? {} : { parameters: held }),
    ...(activation && activation !== "-" ? { activation } : {}),
  };
}
