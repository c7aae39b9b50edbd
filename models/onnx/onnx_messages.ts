/**
 * The messages of an ONNX file that this project writes. Field numbers are those of
 * `onnx.proto`, IR version 7; operators are those of set 13.
 * @module
 */

import {
  bodyField,
  type Chunk,
  floatField,
  intField,
  join,
  type Piece,
  piece,
  textField,
} from "./protobuf_writer.ts";

const IR_VERSION = 7;
const OPERATOR_SET = 13;
const FLOAT = 1;

/** One operation. */
export interface NodeSpec {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, { int: number } | { float: number }>>;
}

/** An input or output: batches of rows of so many numbers. */
export interface ValueSpec {
  readonly name: string;
  readonly units: number;
}

/** A graph, its nodes and initializers already written. */
export interface GraphSpec {
  readonly name: string;
  readonly nodes: readonly Piece[];
  readonly initializers: readonly Piece[];
  readonly inputs: readonly Piece[];
  readonly outputs: readonly Piece[];
  /** Other operator sets than the usual one, as when parts of a file are written again. */
  readonly operatorSet?: number;
  readonly irVersion?: number;
}

/** A whole file. */
export function modelMessage(graph: GraphSpec): Piece {
  const body = join([
    ...graph.nodes.map((node) => bodyField(1, node)),
    textField(2, graph.name),
    ...graph.initializers.map((tensor) => bodyField(5, tensor)),
    ...graph.inputs.map((value) => bodyField(11, value)),
    ...graph.outputs.map((value) => bodyField(12, value)),
  ]);
  const operators = join([
    textField(1, ""),
    intField(2, graph.operatorSet ?? OPERATOR_SET),
  ]);
  return join([
    intField(1, graph.irVersion ?? IR_VERSION),
    textField(2, "latentmark"),
    bodyField(7, body),
    bodyField(8, operators),
  ]);
}

/** One node. */
export function nodeMessage({ op, name, inputs, outputs, attributes }: NodeSpec): Piece {
  return join([
    ...inputs.map((input) => textField(1, input)),
    ...outputs.map((output) => textField(2, output)),
    textField(3, name),
    textField(4, op),
    ...Object.entries(attributes ?? {}).map(([key, value]) =>
      bodyField(
        5,
        join([
          textField(1, key),
          ..."int" in value
            ? [intField(3, value.int), intField(20, 2)]
            : [floatField(2, value.float), intField(20, 1)],
        ]),
      )
    ),
  ]);
}

/** One float32 array; `data` are its little-endian bytes. */
export function tensorMessage(
  name: string,
  dims: readonly number[],
  data: Chunk,
  dataType = FLOAT,
): Piece {
  return join([
    ...dims.map((dim) => intField(1, dim)),
    intField(2, dataType),
    textField(8, name),
    bodyField(9, piece(data)),
  ]);
}

/** A float32 input or output `[batch, ...dims]`; the batch may have any size. */
export function valueMessage(name: string, dims: readonly number[]): Piece {
  const shape = join([
    bodyField(1, textField(2, "batch")),
    ...dims.map((dim) => bodyField(1, intField(1, dim))),
  ]);
  const tensor = join([intField(1, FLOAT), bodyField(2, shape)]);
  return join([textField(1, name), bodyField(2, bodyField(1, tensor))]);
}

/** The bytes of a float32 array. All machines that Deno runs on are little-endian. */
export function floatBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
