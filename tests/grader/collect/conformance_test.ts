/** What every collector keeps, whatever the format. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { noAssets } from "../../../grader/collect/assets.ts";
import { collectors } from "../../../grader/collect/collectors.ts";
import { createContext, type Piece } from "../../../grader/collect/context.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import type { FileKind } from "../../../grader/collect/file_kind.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import * as sources from "../../fixtures/collect/sources.ts";

interface Case {
  readonly kind: FileKind;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Text of the file, where offsets count in it. */
  readonly text?: string;
  readonly hides: boolean;
  readonly picture: boolean;
}

const cases: readonly Case[] = [
  {
    kind: "markdown",
    path: "report.md",
    bytes: sources.utf8(sources.markdown),
    text: sources.markdown,
    hides: true,
    picture: true,
  },
  {
    kind: "html",
    path: "report.html",
    bytes: sources.utf8(sources.html),
    hides: true,
    picture: true,
  },
  {
    kind: "notebook",
    path: "report.ipynb",
    bytes: sources.utf8(sources.notebook),
    hides: true,
    picture: true,
  },
  {
    kind: "text",
    path: "report.txt",
    bytes: sources.utf8(sources.plain),
    text: sources.plain,
    hides: false,
    picture: false,
  },
  {
    kind: "code",
    path: "train.py",
    bytes: sources.utf8(sources.code),
    text: sources.code,
    hides: false,
    picture: false,
  },
  {
    kind: "docx",
    path: "report.docx",
    bytes: await sources.docx(),
    hides: true,
    picture: false,
  },
  { kind: "pdf", path: "report.pdf", bytes: sources.pdf(), hides: false, picture: false },
];

async function collect({ kind, path, bytes }: Case): Promise<readonly Piece[]> {
  const context = createContext(defaultLimits, null);
  const collector = collectors[kind];
  if (collector === undefined) throw new Error(`no collector reads ${kind}`);
  return await collector({ path, bytes: bytes.slice() }, context, noAssets);
}

/** Numbers that grow along a file; a piece without one keeps the last one. */
function position({ where }: Piece): readonly number[] {
  return [
    where.page ?? 0,
    where.cell ?? 0,
    where.output ?? 0,
    where.block ?? 0,
    where.offsets?.[0] ?? (where.page === undefined ? where.lines?.[0] ?? 0 : 0),
  ];
}

for (const one of cases) {
  const pieces = await collect(one);

  Deno.test(`collectors: ${one.kind} locators point at the raw text`, () => {
    const lines = one.text?.split("\n").length ?? Infinity;
    for (const { where, text, kind } of pieces) {
      assertEquals(where.file, one.path);
      const [first, last] = where.lines ?? [1, 1];
      assert(first >= 1 && first <= last && last <= lines);
      if (one.text === undefined || kind === "image") continue;
      if (where.offsets === undefined) continue;
      assertEquals(one.text.slice(...where.offsets), text);
      const before = one.text.slice(0, where.offsets[0]).split("\n").length;
      assertEquals(first, before);
      assertEquals(last, before + text.trimEnd().split("\n").length - 1);
    }
  });

  Deno.test(`collectors: ${one.kind} digests are those of the raw text`, () => {
    for (const { text, sha256, kind } of pieces) {
      if (kind !== "image") assertEquals(sha256, sha256Hex(text));
      assertEquals(sha256.length, 64);
    }
  });

  Deno.test(`collectors: ${one.kind} gives the same pieces twice`, async () => {
    assertEquals(await collect(one), pieces);
  });

  Deno.test(`collectors: ${one.kind} keeps the reading order and loses nothing`, () => {
    const author = pieces.filter((piece) => piece.origin === "author");
    const all = author.map((piece) => piece.text).join("\n");
    let at = -1;
    for (const statement of sources.statements) {
      const found = all.indexOf(statement);
      assert(found > at, `"${statement}" at ${found} after ${at}`);
      at = found;
    }
    const places = pieces.filter((piece) => one.text === undefined || piece.where.offsets)
      .map((piece) =>
        position(piece).map((part) => String(part).padStart(9, "0")).join(" ")
      );
    if (one.kind !== "pdf") assertEquals([...places].sort(), places);
  });

  Deno.test(`collectors: ${one.kind} keeps hidden text from the author's`, () => {
    const hidden = pieces.filter((piece) => piece.origin === "hidden");
    const author = pieces.filter((piece) => piece.origin === "author");
    assert(!author.some((piece) => piece.text.includes(sources.secret)));
    assertEquals(hidden.some((piece) => piece.text.includes(sources.secret)), one.hides);
    for (const piece of hidden) assert(piece.originReason !== undefined);
  });

  Deno.test(`collectors: ${one.kind} ${one.picture ? "shows its" : "has no"} picture`, () => {
    const pictures = pieces.filter((piece) => piece.kind === "image");
    assertEquals(pictures.length, one.picture ? 1 : 0);
    for (const { image, text } of pictures) {
      assertEquals([image?.width, image?.height, text], [2, 1, ""]);
    }
  });

  Deno.test(`collectors: ${one.kind} refuses a file of nothing`, async () => {
    const empty = { ...one, bytes: new Uint8Array() };
    if (one.kind === "code") assertEquals(await collect(empty), []);
    else await assertRejects(() => collect(empty), UnreadableFileError);
  });
}
