/**
 * `demo`: from nothing to a dashboard with something in it: sets the machine up, trains
 * both models once, grades the samples and serves what came of it.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join } from "@std/path";
import { endChildren } from "../grader/sandbox.ts";
import { serveDashboard } from "./dashboard.ts";
import { trainedModels } from "./demo_models.ts";
import { gradeSamples, sampleCount } from "./demo_samples.ts";
import { onInterrupt } from "./interruptions.ts";
import { setup } from "./setup.ts";
import { languageOf, noSuchFlag } from "./usage.ts";

const help = `Usage: deno task demo [options]

Shows what this project does: trains the assignment's two models with the quick preset
(once), grades the sample reports, and serves both as a dashboard on this machine. All that
it makes is below .cache/demo.

  --port N   where the dashboard listens (8000, or the next one that is free)
  --lang L   en or zh-TW, for who has not chosen (en)
  --help     this text`;

/** Where all of the demo is. */
export const demoFolder: URL = new URL("../.cache/demo/", import.meta.url);

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
  const folder = fromFileUrl(demoFolder);
  await Deno.mkdir(folder, { recursive: true });
  const gradebook = join(folder, "gradebook.db");
  const models = await prepare(folder, gradebook);
  if (models === null) return 1;
  say("4 of 4", "the dashboard; Ctrl-C ends it");
  return await serveDashboard({
    gradebook,
    port: flags.port === undefined ? null : Number(flags.port),
    language,
    person: "",
    models,
    host: null,
  });
}

/** Everything before the dashboard; the folder of the models, `null`: they failed. */
async function prepare(folder: string, gradebook: string): Promise<string | null> {
  const leave = (signal: "SIGINT" | "SIGTERM") => {
    endChildren();
    Deno.exit(signal === "SIGINT" ? 130 : 143);
  };
  let stop: (signal: "SIGINT" | "SIGTERM") => void = leave;
  using _told = onInterrupt((signal) => stop(signal));
  say("1 of 4", "what the machine lacks");
  await setup(["mesa-vulkan-drivers"]);
  say("2 of 4", "the models: an autoencoder and a VAE, about a minute and a half, once");
  const models = await trainedModels(folder, (end) => stop = end);
  stop = leave;
  if (models === null) return null;
  say("3 of 4", `${sampleCount} sample reports`);
  await gradeSamples(gradebook);
  return models;
}

function say(step: string, what: string): void {
  console.log(`\n${step}: ${what}`);
}
