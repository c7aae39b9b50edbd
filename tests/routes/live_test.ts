import { assertEquals } from "@std/assert";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import type { RunRecord } from "../../gradebook/records.ts";
import { runEvents } from "../../routes/live.ts";
import { madeDashboard } from "./made_requests.ts";

/** A gradebook of one run that a test changes. */
function oneRun(run: Partial<RunRecord>) {
  let [version, record] = [1, { number: 1, status: "running", ...run } as RunRecord];
  return {
    gradebook: {
      version: () => String(version),
      run: (number: number) => number === 1 ? record : null,
    } as Gradebook,
    change(change: Partial<RunRecord>) {
      record = { ...record, ...change };
      version += 1;
    },
  };
}

const numbers = { total: 3, done: 0, failed: 0, skipped: 0 };
const pure = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, permissions: "none", fn });

pure("runEvents() tells numbers when they change, and the end", async () => {
  const run = oneRun(numbers);
  const closing = new AbortController();
  const reader = runEvents(run.gradebook, 1, closing.signal)
    .pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => (await reader.read()).value;
  const data = (done: number, status: string) =>
    JSON.stringify({ number: 1, status, total: 3, done, failed: 0, skipped: 0 });
  assertEquals(await next(), `event: run\ndata: ${data(0, "running")}\n\n`);
  run.change({ done: 2 });
  assertEquals(await next(), `event: run\ndata: ${data(2, "running")}\n\n`);
  run.change({ done: 3, status: "finished" });
  assertEquals(await next(), `event: ended\ndata: ${data(3, "finished")}\n\n`);
  assertEquals((await reader.read()).done, true);
});

pure(
  "runEvents() ends with the server, and leaves nothing when nobody listens",
  async () => {
    const { gradebook } = oneRun(numbers);
    const closing = new AbortController();
    const first = runEvents(gradebook, 1, closing.signal).getReader();
    await first.read();
    closing.abort();
    assertEquals((await first.read()).done, true);
    const left = runEvents(gradebook, 1, new AbortController().signal);
    await left.cancel();
  },
);

pure("runEvents() ends where the gradebook can not be read", async () => {
  const { gradebook } = oneRun(numbers);
  const broken = {
    ...gradebook,
    version: () => {
      throw new Error("busy");
    },
  };
  const reader = runEvents(broken, 1, new AbortController().signal).getReader();
  assertEquals((await reader.read()).done, true);
});

Deno.test("/runs/live knows the gradebook's runs only", async () => {
  await using made = await madeDashboard(3);
  const ended = await made.get("/runs/live?run=1");
  assertEquals(ended.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assertEquals((await ended.text()).startsWith("event: ended\ndata: {"), true);
  for (const run of ["", "0", "2", "x", "1.5"]) {
    const response = await made.get(`/runs/live?run=${run}`);
    assertEquals(response.status, 404, run);
    await response.body?.cancel();
  }
});

Deno.test("/runs/live starts nothing for a HEAD", async () => {
  await using made = await madeDashboard(3);
  const record = made.gradebook.runs(null, 1)[0]!;
  // A run that goes on: its events would be told for ever. The timers are sanitized.
  made.gradebook.updateRun(record.number, { status: "running" });
  const head = await made.get(`/runs/live?run=${record.number}`, { method: "HEAD" });
  assertEquals([head.status, await head.text()], [200, ""]);
});
