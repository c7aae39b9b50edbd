/**
 * The browser's files: `/static/...` from `routes/static/`, and what other modules add.
 *
 * @module
 */
import { encodeHex } from "@std/encoding";
import { extname, fromFileUrl } from "@std/path";
import { createHash } from "node:crypto";
import { type App, HttpError } from "fresh";
import type { State } from "./state.ts";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".onnx": "application/octet-stream",
  ".json": "application/json",
};

interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: string;
  readonly type: string;
}

const folder = new URL("./static/", import.meta.url);
const files = new Map<string, StaticFile | null>();

/** A file that is served, read once; `null`: there is none of this name. */
function staticFile(name: string): StaticFile | null {
  const known = files.get(name);
  if (known !== undefined) return known;
  const type = types[extname(name)];
  if (type === undefined || !/^[a-z0-9_.-]+(\/[a-z0-9_.-]+)*$/i.test(name)) return null;
  if (name.length > 200 || name.split("/").includes("..")) return null;
  return keep(name, new URL(name, folder), type);
}

function keep(name: string, url: URL, type: string): StaticFile | null {
  let file: StaticFile | null = null;
  try {
    const bytes = Deno.readFileSync(fromFileUrl(url));
    const digest = encodeHex(createHash("sha256").update(bytes).digest()).slice(0, 16);
    file = { bytes, digest, type };
  } catch (error) {
    const { NotFound, NotADirectory, IsADirectory } = Deno.errors;
    const missing = [NotFound, NotADirectory, IsADirectory];
    if (missing.some((kind) => error instanceof kind)) return null;
    throw error;
  }
  files.set(name, file);
  return file;
}

/**
 * Serves a file from elsewhere (a library in node_modules) as `/static/<name>`.
 *
 * @throws {ReferenceError} there is no such file, or its kind is unknown
 */
export function addStaticFile(name: string, url: URL): void {
  const type = types[extname(name)];
  if (type === undefined || keep(name, url, type) === null) {
    throw new ReferenceError(
      `Cannot serve "${name}" as it must be a file of a known kind: ${url.pathname}`,
    );
  }
}

/**
 * The address of a file in `routes/static/`: it names the file's digest, so that a browser
 * keeps it for good.
 *
 * @throws {ReferenceError} there is no such file
 */
export function staticUrl(name: string): string {
  const file = staticFile(name);
  if (file === null) {
    throw new ReferenceError(
      `Cannot link "${name}" as it must be in routes/static: there is none`,
    );
  }
  return `/static/${name}?v=${file.digest}`;
}

/** The route of the browser's files. */
export function register(app: App<State>): void {
  app.get("/static/:path+", (ctx) => {
    const file = staticFile(ctx.params.path ?? "");
    if (file === null) throw new HttpError(404);
    const tag = `"${file.digest}"`;
    const named = ctx.url.searchParams.get("v") === file.digest;
    const headers = {
      "content-type": file.type,
      "etag": tag,
      "cache-control": named
        ? "private, max-age=31536000, immutable"
        : "private, no-cache",
    };
    if (ctx.req.headers.get("if-none-match") === tag) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(file.bytes, { headers });
  });
}
