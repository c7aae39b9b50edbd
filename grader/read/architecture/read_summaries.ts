/**
 * Printed model summaries of a document.
 *
 * @module
 */
import type { ArchitectureForm } from "../../../rubric/facts.ts";
import { type Draft, isOtherModel, partOf, placeOf } from "./draft.ts";
import { evidenceOf, type Line, viaOf } from "./lines.ts";
import { layerType } from "./layer_types.ts";
import { withClass } from "./clipped_types.ts";
import { type ReadRow, solveOcrRows, solveRows } from "./solve_rows.ts";
import {
  readCount,
  type SummaryRow,
  summaryRow,
  totalLine,
  withoutBox,
} from "./summary_rows.ts";

interface Table {
  readonly rows: { readonly row: SummaryRow; readonly lines: readonly Line[] }[];
  readonly header: Line[];
  readonly footer: Line[];
  readonly totals: number[];
  name?: string;
}

const FORMS: Readonly<Record<SummaryRow["style"], ArchitectureForm>> = {
  torchsummary: "torchsummary",
  torchinfo: "torchinfo",
  keras: "keras-summary",
  tfjs: "tfjs-summary",
  lightning: "table",
};

/** Lines of other text that may stand between two rows: wrapped cells, a page break. */
const MAX_GAP = 6;

/** Reads all summary tables; also says which lines they took. */
export function readSummaries(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const tables = findTables(lines);
  const taken = new Set(
    tables.flatMap((table) => [
      ...table.header,
      ...table.rows.flatMap((own) => own.lines),
      ...table.footer,
    ]),
  );
  return { drafts: tables.flatMap(toDraft), taken };
}

function findTables(lines: readonly Line[]): readonly Table[] {
  const tables: Table[] = [];
  let table: Table | undefined;
  let header: Line[] = [];
  let name: string | undefined;
  let gap = 0;
  let ended = false;
  let outputColumn = -1;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    const text = withoutBox(line.text).trim();
    if (text === "" || /^[=_\-*\s:+]+$/.test(text)) continue;
    const title = /^Model\s*:\s*"?([\w -]{1,60})"?/.exec(text);
    if (/layer\s*\(?\s*\(?type|depth-idx|^layer\s+\(?name/i.test(text) || title) {
      if (table && (table.rows.length > 0 || ended)) table = undefined;
      if (title) name = title[1]?.trim();
      header.push(line);
      outputColumn = columnOf(text, outputColumn);
      gap = 0;
      continue;
    }
    const total = table && totalLine(line.text);
    if (table && total) {
      if (total.which === "all") {
        table.totals.push(total.count);
        const other = otherReading(line);
        if (other !== undefined) table.totals.push(other);
      }
      table.footer.push(line);
      ended = true;
      gap = 0;
      continue;
    }
    const read = rowAt(lines, i, outputColumn);
    if (read) {
      const found = line.evidence.via === "ocr"
        ? { ...read, row: withClass(read.row) }
        : read;
      const restarts = found.row.style === "torchsummary" && found.row.index === 1 ||
        found.row.style === "torchinfo" && found.row.depth === 1 &&
          found.row.index === 1 ||
        found.row.type === "InputLayer" && table?.rows.length !== 1;
      if (!table || ended || (restarts && table.rows.some((own) => !own.row.container))) {
        table = { rows: [], header, footer: [], totals: [], ...(name ? { name } : {}) };
        tables.push(table);
        header = [];
        name = undefined;
        ended = false;
      }
      table.rows.push({ row: found.row, lines: lines.slice(i, i + found.count) });
      i += found.count - 1;
      gap = 0;
      continue;
    }
    // The first row of a torchinfo table is the model itself.
    const root = header.length > 0 && !table &&
      /^([A-Za-z_]\w{0,60})\s+(\[.*\]|--)/.exec(text);
    if (root) {
      name = root[1];
      header.push(line);
      continue;
    }
    if (table && ++gap > MAX_GAP) {
      table = undefined;
      ended = false;
    }
    if (!table && ++gap > MAX_GAP) {
      header = [];
      outputColumn = -1;
    }
  }
  return tables;
}

/** Which shape column is the output, by the header. */
function columnOf(text: string, before: number): number {
  const order = [...text.matchAll(/(input|output|kernel)[_ ]?(shape|size)?/gi)]
    .map((match) => match[1]?.toLowerCase());
  const at = order.indexOf("output");
  return at < 0 ? before : order.length > 1 ? at : -1;
}

/** A row that starts at a line; cells may stand on lines of their own. */
function rowAt(
  lines: readonly Line[],
  i: number,
  outputColumn: number,
): { readonly row: SummaryRow; readonly count: number } | undefined {
  const first = lines[i]?.text ?? "";
  const whole = summaryRow(first, outputColumn);
  if (whole) {
    // Keras 3 puts a long type on the next line.
    const next = withoutBox(lines[i + 1]?.text ?? "").trim();
    const type = /^\(([A-Za-z]\w*)\)/.exec(next)?.[1];
    const better = whole.style === "keras" && !whole.name.includes("(") && type;
    if (better) {
      const known = layerType(type) !== undefined;
      return {
        row: {
          ...whole,
          type,
          name: `${whole.name} (${type})`,
          container: !known && /Functional|Sequential|Model/.test(type),
        },
        count: 2,
      };
    }
    return { row: whole, count: 1 };
  }
  const start = withoutBox(first).trim();
  if (
    !/^([A-Za-z]\w{1,30}-\d{1,3}|[A-Za-z_]\w{0,60}\s*\([A-Za-z]\w+\)|[A-Z]\w+\s*:\s*\d+-\d+)(\s|$)/
      .test(start)
  ) {
    return undefined;
  }
  let text = start;
  for (let count = 1; count < 4; count++) {
    const next = withoutBox(lines[i + count]?.text ?? "").trim();
    if (!/^([[(].*|[\d,.]+|--)$/.test(next)) return undefined;
    text += `  ${next}`;
    const row = summaryRow(text, outputColumn);
    if (row && (row.parameters !== undefined || row.style === "torchinfo")) {
      return { row, count: count + 1 };
    }
  }
  return undefined;
}

/** The second OCR pass over a line's numbers: the last number in it. */
function otherReading(line: Line | undefined): number | undefined {
  const text = line ? line.evidence.ocrDigits?.[line.row] ?? "" : "";
  const last = [...text.matchAll(/\d[\d,. ]*/g)].at(-1)?.[0];
  return last === undefined ? undefined : readCount(last);
}

function misread({ rows }: Table): readonly string[] {
  return rows.flatMap(({ row }) =>
    row.readAs === undefined ? [] : [`${row.name}: OCR read "${row.readAs}"`]
  );
}

function toDraft(table: Table): Draft[] {
  const lines = [
    ...table.header,
    ...table.rows.flatMap((own) => own.lines),
    ...table.footer,
  ];
  const body = table.rows.flatMap((own) => own.lines);
  const via = viaOf(body);
  const read: ReadRow[] = table.rows.filter((own) => !own.row.container).map((own) => {
    const other = via === "ocr" ? otherReading(own.lines.at(-1)) : undefined;
    return { row: own.row, others: other === undefined ? [] : [other] };
  });
  const containers = table.rows.filter((own) => own.row.container)
    .map(({ row }) => ({ name: row.name, parameters: row.parameters ?? 0 }));
  const style = table.rows[0]?.row.style ?? "torchsummary";
  const form = FORMS[style];
  const weights = read.filter(({ row }) => {
    const kind = layerType(row.type)?.kind;
    return kind === "linear" || kind === "convolution";
  });
  if (weights.length === 0 && containers.length < 2) return [];
  const solved = via === "ocr"
    ? solveOcrRows(read, table.totals, form)
    : { layers: solveRows(read.map(({ row }) => row)), repairs: [] };
  const printedTotal =
    table.totals.find((total) =>
      total === solved.layers.reduce((sum, own) => sum + (own.parameters ?? 0), 0)
    ) ?? table.totals[0];
  const name = table.name;
  const names = table.rows.map(({ row }) => `${row.name} ${row.type}`).join(" ");
  return [{
    form,
    via,
    ...(name ? { name } : {}),
    layers: solved.layers,
    ...(printedTotal === undefined ? {} : { printedTotal }),
    evidence: evidenceOf(lines),
    ...placeOf(body),
    part: partOf(name),
    variational: /z_mean|z_log|log_?var|logsigma|Sampling/i.test(names),
    other: isOtherModel(name),
    notes: [...solved.repairs, ...misread(table)],
    containers: read.length > 0 && style === "torchinfo" ? [] : containers,
  }];
}
