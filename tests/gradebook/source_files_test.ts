import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { canonicalize } from "../../grader/canonical.ts";
import { sha256Hex } from "../../grader/collect/digest.ts";
import { defaultLimits } from "../../grader/collect/limits.ts";
import { grade } from "../../grader/grade.ts";
import { SourceError } from "../../gradebook/source_error.ts";
import { readSource, unkeptOf, writeSource } from "../../gradebook/source_files.ts";
import type { Source } from "../../gradebook/records.ts";
import { loadRubric } from "../../rubric/load_rubric.ts";

async function inTempDir(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Reads a source and writes it into a new folder below another. */
async function copied(path: string, folder: string): Promise<string> {
  const { source, blobs } = await readSource(path);
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  for await (const { sha256, bytes } of blobs()) kept.set(sha256, bytes);
  const target = await Deno.makeTempDir({ dir: folder });
  const written = await writeSource((sha256) => kept.get(sha256) ?? null, source, target);
  if (source.files.every(({ kept }) => kept !== false)) {
    assertEquals((await readSource(written)).source, source);
  }
  return written;
}

const rubric = await loadRubric("rubric/ntu_ml_hw8.yaml");

async function sameReport(path: string, folder: string) {
  const options = { rubric, id: "same" };
  const copy = await copied(path, folder);
  const unkept = unkeptOf((await readSource(path)).source);
  const before = canonicalize(await grade(path, options));
  assertEquals(canonicalize(await grade(copy, { ...options, unkept })), before);
  return before;
}

for (
  const sample of [
    "samples/complete_en/report.md",
    "samples/notebook_en.ipynb",
    "samples/flawed/unanswered.md",
  ]
) {
  Deno.test(`writeSource() gives what grades to the same bytes: ${sample}`, () =>
    inTempDir(async (folder) => {
      await sameReport(sample, folder);
    }));
}

Deno.test("writeSource() keeps what collectors say of links, deep folders and names", () =>
  inTempDir(async (folder) => {
    const own = join(folder, "b1234 王小明");
    await Deno.mkdir(join(own, ...Array(20).fill("deep")), { recursive: true });
    await Deno.mkdir(join(own, "__MACOSX"));
    await Deno.writeTextFile(join(own, "__MACOSX", "litter.md"), "litter");
    await Deno.writeTextFile(join(own, "re\u0301port 1.md"), "# Report\n\nA text.\n");
    await Deno.writeTextFile(join(own, "deep", "more.md"), "# More\n\nA text.\n");
    await Deno.symlink("/etc/hostname", join(own, "link.md"));
    const { source } = await readSource(own);
    assertEquals(source.entry, "b1234 王小明");
    assert(!source.files.some(({ path }) => path.includes("litter")));
    assertEquals(source.files.filter(({ link }) => link).length, 1);
    const report = await sameReport(own, folder);
    assert(report.includes("a symbolic link, which is not followed"));
    assert(report.includes("folders nested too deep"));
  }));

Deno.test("readSource() keeps names alone where a folder holds too many files", () =>
  inTempDir(async (folder) => {
    const own = join(folder, "many");
    await Deno.mkdir(own);
    for (let i = 0; i <= defaultLimits.files + 5; i++) {
      await Deno.writeTextFile(join(own, `${i}.md`), `# ${i}`);
    }
    const { source } = await readSource(own);
    assertEquals(source.files.length, defaultLimits.files + 1);
    assert(source.files.every(({ bytes }) => bytes === 0));
    assert((await sameReport(own, folder)).includes("2000 files at most"));
  }));

Deno.test("readSource() keeps no file beyond the limits, and says so", () =>
  inTempDir(async (folder) => {
    const large = join(folder, "large.pdf");
    await Deno.writeTextFile(large, "%PDF-1.7");
    await Deno.truncate(large, defaultLimits.bytes + 1);
    const { source, blobs } = await readSource(large);
    assertEquals(source.files[0]?.kept, false);
    assertEquals((await blobs().next()).done, true);
    const target = await writeSource(
      () => null,
      source,
      await Deno.makeTempDir({
        dir: folder,
      }),
    );
    assertEquals((await Deno.stat(target)).size, defaultLimits.bytes + 1);
  }));

Deno.test("readSource() keeps no datasets and models, which are graded by their digests", () =>
  inTempDir(async (folder) => {
    const own = join(folder, "own");
    await Deno.mkdir(join(own, "runs"), { recursive: true });
    await Deno.writeTextFile(join(own, "report.md"), "# Report\n\nA text.\n");
    await Deno.writeTextFile(join(own, "runs", "mode\u0301l.pth"), "weights");
    await Deno.writeTextFile(join(own, "large.pdf"), "%PDF-1.7");
    await Deno.truncate(join(own, "large.pdf"), defaultLimits.bytesPerFile + 1);
    const { source } = await readSource(own);
    assertEquals(source.files.map(({ path, kept }) => [path, kept ?? true]), [
      ["own/large.pdf", false],
      ["own/report.md", true],
      ["own/runs/mode\u0301l.pth", false],
    ]);
    const report = await sameReport(own, folder);
    assert(report.includes(sha256Hex("weights")));
    assert(report.includes("the file is larger than"));
  }));

Deno.test("readSource() tells what is no file, and what changes while it is read", () =>
  inTempDir(async (folder) => {
    await assertRejects(() => readSource(join(folder, "none")), SourceError);
    await assertRejects(() => readSource("/dev/null"), SourceError, "a device");
    const path = join(folder, "a.md");
    await Deno.writeTextFile(path, "before");
    const { blobs } = await readSource(path);
    await Deno.writeTextFile(path, "after");
    await assertRejects(() => blobs().next(), SourceError, '"a.md" changed');
  }));

Deno.test("writeSource() writes nothing outside its folder and needs every blob", () =>
  inTempDir(async (folder) => {
    const source = (path: string): Source => ({
      digest: "0".repeat(64),
      entry: path,
      files: [{ path, sha256: sha256Hex("x"), bytes: 1 }],
    });
    const bytes = new TextEncoder().encode("x");
    for (
      const path of ["../a.md", "/a.md", "a/../../b.md", "a\\b.md", "", "a//b", "a\0"]
    ) {
      await assertRejects(
        () => writeSource(() => bytes, source(path), folder),
        SourceError,
        "its paths must stay in its folder",
      );
    }
    await assertRejects(
      () => writeSource(() => null, source("a.md"), folder),
      SourceError,
      "its blobs must be kept",
    );
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
