/**
 * The models that a document's code builds.
 *
 * @module
 */
import type { ArchitectureForm, Layer } from "../../../rubric/facts.ts";
import { tensorOf } from "./tensors.ts";
import { type CodeSegment, codeSegments, lineAt } from "./code_segments.ts";
import { type Draft, isOtherModel, partOf } from "./draft.ts";
import { Interpreter, type Use } from "./interpreter.ts";
import { parseJavaScript } from "./javascript_syntax.ts";
import type { Line } from "./lines.ts";
import { layersOf } from "./module_layers.ts";
import { parsePython } from "./python_syntax.ts";
import { scanCode } from "./scan_code.ts";
import type {
  FunctionValue,
  InstanceValue,
  PlacedLayer,
  SequenceValue,
  Value,
} from "./values.ts";

/** A model and the values that stand for it. */
interface Found {
  readonly className?: string;
  readonly variable?: string;
  readonly layers: readonly PlacedLayer[];
  readonly values: ReadonlySet<Value>;
  readonly segment: number;
  readonly at: number;
  readonly unused: boolean;
  readonly source: string;
}

/** Reads all code of a document as one program; also says which lines it took. */
export function readCode(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const segments = codeSegments(lines);
  const machine = new Interpreter();
  const pieces: InstanceValue[] = [];
  segments.forEach((segment, i) => {
    const program = segment.language === "python"
      ? parsePython(segment.source)
      : parseJavaScript(segment.source);
    const piece = runPiece(machine, program.body, i, segment.source);
    if (piece) pieces.push(piece);
  });
  const found = [
    ...fromClasses(machine),
    ...fromVariables(machine, segments),
    ...fromFunctions(machine),
    ...pieces.map((value) => foundOf(machine, value, [value], false, {})),
  ].filter((own) => own.layers.some((layer) => layer.kind !== "input"));
  const drafts = withoutParts(found).map((own) => draft(own, segments, machine.uses));
  const seen = new Set(found.flatMap((own) => own.layers.map(placeKey)));
  const scanned = scanCode(segments, machine, seen);
  const all = [...drafts.filter((own) => !isRestOf(own, scanned)), ...scanned];
  const shown = new Set(all.flatMap((own) => own.evidence));
  const taken = new Set(
    segments.filter((own) => own.lines.some((line) => shown.has(line.evidence.id)))
      .flatMap((own) => own.lines),
  );
  return { drafts: all, taken };
}

/** What the parser kept of a broken class that the scan read as a whole. */
function isRestOf(own: Draft, scanned: readonly Draft[]): boolean {
  return scanned.some((other) =>
    other.name === own.name && other.layers.length > own.layers.length &&
    own.evidence.every((id) => other.evidence.includes(id))
  );
}

/** Code cut out of a class (`self.encoder = ...` alone) makes an object without a class. */
function runPiece(
  machine: Interpreter,
  body: Parameters<Interpreter["run"]>[0],
  segment: number,
  source: string,
): InstanceValue | undefined {
  const methods = new Map<string, FunctionValue>();
  const self: InstanceValue = {
    kind: "instance",
    of: {
      kind: "class",
      name: "",
      bases: [],
      methods,
      fields: new Map(),
      source,
      at: { segment, at: 0 },
    },
    attributes: new Map(),
    at: { segment, at: 0 },
  };
  machine.globals.names.set("self", self);
  const before = machine.functions.length;
  machine.run(body, segment, source);
  machine.globals.names.delete("self");
  for (const own of machine.functions.splice(before)) {
    if (own.parameters[0]?.name === "self") methods.set(own.name, own);
    else machine.functions.push(own);
  }
  const init = methods.get("__init__");
  if (init) machine.callFunction({ ...init, self }, { positional: [], named: new Map() });
  return self.attributes.size > 0 ? self : undefined;
}

function foundOf(
  machine: Interpreter,
  value: InstanceValue | SequenceValue,
  values: readonly Value[],
  unused: boolean,
  names: { readonly className?: string; readonly variable?: string },
): Found {
  const source = value.kind === "instance" ? value.of.source : "";
  return {
    ...names,
    layers: layersOf(machine, value),
    values: new Set([...values, ...parts(value)]),
    segment: value.at.segment,
    at: value.at.at,
    unused,
    source,
  };
}

/** Modules inside a module: using `encoder` is using the model that holds it. */
function parts(value: Value, depth = 0): Value[] {
  if (depth > 6) return [];
  const inner = value.kind === "instance"
    ? [...value.attributes.values()]
    : value.kind === "sequence" || value.kind === "list"
    ? value.items
    : [];
  return inner.flatMap((own) =>
    own.kind === "instance" || own.kind === "sequence"
      ? [own, ...parts(own, depth + 1)]
      : []
  );
}

function fromClasses(machine: Interpreter): Found[] {
  const bases = new Set(machine.classes.flatMap((own) => own.bases));
  return machine.classes.flatMap((own): Found[] => {
    const made = machine.uses
      .flatMap(({ value }) =>
        value.kind === "instance" && value.of === own ? [value] : []
      );
    if (made.length === 0 && bases.has(own)) return [];
    const values = made.length > 0 ? [...new Set(made)] : [machine.makeWithDefaults(own)];
    const bySizes = new Map<string, Found>();
    for (const value of values.slice(0, 12)) {
      const next = foundOf(machine, value, [value], made.length === 0, {
        className: own.name,
      });
      const key = next.layers.map(placeKey).join();
      const same = bySizes.get(key);
      bySizes.set(
        key,
        same ? { ...same, values: new Set([...same.values, ...next.values]) } : next,
      );
    }
    return [...bySizes.values()];
  });
}

function fromVariables(machine: Interpreter, segments: readonly CodeSegment[]): Found[] {
  const bySequence = new Map<Value, Found>();
  for (const { value, how, name, place } of machine.uses) {
    if (how !== "bound" || value.kind !== "sequence" || bySequence.has(value)) continue;
    const source = segments[place.segment]?.source ?? "";
    const next = foundOf(machine, value, [value], false, { variable: name });
    const around = source.slice(Math.max(0, next.at - 1500), next.at + 300);
    bySequence.set(value, { ...next, source: around });
  }
  return [...bySequence.values()];
}

function fromFunctions(machine: Interpreter): Found[] {
  return machine.functions.flatMap((own): Found[] => {
    if (
      machine.called.has(own) ||
      !/linear|dense|conv|sequential|matmul|fully_connected/i.test(own.source)
    ) {
      return [];
    }
    const result = machine.callWithDefaults(own);
    const options = { className: own.name };
    const models = [result, ...(result.kind === "list" ? result.items : [])]
      .flatMap((value) =>
        value.kind === "sequence" || value.kind === "instance" ? [value] : []
      );
    if (models.length > 0) {
      return models.map((value) => ({
        ...foundOf(machine, value, [value], false, options),
        source: own.source,
      }));
    }
    const tensor = tensorOf(result) ??
      machine.through(own, { kind: "tensor", trail: [] });
    return [{
      className: own.name,
      layers: tensor.trail,
      values: new Set<Value>([own]),
      segment: own.at.segment,
      at: own.at.at,
      unused: false,
      source: own.source,
    }];
  });
}

/** What makes a layer the same layer: where it is written, and its sizes. */
export function placeKey(own: PlacedLayer): string {
  return `${own.at.segment}:${own.at.at}:${own.inUnits ?? ""}:${own.outUnits ?? ""}`;
}

/** Drops models that are a part of another one, and hands their uses on. */
function withoutParts(found: readonly Found[]): readonly Found[] {
  const keys = found.map((own) => new Set(own.layers.map(placeKey)));
  const inside = (small: number, large: number) => {
    const a = keys[small];
    const b = keys[large];
    if (!a || !b || small === large || a.size > b.size) return false;
    if (a.size === b.size && small < large) return false;
    return [...a].every((key) => b.has(key));
  };
  const values = found.map((own) => new Set(own.values));
  const dropped = new Set<number>();
  found.forEach((_, small) => {
    const large = found.findIndex((_, i) => !dropped.has(i) && inside(small, i));
    if (large < 0) return;
    dropped.add(small);
    for (const value of found[small]?.values ?? []) values[large]?.add(value);
  });
  return found.flatMap((own, i) =>
    dropped.has(i) ? [] : [{ ...own, values: values[i] ?? own.values }]
  );
}

const LATENT_SIDE = /^_?(enc|dec|predict|latent|forward_enc|forward_dec)/i;

function draft(
  own: Found,
  segments: readonly CodeSegment[],
  uses: readonly Use[],
): Draft {
  const segment = segments[own.segment];
  const start = segment && lineAt(segment, own.at);
  const lines = own.layers.flatMap((layer) => {
    const in_ = segments[layer.at.segment];
    const line = in_ && lineAt(in_, layer.at.at);
    return line ? [line] : [];
  });
  const name = own.className || own.variable;
  const mine = uses.filter(({ value }) => own.values.has(value));
  const usedAt = mine.flatMap(({ how, name, place }) => {
    const at = segments[place.segment];
    if (how !== "called" || !at || !(LATENT_SIDE.test(name) || name === "")) return [];
    const line = lineAt(at, place.at);
    return line ? [line.order] : [];
  });
  const evidence = [
    ...new Set([...(start ? [start] : []), ...lines].map((l) => l.evidence.id)),
  ];
  return {
    form: formOf(own, segment),
    via: start?.evidence.via ?? "text",
    ...(name ? { name } : {}),
    layers: own.layers.map(({ at: _, ...layer }): Layer => layer),
    evidence,
    order: start?.order ?? 0,
    row: start?.row ?? 0,
    part: partOf(name),
    variational: /vae|variational/i.test(name ?? "") ||
      /re_?param|log_?var|log_?sigma|z_mean|Sampling\(|\bmu\b[^\n]{0,60}\bsigma/i
        .test(own.source),
    other: isOtherModel(name),
    notes: [],
    code: {
      ...(own.className ? { className: own.className } : {}),
      ...(own.variable ? { variable: own.variable } : {}),
      unused: own.unused,
      bound: mine.some(({ how }) => how !== "made"),
      usedAt: [...new Set(usedAt)],
    },
  };
}

function formOf(own: Found, segment: CodeSegment | undefined): ArchitectureForm {
  if (segment?.language === "javascript") return "tfjs-code";
  return own.layers.some((layer) => /dense|keras|layers\./i.test(layer.name))
    ? "keras-code"
    : "pytorch-code";
}
