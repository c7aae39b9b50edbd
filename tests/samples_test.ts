/**
 * The samples and what grading them must find. Made by the project (samples/sources).
 *
 * @module
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { join } from "@std/path";
import {
  BlobWriter,
  configure,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from "@zip.js/zip.js";
import { canonicalize } from "../grader/canonical.ts";
import { grade } from "../grader/grade.ts";
import type { Report } from "../grader/report.ts";
import { loadRubric } from "../rubric/load_rubric.ts";

// No pool of workers, whose timers would outlive a test.
configure({ useWebWorkers: false, useCompressionStream: false });

const rubric = await loadRubric("rubric/ntu_ml_hw8.yaml");

/** Verdicts in the rubric's order, with `!` where a person should look. */
function verdicts(report: Report): string[] {
  assertEquals(report.outcome, "graded", report.outcomeReason);
  return report.items.map((item) => item.verdict + (item.needsReview ? "!" : ""));
}

const met = "met";

const expected: readonly [path: string, verdicts: readonly string[], points: number][] = [
  ["samples/complete_zh.pdf", [met, met, met, met, met, met, met], 4],
  ["samples/complete_en", [met, met, met, met, met, met, met], 4],
  ["samples/complete_en/report.md", [met, met, met, met, met, met, met], 4],
  ["samples/notebook_en.ipynb", [met, met, met, met, met, met, met], 4],
  ["samples/screenshots_zh.pdf", [met, met, met, met, met, met, met], 4],
  // No problem is named; captions name three panels, the text holds no picture.
  ["samples/graded_copy.txt", [met, met, "unmet", met, met, "undetermined!", met], 3],
  // Convolutional: which graders judge differently.
  [
    "samples/flawed/convolutional_zh.md",
    [met, met, met, "partial!", met, met, met],
    3.5,
  ],
  // One adjustment, so one adjusted picture.
  [
    "samples/flawed/one_adjustment_en.md",
    [met, met, met, met, "partial", "partial", met],
    3,
  ],
  // Advantages and disadvantages of the vanilla autoencoder.
  [
    "samples/flawed/vanilla_claims_en.md",
    ["unmet", "unmet!", "unmet!", "unmet", "unmet", "unmet", "unmet"],
    0,
  ],
  [
    "samples/flawed/unanswered.md",
    ["unmet", "unmet", "unmet", "unmet", "unmet", "unmet", "unmet"],
    0,
  ],
];

for (const [path, want, points] of expected) {
  Deno.test(`grade() of ${path} finds what is there, and evidence for it`, async () => {
    const report = await grade(path, { rubric });
    assertEquals(verdicts(report), want, JSON.stringify(report.items, null, 1));
    assertEquals(report.score?.earned, points);
    const known = new Set(report.evidence.map((evidence) => evidence.id));
    for (const item of report.items) {
      for (const id of item.evidence) assert(known.has(id), `${item.id} cites ${id}`);
      assert(
        item.verdict !== "met" || item.evidence.length > 0,
        `${item.id} has evidence`,
      );
      assert(item.reasons.length > 0, `${item.id} has a reason`);
    }
  });
}

Deno.test("grade() reads a person's scores off a graded copy and keeps them apart", async () => {
  const report = await grade("samples/graded_copy.txt", { rubric });
  assertEquals(report.personScores?.earned, 3.5);
  assertEquals(report.personScores?.possible, 4);
  assertEquals(report.personScores?.questions.map((question) => question.earned), [
    1.5,
    2,
  ]);
  for (const evidence of report.evidence) {
    assert(!/pts|TOTAL POINTS/.test(evidence.quote), evidence.quote);
  }
});

Deno.test("grade() of a damaged file is not gradable, which is no zero", async () => {
  const report = await grade("samples/flawed/damaged.pdf", { rubric });
  assertEquals([report.outcome, report.score], ["not-gradable", null]);
  assert(report.outcomeReason.startsWith('Cannot read "damaged.pdf" as '));
  assertEquals(report.submission.files.length, 1);
});

Deno.test("grade() gives the same bytes twice", async () => {
  for (const path of ["samples/complete_zh.pdf", "samples/complete_en"]) {
    const first = canonicalize(await grade(path, { rubric }));
    assertEquals(canonicalize(await grade(path, { rubric })), first);
  }
});

Deno.test("grade() gives a folder, a zip of it and its notebook twin the same verdicts", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const zip = join(folder, "complete_en.zip");
    const writer = new ZipWriter(new BlobWriter("application/zip"), {
      useWebWorkers: false,
    });
    for (
      const file of [
        "report.md",
        ...pictureNames.map((name) => `images/${name}.png`),
      ]
    ) {
      const bytes = await Deno.readFile(join("samples/complete_en", file));
      await writer.add(`complete_en/${file}`, new Uint8ArrayReader(bytes));
    }
    await writer.add("__MACOSX/complete_en/._report.md", new TextReader("x"));
    await Deno.writeFile(zip, new Uint8Array(await (await writer.close()).arrayBuffer()));
    const reports = await Promise.all(
      ["samples/complete_en", zip, "samples/notebook_en.ipynb"].map((path) =>
        grade(path, { rubric })
      ),
    );
    const [a, b, c] = reports.map(verdicts);
    assertEquals(b, a);
    assertEquals(c, a);
    const [inFolder, inZip] = reports.map((report) => report.submission);
    assertEquals(inZip?.digest, inFolder?.digest);
    assertEquals(inZip?.files, inFolder?.files);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const pictureNames = ["original", "reconstruction", "adjusted_1", "adjusted_2"];

Deno.test("grade() works with another course's rubric, which needs no code", async () => {
  const other = await loadRubric("samples/rubrics/classifier.yaml");
  const report = await grade("samples/other_course", { rubric: other });
  assertEquals(verdicts(report), ["met", "met", "met", "met", "met"]);
  assertEquals(report.score?.earned, 6);
  const stranger = await grade("samples/complete_en", { rubric: other });
  assertNotEquals(stranger.score?.earned, 6);
  assertEquals(stranger.items.slice(0, 3).map((item) => item.verdict), [
    "unmet",
    "unmet",
    "unmet",
  ]);
});
