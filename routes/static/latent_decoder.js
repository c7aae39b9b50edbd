/**
 * Decoders of the latent explorer: an ONNX model in this browser, by onnxruntime-web.
 */

/**
 * A decoder: latents in, numbers in [-1, 1] out.
 *
 * @param wanted `webgpu` or `wasm`, and nothing else then; `auto`: WebGPU on a GPU
 * @param tell given why WebGPU is not used though there is a GPU
 */
export async function openDecoder(wanted, runtime, model, width, tell) {
  if (wanted !== "auto") return await openOn(wanted, runtime, model, width);
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  // One that computes on the processor is slower than WebAssembly.
  const info = adapter?.info;
  const software = info?.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe/i.test(`${info?.architecture} ${info?.description}`);
  if (adapter && !software) {
    try {
      return await openOn("webgpu", runtime, model, width);
    } catch (error) {
      tell(error.message);
    }
  }
  return await openOn("wasm", runtime, model, width);
}

async function openOn(provider, runtime, model, width) {
  const build = provider === "webgpu" ? ".asyncify" : "";
  const ort = await import(`${runtime}ort.${provider}.min.mjs`);
  const base = new URL(`${runtime}ort-wasm-simd-threaded${build}`, location.href);
  ort.env.wasm.wasmPaths = { mjs: `${base}.mjs`, wasm: `${base}.wasm` };
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  const session = await ort.InferenceSession.create(model, {
    executionProviders: [provider],
    logSeverityLevel: 3,
  });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  const decode = async (latent) => {
    const tensor = new ort.Tensor("float32", latent, [1, latent.length]);
    const results = await session.run({ [input]: tensor });
    return await results[output].getData();
  };
  // The first run compiles: it would spoil the time that is shown.
  await decode(new Float32Array(width));
  const name = provider === "webgpu" ? "WebGPU" : "WebAssembly";
  return { name, decode, close: () => session.release() };
}
