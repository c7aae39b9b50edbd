/**
 * A class that goes through a queue, and workers that are processes of their own, as
 * `deno task worker` starts them.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { graderDigest } from "../../../gradebook/grader_digest.ts";
import { queueAddress } from "../../../gradebook/queue/address.ts";
import { openQueueExecutor } from "../../../gradebook/queue/queue_executor.ts";
import { type MadeClass, makeClass } from "./made_class.ts";
import { type PostgresServer, whyNoPostgres } from "./postgres_server.ts";

const reason = whyNoPostgres();
if (reason !== null) console.error(`Tests of the queue are skipped: ${reason}`);
/** PostgreSQL can not be started here. */
export const ignore = reason !== null;
/** This version of the harness. */
export const grader = graderDigest({});

/** A worker process and what it wrote. */
export class Worker {
  readonly #child: Deno.ChildProcess;
  readonly #output: Promise<string>;

  constructor(url: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--no-check"],
        ...["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
        "--allow-sys=uid,systemMemoryInfo",
        "--allow-net=127.0.0.1",
        fromFileUrl(new URL("../../../cli/main.ts", import.meta.url)),
        ...["worker", "--jobs", "1"],
      ],
      // Never as an argument: there it could be seen.
      env: { LATENTMARK_QUEUE: url, NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#output = Promise.all([
      new Response(this.#child.stdout).text(),
      new Response(this.#child.stderr).text(),
    ]).then((texts) => texts.join("\n"));
  }

  /** Sends a signal; what it wrote until it ended, and how it ended. */
  async end(signal: Deno.Signal): Promise<{ output: string; code: number }> {
    try {
      this.#child.kill(signal);
    } catch {
      // It ended by itself.
    }
    const [output, { code }] = await Promise.all([this.#output, this.#child.status]);
    return { output, code };
  }
}

/** The class, of this version of the harness. */
export async function classOf(size: number): Promise<MadeClass> {
  const made = await makeClass(size);
  const items = made.items.map(({ key, id }) => ({ id, key: { ...key, grader } }));
  return { ...made, items };
}

/** Grades a class through a queue; `each` is told how many results there are. */
export async function gradeThere(
  made: MadeClass,
  server: PostgresServer,
  each: (count: number) => Promise<void> = () => Promise.resolve(),
  until = Infinity,
  retry = false,
): Promise<{ reports: Map<string, string>; said: string[] }> {
  const stop = new AbortController();
  const said: string[] = [];
  await using executor = await openQueueExecutor({
    address: queueAddress(server.url),
    gradebook: made.gradebook,
    options: { rubric: made.rubric, seed: 0 },
    retry,
    rubricDigest: made.rubricDigest,
    grader,
    say: (line) => void said.push(line),
    signal: stop.signal,
  });
  const reports = new Map<string, string>();
  for await (const { item, report } of executor.run(made.items, stop.signal)) {
    assert(!reports.has(item.id), `${item.id} came twice`);
    reports.set(item.id, sha256Hex(canonicalize(report)));
    await each(reports.size);
    if (reports.size >= until) stop.abort();
  }
  return { reports, said };
}

/** Both have the same submissions with the same reports. */
export function sameReports(there: Map<string, string>, here: Map<string, string>): void {
  assertEquals([...there].sort(), [...here].sort());
}
