/**
 * A stand-in for the part of Fresh 2.3.3 (`jsr:@fresh/core`) that the dashboard uses, for
 * machines that can not reach JSR. Without the `links` entry of `deno.json` the same source
 * runs on Fresh itself; `deno task check:fresh` compares both.
 *
 * @module
 */
export { App } from "./app.ts";
export type { Context, Middleware } from "./context.ts";
export { createDefine, type Define } from "./define.ts";
export { type ErrorStatus, HttpError } from "./http_error.ts";
