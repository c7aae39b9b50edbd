import { assertEquals, assertRejects } from "@std/assert";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { readArchive } from "../../../grader/collect/archive.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { Budget } from "../../../grader/collect/submission_files.ts";
import { utf8, zipOf } from "../../fixtures/collect/sources.ts";

function read(bytes: Uint8Array, limits = {}) {
  return readArchive(bytes, "a.zip", new Budget({ ...defaultLimits, ...limits }));
}

/** The same archive with one name put for another of the same length, everywhere. */
function renamed(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let i = 0; i + from.length <= copy.length; i++) {
    if (from.every((byte, j) => copy[i + j] === byte)) copy.set(to, i);
  }
  return copy;
}

for (
  const [what, name] of [
    ["a path that leaves the archive", "../evil.m"],
    ["an absolute path", "/abs/evil."],
    ["an absolute path", "C:/evil.md"],
    ["a path that leaves the archive", "a\\..\\..\\b"],
  ] as const
) {
  Deno.test(`readArchive() refuses ${what}: ${name}`, async () => {
    const zip = await zipOf([["report.md", "# VAE"], ["abcdefghij", "evil"]]);
    const changed = renamed(
      zip,
      utf8("abcdefghij"),
      utf8(name.padEnd(10, "x").slice(0, 10)),
    );
    const { files, problems } = await read(changed);
    assertEquals(files.map((file) => file.path), ["report.md"]);
    assertEquals(problems.map(({ problem }) => problem), [
      `${what}, which is not unpacked`,
    ]);
  });
}

Deno.test("readArchive() takes the first of two entries of one name", async () => {
  const zip = await zipOf([["aa.md", "first"], ["bb.md", "second"]]);
  const { files, problems } = await read(renamed(zip, utf8("bb.md"), utf8("aa.md")));
  assertEquals(files.map(({ content }) => new TextDecoder().decode(content!)), ["first"]);
  assertEquals(problems.length, 1);
});

Deno.test("readArchive() leaves links and encrypted entries out", async () => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  await writer.add("report.md", new Uint8ArrayReader(utf8("# VAE")));
  await writer.add("secret.md", new Uint8ArrayReader(utf8("# X")), { password: "p" });
  await writer.add("link.md", new Uint8ArrayReader(utf8("/etc/passwd")), {
    unixMode: 0o120777,
    msDosCompatible: false,
  });
  const { files, problems } = await read(await writer.close());
  assertEquals(files.map((file) => file.path), ["report.md"]);
  assertEquals(problems.map(({ where, problem }) => [where.file, problem]), [
    ["secret.md", "an encrypted entry, which is not unpacked"],
    ["link.md", "a symbolic link, which is not unpacked"],
  ]);
});

Deno.test("readArchive() refuses an archive whose entries are all encrypted", async () => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  await writer.add("report.md", new Uint8ArrayReader(utf8("# VAE")), { password: "p" });
  const zip = await writer.close();
  await assertRejects(() => read(zip), UnreadableFileError, "an encrypted entry");
});

Deno.test("readArchive() counts the bytes that really come out", async () => {
  const zip = await zipOf([["a.txt", new Uint8Array(20 * 1024 * 1024)]]);
  await assertRejects(() => read(zip), UnreadableFileError, "times its size");
  const { files, problems } = await read(zip, { archiveRatio: 1e6, bytesPerFile: 1000 });
  assertEquals(files.map(({ content, bytes }) => [content, bytes]), [[
    null,
    20 * 1024 * 1024,
  ]]);
  assertEquals(problems.length, 1);
});

Deno.test("readArchive() keeps no weights, but hashes them", async () => {
  const { files } = await read(await zipOf([["m.pth", "abc"], ["report.md", "x"]]));
  assertEquals(files[0]?.content, null);
  assertEquals(files[0]?.sha256.slice(0, 8), "ba7816bf");
});

for (
  const [encoding, bytes, text] of [
    ["Big5", [0xB3, 0xF8, 0xA7, 0x69], "報告"],
    ["GB18030", [0xB1, 0xA8, 0xB8, 0xE6], "报告"],
  ] as const
) {
  Deno.test(`readArchive() reads names in ${encoding}`, async () => {
    const zip = await zipOf([["abcd.md", "x"]]);
    // Bit 11 of the flags says that names are UTF-8; a legacy archive lacks it.
    const changed = renamed(
      zip,
      utf8("abcd.md"),
      new Uint8Array([...bytes, ...utf8(".md")]),
    );
    const { files } = await read(changed);
    assertEquals(files.map((file) => file.path), [`${text}.md`]);
  });
}
