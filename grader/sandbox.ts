/**
 * The sandbox: a submission is read in a child process that may read its own files and
 * the harness's, nothing else; no network, no writing, no other process, and limits on
 * time, memory and output.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";

/** What one child process may use. */
export interface SandboxLimits {
  /** Wall clock; the child is killed after it. */
  readonly durationMs: number;
  /** Processor time, seconds; needs `prlimit`. */
  readonly cpuSeconds: number;
  /** Data segment, heap and wasm together, bytes; needs `prlimit`. */
  readonly memoryBytes: number;
  /** JavaScript heap, MiB; V8 itself holds to it. */
  readonly heapMiB: number;
  /** What the child may print, bytes. */
  readonly outputBytes: number;
}

/** Room for 120 pages with 60 pictures of text on a slow machine. */
export const defaultSandboxLimits: SandboxLimits = {
  durationMs: 300_000,
  cpuSeconds: 300,
  memoryBytes: 4 * 1024 ** 3,
  heapMiB: 1536,
  outputBytes: 64 * 1024 ** 2,
};

/**
 * How a child process ended. `limit`: this process ended it, or the system at a limit that
 * was set; `death`: it crashed or something else killed it; `refused`: it did not start.
 */
export type SandboxResult =
  | { readonly ended: "well"; readonly output: string }
  | {
    readonly ended: "badly";
    readonly cause: "limit" | "death" | "refused";
    readonly reason: string;
  };

/** A child process to run. */
export interface SandboxPlan {
  /** File URL of the module to run. */
  readonly module: string;
  /** Files and folders that the child may read besides the harness. */
  readonly readable: readonly string[];
  /** Given to the child on its standard input. */
  readonly input: string;
  readonly limits: SandboxLimits;
  /** More permissions, as flags of `deno run`, for work that is not on untrusted text. */
  readonly allow?: readonly string[];
  /** Names of environment variables that the child gets besides those of Deno's cache. */
  readonly environment?: readonly string[];
  /** Aborted: the child is ended, or not started. */
  readonly signal?: AbortSignal;
}

const root = fromFileUrl(new URL("..", import.meta.url));
/** What every child loads at run time: wasm and OCR data of libraries, the checks. */
const harness = [`${root}node_modules`, `${root}rubric`];

/** The limits that this machine has no means for, in words; empty where all hold. */
export async function missingLimits(): Promise<readonly string[]> {
  return await hasPrlimit() ? [] : [
    "this system has no prlimit: processor time and memory outside the JavaScript heap " +
    "are not limited",
  ];
}

/** Whether this system has a program: it answers. */
function answers(command: string, args: readonly string[]): Promise<boolean> {
  return new Deno.Command(command, { args: [...args], stdout: "null", stderr: "null" })
    .output().then((result) => result.success, () => false);
}

let prlimit: Promise<boolean> | undefined;
function hasPrlimit(): Promise<boolean> {
  return prlimit ??= answers("prlimit", ["--version"]);
}

/** Has the system end a child whose parent was killed and could not do it itself. */
const endWithParent = ["--pdeathsig", "KILL"];
let setpriv: Promise<boolean> | undefined;
function hasSetpriv(): Promise<boolean> {
  return setpriv ??= answers("setpriv", [...endWithParent, "true"]);
}

const running = new Set<Deno.ChildProcess>();

/** Ends every child that still runs: a parent that is told to end leaves none behind. */
export function endChildren(): void {
  for (const child of running) {
    try {
      child.kill("SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
}

/** Runs a module in the sandbox; never rejects for what the child does. */
export async function runSandboxed(plan: SandboxPlan): Promise<SandboxResult> {
  const { limits } = plan;
  // A list of permissions divides at commas, and this Deno's way to write one fails.
  if ([...harness, ...plan.readable].some((path) => path.includes(","))) {
    const reason = "Deno can not grant a path with a comma; rename the file or folder";
    return { ended: "badly", cause: "refused", reason };
  }
  const deno = [
    "run",
    "--quiet",
    "--no-prompt",
    "--no-remote",
    "--cached-only",
    "--no-check",
    `--config=${root}deno.json`,
    `--v8-flags=--max-old-space-size=${limits.heapMiB}`,
    // One flag a path: the system limits the length of each argument.
    ...[...harness, ...plan.readable].map((path) => `--allow-read=${path}`),
    // The syntax trees' library asks for LOG; it is not set.
    ...(plan.allow ?? ["--allow-env=LOG"]),
    plan.module,
  ];
  const [command = Deno.execPath(), ...args] = [
    ...await hasSetpriv() ? ["setpriv", ...endWithParent] : [],
    ...await hasPrlimit()
      ? [
        "prlimit",
        `--data=${limits.memoryBytes}`,
        `--cpu=${limits.cpuSeconds}`,
        "--core=0",
      ]
      : [],
    Deno.execPath(),
    ...deno,
  ];
  const { signal } = plan;
  if (signal?.aborted) return { ended: "badly", cause: "refused", reason: givenUp };
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(command, {
      args,
      clearEnv: true,
      env: childEnvironment(plan.environment ?? []),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    const reason = `its reader could not be started: ${error}`;
    return { ended: "badly", cause: "death", reason };
  }
  running.add(child);
  let killed: string | undefined;
  const kill = (reason: string) => {
    killed ??= reason;
    try {
      child.kill("SIGKILL");
    } catch {
      // It ended by itself.
    }
  };
  const timer = setTimeout(
    () => kill(`it ran longer than ${limits.durationMs / 1000} s`),
    limits.durationMs,
  );
  const giveUp = () => kill(givenUp);
  signal?.addEventListener("abort", giveUp);
  try {
    const [, output, errors, status] = await Promise.all([
      feed(child.stdin, plan.input),
      readAtMost(
        child.stdout,
        limits.outputBytes,
        () => kill(`it printed more than ${limits.outputBytes} bytes`),
      ),
      readAtMost(child.stderr, 64 * 1024, () => {}),
      child.status,
    ]);
    if (killed) return { ended: "badly", cause: "limit", reason: killed };
    if (!status.success) {
      const cause = status.signal === "SIGXCPU" ? "limit" : "death";
      return { ended: "badly", cause, reason: describeEnd(status, errors) };
    }
    return { ended: "well", output };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
    running.delete(child);
  }
}

const givenUp = "it was given up";

/** Only what Deno itself needs to find its cache; nothing of the user's. */
function childEnvironment(more: readonly string[]): Record<string, string> {
  const environment: Record<string, string> = { NO_COLOR: "1" };
  const cache = ["DENO_DIR", "HOME", "XDG_CACHE_HOME", "USERPROFILE", "LOCALAPPDATA"];
  for (const name of [...cache, ...more]) {
    const value = Deno.env.get(name);
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

async function feed(stdin: WritableStream<Uint8Array>, input: string): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
  } catch {
    // The child ended before it read everything; its status says why.
  }
}

async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  bytes: number,
  exceeded: () => void,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let left = bytes;
  for await (const chunk of stream) {
    if (left >= 0) text += decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= chunk.length;
    if (left < 0) exceeded();
  }
  return text + decoder.decode();
}

function describeEnd(status: Deno.CommandStatus, errors: string): string {
  const lines = errors.trim().split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((line) => /error|fatal|panic/i.test(line)) ?? lines[0] ?? "";
  const how = status.signal ? `signal ${status.signal}` : `exit code ${status.code}`;
  if (status.signal === "SIGXCPU") return "it used more processor time than allowed";
  return `its reader ended with ${how}${line ? `: ${line.slice(0, 300)}` : ""}`;
}
