/**
 * Everything that the dashboard answers on a made gradebook, as JSON on stdout: pages are
 * found by following links and sending forms, in the order they are found. Run once with
 * the stand-in and once with Fresh, the two must be the same.
 *
 * @module
 */
import { sha256Hex } from "../../grader/collect/digest.ts";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { dashboard } from "../../routes/app.tsx";
import { madeGradebook } from "../routes/made_gradebook.ts";
import { findRequests, type Found, normalize } from "./crawl.ts";

const origin = "http://127.0.0.1:8000";
const tokens = { viewer: "viewer-token", grader: "grader-token" };
/** Of one kind of address as one role: filters combine without end. */
const mostAlike = 16;

/** What came of one request. */
interface Answer {
  readonly asked: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const [folder = await Deno.makeTempDir(), given = "", models = ""] = Deno.args;
using gradebook = given === ""
  ? await madeGradebook(folder, 8)
  : await copied(given, `${folder}/gradebook.db`);
const logged: string[] = [];
/** Answers in which Fresh left its marks. */
let generated = 0;
const handler = dashboard({
  gradebook,
  tokens,
  language: "en",
  person: "Test",
  models: models === "" ? `${folder}/train` : models,
  now: () => new Date(Date.UTC(2026, 10, 3)),
  log: (line) => logged.push(line),
});
const answers: Answer[] = [];

/** A copy, so that decisions change nothing; its clock is the same at every run. */
async function copied(from: string, to: string): Promise<Gradebook> {
  await Deno.copyFile(from, to);
  let tick = Date.UTC(2027, 0, 1);
  return openGradebook(to, { now: () => new Date(tick += 1000) });
}

async function ask(found: Found, cookies: string): Promise<readonly Found[]> {
  const { method, path, form } = found;
  const body = form === null ? null : new FormData();
  for (const [name, value] of form ?? []) body!.append(name, value);
  const request = new Request(origin + path, {
    method,
    headers: { cookie: cookies, ...(method === "POST" ? { origin } : {}) },
    ...(body === null ? {} : { body }),
  });
  const response = await handler(request);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get("content-type") ?? "";
  const isText = /^text\/(html|plain|event-stream)/.test(type);
  const raw = isText ? new TextDecoder().decode(bytes) : sha256Hex(bytes);
  const text = normalize(raw.replaceAll(folder, "FOLDER"));
  if (/<script[^>]* nonce=/.test(raw)) generated += 1;
  answers.push({
    asked: `${method} ${path} as ${cookies || "nobody"}${
      form === null ? "" : ` ${JSON.stringify(form)}`
    }`,
    status: response.status,
    headers: Object.fromEntries([...response.headers].map(([k, v]) => [k, normalize(v)])),
    body: text,
  });
  return type.startsWith("text/html") ? findRequests(text, path) : [];
}

async function crawl(start: readonly string[], cookies: string, forms: boolean) {
  const queue: Found[] = start.map((path) => ({ method: "GET", path, form: null }));
  const seen = new Set<string>();
  const alike = new Map<string, number>();
  while (queue.length > 0) {
    const next = queue.shift()!;
    const key = JSON.stringify([next.method, next.path, next.form]);
    if (seen.has(key) || (next.method === "POST" && !forms)) continue;
    seen.add(key);
    const kind = `${next.method} ${next.path.replace(/\?.*/, "").replace(/\d+/g, "N")}`;
    const count = alike.get(kind) ?? 0;
    if (count >= mostAlike) continue;
    alike.set(kind, count + 1);
    queue.push(...await ask(next, cookies));
  }
}

const pages = ["/", "/rubric", "/export", "/models", "/similar", "/nothing", "/rubric/"];
const get = (path: string): Found => ({ method: "GET", path, form: null });
// Odd ones first, while nothing was changed.
await ask(get("/"), "");
await ask(get("/?token=wrong"), "");
await ask(get(`/rubric?x=1&token=${tokens.viewer}`), "");
for (const method of ["HEAD", "POST", "PUT", "OPTIONS"]) {
  for (const path of ["/", "/rubric", "/nothing", "/static/frame.js", "/preferences"]) {
    await ask({ method, path, form: null }, `latentmark-8000=${tokens.grader}`);
  }
}
for (
  const path of ["//rubric", "/submissions/x", "/submissions/999999", "/static/../x"]
) {
  await ask(get(path), `latentmark-8000=${tokens.grader}`);
}
await crawl(pages, `latentmark-8000=${tokens.viewer}`, false);
await crawl(pages, `latentmark-8000=${tokens.grader}; language=zh-TW; theme=dark`, true);
console.log(JSON.stringify({ answers, logged, generated }));
