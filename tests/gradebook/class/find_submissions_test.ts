import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { configure, TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import iconv from "iconv-lite";
import { join } from "@std/path";
import { ClassError } from "../../../gradebook/class/class_error.ts";
import { defaultClassLimits } from "../../../gradebook/class/class_limits.ts";
import { findSubmissions } from "../../../gradebook/class/find_submissions.ts";
import { readTaken } from "../../../gradebook/class/grade_class.ts";

configure({ useWebWorkers: false });

const known = { holder: () => null, ofOrigin: () => null };

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.mkdir(join(folder, "work"));
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const find = (folder: string, path: string, limits = {}) =>
  findSubmissions(path, {
    limits: { ...defaultClassLimits, ...limits },
    workFolder: join(folder, "work"),
    known,
  });

/** Writes a zip; a name in bytes is written as it is. */
async function writeZip(
  path: string,
  entries: Readonly<Record<string, string>>,
  options = {},
): Promise<void> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), options);
  for (const [name, text] of Object.entries(entries)) {
    await writer.add(name, new TextReader(text));
  }
  await Deno.writeFile(path, await writer.close());
}

/** Ids, and paths of files below each submission with their texts. */
async function contents(folder: string, path: string, limits = {}) {
  await using found = await find(folder, path, limits);
  const all: Record<string, string[]> = {};
  const problems: string[] = [...found.notices];
  for (const one of found.submissions) {
    try {
      await using taken = await one.take();
      problems.push(...taken.problems);
      const files: string[] = [];
      const visit = async (at: string, below: string) => {
        if ((await Deno.stat(at)).isFile) {
          files.push(`${below}=${await Deno.readTextFile(at)}`);
          return;
        }
        for await (const { name } of Deno.readDir(at)) {
          await visit(join(at, name), `${below}/${name}`);
        }
      };
      await visit(taken.path, taken.path.split("/").at(-1)!);
      all[one.id] = files.sort();
    } catch (error) {
      if (!(error instanceof ClassError)) throw error;
      problems.push(error.message);
    }
  }
  return { layout: found.layout, all, problems, found };
}

Deno.test("findSubmissions() finds the same in a folder and in a zip of it", () =>
  inFolder(async (folder) => {
    const root = join(folder, "class");
    await Deno.mkdir(join(root, "alice", "images"), { recursive: true });
    await Deno.mkdir(join(root, "__MACOSX"));
    const entries = {
      "alice/report.md": "A",
      "alice/images/x.png": "P",
      "bob.md": "B",
      "__MACOSX/._bob.md": "",
      ".DS_Store": "",
      "Thumbs.db": "",
    };
    for (const [name, text] of Object.entries(entries)) {
      await Deno.writeTextFile(join(root, name), text);
    }
    const zip = join(folder, "class.zip");
    await writeZip(
      zip,
      Object.fromEntries(
        Object.entries(entries).map(([name, text]) => [`hw8/${name}`, text]),
      ),
    );
    const one = await contents(folder, root);
    const other = await contents(folder, zip);
    assertEquals(one.all, {
      alice: ["alice/images/x.png=P", "alice/report.md=A"],
      bob: ["bob.md=B"],
    });
    assertEquals(other.all, one.all);
    assertEquals([...Deno.readDirSync(join(folder, "work"))], []);
  }));

Deno.test("findSubmissions() reads Gradescope's download, whatever its folder is called", () =>
  inFolder(async (folder) => {
    const zip = join(folder, "export.zip");
    const list = "17.pdf:\n  :submitters:\n  - :name: Ada\n  - :name: Bob\n";
    await writeZip(zip, {
      "any_name/17.pdf": "one",
      "any_name/18.pdf": "two",
      "any_name/submission_metadata.yml": list,
    });
    const { all, layout, problems, found } = await contents(folder, zip);
    assertEquals([layout, all], ["gradescope", {
      "17": ["17.pdf=one"],
      "18": ["18.pdf=two"],
    }]);
    assertEquals(found.submissions[0]?.submitters.map(({ name }) => name), [
      "Ada",
      "Bob",
    ]);
    assertEquals(found.submissions[1]?.submitters, []);
    assertMatch(problems.join(), /"18\.pdf" is not in submission_metadata\.yml/);
  }));

Deno.test("findSubmissions() believes no student's own submission_metadata.yml", () =>
  inFolder(async (folder) => {
    const root = join(folder, "class");
    for (const name of ["alice", "bob"]) {
      await Deno.mkdir(join(root, name), { recursive: true });
      await Deno.writeTextFile(join(root, name, "report.md"), name);
    }
    const list = "report.md:\n  :submitters:\n  - :name: Bob\n";
    await Deno.writeTextFile(join(root, "alice", "submission_metadata.yml"), list);
    const { layout, all } = await contents(folder, root);
    assertEquals([layout, Object.keys(all)], ["plain", ["alice", "bob"]]);
  }));

Deno.test("findSubmissions() takes nothing out of a zip that leaves it", () =>
  inFolder(async (folder) => {
    const zip = join(folder, "class.zip");
    await writeZip(zip, {
      "../evil.md": "x",
      "/etc/evil.md": "x",
      "a.md": "fine",
      "b.md": "fine, too",
    });
    const { all, problems } = await contents(folder, zip);
    assertEquals(Object.keys(all), ["a", "b"]);
    assertMatch(problems.join("\n"), /leaves the archive[\s\S]*absolute path/);
  }));

Deno.test("findSubmissions() reads names in Big5", () =>
  inFolder(async (folder) => {
    const zip = join(folder, "class.zip");
    await writeZip(zip, { "b01_王小明的報告.md": "x", "b02_陳怡君的作業.md": "y" }, {
      encodeText: (text: string) => new Uint8Array(iconv.encode(text, "big5")),
      useUnicodeFileNames: false,
    });
    const { all } = await contents(folder, zip);
    assertEquals(Object.keys(all), ["b01_王小明的報告", "b02_陳怡君的作業"]);
  }));

Deno.test("findSubmissions() unpacks no entry beyond a limit, and the rest", () =>
  inFolder(async (folder) => {
    const zip = join(folder, "class.zip");
    await writeZip(zip, { "a.md": "x".repeat(5000), "b.md": "y" });
    const { all, problems } = await contents(folder, zip, { bytesPerSubmission: 1000 });
    assertEquals(Object.keys(all), ["b"]);
    assertMatch(problems.join(), /a\.md.*too large/);
    for (const limits of [{ entries: 1 }, { children: 1 }]) {
      await assertRejects(() => find(folder, zip, limits), ClassError, "at most");
    }
    const full = await contents(folder, zip, { bytes: 100 });
    assertMatch(full.problems.join(), /unpack to 100 bytes at most/);
  }));

Deno.test("findSubmissions() gives a lone text shared pictures, and no other student's", () =>
  inFolder(async (folder) => {
    const text = "![](images/x.png) ![](images/y.png)";
    const entries = {
      "a.md": text,
      "b.md": "no pictures",
      "carol/report.md": text,
      "carol/images/y.png": "carol's",
      "images/x.png": "shared",
    };
    const root = join(folder, "class");
    for (const [name, content] of Object.entries(entries)) {
      await Deno.mkdir(join(root, name, ".."), { recursive: true });
      await Deno.writeTextFile(join(root, name), content);
    }
    await writeZip(join(folder, "class.zip"), entries);
    for (const path of [root, join(folder, "class.zip")]) {
      await using found = await find(folder, path);
      const files: Record<string, string[]> = {};
      for (const one of found.submissions) {
        await using taken = await one.take();
        const { source } = await readTaken(taken);
        files[one.id] = source.files.map((file) => file.path);
      }
      assertEquals(files, {
        a: ["a.md", "images/x.png"],
        b: ["b.md"],
        carol: ["carol/images/y.png", "carol/report.md"],
      });
    }
  }));

Deno.test("findSubmissions() says what it saw in what is no class", () =>
  inFolder(async (folder) => {
    const root = join(folder, "one");
    await Deno.mkdir(join(root, "images"), { recursive: true });
    await Deno.writeTextFile(join(root, "report.md"), "![](images/a.png)");
    await Deno.writeTextFile(join(root, "images", "a.png"), "");
    await assertRejects(() => find(folder, root), ClassError, "look like one submission");
    const empty = join(folder, "empty");
    await Deno.mkdir(empty);
    await assertRejects(() => find(folder, empty), ClassError, "must hold a submission");
    const broken = join(folder, "broken.zip");
    await Deno.writeTextFile(broken, "PK\x03\x04 and no more");
    await assertRejects(() => find(folder, broken), ClassError, "whole zip archive");
  }));
