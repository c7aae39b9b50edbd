/**
 * A module -> its layers in the order of the forward pass.
 *
 * @module
 */
import { modulesIn } from "./containers.ts";
import { tensorOf } from "./tensors.ts";
import { type Interpreter, sequenceOf } from "./interpreter.ts";
import type {
  InstanceValue,
  PlacedLayer,
  SequenceValue,
  TensorValue,
  Value,
} from "./values.ts";

const BLANK: TensorValue = { kind: "tensor", trail: [] };

/** Layers of a sequence, a functional model, or an object of a class. */
export function layersOf(
  machine: Interpreter,
  value: InstanceValue | SequenceValue,
): readonly PlacedLayer[] {
  const defined = modulesIn(sequenceOf(value)).reduce<TensorValue>(
    (tensor, item) => machine.through(item, tensor),
    BLANK,
  ).trail;
  if (value.kind === "sequence") return defined;
  const passes = [
    machine.through(value, BLANK).trail,
    encodeDecode(machine, value),
    defined,
  ];
  const whole = passes.find(looksWhole);
  if (whole && linearCount(whole) * 2 > linearCount(defined)) return whole;
  return passes.reduce((best, own) => weightCount(own) > weightCount(best) ? own : best);
}

function encodeDecode(
  machine: Interpreter,
  value: InstanceValue,
): readonly PlacedLayer[] {
  const names = [...value.of.methods.keys()];
  const encode = names.find((name) => /^_?encoder?(_forward)?$/.test(name));
  const decode = names.find((name) => /^_?decoder?(_forward)?$/.test(name));
  if (!encode || !decode) return [];
  let tensor: TensorValue = BLANK;
  for (const name of [encode, decode]) {
    const method = value.of.methods.get(name);
    if (!method) continue;
    const result: Value = machine.callFunction({ ...method, self: value }, {
      positional: [tensor],
      named: new Map(),
    });
    tensor = tensorOf(result) ?? tensor;
  }
  return tensor.trail;
}

function looksWhole(trail: readonly PlacedLayer[]): boolean {
  const linear = trail.filter((own) => own.kind === "linear");
  const size = linear[0]?.inUnits ?? trail.find((own) => own.kind === "input")?.outUnits;
  return linear.length > 1 && size !== undefined && linear.at(-1)?.outUnits === size;
}

function linearCount(trail: readonly PlacedLayer[]): number {
  return trail.filter((own) => own.kind === "linear").length;
}

function weightCount(trail: readonly PlacedLayer[]): number {
  return trail.filter((own) => own.kind === "linear" || own.kind === "convolution")
    .length;
}
