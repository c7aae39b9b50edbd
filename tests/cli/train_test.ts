import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { parseTrainArguments } from "../../cli/train_arguments.ts";
import { progressLine } from "../../cli/training_progress.ts";
import { train } from "../../cli/train.ts";
import { UsageError } from "../../cli/usage.ts";

/** Runs the command, and gives its exit code with all that it printed. */
async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const { log, error } = console;
  console.log = console.error = (line: string) => lines.push(line);
  try {
    return { code: await train(args), text: lines.join("\n") };
  } finally {
    Object.assign(console, { log, error });
  }
}

/** Forty pictures of 4x4x1 in NumPy's format. */
function smallNpy(): Uint8Array {
  const header =
    "{'descr': '|u1', 'fortran_order': False, 'shape': (40, 4, 4, 1), }".padEnd(117) +
    "\n";
  const file = new Uint8Array(128 + 640);
  file.set([0x93, 78, 85, 77, 80, 89, 1, 0, 118, 0]);
  file.set(new TextEncoder().encode(header), 10);
  for (let i = 0; i < 640; i++) file[128 + i] = (i * i * 7) % 256;
  return file;
}

Deno.test({
  name: "train() trains, repeats, verifies and reports a difference",
  // tfjs opens its backend once for the whole process.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const data = `${folder}/pictures.npy`;
      await Deno.writeFile(data, smallNpy());
      const asked = ["--preset", "small", "--backend", "wasm", "--data", data];
      const out = (name: string) => ["--out", `${folder}/${name}`];
      const first = await run(...asked, ...out("a"), "--steps", "4");
      assertEquals(first.code, 0, first.text);
      assertStringIncludes(first.text, "Backend: WASM");
      assertEquals((await run(...asked, ...out("b"), "--steps", "4")).code, 0);
      const read = (name: string) => Deno.readTextFile(`${folder}/${name}/manifest.json`);
      const manifest = await read("a");
      assertEquals(manifest, await read("b"), "the same bytes");

      const path = `${folder}/a/manifest.json`;
      const verified = await run("--verify", path);
      assertEquals(verified, {
        code: 0,
        text: verified.text,
      });
      assertStringIncludes(
        verified.text,
        "Verified: the same weights, measures, figures and ONNX files",
      );

      const { models } = JSON.parse(manifest);
      await Deno.writeTextFile(path, manifest.replace(models.ae.weights, "0".repeat(64)));
      const different = await run("--verify", path);
      assertEquals(different.code, 1);
      assertStringIncludes(different.text, "models.ae.weights");

      // Finished models are not trained again.
      const resumed = await run(...asked, ...out("b"), "--steps", "4", "--resume");
      assertEquals(resumed.code, 0);
      assertEquals(await read("b"), manifest);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "train() keeps a run without its ONNX files, makes figures from those of another",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const data = `${folder}/pictures.npy`;
      await Deno.writeFile(data, smallNpy());
      const asked = ["--preset", "small", "--backend", "wasm", "--data", data].concat(
        ["--steps", "2", "--model", "ae"],
      );
      const out = `${folder}/a`;
      await Deno.mkdir(`${out}/ae/encoder.onnx/full`, { recursive: true });
      const failed = await run(...asked, "--out", out);
      assertEquals(failed.code, 1, failed.text);
      assertStringIncludes(failed.text, "Not everything was made of ae, which is kept:");
      const none = await run("--from-onnx", out);
      assertEquals(none.code, 1);
      assertStringIncludes(none.text, "its manifest lists none");

      await Deno.remove(`${out}/ae/encoder.onnx`, { recursive: true });
      const again = await run(...asked, "--out", out, "--resume");
      assertEquals(again.code, 0, again.text);
      const made = await run("--from-onnx", out, "--backend", "wasm");
      assertEquals(made.code, 0, made.text);
      assertStringIncludes(made.text, "Measures differ from the run's own by");
      await Deno.stat(`${out}/from-onnx/ae/figures/traversal.png`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("train() answers mistakes with the usage code, and faults with 1", async () => {
  const mistake = await run("--preset", "huge");
  assertEquals(mistake.code, 2);
  assertStringIncludes(
    mistake.text,
    '--preset must be one of quick, small, medium, seed: "huge"',
  );
  const missing = await run("--verify", "no/such/manifest.json");
  assertEquals(missing.code, 1);
  assertStringIncludes(missing.text, 'Cannot read "no/such/manifest.json"');
  const help = await run("--help");
  assertEquals(help.code, 0);
  assertStringIncludes(help.text, "--verify MANIFEST");
});

Deno.test("train() prints the summary and trains nothing", async () => {
  const { code, text } = await run("--model", "ae", "--preset", "seed", "--summary");
  assertEquals(code, 0);
  assertStringIncludes(text, "Total params: 117,483,520");
  assert(!text.includes("Backend"));
});

Deno.test({
  name: "parseTrainArguments() resolves presets and refuses what does not fit",
  permissions: "none",
  fn() {
    const plan = parseTrainArguments(["--model", "vae", "--beta=0.5", "--epochs", "3"]);
    if (plan.task !== "train") throw new Error(`the task is ${plan.task}`);
    assertEquals(plan.request.models, ["vae"]);
    assertEquals([plan.request.beta, plan.request.epochs], [0.5, 3]);
    assertEquals(plan.request.preset, "quick");
    for (
      const args of [
        ["--sede", "1"],
        ["stray"],
        ["--seed", "-1"],
        ["--seed", "1.5"],
        ["--seed", ""],
        ["--batch", "1"],
        ["--learning-rate", "fast"],
        ["--steps", "3", "--epochs", "3"],
      ]
    ) {
      assertThrows(
        () => parseTrainArguments(args),
        UsageError,
        "Cannot train as",
        `${args}`,
      );
    }
  },
});

Deno.test({
  name: "progressLine() shows the time left once it is known",
  permissions: "none",
  fn() {
    assertEquals(
      progressLine("vae", 0, 10, "", NaN),
      "vae  [------------------------]  0/10  ",
    );
    assertStringIncludes(
      progressLine("vae", 10, 10, "", 0),
      "[########################]",
    );
  },
});
