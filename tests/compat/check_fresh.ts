/**
 * `deno task check:fresh --fresh DIR --std DIR`: runs the dashboard on Fresh itself, from
 * source, and says where it answers otherwise than on the stand-in.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join, resolve } from "@std/path";

interface Answer {
  readonly asked: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const root = fromFileUrl(new URL("../../", import.meta.url));

interface Answers {
  readonly answers: readonly Answer[];
  /** Faults of the server. */
  readonly logged: readonly string[];
  /** How many answers had marks that Fresh generates. */
  readonly generated: number;
}

async function answersOf(config: string, extra: readonly string[]): Promise<Answers> {
  const folder = await Deno.makeTempDir({ prefix: "latentmark-answers-" });
  try {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-check", "--no-prompt", "--config", config, ...extra],
        ...["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-sys"],
        ...["--allow-ffi", join(root, "tests/compat/answers.ts"), folder, ...more],
      ],
      cwd: root,
      stdout: "piped",
      stderr: "inherit",
    }).output();
    if (!success) throw new Error(`Cannot ask the dashboard with ${config}: see above`);
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The project's configuration with Fresh in place of the stand-in. */
async function freshConfig(fresh: string, std: string): Promise<string> {
  const config = JSON.parse(await Deno.readTextFile(join(root, "deno.json")));
  const links = ["fresh", "build-id"].map((name) => join(fresh, "packages", name));
  for await (const entry of Deno.readDir(std)) {
    const folder = join(std, entry.name);
    const text = await Deno.readTextFile(join(folder, "deno.json")).catch(() => "{}");
    if (JSON.parse(text).name?.startsWith("@std/")) links.push(folder);
  }
  const file = join(await Deno.makeTempDir({ prefix: "latentmark-fresh-" }), "deno.json");
  const { lock: _lock, ...rest } = config;
  await Deno.writeTextFile(
    file,
    JSON.stringify({ ...rest, links, nodeModulesDir: "auto", tasks: {} }),
  );
  return file;
}

const flags = parseArgs(Deno.args, { string: ["fresh", "std", "gradebook", "models"] });
const more = [flags.gradebook, flags.models]
  .map((path) => path === undefined ? "" : resolve(path));
if (!flags.fresh || !flags.std) {
  console.error(
    "Usage: deno task check:fresh --fresh DIR --std DIR\n\n" +
      "  --fresh DIR       a checkout of Fresh 2.3.3\n" +
      "  --std DIR         a checkout of Deno's std\n" +
      "  --gradebook FILE  a gradebook to show a copy of (a made one)\n" +
      "  --models DIR      training runs to show (none)",
  );
  Deno.exit(2);
}
const { answers: standIn, logged } = await answersOf(join(root, "deno.json"), []);
const config = await freshConfig(resolve(flags.fresh), resolve(flags.std));
const tested = await new Deno.Command(Deno.execPath(), {
  args: [
    ...["test", "--quiet", "--no-check", "--no-lock", "--config", config],
    ...["--allow-read", "--allow-env", join(root, "tests/compat/fresh_test.tsx")],
  ],
  cwd: root,
}).spawn().status;
const { answers: real, generated } = await answersOf(config, ["--no-lock"]);
await Deno.remove(join(config, ".."), { recursive: true });

if (generated === 0) {
  throw new Error("Cannot compare as Fresh must have been used: no mark");
}
for (const line of logged) console.log(`Logged: ${line}`);
let different = (standIn.length === real.length ? 0 : 1) + (tested.success ? 0 : 1);
if (standIn.length !== real.length) {
  console.log(`${standIn.length} answers, on Fresh ${real.length}`);
}
for (const [i, ours] of standIn.entries()) {
  const theirs = real[i];
  if (JSON.stringify(ours) === JSON.stringify(theirs)) continue;
  different += 1;
  if (different > 10) continue;
  console.log(`Different: ${ours.asked}\n  on Fresh: ${theirs?.asked}`);
  if (ours.status !== theirs?.status) console.log(`  ${ours.status}, ${theirs?.status}`);
  for (const name of Object.keys({ ...ours.headers, ...theirs?.headers })) {
    const [a, b] = [ours.headers[name], theirs?.headers[name]];
    if (a !== b) console.log(`  ${name}: ${a}, on Fresh: ${b}`);
  }
  const at = [...ours.body].findIndex((letter, k) => letter !== theirs?.body[k]);
  if (ours.body !== theirs?.body) {
    console.log(`  ${ours.body.slice(Math.max(0, at - 80), at + 80)}`);
    console.log(`  on Fresh: ${theirs?.body.slice(Math.max(0, at - 80), at + 80)}`);
  }
}
const pages = new Set(standIn.map(({ asked }) => asked.split(/[ ?]/)[1])).size;
console.log(
  `${standIn.length} requests of ${pages} addresses: ${different || "none"} different`,
);
if (different > 0) Deno.exit(1);
