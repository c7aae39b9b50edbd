import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Document, Evidence } from "../../../../rubric/evidence.ts";
import { sha256Hex } from "../../../../grader/collect/digest.ts";
import { markGraderBlocks } from "../../../../grader/collect/origins/grader_blocks.ts";

/** A document whose evidence are these paragraphs. */
function documentOf(texts: readonly string[], more: Partial<Evidence> = {}): Document {
  return {
    files: [],
    evidence: texts.map((text, i) => ({
      id: `e${i + 1}`,
      kind: "paragraph",
      where: { file: "a.txt", offsets: [1000 * i, 1000 * i + text.length] },
      sha256: sha256Hex(text),
      text,
      origin: "author",
      via: "text",
      ...more,
    })),
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: true,
  };
}

/** Blocks of a text file parted by blank lines. */
function blocks(text: string): string[] {
  return text.trim().split(/\n\s*\n/);
}

function authorOf(document: Document): string[] {
  return document.evidence.filter((one) => one.origin === "author").map((one) =>
    one.text
  );
}

const cover = `
HW3 of group 7

TOTAL POINTS

2.5/4

QUESTION 1

- 1 What is a gradient? 1.5 / 2
- 1 pts Wrong
√ - 0.5 pts Unclear
- + 0 pts Good

QUESTION 2

- 2 Draw a curve.

Describe it. 1 / 2
 - \\checkmark + **1** pts Curve
 - + **1 pts** *Description*

A gradient is a slope.

The curve falls.
`;

const pure = { permissions: "none" } as const;

Deno.test({
  name: "markGraderBlocks() reads a cover page with its scores",
  ...pure,
  fn: () => {
    const document = markGraderBlocks(documentOf(blocks(cover)));
    assertEquals(authorOf(document), ["A gradient is a slope.", "The curve falls."]);
    assertEquals(document.personScores, {
      earned: 2.5,
      possible: 4,
      questions: [
        { question: "1", earned: 1.5, possible: 2 },
        { question: "2", earned: 1, possible: 2 },
      ],
      selected: ["√ - 0.5 pts Unclear", "- \\checkmark + **1** pts Curve"],
    });
  },
});

Deno.test({
  name: "markGraderBlocks() reads a later layout, its lines in one block",
  ...pure,
  fn: () => {
    const document = markGraderBlocks(documentOf([
      "HW8 Graded\nStudent\nA B\nTotal Points\n3.5 / 4 pts",
      "Question 1\nVAE 2 / 2 pts\n✓ - 0 pts Good!\n- 1 pt Introduction: major mistake\n- 0.5 pts Advantage",
      "Question 2\nAutoencoder 1.5 / 2 pts\n✓ + 0.5 pts Architecture\n✓ + 1 pt Show the original image and your two\nreconstructed images\n+ 0.5 pts Description",
      "My answer: the latent vector was doubled.",
    ]));
    assertEquals(authorOf(document), ["My answer: the latent vector was doubled."]);
    assertEquals(document.personScores?.earned, 3.5);
    assertEquals(document.personScores?.questions, [
      { question: "1", earned: 2, possible: 2 },
      { question: "2", earned: 1.5, possible: 2 },
    ]);
    assertEquals(document.personScores?.selected.length, 3);
  },
});

Deno.test({
  name: "markGraderBlocks() reads points in Chinese and a score over two lines",
  ...pure,
  fn: () => {
    const document = markGraderBlocks(documentOf([
      "總分: 2 / 2",
      "1 請介紹 VAE 2\n- / 2\n- 1 分 介紹有重大錯誤\n✔ - 0 分 很好",
      "VAE 是一種生成模型。",
    ]));
    assertEquals(authorOf(document), ["VAE 是一種生成模型。"]);
    assertEquals(document.personScores?.questions, [
      { question: "1", earned: 2, possible: 2 },
    ]);
    assertEquals(document.personScores?.selected, ["✔ - 0 分 很好"]);
  },
});

Deno.test({
  name: "markGraderBlocks() splits a block that holds the author's words too",
  ...pure,
  fn: () => {
    const text =
      "My last line.\n2 Draw a curve. 1 / 2\n√ + 1 pts Curve\n+ 1 pts Words\n" +
      "The curve falls. It never rises.";
    const document = markGraderBlocks(documentOf([text]));
    assertEquals(document.evidence.map((one) => [one.id, one.origin, one.text]), [
      ["e1", "author", "My last line."],
      ["e2", "grader", "2 Draw a curve. 1 / 2\n√ + 1 pts Curve\n+ 1 pts Words"],
      ["e3", "author", "The curve falls. It never rises."],
    ]);
    for (const one of document.evidence) {
      assertEquals(text.slice(...one.where.offsets!), one.text);
      assertEquals(one.sha256, sha256Hex(one.text));
    }
  },
});

Deno.test({
  name: "markGraderBlocks() reads a block that a copy holds twice once",
  ...pure,
  fn: () => {
    const block = "1 What? 1 / 2\n√ + 1 pts Curve\n+ 1 pts Words";
    const { personScores } = markGraderBlocks(documentOf([block, "Answer.", block]));
    assertEquals(personScores?.questions.length, 1);
    assertEquals(personScores?.selected, ["√ + 1 pts Curve"]);
    assertEquals([personScores?.earned, personScores?.possible], [null, null]);
  },
});

for (
  const [what, texts] of Object.entries<readonly string[]>({
    "noise in points": ["We add noise:", "+ 0.5 points of noise", "+ 1 points of noise"],
    "a ticked checklist": [
      "Done: 4 / 4",
      "✓ architecture",
      "✓ two adjustments",
      "✓ images",
    ],
    "one line like a rubric's": ["Accuracy 3 / 4\n+ 0.5 pts with dropout"],
    "a rubric copied from the assignment": [
      "Grading:",
      "- 1 pts Introduction: major mistake",
      "- 0.5 pts Advantage: mistake",
    ],
    "changes of a metric under a ratio": [
      "Correct on 8 / 10",
      "+ 3 pts with batch norm",
      "- 2 pts without dropout",
    ],
    "an own rating": ["My score: 2 / 2", "√ + 1 pts architecture", "√ + 1 pts images"],
    "a date and a ratio": ["2024 / 12", "- 1 layer", "- 2 layers", "3 / 4 of the faces"],
    "a head of points alone": ["TOTAL POINTS", "4/4"],
  })
) {
  Deno.test({
    name: `markGraderBlocks() leaves ${what} to the author`,
    ...pure,
    fn: () => {
      const document = documentOf(texts);
      assertStrictEquals(markGraderBlocks(document), document);
    },
  });
}

Deno.test({
  name: "markGraderBlocks() looks at no code and no notebook",
  ...pure,
  fn: () => {
    for (
      const more of [{ kind: "code" }, { where: { file: "a.ipynb", cell: 1 } }] as const
    ) {
      const document = documentOf(blocks(cover), more);
      assertStrictEquals(markGraderBlocks(document), document);
    }
  },
});

Deno.test({
  name: "markGraderBlocks() keeps OCR text with its picture",
  ...pure,
  fn: () => {
    const plain = documentOf(["a\n1 What? 1 / 1\n√ + 1 pts Yes\n+ 0 pts No", "", "read"]);
    const evidence = plain.evidence.map((one, i): Evidence =>
      i === 1
        ? { ...one, kind: "image" }
        : i === 2
        ? { ...one, via: "ocr", source: "e2" }
        : one
    );
    const marked = markGraderBlocks({ ...plain, evidence });
    assertEquals(marked.evidence.map(({ id, source }) => [id, source]), [
      ["e1", undefined],
      ["e2", undefined],
      ["e3", undefined],
      ["e4", "e3"],
    ]);
  },
});
