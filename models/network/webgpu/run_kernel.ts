/**
 * Records WGSL kernels into tfjs's own compute pass, so that own kernels and tfjs's ops keep
 * their order with no extra flush. Unlike tfjs's programs, a kernel may write several tensors,
 * also in place, and may read a tensor through a texture.
 *
 * Why textures: Mesa's software device loads from storage buffers lane by lane with a branch
 * for each number, but from textures by whole texels; a matrix product is four times as fast.
 * The texture is a copy of the buffer as it lies, 4096 texels of four numbers a row.
 * @module
 */

import type * as tf from "@tensorflow/tfjs-core";
import type { WebGpuBackend } from "../../backend/webgpu_device.ts";

/** A WGSL program. `name` is its identity: same name, same code. */
export interface Kernel {
  readonly name: string;
  /** Entry point `main`. Bindings in order: writes, reads, uniforms. */
  readonly code: string;
  /** How many of the tensors, from the first on, the kernel writes. */
  readonly writes: number;
  /** How many it reads, and whether through textures. */
  readonly reads: number;
  readonly readsTextures: boolean;
  /** Whether the uniforms change from step to step, so that keeping them would be a leak. */
  readonly uniformsChange?: boolean;
}

/** One call of a kernel. */
export interface KernelCall {
  /** Written tensors (which may be read, too), then read tensors. */
  readonly tensors: readonly tf.TensorInfo[];
  readonly uniforms: readonly Uniform[];
  readonly workgroups: readonly [x: number, y: number];
}

/** A field of the uniform struct. */
export type Uniform = readonly ["u32" | "f32", number];

/** Texels of a row of a texture copy. */
export const TEXTURE_WIDTH = 4096;

/** WGSL declarations of read bindings, and a function to load element `index` of each. */
export function declareReads(
  names: readonly string[],
  first: number,
  type: string,
  textures: boolean,
): string {
  return names.map((name, i) => {
    const at = `@group(0) @binding(${first + i})`;
    return textures
      ? `${at} var ${name}: texture_2d<f32>;
fn load${name}(i: u32) -> vec4<f32> {
  return textureLoad(${name}, vec2<i32>(i32(i % ${TEXTURE_WIDTH}u), i32(i / ${TEXTURE_WIDTH}u)), 0);
}`
      : `${at} var<storage, read> ${name}: array<${type}>;
fn load${name}(i: u32) -> ${type} { return ${name}[i]; }`;
  }).join("\n");
}

/** A kernel as its device has it. */
interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Compiling takes long on software devices, so that all runners of a device share it. */
const pipelinesOf = new WeakMap<GPUDevice, Map<string, Compiled>>();

/** Records kernels for one backend; compiles each kernel once. */
export class KernelRunner {
  readonly #backend: WebGpuBackend;
  readonly #pipelines: Map<string, Compiled>;
  readonly #textures = new Map<string, { texture: GPUTexture; view: GPUTextureView }>();

  readonly #uniforms = new Map<string, GPUBuffer>();
  readonly #bindGroups = new Map<string, GPUBindGroup>();
  readonly #ids = new WeakMap<object, number>();
  #nextId = 0;

  constructor(backend: WebGpuBackend) {
    this.#backend = backend;
    this.#pipelines = pipelinesOf.get(backend.device) ?? new Map();
    pipelinesOf.set(backend.device, this.#pipelines);
  }

  /** Records one call; it runs when tfjs next submits, at the latest at the next read. */
  run(kernel: Kernel, { tensors, uniforms, workgroups }: KernelCall): void {
    const backend = this.#backend;
    const { pipeline, layout } = this.#compile(kernel);
    const entries: GPUBindGroupEntry[] = [];
    tensors.forEach((tensor, binding) => {
      backend.uploadToGPU(tensor.dataId);
      const held = backend.tensorMap.get(tensor.dataId);
      const buffer = held.resource!;
      // tfjs answers reads from this host copy, which the write makes stale.
      if (binding < kernel.writes) held.values = null;
      backend.commandQueueOwnedIds.add(tensor.dataId);
      const asTexture = kernel.readsTextures && binding >= kernel.writes;
      entries.push({
        binding,
        resource: asTexture ? this.#copyToTexture(buffer, binding) : { buffer },
      });
    });
    const uniformBuffer = kernel.uniformsChange
      ? this.#passingUniforms(uniforms)
      : this.#keptUniforms(uniforms);
    entries.push({ binding: tensors.length, resource: { buffer: uniformBuffer } });

    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
    const pass = backend.computePassEncoder;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#bindGroup(kernel, layout, entries));
    pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
    backend.dispatchCountInPass++;
    if (backend.dispatchCountInPass >= CALLS_A_SUBMIT) this.submit();
  }

  /** Submits what has been recorded. */
  submit(): void {
    const backend = this.#backend;
    if (!backend.commandEncoder) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  }

  /** Bytes of the texture copies, which tfjs does not count. */
  textureBytes(): number {
    let bytes = 0;
    for (const { texture } of this.#textures.values()) {
      bytes += texture.width * texture.height * 16;
    }
    return bytes;
  }

  /**
   * Copies a buffer, as it lies, into the texture kept for this size and binding. The copy is
   * recorded in order, so that one texture can serve call after call.
   */
  #copyToTexture(buffer: GPUBuffer, binding: number): GPUTextureView {
    const backend = this.#backend;
    const texels = buffer.size / 16;
    const width = Math.min(texels, TEXTURE_WIDTH);
    const height = Math.ceil(texels / TEXTURE_WIDTH);
    const key = `${width}x${height}@${binding}`;
    let held = this.#textures.get(key);
    if (!held) {
      const texture = backend.device.createTexture({
        size: [width, height],
        format: "rgba32float",
        usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
      });
      held = { texture, view: texture.createView() };
      this.#textures.set(key, held);
    }
    const { texture, view } = held;
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    const encoder = backend.commandEncoder!;
    const bytesPerRow = TEXTURE_WIDTH * 16;
    const fullRows = Math.floor(texels / TEXTURE_WIDTH);
    const rest = texels % TEXTURE_WIDTH;
    if (fullRows > 0) {
      encoder.copyBufferToTexture({ buffer, bytesPerRow }, { texture }, [
        width,
        fullRows,
      ]);
    }
    if (rest > 0) {
      const offset = fullRows * bytesPerRow;
      const origin = [0, fullRows, 0];
      encoder.copyBufferToTexture({ buffer, offset, bytesPerRow }, { texture, origin }, [
        rest,
        1,
      ]);
    }
    return view;
  }

  /**
   * The bind group of these resources, made once: tfjs hands the same buffers out step after
   * step, and drivers do not give back all that a bind group takes.
   */
  #bindGroup(
    kernel: Kernel,
    layout: GPUBindGroupLayout,
    entries: readonly GPUBindGroupEntry[],
  ): GPUBindGroup {
    const ids = entries.map(({ resource }) => {
      const object = "buffer" in resource ? resource.buffer : resource;
      let id = this.#ids.get(object);
      if (id === undefined) this.#ids.set(object, id = this.#nextId++);
      return id;
    });
    const key = `${kernel.name} ${ids.join(" ")}`;
    let group = this.#bindGroups.get(key);
    if (!group) {
      // What is bound stays alive, so that the groups of models long gone must go as well.
      if (this.#bindGroups.size >= MOST_BIND_GROUPS) this.#bindGroups.clear();
      group = this.#backend.device.createBindGroup({ layout, entries: [...entries] });
      this.#bindGroups.set(key, group);
    }
    return group;
  }

  /** A buffer with these uniforms, kept: most calls repeat with every step. */
  #keptUniforms(fields: readonly Uniform[]): GPUBuffer {
    const key = fields.join(" ");
    let buffer = this.#uniforms.get(key);
    if (!buffer) {
      const packed = packUniforms(fields);
      buffer = this.#backend.device.createBuffer({
        size: packed.byteLength,
        usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM,
      });
      this.#backend.device.queue.writeBuffer(buffer, 0, packed);
      this.#uniforms.set(key, buffer);
    }
    return buffer;
  }

  /** A buffer with these uniforms, which tfjs takes back with the next submit. */
  #passingUniforms(fields: readonly Uniform[]): GPUBuffer {
    const packed = packUniforms(fields);
    const { bufferManager, device, uniformPendingDisposal } = this.#backend;
    const buffer = bufferManager.acquireBuffer(
      packed.byteLength,
      GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM,
    );
    device.queue.writeBuffer(buffer, 0, packed);
    uniformPendingDisposal.push(buffer);
    return buffer;
  }

  #compile(kernel: Kernel): Compiled {
    let compiled = this.#pipelines.get(kernel.name);
    if (!compiled) {
      const { device } = this.#backend;
      const visibility = GPUShaderStage.COMPUTE;
      const entries: GPUBindGroupLayoutEntry[] = [];
      for (let binding = 0; binding < kernel.writes + kernel.reads; binding++) {
        const written = binding < kernel.writes;
        entries.push(
          !written && kernel.readsTextures
            ? { binding, visibility, texture: { sampleType: "unfilterable-float" } }
            : {
              binding,
              visibility,
              buffer: { type: written ? "storage" : "read-only-storage" },
            },
        );
      }
      entries.push({
        binding: entries.length,
        visibility,
        buffer: { type: "uniform" },
      });
      const layout = device.createBindGroupLayout({ entries });
      const pipeline = device.createComputePipeline({
        label: kernel.name,
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: {
          module: device.createShaderModule({ code: kernel.code }),
          entryPoint: "main",
        },
      });
      compiled = { pipeline, layout };
      this.#pipelines.set(kernel.name, compiled);
    }
    return compiled;
  }
}

/** Calls gathered before a submit; the same as tfjs's own default. */
const CALLS_A_SUBMIT = 15;

/** Bind groups kept at once; a step of a deep model takes about a hundred. */
const MOST_BIND_GROUPS = 2000;

function packUniforms(fields: readonly Uniform[]): DataView<ArrayBuffer> {
  const packed = new DataView(new ArrayBuffer(Math.ceil(fields.length / 4) * 16));
  fields.forEach(([type, value], i) => {
    if (type === "u32") packed.setUint32(i * 4, value, true);
    else packed.setFloat32(i * 4, value, true);
  });
  return packed;
}
