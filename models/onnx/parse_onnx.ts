/**
 * An ONNX file as a graph, within limits. The file may come from anybody: sizes, counts and
 * names are bounded, subgraphs, functions, foreign operators and sparse arrays are refused,
 * every value must be made before it is used (so that there is no cycle), and arrays must
 * hold exactly the bytes that their shape says. Field numbers are those of `onnx.proto`.
 * @module
 */

import { type OnnxTensor, parseTensor } from "./onnx_tensor.ts";
import { type Field, fieldsOf, intsOf, textOf } from "./protobuf_reader.ts";

/** What a file may have at most. */
export interface OnnxLimits {
  readonly fileBytes: number;
  readonly nodes: number;
  readonly tensors: number;
  /** Numbers in one array. */
  readonly elements: number;
  /** Numbers that one value has for one image. */
  readonly valueElements: number;
  /** Inputs and outputs of one node. */
  readonly arity: number;
}

/** Enough for the largest model of the assignment, several times over. */
export const defaultOnnxLimits: OnnxLimits = {
  fileBytes: 1.9e9,
  nodes: 2000,
  tensors: 4000,
  elements: 2 ** 27,
  valueElements: 2 ** 22,
  arity: 256,
};

/** An attribute's value, as far as this project uses attributes. */
export type OnnxAttribute =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "numbers"; readonly values: readonly number[] }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "tensor"; readonly tensor: OnnxTensor }
  | { readonly kind: "other" };

/** One operation. */
export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
  /** The node's own message, to be written into another file. */
  readonly message: Uint8Array;
}

/** An input or output of the graph. Sizes that are open are `null`. */
export interface OnnxValue {
  readonly name: string;
  readonly dims: readonly (number | null)[] | undefined;
  readonly dataType: number;
}

/** A file's graph. */
export interface OnnxGraph {
  readonly irVersion: number;
  readonly operatorSet: number;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  /** Without those that are arrays of the file. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/**
 * Parses a file.
 *
 * @param external arrays that the file keeps beside itself: their files, by the name that the
 * ONNX file calls them by
 * @throws {SyntaxError | RangeError | TypeError} when the file breaks a rule or a limit
 */
export function parseOnnx(
  bytes: Uint8Array,
  external: ReadonlyMap<string, Uint8Array> = new Map(),
  limits: OnnxLimits = defaultOnnxLimits,
): OnnxGraph {
  if (bytes.length > limits.fileBytes) tooMany("bytes", bytes.length, limits.fileBytes);
  let graph: Uint8Array | undefined;
  let irVersion = 0;
  let operatorSet = 0;
  for (const field of fieldsOf(bytes, "an ONNX file")) {
    if (field.number === 1) irVersion = field.value;
    if (field.number === 7) graph = field.bytes;
    if (field.number === 25) refuse("functions of its own");
    if (field.number !== 8) continue;
    const { domain, version } = parseOperatorSet(field);
    if (domain === "" || domain === "ai.onnx") operatorSet = version;
  }
  if (!graph || irVersion < 3 || irVersion > 20 || operatorSet < 6 || operatorSet > 40) {
    throw new SyntaxError(
      "Cannot read an ONNX file as it must have a graph, an IR version of 3 to 20 and " +
        `operators of set 6 to 40: seen are ${graph ? "a graph" : "no graph"}, ` +
        `IR version ${irVersion}, operator set ${operatorSet}`,
    );
  }
  return { irVersion, operatorSet, ...parseGraph(graph, external, limits) };
}

function parseGraph(
  bytes: Uint8Array,
  external: ReadonlyMap<string, Uint8Array>,
  limits: OnnxLimits,
): Pick<OnnxGraph, "nodes" | "tensors" | "inputs" | "outputs"> {
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  for (const field of fieldsOf(bytes, "an ONNX graph")) {
    if (field.number === 1) {
      if (nodes.length >= limits.nodes) tooMany("nodes", nodes.length + 1, limits.nodes);
      nodes.push(parseNode(field.bytes, limits));
    } else if (field.number === 5) {
      const tensor = parseTensor(field.bytes, external, limits.elements);
      if (tensors.has(tensor.name)) refuse(`two arrays called "${tensor.name}"`);
      tensors.set(tensor.name, tensor);
      if (tensors.size > limits.tensors) {
        tooMany("arrays", tensors.size, limits.tensors);
      }
    } else if (field.number === 11 || field.number === 12) {
      const values = field.number === 11 ? inputs : outputs;
      values.push(parseValue(field.bytes));
      if (values.length > limits.arity) {
        tooMany("inputs or outputs", values.length, limits.arity);
      }
    } else if (field.number === 15) refuse("sparse arrays");
  }
  const given = inputs.filter(({ name }) => !tensors.has(name));
  checkOrder(nodes, [...tensors.keys(), ...given.map(({ name }) => name)], outputs);
  return { nodes, tensors, inputs: given, outputs };
}

/** Every name is made once, and before it is used; ONNX asks for this order. */
function checkOrder(
  nodes: readonly OnnxNode[],
  known: readonly string[],
  outputs: readonly OnnxValue[],
): void {
  const made = new Set(known);
  for (const { op, name, inputs, outputs: results } of nodes) {
    for (const input of inputs) {
      if (input !== "" && !made.has(input)) {
        refuse(
          `node "${name}" (${op}) using "${input}" before it is made: a cycle or gap`,
        );
      }
    }
    for (const result of results) {
      if (result === "") continue;
      if (made.has(result)) refuse(`"${result}" being made twice`);
      made.add(result);
    }
  }
  for (const { name } of outputs) {
    if (!made.has(name)) refuse(`output "${name}" that no node makes`);
  }
}

function parseNode(
  message: Uint8Array,
  limits: OnnxLimits,
): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let [op, name, domain] = ["", "", ""];
  for (const field of fieldsOf(message, "an ONNX node")) {
    if (field.number === 1) inputs.push(textOf(field, "an input's name"));
    else if (field.number === 2) outputs.push(textOf(field, "an output's name"));
    else if (field.number === 3) name = textOf(field, "a node's name");
    else if (field.number === 4) op = textOf(field, "an operator's name", 64);
    else if (field.number === 7) domain = textOf(field, "an operator's domain", 64);
    else if (field.number === 5) {
      const [key, value] = parseAttribute(field.bytes, limits.elements);
      attributes.set(key, value);
    }
    const most = Math.max(inputs.length, outputs.length, attributes.size);
    if (most > limits.arity) tooMany(`names in node "${name}"`, most, limits.arity);
  }
  if (domain !== "" && domain !== "ai.onnx") {
    refuse(`operator "${op}" of the foreign set "${domain}"`);
  }
  return { op, name, inputs, outputs, attributes, message };
}

function parseAttribute(
  bytes: Uint8Array,
  maxElements: number,
): [string, OnnxAttribute] {
  let key = "";
  let value: OnnxAttribute = { kind: "other" };
  const numbers: number[] = [];
  for (const field of fieldsOf(bytes, "an ONNX attribute")) {
    if (field.number === 1) key = textOf(field, "an attribute's name", 64);
    else if (field.number === 2 || field.number === 3) {
      value = { kind: "number", value: field.value };
    } else if (field.number === 4) {
      const text = textOf(field, "an attribute's text", 4096);
      value = { kind: "text", value: text };
    } else if (field.number === 5) {
      // Nodes are passed on as they are, so that their numbers must be in them.
      const tensor = parseTensor(field.bytes, new Map(), maxElements);
      value = { kind: "tensor", tensor };
    } else if (field.number === 7 && field.wire === 5) numbers.push(field.value);
    else if (field.number === 8) numbers.push(...intsOf(field, "an attribute", 64));
    else if ([6, 10, 11, 22, 23].includes(field.number)) {
      refuse(`attribute "${key}" that holds a graph or a list of arrays`);
    }
    if (numbers.length > 256) tooMany(`numbers in "${key}"`, numbers.length, 256);
  }
  if (numbers.length > 0) value = { kind: "numbers", values: numbers };
  return [key, value];
}

function parseValue(bytes: Uint8Array): OnnxValue {
  let name = "";
  let dataType = 0;
  let dims: (number | null)[] | undefined;
  for (const field of fieldsOf(bytes, "an ONNX value")) {
    if (field.number === 1) name = textOf(field, "a value's name");
    if (field.number !== 2) continue;
    for (const type of fieldsOf(field.bytes, "a value's type")) {
      if (type.number !== 1) refuse(`"${name}", which is no array of numbers`);
      for (const part of fieldsOf(type.bytes, "a value's array type")) {
        if (part.number === 1) dataType = part.value;
        if (part.number === 2) dims = parseShape(part.bytes);
      }
    }
  }
  return { name, dims, dataType };
}

function parseShape(bytes: Uint8Array): (number | null)[] {
  const dims: (number | null)[] = [];
  for (const dimension of fieldsOf(bytes, "a shape")) {
    if (dimension.number !== 1) continue;
    let size: number | null = null;
    for (const part of fieldsOf(dimension.bytes, "a shape's size")) {
      if (part.number === 1 && part.value > 0) size = part.value;
    }
    dims.push(size);
    if (dims.length > 8) tooMany("sizes in a shape", dims.length, 8);
  }
  return dims;
}

function parseOperatorSet({ bytes }: Field): { domain: string; version: number } {
  let [domain, version] = ["", 0];
  for (const field of fieldsOf(bytes, "an operator set")) {
    if (field.number === 1) domain = textOf(field, "an operator set's name", 64);
    if (field.number === 2) version = field.value;
  }
  return { domain, version };
}

function refuse(seen: string): never {
  throw new SyntaxError(
    `Cannot read an ONNX file as it must be one plain, ordered graph: it has ${seen}`,
  );
}

function tooMany(what: string, seen: number, limit: number): never {
  throw new RangeError(
    `Cannot read an ONNX file as it may have at most ${limit} ${what}: it has ${seen}`,
  );
}
