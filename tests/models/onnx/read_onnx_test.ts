import { assert, assertEquals, assertThrows } from "@std/assert";
import proto from "onnx-proto";
import { exportWhole } from "../../../models/onnx/export_onnx.ts";
import { defaultOnnxLimits } from "../../../models/onnx/parse_onnx.ts";
import { readOnnx } from "../../../models/onnx/read_onnx.ts";
import { protoFile, type ShortGraph, type ShortNode } from "./_proto_graph.ts";
import { autoencoder, vae } from "./_toy_models.ts";

const permissions = "none";
const { onnx } = proto;

/** Layers in short: kind, units, parameters. */
function shown(bytes: Uint8Array): string[] {
  return readOnnx(bytes).layers.map((
    { kind, inUnits, outUnits, parameters, activation },
  ) => `${activation ?? kind} ${inUnits}-${outUnits} ${parameters}`);
}

function refused(graph: ShortGraph, kind: ErrorConstructor, message: string): void {
  assertThrows(() => readOnnx(protoFile(graph)), kind, message);
}

Deno.test({
  name: "readOnnx() reads this project's own files",
  permissions,
  fn() {
    assertEquals(shown(exportWhole(autoencoder).bytes()), [
      "linear 12-8 104",
      "batch-norm 8-8 16",
      "relu 8-8 0",
      "linear 8-3 27",
      "batch-norm 3-3 6",
      "relu 3-3 0",
      "linear 3-8 32",
      "batch-norm 8-8 16",
      "relu 8-8 0",
      "linear 8-12 108",
      "tanh 12-12 0",
    ]);
    const read = readOnnx(exportWhole(vae).bytes());
    assertEquals([read.obstacles, read.random, read.batch], [[], false, null]);
    assertEquals(read.layers.filter(({ kind }) => kind === "other"), []);
  },
});

Deno.test({
  name: "readOnnx() reads PyTorch's transposed weights and shape arithmetic",
  permissions,
  fn() {
    const bytes = protoFile({
      inputs: { x: ["batch", 3, 2, 2] },
      nodes: [
        ["Flatten", ["x"], ["flat"], { axis: 1 }],
        ["Gemm", ["flat", "w0", "b0"], ["h"], { transB: 1 }],
        ["Sigmoid", ["h"], ["z"]],
        ["Gemm", ["z", "w1", "b1"], ["out"], { transB: 1 }],
        ["Shape", ["x"], ["size"]],
        ["Gather", ["size", "zero"], ["batch"], { axis: 0 }],
        ["Unsqueeze", ["batch", "zero"], ["first"]],
        ["Concat", ["first", "rest"], ["wanted"], { axis: 0 }],
        ["Reshape", ["out", "wanted"], ["y"]],
      ],
      tensors: {
        w0: [4, 12],
        b0: [4],
        w1: [12, 4],
        b1: [12],
        zero: { ints: [0] },
        rest: { ints: [3, 2, 2] },
      },
    });
    assertEquals(shown(bytes), [
      "flatten 12-12 0",
      "linear 12-4 52",
      "sigmoid 4-4 0",
      "linear 4-12 60",
      "reshape 12-12 0",
    ]);
    assertEquals(readOnnx(bytes).obstacles, []);
    assertEquals(readOnnx(bytes).shapes.get("y"), [null, 3, 2, 2]);
  },
});

Deno.test({
  name: "readOnnx() takes a product and its bias for one layer, but not two values' sum",
  permissions,
  fn() {
    const nodes: ShortNode[] = [
      ["MatMul", ["x", "w"], ["xw"]],
      ["Add", ["xw", "b"], ["h"]],
      ["MatMul", ["h", "v"], ["hv"]],
      ["Add", ["hv", "x"], ["y"]],
    ];
    const tensors = { w: [12, 4], b: [4], v: [4, 12] };
    assertEquals(shown(protoFile({ nodes, tensors })), [
      "linear 12-4 52",
      "linear 4-12 48",
    ]);
  },
});

Deno.test({
  name: "readOnnx() reads convolutions by channels and bounds their images",
  permissions,
  fn() {
    const inputs = { x: ["batch", 3, 8, 8] };
    const conv: ShortNode[] = [
      ["Conv", ["x", "k", "c"], ["h"], {
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        kernel_shape: [4, 4],
      }],
      ["ConvTranspose", ["h", "t"], ["y"], {
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        kernel_shape: [4, 4],
      }],
    ];
    const tensors = { k: [6, 3, 4, 4], c: [6], t: [6, 3, 4, 4] };
    const bytes = protoFile({ inputs, nodes: conv, tensors });
    assertEquals(shown(bytes), ["convolution 3-6 294", "convolution 6-3 288"]);
    assertEquals(readOnnx(bytes).shapes.get("y"), [null, 3, 8, 8]);
    const exploding: ShortNode = ["ConvTranspose", ["x", "t3"], ["y"], {
      strides: [9999, 9999],
    }];
    refused(
      { inputs, nodes: [exploding], tensors: { t3: [3, 1, 1, 1] } },
      RangeError,
      "no value may hold more than 4194304 numbers",
    );
  },
});

Deno.test({
  name: "readOnnx() names what keeps a file from being run",
  permissions,
  fn() {
    const obstacles = (nodes: ShortNode[], tensors = {}) =>
      readOnnx(protoFile({ nodes, tensors })).obstacles.join();
    assert(obstacles([["ConstantOfShape", ["x"], ["y"]]]).includes('"ConstantOfShape"'));
    assert(obstacles([["constructor", ["x"], ["y"]]]).includes('"constructor"'));
    const misfit = obstacles([["Gemm", ["x", "w"], ["y"]]], { w: [11, 3] });
    assert(misfit.includes("12 numbers meet a weight for 11"), misfit);
    // A tall constant would multiply the batch.
    const tall = obstacles([["Add", ["x", "c"], ["y"]]], { c: [1000, 12] });
    assert(tall.includes("do not go together"), tall);
    assertEquals(obstacles([["Relu", ["x"], ["y"]]]), "");
  },
});

Deno.test({
  name: "readOnnx() refuses cycles, gaps, doubles and growth",
  permissions,
  fn() {
    refused(
      { nodes: [["Add", ["x", "b"], ["a"]], ["Relu", ["a"], ["b"]]], outputs: ["b"] },
      SyntaxError,
      "a cycle or gap",
    );
    refused({ nodes: [["Relu", ["x"], ["z"]]] }, SyntaxError, 'output "y" that no node');
    refused(
      { nodes: [["Relu", ["x"], ["y"]], ["Tanh", ["x"], ["y"]]] },
      SyntaxError,
      '"y" being made twice',
    );
    // Doubles its width forty times over.
    const doubling = Array.from({ length: 40 }, (_, i): ShortNode => {
      const from = i === 0 ? "x" : `v${i}`;
      return ["Concat", [from, from], [i === 39 ? "y" : `v${i + 1}`], { axis: 1 }];
    });
    refused({ nodes: doubling }, RangeError, "no value may hold more than");
  },
});

Deno.test({
  name: "readOnnx() refuses subgraphs, functions, foreign operators and sparse arrays",
  permissions,
  fn() {
    type Model = Parameters<typeof onnx.ModelProto.encode>[0];
    const build = (change: (model: Model) => void): Uint8Array => {
      const bytes = protoFile({ nodes: [["Relu", ["x"], ["y"]]] });
      const model = onnx.ModelProto.toObject(onnx.ModelProto.decode(bytes), {
        longs: Number,
      }) as Model;
      change(model);
      return onnx.ModelProto.encode(model).finish();
    };
    const nodeOf = (model: Model) => model.graph!.node![0]!;
    assertThrows(
      () =>
        readOnnx(build((model) => {
          nodeOf(model).attribute = [{ name: "body", g: { name: "inner" }, type: 5 }];
        })),
      SyntaxError,
      'attribute "body" that holds a graph',
    );
    assertThrows(
      () => readOnnx(build((model) => nodeOf(model).domain = "com.example")),
      SyntaxError,
      'foreign set "com.example"',
    );
    assertThrows(
      () => readOnnx(build((model) => model.graph!.sparseInitializer = [{ dims: [9] }])),
      SyntaxError,
      "sparse arrays",
    );
  },
});

Deno.test({
  name: "readOnnx() keeps arrays within bounds, in bytes and in the submission",
  permissions,
  fn() {
    const file = (tensor: object) => {
      const model = onnx.ModelProto.decode(
        protoFile({ nodes: [["Relu", ["x"], ["y"]]] }),
      );
      model.graph!.initializer = [onnx.TensorProto.create(tensor)];
      return onnx.ModelProto.encode(model).finish();
    };
    const refuse = (tensor: object, message: string) =>
      assertThrows(() => readOnnx(file({ name: "w", dataType: 1, ...tensor })), message);
    const raw = { rawData: new Uint8Array(8) };
    readOnnx(file({ name: "w", dataType: 1, dims: [2], ...raw }));
    refuse({ dims: [2 ** 40, 2 ** 40], ...raw }, "at most 134217728 numbers");
    refuse({ dims: [-1], ...raw }, "at most 134217728 numbers");
    refuse({ dims: [3], ...raw }, "8 bytes where its shape [3] needs 12");
    refuse({ dims: [2], ...raw, dataType: 8 }, "numbers of type 8");
    const at = (location: string, more: object = {}) => ({
      dims: [2],
      dataLocation: 1,
      externalData: Object.entries({ location, ...more }).map(([key, value]) => ({
        key,
        value: String(value),
      })),
    });
    const outside = ["../x", "/etc/passwd", "a/b", "C:x", "a\\b", "..", ""];
    for (const location of outside) refuse(at(location), "outside of the submission");
    refuse(at("w.data"), '"w.data", which is not there');
    const beside = new Map([["w.data", new Uint8Array(12)]]);
    const read = (offset: number, length = 8) =>
      readOnnx(
        file({ name: "w", dataType: 1, ...at("w.data", { offset, length }) }),
        beside,
      );
    assertEquals(read(4).graph.tensors.get("w")!.bytes.length, 8);
    for (const offset of [5, -4, NaN, 1e300]) {
      assertThrows(() => read(offset), SyntaxError, "which has 12 bytes");
    }
    assertThrows(() => read(0, 12), SyntaxError, "where 8 are needed");
  },
});

Deno.test({
  name: "readOnnx() refuses damaged files at every length, and files over a limit",
  permissions,
  fn() {
    const bytes = protoFile({
      nodes: [["Gemm", ["x", "w", "b"], ["y"]]],
      tensors: { w: [12, 4], b: [4] },
    });
    readOnnx(bytes);
    for (let length = 0; length < bytes.length; length++) {
      assertThrows(() => readOnnx(bytes.subarray(0, length)), SyntaxError);
    }
    // Whatever one changed byte does, it is an answer or a named error.
    for (let i = 0; i < bytes.length; i++) {
      for (const flip of [1, 0x80]) {
        const damaged = bytes.slice();
        damaged[i] = damaged[i]! ^ flip;
        try {
          readOnnx(damaged);
        } catch (error) {
          const named = error instanceof SyntaxError || error instanceof RangeError;
          assert(named && error.message.startsWith("Cannot read "), String(error));
        }
      }
    }
    const small = { ...defaultOnnxLimits, fileBytes: 100 };
    assertThrows(
      () => readOnnx(bytes, undefined, small),
      RangeError,
      "at most 100 bytes",
    );
    const few = { ...defaultOnnxLimits, nodes: 0 };
    assertThrows(() => readOnnx(bytes, undefined, few), RangeError, "at most 0 nodes");
    const html = new TextEncoder().encode("<!DOCTYPE html><html></html>");
    assertThrows(() => readOnnx(html), SyntaxError, "Cannot read an ONNX file");
  },
});
