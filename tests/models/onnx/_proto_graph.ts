/** ONNX files as other exporters write them, through the reference messages. */

import proto from "onnx-proto";

const { onnx } = proto;

export type Attributes = Record<string, number | readonly number[]>;

/** One node, in short. */
export type ShortNode = readonly [
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes?: Attributes,
];

/** One float array: its shape; numbers are made up. Or whole numbers as they are. */
export type ShortTensor = readonly number[] | { readonly ints: readonly number[] };

export interface ShortGraph {
  readonly nodes: readonly ShortNode[];
  readonly tensors?: Readonly<Record<string, ShortTensor>>;
  readonly inputs?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs?: readonly string[];
}

/** The file of a graph from `x` `[batch, 12]` to `y`, unless it says otherwise. */
export function protoFile(graph: ShortGraph): Uint8Array {
  const inputs = graph.inputs ?? { x: ["batch", 12] };
  const value = (name: string, dims: readonly (number | string)[]) => ({
    name,
    type: {
      tensorType: {
        elemType: 1,
        shape: {
          dim: dims.map((d) => typeof d === "number" ? { dimValue: d } : { dimParam: d }),
        },
      },
    },
  });
  // A copy: what the library gives is a Node buffer, whose slices share its memory.
  return Uint8Array.from(
    onnx.ModelProto.encode({
      irVersion: 8,
      producerName: "test",
      opsetImport: [{ domain: "", version: 13 }],
      graph: {
        name: "main_graph",
        node: graph.nodes.map(([opType, input, output, attributes], i) => ({
          opType,
          name: `${opType}_${i}`,
          input: [...input],
          output: [...output],
          attribute: Object.entries(attributes ?? {}).map(([name, v]) =>
            typeof v === "number"
              ? Number.isInteger(v) ? { name, i: v, type: 2 } : { name, f: v, type: 1 }
              : { name, ints: [...v], type: 7 }
          ),
        })),
        initializer: Object.entries(graph.tensors ?? {}).map(([name, tensor]) =>
          "ints" in tensor
            ? {
              name,
              dims: [tensor.ints.length],
              dataType: 7,
              int64Data: [...tensor.ints],
            }
            : {
              name,
              dims: [...tensor],
              dataType: 1,
              floatData: Array.from(
                { length: tensor.reduce((a, b) => a * b, 1) },
                (_, i) => Math.abs(Math.sin(i * 1.7 + name.length)) / 4,
              ),
            }
        ),
        input: Object.entries(inputs).map(([name, dims]) => value(name, dims)),
        output: (graph.outputs ?? ["y"]).map((name) => value(name, ["batch", 12])),
      },
    }).finish(),
  );
}
