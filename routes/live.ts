/**
 * `/runs/live?run=N`: the numbers of a run as server-sent events, until it ends.
 *
 * @module
 */
import { type App, HttpError } from "fresh";
import type { Gradebook } from "../gradebook/gradebook.ts";
import type { RunRecord } from "../gradebook/records.ts";
import type { State } from "./state.ts";

/** How often the gradebook is asked whether it changed. */
const pollMs = 400;
/** A comment keeps the connection, and shows that somebody still listens. */
const sayingMs = 15_000;
/** A run without a sign of life is asked for again this often: its status may change. */
const checkMs = 5_000;

/** What the browser is told of a run. */
export type RunNumbers = Pick<
  RunRecord,
  "number" | "status" | "total" | "done" | "failed" | "skipped"
>;

/** The numbers of a run; `null`: there is no such run. */
export function numbersOf(gradebook: Gradebook, run: number): RunNumbers | null {
  const record = gradebook.run(run);
  if (record === null) return null;
  const { number, status, total, done, failed, skipped } = record;
  return { number, status, total, done, failed, skipped };
}

/** The route of live numbers. */
export function register(app: App<State>): void {
  app.get("/runs/live", (ctx) => {
    const { gradebook, closing } = ctx.state;
    const run = Number(ctx.url.searchParams.get("run"));
    if (!Number.isSafeInteger(run) || numbersOf(gradebook, run) === null) {
      throw new HttpError(404);
    }
    const headers = { "content-type": "text/event-stream; charset=utf-8" };
    // Nobody would read the events of a HEAD, nor end them.
    if (ctx.req.method === "HEAD") return new Response(null, { headers });
    return new Response(runEvents(gradebook, run, closing), { headers });
  });
}

/** Events of a run: its numbers whenever they change; the last one is named `ended`. */
export function runEvents(
  gradebook: Gradebook,
  run: number,
  closing: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      let version = "";
      let told = "";
      let [saidAt, checkedAt] = [Date.now(), 0];
      const say = (text: string) => {
        controller.enqueue(encoder.encode(`${text}\n\n`));
        saidAt = Date.now();
      };
      stop = () => {
        clearTimeout(timer);
        closing.removeEventListener("abort", end);
      };
      const end = () => {
        stop();
        controller.close();
      };
      const look = () => {
        const now = gradebook.version();
        const due = Date.now() - checkedAt > checkMs;
        if (now === version && !due) return false;
        [version, checkedAt] = [now, Date.now()];
        const numbers = numbersOf(gradebook, run);
        const ended = numbers === null || numbers.status !== "running";
        const data = JSON.stringify(numbers);
        if (data !== told || ended) {
          say(`event: ${ended ? "ended" : "run"}\ndata: ${data}`);
        }
        told = data;
        return ended;
      };
      const tick = () => {
        try {
          if (look()) return end();
        } catch {
          // Busy or gone for a moment: the browser asks again.
          return end();
        }
        if (Date.now() - saidAt > sayingMs) say(":");
        timer = setTimeout(tick, pollMs);
      };
      if (closing.aborted) return controller.close();
      closing.addEventListener("abort", end);
      tick();
    },
    cancel: () => stop(),
  });
}
