import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Document } from "../../../rubric/evidence.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import { defaultLimits, type Limits } from "../../../grader/collect/limits.ts";
import { collectDocument } from "../../../grader/collect/submission.ts";
import { submissionDigest } from "../../../grader/collect/submission_files.ts";
import { docx, pngBase64, utf8, zipOf } from "../../fixtures/collect/sources.ts";

const png = Uint8Array.from(atob(pngBase64), (c) => c.charCodeAt(0));

type Files = Readonly<Record<string, string | Uint8Array>>;

const report: Files = {
  "report.md": "# VAE\n\n![one](img/a.png)\n\nThe faces change.\n",
  "train.py": "z = z * 2\n",
  "img/a.png": png,
  "img/b.png": png,
  "model.pth": "weights",
  "LICENSE": "MIT",
};

/** Runs `body` on a folder with these files. */
async function inFolder(
  files: Files,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, content] of Object.entries(files)) {
      const slash = path.lastIndexOf("/");
      if (slash > 0) {
        await Deno.mkdir(`${folder}/${path.slice(0, slash)}`, { recursive: true });
      }
      const bytes = typeof content === "string" ? utf8(content) : content;
      await Deno.writeFile(`${folder}/${path}`, bytes);
    }
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function collect(path: string, limits: Partial<Limits> = {}): Promise<Document> {
  return collectDocument(path, { ...defaultLimits, ...limits }, { ocr: null });
}

/** A submission in short: kind, file, name of a picture or first words. */
function outline(document: Document): string[] {
  return document.evidence.map((one) =>
    [one.kind, one.where.file, one.image?.name ?? one.missing ?? one.text.slice(0, 20)]
      .join(" ")
  );
}

Deno.test("collectDocument() reads reports first and unreferenced pictures last", async () => {
  await inFolder(report, async (folder) => {
    const document = await collect(folder);
    assertEquals(outline(document), [
      "heading report.md # VAE",
      "image report.md a.png",
      "paragraph report.md The faces change.",
      "code train.py z = z * 2\n",
      "image img/b.png b.png",
    ]);
    assertEquals(document.evidence.map((one) => one.id), ["e1", "e2", "e3", "e4", "e5"]);
    assertEquals(document.files.map((file) => file.path), Object.keys(report).sort());
    assertEquals(document.problems, []);
    assertEquals(document.textOnly, false);
    assertEquals(document.rasters.size, 1);
  });
});

Deno.test("collectDocument() takes a folder and zips of it for the same", async () => {
  await inFolder(report, async (folder) => {
    const document = await collect(folder);
    const entries = Object.entries(report);
    const zips = {
      "flat.zip": await zipOf(entries),
      "topped.zip": await zipOf([
        ...entries.map(([name, content]) => [`hw8/${name}`, content] as const).reverse(),
        ["__MACOSX/hw8/._report.md", "litter"],
        ["hw8/.DS_Store", "litter"],
        ["hw8/.ipynb_checkpoints/report-checkpoint.md", "# litter"],
      ]),
      "nested.zip": await zipOf([["outer/hw8.zip", await zipOf(entries)]]),
    };
    await inFolder(zips, async (other) => {
      for (const name of Object.keys(zips)) {
        assertEquals(await collect(`${other}/${name}`), document);
      }
      await Deno.rename(folder, `${other}/moved`);
      await Deno.mkdir(folder);
      const twin = await collect(`${other}/moved`);
      assertEquals(submissionDigest(twin.files), submissionDigest(document.files));
    });
  });
});

Deno.test("collectDocument() finds pictures by the end of their address", async () => {
  const files = {
    "posts/report.md": [
      "![](../assets/images/hw8/a.png)",
      "![](https://raw.example.org/u/r/main/assets/HW8/b.png)",
      "![](C:\\Users\\me\\Desktop\\c.png)",
      "![](%E5%9C%96%201.png)",
      "![](圖 1.png)",
      "![](https://i.example.org/none.png)",
      "![](gone.png)",
    ].join("\n\n"),
    "posts/assets/images/hw8/a.png": png,
    "posts/assets/hw8/b.png": png,
    "posts/c.png": png,
    "posts/img/圖 1.png": png,
    "posts/other/d.png": png,
  };
  await inFolder(files, async (folder) => {
    assertEquals(outline(await collect(folder)), [
      "image report.md a.png",
      "image report.md b.png",
      "image report.md c.png",
      "image report.md 圖 1.png",
      "image report.md 圖 1.png",
      "image report.md none.png: a remote address, which is never fetched",
      "image report.md gone.png: no such file in the submission",
      "image other/d.png d.png",
    ]);
  });
});

Deno.test("collectDocument() takes the pictures that a lone text refers to along", async () => {
  const files = { ...report, "secret.txt": "not handed in", "../up.png": png };
  const { "../up.png": _up, ...inside } = files;
  await inFolder(inside, async (folder) => {
    await Deno.writeTextFile(
      `${folder}/report.md`,
      "![](img/a.png) ![](../up.png) ![](/etc/hostname) ![](x/y/img/b.png)",
    );
    const document = await collect(`${folder}/report.md`);
    assertEquals(document.files.map((file) => file.path), [
      "img/a.png",
      "img/b.png",
      "report.md",
    ]);
    assertEquals(document.evidence.filter((one) => one.missing !== undefined).length, 2);
  });
});

Deno.test("collectDocument() follows no link out of the folder", async () => {
  await inFolder({ "outside.md": "# Outside" }, async (other) => {
    await inFolder({ "report.md": "# Inside\n\n![](link.png)\n" }, async (folder) => {
      await Deno.symlink(`${other}/outside.md`, `${folder}/also.md`);
      const document = await collect(folder);
      assertEquals(document.files.map((file) => file.path), ["report.md"]);
      assertEquals(document.problems.length, 1);
      await Deno.symlink(`${other}/outside.md`, `${folder}/link.png`);
      const lone = await collect(`${folder}/report.md`);
      assertEquals(lone.files.map((file) => file.path), ["report.md"]);
    });
  });
});

Deno.test("collectDocument() is textOnly for text without pictures alone", async () => {
  await inFolder(
    { "a.txt": "A VAE.", "b.md": "A VAE.", "c.txt": "x" },
    async (folder) => {
      assertEquals((await collect(`${folder}/a.txt`)).textOnly, true);
      assertEquals((await collect(`${folder}/b.md`)).textOnly, false);
      await Deno.remove(`${folder}/b.md`);
      assertEquals((await collect(folder)).textOnly, true);
      await Deno.writeFile(`${folder}/d.png`, png);
      assertEquals((await collect(folder)).textOnly, false);
    },
  );
});

Deno.test("collectDocument() makes unreadable files problems beside readable ones", async () => {
  const files = {
    "report.md": "# VAE",
    "old.doc": new Uint8Array([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3]),
    "cut.ipynb": '{"cells": [',
    "blob.xyz": new Uint8Array([0, 1, 2, 3, 0]),
    "broken.png": "no picture",
    "inner.zip": "PK\x03\x04 broken",
  };
  await inFolder(files, async (folder) => {
    const document = await collect(folder);
    assertEquals(outline(document), ["heading report.md # VAE"]);
    assertEquals(document.problems.map(({ where }) => where.file).sort(), [
      "blob.xyz",
      "broken.png",
      "cut.ipynb",
      "inner.zip",
      "old.doc",
    ]);
  });
});

for (
  const [what, files] of Object.entries<Files>({
    "an empty folder": {},
    "an empty file": { "report.md": "" },
    "weights alone": { "model.pt": "x" },
    "a cut notebook": { "a.ipynb": '{"cells": [' },
    "a damaged picture": { "a.png": "x" },
    "a binary of unknown kind": { "a.bin2": new Uint8Array([0, 1, 2]) },
    "a damaged archive": { "a.zip": "PK\x03\x04" },
    "a damaged DOCX file": { "a.docx": "PK\x03\x04" },
    "a damaged PDF": { "a.pdf": "%PDF-1.4 cut" },
  })
) {
  Deno.test(`collectDocument() refuses ${what}`, async () => {
    await inFolder(files, async (folder) => {
      await assertRejects(() => collect(folder), UnreadableFileError);
      const [name] = Object.keys(files);
      if (name !== undefined) {
        await assertRejects(() => collect(`${folder}/${name}`), UnreadableFileError);
      }
    });
  });
}

Deno.test("collectDocument() shows a vector picture as missing beside a report", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  await inFolder({ "report.txt": "A VAE.", "logo.svg": svg }, async (folder) => {
    assertEquals(outline(await collect(folder)), [
      "paragraph report.txt A VAE.",
      "image logo.svg logo.svg: a vector picture (SVG), which is not drawn",
    ]);
    await assertRejects(() => collect(`${folder}/logo.svg`), UnreadableFileError);
    await Deno.remove(`${folder}/report.txt`);
    await assertRejects(() => collect(folder), UnreadableFileError);
  });
});

Deno.test("collectDocument() keeps the limits of a submission", async () => {
  await inFolder(report, async (folder) => {
    await assertRejects(
      () => collect(folder, { files: 3 }),
      UnreadableFileError,
      "3 files",
    );
    const small = await collect(folder, { bytesPerFile: 50 });
    assertEquals(small.problems.length, 2);
    assert(
      outline(small).includes("image report.md a.png: the file is too large to be read"),
    );
  });
});

Deno.test("collectDocument() reads a file by what it holds", async () => {
  await inFolder({ "answer.zip": await docx(), "photo.txt": png }, async (folder) => {
    assertEquals((await collect(`${folder}/answer.zip`)).evidence[0]?.where.block, 1);
    assertEquals((await collect(`${folder}/photo.txt`)).evidence[0]?.kind, "image");
  });
});

Deno.test({
  name: "collectDocument() reads the rest of a folder in which a name is no Unicode text",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inFolder({ "report.md": "A VAE samples.\n" }, async (folder) => {
      // Deno itself can not write such a name.
      const made = await new Deno.Command("sh", {
        args: ["-c", `printf x > "$0/$(printf '\\247\\100.md')"`, folder],
      }).output();
      assert(made.success);
      const document = await collect(folder);
      assertEquals(document.files.map((file) => file.path), ["report.md"]);
      assertEquals(document.problems.map((one) => one.problem), [
        "a name that is no Unicode text",
      ]);
    }),
});

Deno.test("collectDocument() says which archive in an archive can not be unpacked", async () => {
  let inner = await zipOf([["report.md", "A VAE samples.\n"]]);
  for (let i = 0; i < 3; i++) inner = await zipOf([[`${i}.zip`, inner]]);
  await inFolder({ "hw8.zip": inner }, async (folder) => {
    const read = await collect(`${folder}/hw8.zip`);
    assertEquals(read.evidence.length, 1);
    const error = await assertRejects(
      () => collect(`${folder}/hw8.zip`, { depth: 2 }),
      UnreadableFileError,
    );
    assert(error.message.includes("nested deeper than 2"), error.message);
  });
});

Deno.test("collectDocument() says of a folder of data alone what it holds", () =>
  inFolder({ "a.json": "{}", "b.npz": "x" }, async (folder) => {
    const error = await assertRejects(() => collect(folder), UnreadableFileError);
    assert(error.message.endsWith(": only a.json, b.npz"), error.message);
  }));

Deno.test({
  name:
    "collectDocument() refuses a file that the system does not open, not a part of it",
  // The system opens everything for root.
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  fn: () =>
    inFolder({ "report.md": "A VAE samples.\n", "own.md": "x" }, async (folder) => {
      await Deno.chmod(`${folder}/own.md`, 0);
      await assertRejects(() => collect(`${folder}/own.md`), UnreadableFileError);
      const document = await collect(folder);
      assertEquals(document.problems.map((one) => one.problem), [
        "a file or folder that must not be read",
      ]);
    }),
});
