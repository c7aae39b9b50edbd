/**
 * What an expression of a report's code stands for, as far as networks are concerned.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import type { Parameter, Statement } from "./syntax.ts";

/** Names and what they are bound to; looked up outwards. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly outer?: Scope;
}

/** Result of reading an expression. */
export type Value =
  | {
    readonly kind: "unknown";
    /** Dotted name that nothing is bound to: `nn.Linear`, `latent_dim`. */
    readonly path: string;
    /** What a loader returned: it does not unbind the model that was there. */
    readonly loaded?: boolean;
  }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "none" }
  | { readonly kind: "list"; readonly items: Value[] }
  | { readonly kind: "dictionary"; readonly entries: Map<string, Value> }
  | LayerValue
  | SequenceValue
  | InstanceValue
  | ClassValue
  | FunctionValue
  | TensorValue;

/** One layer, before it is applied. */
export interface LayerValue {
  readonly kind: "layer";
  readonly layer: Layer;
  /** Keras and flax layers take their input's size from what they are applied to. */
  readonly infer: boolean;
  /** Size of the last axis of the input, where stated (`input_shape`, `input_dim`). */
  readonly inputShape?: readonly (number | undefined)[];
  /** Shape that a reshaping layer gives. */
  readonly shape?: readonly (number | undefined)[];
  readonly at: Place;
}

/** Modules that are applied one after the other, or a mere list of them. */
export interface SequenceValue {
  readonly kind: "sequence";
  readonly items: Value[];
  /** `tf.keras.Sequential`, `keras.Model`, `nn.Sequential`, `nn.ModuleList`. */
  readonly type: string;
  readonly at: Place;
}

/** An object of a class that the report defines. */
export interface InstanceValue {
  readonly kind: "instance";
  readonly of: ClassValue;
  readonly attributes: Map<string, Value>;
  readonly at: Place;
}

/** A class that the report defines. */
export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly bases: readonly Value[];
  readonly methods: ReadonlyMap<string, FunctionValue>;
  /** `latent: int = 32` in a flax module or a data class. */
  readonly fields: ReadonlyMap<string, Value>;
  readonly source: string;
  readonly at: Place;
}

/** A function that the report defines. */
export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly scope: Scope;
  readonly source: string;
  readonly self?: InstanceValue;
  readonly at: Place;
}

/** A layer and the code that made it. */
export interface PlacedLayer extends Layer {
  readonly at: Place;
}

/** A tensor: the layers that it went through. */
export interface TensorValue {
  readonly kind: "tensor";
  readonly trail: readonly PlacedLayer[];
  /** Without the batch axis; `undefined` where not known. */
  readonly shape?: readonly (number | undefined)[];
}

/** Code segment and offset in it. */
export interface Place {
  readonly segment: number;
  readonly at: number;
}

export const NONE: Value = { kind: "none" };

/** A value of which nothing is known but the name it goes by. */
export function unknown(path = ""): Value {
  return { kind: "unknown", path };
}

export function numberValue(value: number): Value {
  return Number.isFinite(value) ? { kind: "number", value } : unknown();
}

/** Whether layers may be found in it. */
export function isModule(
  value: Value | undefined,
): value is LayerValue | SequenceValue | InstanceValue {
  return value?.kind === "layer" || value?.kind === "sequence" ||
    value?.kind === "instance";
}

export function asNumber(value: Value | undefined): number | undefined {
  return value?.kind === "number" ? value.value : undefined;
}

/** A positive whole number: a count of units. */
export function asUnits(value: Value | undefined): number | undefined {
  const n = asNumber(value);
  return n !== undefined && Number.isSafeInteger(n) && n > 0 ? n : undefined;
}

/** Numbers of a shape; a single number is a shape of one axis. */
export function asShape(value: Value | undefined): (number | undefined)[] | undefined {
  if (value?.kind === "list") return value.items.map(asUnits);
  const n = asUnits(value);
  return n === undefined ? undefined : [n];
}

/** Product of a shape, `undefined` if an axis is not known. */
export function product(shape: readonly (number | undefined)[]): number | undefined {
  return shape.reduce<number | undefined>(
    (total, n) => total === undefined || n === undefined ? undefined : total * n,
    1,
  );
}

/** Layers of both, the common beginning once. */
export function joinTrails(
  a: readonly PlacedLayer[],
  b: readonly PlacedLayer[],
): readonly PlacedLayer[] {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  if (same === b.length) return a;
  if (same === a.length) return b;
  const seen = new Set(a);
  return [...a, ...b.slice(same).filter((layer) => !seen.has(layer))];
}
