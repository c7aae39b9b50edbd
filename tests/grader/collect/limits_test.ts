import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { createContext } from "../../../grader/collect/context.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import { defaultLimits, type Limits } from "../../../grader/collect/limits.ts";
import { collectDocument } from "../../../grader/collect/submission.ts";
import { longPdf } from "../../fixtures/hostile/pdfs.ts";
import { encodePng } from "../../fixtures/hostile/pictures.ts";
import { docxOf, nestedZip, rawZip, utf8, wordXml } from "../../fixtures/hostile/zips.ts";

type Files = Readonly<Record<string, Uint8Array | string>>;

async function collect(files: Files, limits: Partial<Limits>) {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? utf8(content) : content;
      await Deno.mkdir(`${folder}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeFile(`${folder}/${name}`, bytes);
    }
    const names = Object.keys(files);
    const path = names.length === 1 ? `${folder}/${names[0]}` : folder;
    return await collectDocument(path, { ...defaultLimits, ...limits }, { ocr: null });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const report = "# A report\n\nThe VAE is a model.\n";
const pictures = {
  "a.md": report + "![a](b.png)\n\n![c](c.png)\n",
  "b.png": encodePng(20, 10),
  "c.png": encodePng(30, 10),
};

/** Limits that leave a part out: the problem that says so. */
const parts: readonly (readonly [Partial<Limits>, Files, RegExp])[] = [
  [
    { bytesPerFile: 60 },
    { "a.md": report, "b.md": "x".repeat(61) },
    /larger than 60 bytes/,
  ],
  [{ bytes: 90 }, { "a.md": report, "b.md": "x".repeat(80) }, /larger than 90 bytes/],
  [
    { depth: 2 },
    { "a.md": report, "1/2/3/4/5/6/b.md": "deep" },
    /folders nested too deep/,
  ],
  [{ depth: 2 }, { "a.md": report, "b.zip": nestedZip(3, 10) }, /nested deeper than 2/],
  [{ pages: 3 }, { "a.pdf": longPdf(5) }, /only the first 3 of 5 pages/],
  [{ pixelsPerImage: 250 }, pictures, /30 x 10 pixels, more than 250/],
  [{ pixels: 400 }, pictures, /more than 400 pixels in all pictures/],
  [{ images: 1 }, pictures, /more than 1 pictures/],
  [{ characters: 40 }, { "a.txt": "The VAE. ".repeat(10) }, /first 40 of 90 characters/],
  [{ characters: 40 }, { "a.py": "x = 1\n".repeat(10) }, /first 40 of 60 characters/],
  [
    { readCharacters: 40 },
    { "a.md": "The VAE.\n\n".repeat(10) },
    /40 characters of prose/,
  ],
  [
    { readCharacters: 9 },
    { "a.md": report, "b.py": "x = 10000" + "0" },
    /9 characters of/,
  ],
  [{ charactersPerPiece: 40 }, { "a.md": "The VAE. ".repeat(10) }, /first 40 characters/],
  [{ pieces: 4 }, { "a.md": "The VAE.\n\n".repeat(10) }, /more than 4 pieces/],
  [
    { pieces: 4 },
    { "a.docx": docxOf(wordXml("<w:p><w:r><w:t>A</w:t></w:r></w:p>".repeat(10))) },
    /after 8 paragraphs/,
  ],
];

for (const [limits, files, problem] of parts) {
  Deno.test(`collectDocument() keeps ${JSON.stringify(limits)}: ${problem.source}`, async () => {
    const document = await collect(files, limits);
    const told = [
      ...document.problems.map((one) => one.problem),
      ...document.evidence.map((one) => one.missing ?? ""),
    ].join("\n");
    assertMatch(told, problem);
    // With room for all there is nothing to tell.
    const whole = await collect(files, {});
    assertEquals(whole.problems.filter((one) => problem.test(one.problem)), []);
  });
}

/** Limits that end the reading: the error that says so. */
const ends: readonly (readonly [Partial<Limits>, Files, RegExp])[] = [
  [{ files: 2 }, { "a.md": report, "b.md": report, "c.md": report }, /2 files at most/],
  [
    { files: 2 },
    {
      "a.zip": rawZip([1, 2, 3].map((i) => ({ name: `${i}.md`, data: utf8(report) }))),
    },
    /2 files at most/,
  ],
  [
    { files: 2 },
    {
      "a.zip": rawZip(
        Array.from({ length: 9 }, (_, i) => ({ name: `${i}/`, data: utf8("") })),
      ),
    },
    /8 entries at most/,
  ],
  [
    { archiveRatio: 50 },
    { "a.zip": nestedZip(1, 20 * 1024 * 1024) },
    /more than 50 times its size/,
  ],
  [{ bytesPerFile: 20 }, { "a.pdf": longPdf(1) }, /larger than 20 bytes/],
];

for (const [limits, files, message] of ends) {
  Deno.test(`collectDocument() ends at ${JSON.stringify(limits)}: ${message.source}`, async () => {
    const error = await assertRejects(() => collect(files, limits), UnreadableFileError);
    assertMatch(error.message, message);
  });
}

Deno.test("createContext() gives no more pictures to OCR than its limit", () => {
  const context = createContext({ ...defaultLimits, ocrImages: 2 }, null);
  const where = { file: "a.pdf" };
  assertEquals([1, 2, 3, 4].map(() => context.admitOcr(where)), [
    true,
    true,
    false,
    false,
  ]);
  assertEquals(context.problems.map(({ problem }) => problem), [
    "text in pictures is read in 2 pictures at most",
  ]);
});

Deno.test("defaultLimits are all reached by a test", () => {
  const reached = new Set([...parts, ...ends].flatMap(([limits]) => Object.keys(limits)));
  reached.add("ocrImages");
  assertEquals(Object.keys(defaultLimits).filter((name) => !reached.has(name)), []);
  assert(defaultLimits.charactersPerPiece < defaultLimits.readCharacters);
});
