/**
 * The numbers of a run: plain HTML, kept up to date by `live_run.js` where scripts run.
 *
 * @module
 */
import type { VNode } from "preact";
import type { RunRecord } from "../../gradebook/records.ts";
import type { Language } from "../../rubric/reason_text.ts";
import { runWords } from "../words/run.ts";
import { Meter } from "./Meter.tsx";

/** A run that is going on, or how the last one ended. */
export function LiveRun(
  { run, language }: { readonly run: RunRecord; readonly language: Language },
): VNode {
  const words = runWords[language];
  const { total, done, failed, skipped, status } = run;
  const seen = done + failed + skipped;
  const count = (name: string, label: string, value: number | string) => (
    <div>
      <dt>{label}</dt>
      <dd data-count={name}>{value}</dd>
    </div>
  );
  return (
    <live-run data-run={run.number} data-status={status}>
      <section class="card">
        <h2 data-title data-running={words.running} data-ended={words.ended}>
          {status === "running"
            ? words.running
            : status === "interrupted"
            ? words.interrupted
            : words.ended}
        </h2>
        <Meter
          parts={[{ name: "done", count: seen }]}
          total={total ?? 0}
          text={words.progress}
        />
        <dl class="facts">
          {count("done", words.done, done)}
          {count("failed", words.failed, failed)}
          {count("skipped", words.skipped, skipped)}
          {count("total", words.total, total ?? "…")}
        </dl>
        <p data-again hidden>
          <a class="button" href="" aria-current="false">{words.again}</a>
        </p>
        {status === "interrupted" && <p class="quiet">{words.goOn}</p>}
        <p class="hidden" role="status" data-said></p>
      </section>
    </live-run>
  );
}

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "live-run": HTMLAttributes<HTMLElement> & {
        readonly "data-run": number;
        readonly "data-status": string;
      };
    }
  }
}
