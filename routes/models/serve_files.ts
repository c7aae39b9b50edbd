/**
 * Files for the models pages: those that a run's manifest lists, and the ONNX runtime's.
 *
 * @module
 */
import { extname, fromFileUrl } from "@std/path";
import { type App, HttpError } from "fresh";
import config from "../../deno.json" with { type: "json" };
import type { State } from "../state.ts";
import { fileState, listedDigest } from "./run_files.ts";
import { shownRuns } from "./runs.ts";

const types: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".json": "application/json",
  ".onnx": "application/octet-stream",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

/** The runtime with WebGPU, and the smaller one without. No worker, nothing bundled. */
const runtimeFiles = [
  "ort.webgpu.min.mjs",
  "ort-wasm-simd-threaded.asyncify.mjs",
  "ort-wasm-simd-threaded.asyncify.wasm",
  "ort.wasm.min.mjs",
  "ort-wasm-simd-threaded.mjs",
  "ort-wasm-simd-threaded.wasm",
];

const runtime = new URL("./", import.meta.resolve("onnxruntime-web"));

/** Adds the routes. */
export function register(app: App<State>): void {
  app.get("/models/files/:run/:path+", async (ctx) => {
    const { run: id = "", path = "" } = ctx.params;
    const { runs } = await shownRuns(ctx.state.models);
    const run = runs.find((one) => one.id === id);
    const type = types[extname(path)];
    if (!run || type === undefined) throw new HttpError(404);
    const digest = listedDigest(run, path);
    // Not listed, gone, or no longer what was listed: it is not this run's.
    if (digest === undefined) throw new HttpError(404);
    if ((await fileState(run, path)).state !== "there") throw new HttpError(404);
    return await send(ctx.req, `${run.folder}/${path}`, type, digest);
  });
  app.get("/models/onnxruntime/:file", async (ctx) => {
    const file = runtimeFiles.find((name) => name === ctx.params.file);
    if (file === undefined) throw new HttpError(404);
    const version = config.imports["onnxruntime-web"].replace(/^.*@/, "");
    const path = fromFileUrl(new URL(file, runtime));
    return await send(ctx.req, path, types[extname(file)]!, `${version}-${file}`);
  });
}

/** A file as a stream: a decoder can be larger than what should be held. */
async function send(
  request: Request,
  path: string,
  type: string,
  version: string,
): Promise<Response> {
  const etag = `"${version}"`;
  const headers = { "content-type": type, "cache-control": "private, no-cache", etag };
  if (request.headers.get("if-none-match") === etag) {
    return new Response(null, { status: 304, headers });
  }
  if (request.method === "HEAD") return new Response(null, { headers });
  const file = await Deno.open(path);
  const { size } = await file.stat();
  return new Response(file.readable, {
    headers: { ...headers, "content-length": String(size) },
  });
}
