/**
 * Layers in code that could not be parsed: constructor calls, line by line.
 *
 * @module
 */
import type { CodeSegment } from "./code_segments.ts";
import { type Draft, isOtherModel, partOf } from "./draft.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Line } from "./lines.ts";
import { scanLayers } from "./scan_layers.ts";
import type { Layer } from "../../../rubric/facts.ts";
import { parsePython } from "./python_syntax.ts";
import { asNumber } from "./values.ts";

const LINEAR_CALL = /\b(?:Linear|[Dd]ense)\s*[(\[{]/;
const MODEL_START = /^\s*class\s+([A-Za-z_]\w*)/;

/**
 * Drafts of the layers that the interpreter did not reach.
 *
 * @param reached Keys of the layers that are part of a model found already.
 */
export function scanCode(
  segments: readonly CodeSegment[],
  machine: Interpreter,
  reached: ReadonlySet<string>,
): readonly Draft[] {
  const offsets = new Map<number, number[]>();
  for (const key of reached) {
    const [segment = 0, at = 0] = key.split(":").map(Number);
    offsets.set(segment, [...(offsets.get(segment) ?? []), at]);
  }
  return segments.flatMap((segment, i) =>
    scanSegment(segment, offsets.get(i) ?? [], machine)
  );
}

function scanSegment(
  segment: CodeSegment,
  reached: readonly number[],
  machine: Interpreter,
): Draft[] {
  const rows = segment.source.split("\n");
  const drafts: Draft[] = [];
  let name = "";
  let layers: Layer[] = [];
  let lines: Line[] = [];
  let missed = 0;
  const defaults = namesIn(segment.source);
  const value = (text: string) => evaluate(text, machine, defaults);
  const flush = () => {
    const sized = layers.filter((own) =>
      own.kind === "linear" && own.outUnits !== undefined
    );
    const first = lines[0];
    if (missed >= 2 && sized.length >= 2 && first) {
      drafts.push({
        form: /\bdense\b|keras/i.test(layers.map((own) => own.name).join(" "))
          ? segment.language === "javascript" ? "tfjs-code" : "keras-code"
          : "pytorch-code",
        via: first.evidence.via,
        ...(name ? { name } : {}),
        layers,
        evidence: [...new Set(lines.map((line) => line.evidence.id))],
        order: first.order,
        row: first.row,
        part: partOf(name),
        variational: /vae|variational/i.test(name) ||
          /re_?param|log_?var|z_mean|Sampling/i.test(segment.source),
        other: isOtherModel(name),
        notes: ["code read line by line: it does not parse"],
        code: {
          ...(name ? { className: name } : {}),
          unused: false,
          bound: true,
          usedAt: [],
        },
      });
    }
    layers = [];
    lines = [];
    missed = 0;
  };
  rows.forEach((row, i) => {
    const line = segment.lines[i];
    const text = row.replace(/(^|\s)(#|\/\/).*$/, "");
    const start = MODEL_START.exec(text);
    if (start) {
      flush();
      name = start[1] ?? "";
    }
    const found = scanLayers(text, value);
    if (found.length === 0 || !line || /\bF\./.test(text)) return;
    layers.push(...found);
    lines.push(line);
    const from = segment.starts[i] ?? 0;
    const to = from + row.length;
    if (LINEAR_CALL.test(text) && !reached.some((at) => at >= from && at <= to)) missed++;
  });
  flush();
  return drafts;
}

/** Numbers that names are given: `latent_dim = 128`, `def __init__(self, d=50)`. */
function namesIn(source: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (
    const [, name, value] of source.matchAll(
      /\b([A-Za-z_]\w{0,40})\s*(?::\s*int\s*)?=\s*(\d[\d\s*+/-]{0,30})(?=[,)\n;#]|$)/g,
    )
  ) {
    if (name && value && !names.has(name)) names.set(name, value.trim());
  }
  return names;
}

function evaluate(
  text: string,
  machine: Interpreter,
  names: ReadonlyMap<string, string>,
): number | undefined {
  const filled = text.slice(0, 120)
    .replace(/(?:self|opt|args|cfg|config|hparams)\.(?=\w)/g, "")
    .replace(/[A-Za-z_]\w*/g, (name) => names.get(name) ? `(${names.get(name)})` : name);
  const [statement] = parsePython(filled).body;
  return statement?.type === "expression"
    ? asNumber(machine.evaluate(statement.value, machine.globals))
    : undefined;
}
