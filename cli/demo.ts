/**
 * `demo`: from nothing to a dashboard with something in it: sets the machine up, trains
 * both models once, grades the samples and serves what came of it.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join } from "@std/path";
import { createHash } from "node:crypto";
import { endChildren } from "../grader/sandbox.ts";
import { gradeInto } from "../gradebook/record.ts";
import { openGradebook } from "../gradebook/store/open_gradebook.ts";
import { importCheck, type LoadedRubric } from "../rubric/load_rubric.ts";
import { serveDashboard } from "./dashboard.ts";
import { setup } from "./setup.ts";
import { defaultRubric, languageOf, noSuchFlag, rubricOf } from "./usage.ts";

const help = `Usage: deno task demo [options]

Shows what this project does: trains the assignment's two models with the quick preset
(once), grades the sample reports, and serves both as a dashboard on this machine. All that
it makes is below .cache/demo.

  --port N   where the dashboard listens (8000, or the next one that is free)
  --lang L   en or zh-TW, for who has not chosen (en)
  --help     this text`;

const root = new URL("../", import.meta.url);
const samples = [
  "complete_zh.pdf",
  "complete_en",
  "notebook_en.ipynb",
  "screenshots_zh.pdf",
  "graded_copy.txt",
  "flawed/one_adjustment_en.md",
  "flawed/convolutional_zh.md",
  "flawed/vanilla_claims_en.md",
  "flawed/unanswered.md",
  "flawed/damaged.pdf",
];
const otherRubric = "samples/rubrics/classifier.yaml";
const otherSamples = ["other_course"];

/** Runs `demo`; resolves to the exit code when it is told to end. */
export async function demoCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["port", "lang"],
    boolean: ["help"],
    default: { lang: "en" },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const language = languageOf(flags.lang);
  const folder = fromFileUrl(new URL(".cache/demo/", root));
  await Deno.mkdir(folder, { recursive: true });
  const gradebook = join(folder, "gradebook.db");
  let stop: () => void = () => {
    endChildren();
    Deno.exit(130);
  };
  const interrupt = () => stop();
  Deno.addSignalListener("SIGINT", interrupt);
  say("1 of 4", "what the machine lacks");
  await setup(["mesa-vulkan-drivers"]);
  say("2 of 4", "the models: an autoencoder and a VAE, about a minute and a half, once");
  const leave = stop;
  const models = await trained(folder, (end) => stop = end);
  stop = leave;
  if (models === null) return 1;
  say("3 of 4", `${samples.length + otherSamples.length} sample reports`);
  await gradeSamples(gradebook);
  say("4 of 4", "the dashboard; Ctrl-C ends it");
  Deno.removeSignalListener("SIGINT", interrupt);
  return await serveDashboard({
    gradebook,
    port: flags.port === undefined ? null : Number(flags.port),
    language,
    person: "",
    models,
    host: null,
  });
}

function say(step: string, what: string): void {
  console.log(`\n${step}: ${what}`);
}

/**
 * Trains both models in a process of their own, whose memory is free again afterwards.
 *
 * @param onStop given what ends the training, for Ctrl-C
 * @returns the folder of the run; `null`: it failed, and said why
 */
async function trained(
  folder: string,
  onStop: (end: () => void) => void,
): Promise<string | null> {
  const out = join(folder, `models-${modelsDigest().slice(0, 16)}`);
  if (await exists(join(out, "manifest.json"))) {
    console.log("Trained before.");
    return out;
  }
  for await (const entry of Deno.readDir(folder)) {
    const old = join(folder, entry.name);
    if (entry.name.startsWith("models-") && old !== out) {
      await Deno.remove(old, { recursive: true });
    }
  }
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--quiet",
        "--no-prompt",
        "--allow-read",
        "--allow-write",
        "--allow-env",
      ],
      ...["cli/main.ts", "train", "--preset", "quick", "--resume", "--out", out],
    ],
    cwd: fromFileUrl(root),
    stdin: "null",
  }).spawn();
  let asked = false;
  onStop(() => {
    // At a terminal the child was interrupted, too; it writes where it stands and ends.
    if (!asked) child.kill("SIGINT");
    else child.kill("SIGKILL");
    asked = true;
  });
  const { success, code } = await child.status;
  if (asked || code === 130) {
    console.log("The same command goes on from there.");
    Deno.exit(130);
  }
  return success ? out : null;
}

/** Digest of all that decides the models: their sources and the libraries. */
function modelsDigest(): string {
  const hash = createHash("sha256");
  const list = (folder: URL): URL[] =>
    [...Deno.readDirSync(folder)].toSorted((a, b) => a.name < b.name ? -1 : 1)
      .flatMap((entry) =>
        entry.isDirectory
          ? list(new URL(`${entry.name}/`, folder))
          : [new URL(entry.name, folder)]
      );
  for (const url of [...list(new URL("models/", root)), new URL("deno.lock", root)]) {
    hash.update(url.pathname.slice(root.pathname.length));
    hash.update(Deno.readFileSync(url));
  }
  return hash.digest("hex");
}

/** Grades the samples of both courses; what the gradebook has is not graded again. */
async function gradeSamples(file: string): Promise<void> {
  using gradebook = openGradebook(file);
  // The last one stands first in the dashboard.
  const courses = [
    [await rubricOf(fromFileUrl(new URL(otherRubric, root))), otherSamples],
    [await rubricOf(fromFileUrl(defaultRubric)), samples],
  ] as const;
  const width = Math.max(...[...samples, ...otherSamples].map((name) => name.length));
  for (const [rubric, names] of courses) {
    const checks = await checksOf(rubric);
    for (const name of names) {
      const started = performance.now();
      const path = fromFileUrl(new URL(`samples/${name}`, root));
      const { report, skipped } = await gradeInto(gradebook, path, { rubric, checks });
      const score = report.score === null
        ? report.outcome
        : `${report.score.earned} / ${report.score.possible}`;
      const review = report.items.filter((item) => item.needsReview).length;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `  ${name.padEnd(width)}  ${score.padEnd(12)}  ${
          review > 0 ? `${review} to review`.padEnd(12) : " ".repeat(12)
        }  ${skipped ? "known" : `${seconds} s`}`,
      );
    }
  }
}

async function checksOf(rubric: LoadedRubric) {
  const entries = [...rubric.checks].map(async ([name, url]) =>
    [name, await importCheck(url)] as const
  );
  return new Map(await Promise.all(entries));
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
