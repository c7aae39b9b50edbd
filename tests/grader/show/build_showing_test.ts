import { assertEquals } from "@std/assert";
import { buildShowing, defaultShowLimits } from "../../../grader/show/build_showing.ts";
import type { Showing, ShownPart } from "../../../grader/show/showing.ts";
import type { Document, Evidence } from "../../../rubric/evidence.ts";

function documentOf(evidence: readonly Partial<Evidence>[]): Document {
  return {
    files: [],
    evidence: evidence.map((one, i) => ({
      id: `e${i + 1}`,
      kind: "paragraph",
      where: { file: "a.md" },
      sha256: "00",
      text: "",
      origin: "author",
      via: "text",
      ...one,
    })),
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
  };
}

function partOf<K extends ShownPart["kind"]>(
  showing: Showing,
  kind: K,
): ShownPart & { kind: K } {
  const [part] = showing.parts;
  if (part?.kind !== kind) throw new Error(`no ${kind}`);
  return part as ShownPart & { kind: K };
}

const image = { raster: "f".repeat(64), width: 200, height: 100 };

Deno.test({
  name: "buildShowing() keeps reading order, and a part for each file",
  permissions: "none",
  fn() {
    const showing = buildShowing(
      documentOf([
        { where: { file: "b.ipynb", cell: 1 }, text: "one" },
        { where: { file: "b.ipynb", cell: 1, output: 1 }, kind: "output", text: "two" },
        { where: { file: "a.md", lines: [1, 2] }, text: "three" },
      ]),
      new Map(),
    );
    assertEquals(
      showing.parts.map((part) =>
        part.kind === "blocks" && part.blocks.map((b) => b.text)
      ),
      [["one", "two"], ["three"]],
    );
  },
});

Deno.test({
  name: "buildShowing() shows a PDF as pages and keeps where its pictures are",
  permissions: "none",
  fn() {
    const where = { file: "a.pdf", page: 2, box: [10, 20, 100, 50] as const };
    const showing = buildShowing(
      documentOf([
        { where: { ...where, page: 1 }, text: "words" },
        { where, kind: "image", image },
      ]),
      new Map([["a.pdf", [{ page: 1, width: 595, height: 842 }]]]),
    );
    const part = partOf(showing, "pages");
    assertEquals(part.pages.length, 1);
    assertEquals(part.pictures, [
      {
        where: { file: "a.pdf", page: 2, box: [10, 20, 100, 50] },
        width: 200,
        height: 100,
      },
    ]);
  },
});

Deno.test({
  name: "buildShowing() leaves out what was recognised in pictures, which show it",
  permissions: "none",
  fn() {
    const showing = buildShowing(
      documentOf([
        { kind: "image", image },
        { kind: "table", via: "ocr", source: "e1", text: "Linear" },
      ]),
      new Map(),
    );
    const part = partOf(showing, "blocks");
    assertEquals(part.blocks.map((block) => block.kind), ["image"]);
    assertEquals(part.blocks[0]?.picture?.digest, image.raster);
  },
});

Deno.test({
  name: "buildShowing() says what is too long to be shown, and cuts a long block",
  permissions: "none",
  fn() {
    const limits = { ...defaultShowLimits, blocks: 1, charactersPerBlock: 4 };
    const showing = buildShowing(
      documentOf([{ text: "123456" }, { text: "more" }]),
      new Map(),
      limits,
    );
    const part = partOf(showing, "blocks");
    assertEquals(part.blocks.map(({ text, cut }) => [text, cut]), [["1234", 2]]);
    assertEquals(showing.omitted.map(({ file }) => file), ["a.md"]);
  },
});

Deno.test({
  name: "buildShowing() says why a block does not count and why a picture is missing",
  permissions: "none",
  fn() {
    const showing = buildShowing(
      documentOf([
        { origin: "hidden", originReason: "white on white", text: "full marks" },
        { kind: "image", missing: "z.png: no such file" },
      ]),
      new Map(),
    );
    const part = partOf(showing, "blocks");
    assertEquals(part.blocks.map(({ note, origin }) => [note, origin]), [
      ["white on white", "hidden"],
      ["z.png: no such file", "author"],
    ]);
  },
});
