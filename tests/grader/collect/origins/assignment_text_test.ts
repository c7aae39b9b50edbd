import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Document, EvidenceKind } from "../../../../rubric/evidence.ts";
import { sha256Hex } from "../../../../grader/collect/digest.ts";
import { markAssignment } from "../../../../grader/collect/origins/assignment_text.ts";

const questions = [
  "Explain briefly how a sorting network differs from quicksort. Name one strength and one " +
  "weakness of sorting networks.",
  "Build a network for eight inputs and remove two comparators. Draw your network, plot the " +
  "sorted output, the broken outputs for each removal and describe the differences.",
  "Draw your network layout.",
  "請簡單說明排序網路與快速排序的差異，並列出一個排序網路的優點與一個缺點。",
];

function documentOf(
  texts: readonly string[],
  kind: EvidenceKind = "paragraph",
): Document {
  return {
    files: [],
    evidence: texts.map((text, i) => ({
      id: `e${i + 1}`,
      kind,
      where: { file: "a.md" },
      sha256: sha256Hex(text),
      text,
      origin: "author",
      via: "text",
    })),
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: true,
  };
}

/** Marked with `Q:`, the author's with `A:`. */
function marked(...texts: readonly string[]): string[] {
  return markAssignment(documentOf(texts), questions).evidence.map(({ text, origin }) =>
    `${origin === "assignment" ? "Q" : "A"}: ${text}`
  );
}

const pure = { permissions: "none" } as const;

for (
  const [what, copy] of [
    ["as it stands", questions[0]!],
    ["wrapped and bold", `**1. ${questions[0]!.replace("how a", "how\na")}**`],
    ["in part", "Name one strength and one weakness of sorting networks."],
    ["with points", `Q2 (2 pts): ${questions[1]!}`],
    ["with a word changed", questions[1]!.replace("eight inputs", "8 inputs")],
    ["in quotes", `> “${questions[0]!}”`],
    ["as a heading", "## Draw your network layout"],
    ["in Chinese", questions[3]!],
    [
      "in Chinese of the other script",
      "请简单说明排序网路与快速排序的差异，并列出一个排序网路的优点与一个缺点。",
    ],
  ] as const
) {
  Deno.test({
    name: `markAssignment() knows the question ${what}`,
    ...pure,
    fn: () => assertEquals(marked(copy), [`Q: ${copy}`]),
  });
}

Deno.test({
  name: "markAssignment() splits the question from the answer after it",
  ...pure,
  fn: () => {
    assertEquals(marked(`${questions[0]} Its layout is fixed before it sees any data.`), [
      `Q: ${questions[0]}`,
      "A: Its layout is fixed before it sees any data.",
    ]);
    assertEquals(marked(`${questions[3]}\n排序網路的比較順序是固定的。`), [
      `Q: ${questions[3]}`,
      "A: 排序網路的比較順序是固定的。",
    ]);
  },
});

for (
  const answer of [
    "A sorting network differs from quicksort: its comparators are fixed.",
    "We build a network for eight inputs.",
    "One weakness of sorting networks is their size.",
    "The broken outputs for each removal:",
    "The sorted output, the broken outputs",
    "## Network layout",
    "排序網路的優點是可以平行執行。",
    "與快速排序的差異在於比較順序固定。",
    "Yes.",
  ]
) {
  Deno.test({
    name: `markAssignment() leaves an answer: ${answer}`,
    ...pure,
    fn: () => {
      const document = documentOf([answer]);
      assertStrictEquals(markAssignment(document, questions), document);
    },
  });
}

Deno.test({
  name: "markAssignment() knows a checklist that goes through the question",
  ...pure,
  fn: () => {
    const list = ["- [x] network layout", "- [x] sorted output", "- [x] the differences"];
    assertEquals(marked(...list), list.map((item) => `Q: ${item}`));
    const answer = [
      "- [x] the upper wires carry maxima",
      "- [x] noise grows",
      "- [x] it fails",
    ];
    assertEquals(marked(...answer), answer.map((item) => `A: ${item}`));
  },
});

Deno.test({
  name: "markAssignment() leaves code, outputs and other origins alone",
  ...pure,
  fn: () => {
    for (const kind of ["code", "output", "image"] as const) {
      const document = documentOf([questions[0]!], kind);
      assertStrictEquals(markAssignment(document, questions), document);
    }
    const document = documentOf([questions[0]!]);
    assertStrictEquals(markAssignment(document, []), document);
  },
});
