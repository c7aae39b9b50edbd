/**
 * `deno task class:make -- --count 300 --seed 1 --out DIR`: makes a class of reports in all
 * formats, complete, flawed and hostile. The same seed gives the same bytes.
 *
 * Beside the class, `DIR.labels.json` says what each submission is.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { dirname, join } from "@std/path";
import type { Outcome } from "../../grader/report.ts";
import { uniforms } from "../../models/random/draw.ts";
import { streamOf } from "../../models/random/stream.ts";
import { docx, type Files, html, markdownFiles, notebook, zip } from "./formats.ts";
import { hostile } from "./hostile.ts";
import { pdf } from "./pdf.ts";
import { drawPictures } from "./pictures.ts";
import { type Flaw, madeReport, type Pick } from "./texts.ts";

/** What a made submission is. */
export interface Label {
  /** Its id when it is graded. */
  readonly id: string;
  /** Name of the file or folder. */
  readonly name: string;
  readonly format: string;
  readonly language: "en" | "zh-TW" | null;
  /** `complete`, a flaw, or a kind of hostile file. */
  readonly content: string;
  readonly outcome: Outcome;
}

/** A made submission: one file, or several in a folder of its name. */
export interface MadeSubmission {
  readonly label: Label;
  readonly files: Files;
}

/** What a class is made of: formats by how many there are of a hundred. */
const mixed = [
  ["pdf", 34],
  ["pdf-screenshots", 6],
  ["notebook", 14],
  ["folder", 12],
  ["markdown", 6],
  ["docx", 8],
  ["html", 6],
  ["zip", 7],
  ["hostile", 7],
] as const;

type Format = typeof mixed[number][0];

const flaws: readonly (Flaw | null)[] = [
  ...Array<null>(9).fill(null),
  "one-adjustment",
  "no-pictures",
  "convolutional",
  "unanswered",
  "no-question-1",
  "no-description",
];

/** Which class to make. */
export interface ClassRecipe {
  readonly count: number;
  readonly seed: number;
  /** `light`: short Markdown files alone. */
  readonly kind?: "mixed" | "light";
}

/** Makes the submissions of a class, one after the other. */
export async function* makeClass(
  { count, seed, kind = "mixed" }: ClassRecipe,
): AsyncGenerator<MadeSubmission> {
  const digits = Math.max(3, `${count}`.length);
  for (let i = 0; i < count; i++) {
    const draws = uniforms(streamOf(seed, `class ${i}`), 400);
    let at = 0;
    const random = () => draws[at++ % draws.length]!;
    const pick: Pick = (values) => values[Math.floor(random() * values.length)]!;
    const id = `b${`${i + 1}`.padStart(digits, "0")}_${pick(names)}`;
    const format = kind === "light" ? "markdown" : formatOf(i);
    yield await submission(id, format, i, kind, random, pick);
  }
}

const names = [
  "chen",
  "lin",
  "huang",
  "chang",
  "lee",
  "wang",
  "wu",
  "liu",
  "tsai",
  "yang",
];

/** Formats take turns, so that a small class has all of them, too. */
function formatOf(i: number): Format {
  let rest = (i * 37) % 100;
  for (const [format, share] of mixed) {
    if (rest < share) return format;
    rest -= share;
  }
  return "pdf";
}

const nothing = new Uint8Array();
/** Of light reports, which show none. */
const noPictures = {
  ...{ original: nothing, reconstruction: nothing },
  ...{ adjusted_1: nothing, adjusted_2: nothing },
};

async function submission(
  id: string,
  format: Format,
  number: number,
  kind: "mixed" | "light",
  random: () => number,
  pick: Pick,
): Promise<MadeSubmission> {
  const inEnglish = format.startsWith("pdf") || format === "hostile" || random() < 0.55;
  const language = inEnglish ? "en" as const : "zh-TW" as const;
  const flaw = kind === "light" ? "no-pictures" : pick(flaws);
  const report = madeReport(language, flaw, pick);
  const pictures = kind === "light" ? noPictures : drawPictures(random);
  const whole = { title: `${report.title} (${id})`, blocks: report.blocks };
  const label = (name: string, outcome: Outcome = "graded") => ({
    ...{ id, name, format, language, content: flaw ?? "complete", outcome },
  });
  const one = (extension: string, bytes: Uint8Array<ArrayBuffer>) => {
    const name = `${id}.${extension}`;
    return { label: label(name), files: { [name]: bytes } };
  };
  const inFolder = (files: Files) =>
    Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [`${id}/${path}`, bytes]),
    );
  switch (format) {
    case "pdf":
    case "pdf-screenshots":
      return one("pdf", await pdf(whole, pictures, format === "pdf-screenshots"));
    case "notebook":
      return one("ipynb", notebook(whole, pictures));
    case "html":
      return one("html", html(whole, pictures));
    case "docx":
      return one("docx", await docx(whole, pictures));
    case "markdown": {
      const text = markdownFiles(whole, pictures)["report.md"]!;
      return one("md", text);
    }
    case "zip":
      return one("zip", await zip(inFolder(markdownFiles(whole, pictures))));
    case "folder":
      return { label: label(id), files: inFolder(markdownFiles(whole, pictures)) };
    case "hostile": {
      const made = await hostile(
        Math.floor(number / 7),
        await pdf(whole, pictures, false),
      );
      const name = `${id}.${made.extension}`;
      const { outcome, kind: content } = made;
      return {
        label: { ...label(name, outcome), language: null, content },
        files: { [name]: made.bytes },
      };
    }
  }
}

/** Writes a class into a new folder, and its labels beside it. */
export async function writeClass(recipe: ClassRecipe, out: string): Promise<Label[]> {
  const labels: Label[] = [];
  await Deno.mkdir(out, { recursive: true });
  for await (const { label, files } of makeClass(recipe)) {
    labels.push(label);
    for (const [path, bytes] of Object.entries(files)) {
      await Deno.mkdir(dirname(join(out, path)), { recursive: true });
      await Deno.writeFile(join(out, path), bytes);
    }
  }
  const text = JSON.stringify({ ...recipe, submissions: labels }, null, 1) + "\n";
  await Deno.writeTextFile(`${out.replace(/\/+$/, "")}.labels.json`, text);
  return labels;
}

if (import.meta.main) {
  const flags = parseArgs(Deno.args, {
    string: ["count", "seed", "out", "kind"],
    default: { count: "300", seed: "1", out: "results/class", kind: "mixed" },
  });
  const count = Number(flags.count);
  const seed = Number(flags.seed);
  const kind = flags.kind === "light" ? "light" as const : "mixed" as const;
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
    console.error(`Cannot make a class as --count and --seed must be whole numbers`);
    Deno.exit(2);
  }
  const labels = await writeClass({ count, seed, kind }, flags.out);
  console.log(`${labels.length} submissions in ${flags.out}`);
}
