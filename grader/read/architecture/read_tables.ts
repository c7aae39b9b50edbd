/**
 * Tables of layers that an author wrote: Markdown, LaTeX, or columns kept apart by tabs.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { type Draft, partOf, placeOf } from "./draft.ts";
import { evidenceOf, type Line, viaOf } from "./lines.ts";
import { CONV } from "./layer_words.ts";
import { plainNumbers } from "./read_size.ts";
import { layersBetween } from "./chain_draft.ts";
import { scanLayers } from "./scan_layers.ts";
import { sizesAcross, sizesOfHalves, tableLayers } from "./table_rows.ts";

/** A row, or the header, of a table whose columns are one space apart. */
const SPACED =
  /^\s*(?:layer\s+(?:type\s+)?in\w*\s+out\w*|(?:\d\s+)?(?:linear|dense|fc\d*|全連接層?|全连接层?|線性層?|线性层?)\s+\d[\d*,]*\s+\d[\d*,]*(?:\s+\S{1,12}){0,2}\s*$)/i;

/** `Linear 784  -> 64   + ReLU`: its name, its sizes, what else it says. */
const LAYER_LINE =
  /^\W{0,4}(?<name>(?:linear|dense|fc|全連接層?|全连接层?|線性層?|线性层?)\d{0,2})\W{0,3}\s(?<sizes>\d[\d*,]*\s*(?:->|=>|→|⟶|⇒)\s*\d[\d*,]*)(?<rest>[^>→⟶⇒]*)$/i;

function layerLine(line: Line): string[] | undefined {
  const { name = "", sizes = "", rest = "" } =
    LAYER_LINE.exec(plainNumbers(line.text.slice(0, 200)))?.groups ?? {};
  return name === "" ? undefined : [name, sizes, rest.trim()];
}

/**
 * Cells of layers in consecutive lines of which spaces line up some: those spaces make no
 * columns that the other lines share.
 */
function layerLines(lines: readonly Line[]): ReadonlyMap<Line, string[]> {
  const cells = new Map<Line, string[]>();
  let run: [Line, string[]][] = [];
  const flush = () => {
    const spaced = run.some(([{ evidence, text }]) =>
      evidence.kind === "table" || /\S\s{3,}\S/.test(text)
    );
    if (spaced && run.length >= 2) { for (const own of run) cells.set(...own); }
    run = [];
  };
  for (const line of lines) {
    const own = layerLine(line);
    if (own) run.push([line, own]);
    else if (line.text.trim() !== "") flush();
  }
  flush();
  return cells;
}

/** Reads tables; also says which lines they took. */
export function readTables(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const drafts: Draft[] = [];
  const taken = new Set<Line>();
  const aligned = layerLines(lines);
  let run: { line: Line; cells: string[] }[] = [];
  const flush = () => {
    const draft = run.length >= 3 ? toDraft(run) ?? acrossDraft(run) : acrossDraft(run);
    if (draft) {
      drafts.push(draft);
      for (const { line } of run) taken.add(line);
    }
    run = [];
  };
  for (const line of lines) {
    const cells = aligned.get(line) ?? cellsOf(line);
    if (!cells) {
      if (line.text.trim() !== "" && !/^\s*(\\[a-z]+.*|[-=|+:\s]+)$/.test(line.text)) {
        flush();
      }
      continue;
    }
    run.push({ line, cells });
  }
  flush();
  return { drafts, taken };
}

function cellsOf(line: Line): string[] | undefined {
  const text = plainNumbers(line.text);
  if (/^[\s:|+-]+$/.test(text)) return undefined;
  const split = /\|/.test(text)
    ? text.replace(/^\s*\||\|\s*$/g, "").split("|")
    : /(?<!\\)&/.test(text)
    ? text.replace(/\\\\.*$/, "").split(/(?<!\\)&/)
    : /\t/.test(text)
    ? text.split("\t")
    : SPACED.test(text) && !/\S\s{2,}\S/.test(text.trim())
    ? text.trim().split(/\s+/)
    : line.evidence.kind === "table" || /\S\s{3,}\S/.test(text)
    ? text.trim().split(/\s{2,}/)
    : [];
  const cells = split.map((cell) => cell.replace(/[*_`$]|\\text\w*\{|[{}]/g, "").trim());
  return cells.length >= 2 && cells.length <= 12 ? cells : undefined;
}

/** Layers of cells such as `Linear(12288, 512)`, a column (encoder, decoder) after the other. */
function callsInCells(run: readonly { cells: string[] }[]): Layer[] {
  const width = Math.max(...run.map(({ cells }) => cells.length));
  const layers = Array.from(
    { length: width },
    (_, column) => run.flatMap(({ cells }) => scanLayers(cells[column] ?? "")),
  ).flat();
  const sized = layers.filter((own) =>
    own.inUnits !== undefined && own.kind === "linear"
  );
  return sized.length >= 2 ? layers : [];
}

function draftOf(
  run: readonly { line: Line; cells: string[] }[],
  layers: readonly Layer[],
): Draft {
  const lines = run.map((own) => own.line);
  return {
    form: "table",
    via: viaOf(lines),
    layers,
    evidence: evidenceOf(lines),
    ...placeOf(lines),
    part: partOf(undefined),
    variational: /\bmu\b|μ|log_?var|logσ/i.test(
      run.flatMap((own) => own.cells).join(" "),
    ),
    other: false,
    notes: [],
  };
}

function toDraft(run: readonly { line: Line; cells: string[] }[]): Draft | undefined {
  const called = callsInCells(run);
  if (called.length > 0) return { ...draftOf(run, called), variational: false };
  const rows = run.map((own) => own.cells);
  const halves = sizesOfHalves(rows);
  if (halves) {
    const conv = rows.some((cells) => cells.some((cell) => CONV.test(cell)));
    if (!conv) return draftOf(run, layersBetween(halves));
  }
  const layers = tableLayers(rows);
  return layers && draftOf(run, layers);
}

/** A table on its side: a layer a column, the sizes in one row. */
function acrossDraft(
  run: readonly { line: Line; cells: string[] }[],
): Draft | undefined {
  const rows = run.map((own) => own.cells);
  const sizes = run.length >= 2 ? sizesAcross(rows) : undefined;
  return sizes && draftOf(run, layersBetween(sizes));
}
