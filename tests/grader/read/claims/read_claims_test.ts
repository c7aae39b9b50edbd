import { assertEquals } from "@std/assert";
import type { Document, Evidence } from "../../../../rubric/evidence.ts";
import type { Lexicon } from "../../../../rubric/lexicon.ts";
import { readClaims } from "../../../../grader/read/claims/read_claims.ts";

/** A small topic of another field: the reader knows no topic of its own. */
const lexicon: Lexicon = {
  id: "boats",
  words: { sail: ["sail", "sails", "帆"], wind: ["wind", "風"] },
  subjects: [
    { id: "catamaran", terms: ["catamaran*", "雙體船"] },
    { id: "monohull", terms: ["monohull*", "hull boat", "單體船"], baseline: true },
  ],
  introduction: [{
    id: "hulls",
    terms: ["two hulls", "兩個船身"],
    contradicted: ["one hull"],
  }],
  advantages: [{
    id: "stable",
    terms: ["stable", "穩定"],
    contradicted: ["tips over", "翻覆"],
  }],
  problems: [{ id: "wide", terms: ["wide", "寬"] }, {
    id: "drift",
    terms: ["{sail} & {wind}"],
  }],
  cues: {
    advantage: ["advantage*", "優點"],
    problem: ["drawback*", "缺點"],
    negation: ["not", "沒有", "不"],
    notNegation: ["not only"],
    contrast: ["unlike", "than", "相較於", "比"],
    contrastAfter: ["相比"],
    kinship: ["a kind of", "becomes"],
    field: ["boat", "hull"],
    introduction: ["introduction", "介紹"],
    solve: ["avoids"],
    request: ["please list"],
  },
};

type Block = string | Partial<Evidence>;

function blocks(...texts: readonly Block[]): Document {
  const evidence = texts.map((text, i): Evidence => ({
    id: `e${i + 1}`,
    kind: typeof text === "string" && text.startsWith("#") ? "heading" : "paragraph",
    where: { file: "a.md" },
    sha256: "",
    origin: "author",
    via: "text",
    ...(typeof text === "string"
      ? { text, level: text.indexOf(" ") }
      : { text: "", ...text }),
  }));
  return {
    files: [],
    evidence,
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
  };
}

function read(...texts: readonly Block[]) {
  return readClaims(blocks(...texts), lexicon).filter((c) => !c.bare).map((c) => [
    c.subject,
    c.offeredAs,
    c.concepts.join(),
    c.denied.join(),
  ]);
}

const cases: readonly [string, readonly string[], readonly (readonly string[])[]][] = [
  [
    "an advantage by its cue",
    ["One advantage of the catamaran is that it is stable."],
    [["catamaran", "advantage", "stable", ""]],
  ],
  [
    "a drawback by its cue, in Chinese",
    ["雙體船的缺點是太寬。"],
    [["catamaran", "problem", "wide", ""]],
  ],
  [
    "whom a comparison is about",
    ["Unlike the monohull, the catamaran is stable."],
    [["catamaran", "unknown", "stable", ""]],
  ],
  [
    "whom a comparison in Chinese is about",
    ["雙體船比單體船穩定。"],
    [["catamaran", "unknown", "stable", ""]],
  ],
  [
    "two subjects in one sentence",
    ["The catamaran is stable, whereas the monohull tips over."],
    [["catamaran", "unknown", "stable", ""], ["monohull", "unknown", "", "stable"]],
  ],
  ["a negation", ["The catamaran is not stable."], [[
    "catamaran",
    "unknown",
    "",
    "stable",
  ]]],
  ["a negation in Chinese", ["雙體船不穩定。"], [["catamaran", "unknown", "", "stable"]]],
  [
    "no negation in `not only`",
    ["The catamaran is not only stable."],
    [["catamaran", "unknown", "stable", ""]],
  ],
  [
    "a negation that ends with its clause",
    ["The catamaran is not slow, but stable."],
    [["catamaran", "unknown", "stable", ""]],
  ],
  [
    "a denied fault as a merit",
    ["The catamaran avoids what tips over."],
    [["catamaran", "unknown", "stable", ""]],
  ],
  [
    "neighbours in any order",
    ["In wind the catamaran's sail flaps.", "The catamaran has a sail for any wind."],
    [["catamaran", "unknown", "drift", ""], ["catamaran", "unknown", "drift", ""]],
  ],
  [
    "the subject of a heading",
    ["# Boats", "## Monohull", "It is stable."],
    [["monohull", "unknown", "stable", ""]],
  ],
  [
    "the pros under another subject's heading as that subject's",
    [
      "# Boats",
      "## Monohull",
      "### Advantages",
      "Very stable.",
      "## Catamaran",
      "### Drawbacks",
      "Too wide.",
    ],
    [["monohull", "advantage", "stable", ""], ["catamaran", "problem", "wide", ""]],
  ],
  [
    "a label that holds for what follows",
    ["## Catamaran", "Advantage:", "It is stable.", "Drawback:", "It is wide."],
    [["catamaran", "advantage", "stable", ""], ["catamaran", "problem", "wide", ""]],
  ],
  [
    "whom `which` is about",
    ["Unlike a monohull, which tips over, it is not wide."],
    [["unknown", "unknown", "", "wide"], ["monohull", "unknown", "", "stable"]],
  ],
  [
    "what a compared one is said to do",
    ["相較於單體船只會翻覆，雙體船很穩定。"],
    [["monohull", "unknown", "", "stable"], ["catamaran", "unknown", "stable", ""]],
  ],
  [
    "a label that turns back to the topic",
    ["## Catamaran", "Advantage: stable, a monohull tips over. Drawback: wide."],
    [
      ["catamaran", "advantage", "stable", ""],
      ["monohull", "advantage", "", "stable"],
      ["catamaran", "problem", "wide", ""],
    ],
  ],
  [
    "a cue that turns back to the topic",
    ["# 1. Catamaran", "單體船很穩定。缺點是太寬。"],
    [["monohull", "introduction", "stable", ""], ["catamaran", "problem", "wide", ""]],
  ],
  [
    "a relative as none compared with",
    ["The catamaran is stable, a kind of monohull."],
    [["catamaran", "unknown", "stable", ""]],
  ],
  [
    "a definition by the relative that becomes the topic",
    ["With two hulls, a monohull becomes a catamaran."],
    [["catamaran", "unknown", "hulls", ""]],
  ],
  [
    "what follows a `but` on its own",
    ["## Q1", "The catamaran has two hulls. It is stable, but it is wide."],
    [
      ["catamaran", "introduction", "hulls", ""],
      ["catamaran", "introduction", "stable", ""],
      ["catamaran", "problem", "wide", ""],
    ],
  ],
  [
    "no answer to another question 1",
    ["## Q1", "It is stable but wide."],
    [["unknown", "unknown", "stable", ""], ["unknown", "unknown", "wide", ""]],
  ],
  [
    "nothing in a request",
    ["Please list one advantage of the catamaran, is it stable?"],
    [],
  ],
];

for (const [name, texts, expected] of cases) {
  Deno.test({
    name: `readClaims() reads ${name}`,
    permissions: "none",
    fn: () => assertEquals(read(...texts), expected.map((claim) => [...claim])),
  });
}

Deno.test({
  name: "readClaims() reads the author's prose alone",
  permissions: "none",
  fn() {
    const text = "The catamaran is stable.";
    for (const origin of ["grader", "assignment", "hidden"] as const) {
      assertEquals(read({ text, origin }), []);
    }
    assertEquals(read({ text, kind: "code" }), []);
    assertEquals(read({ text, kind: "output" }), []);
    assertEquals(read({ text }).length, 1);
  },
});

Deno.test({
  name: "readClaims() keeps a hostile text linear",
  permissions: "none",
  fn() {
    const start = performance.now();
    read("stable catamaran not ".repeat(4000));
    read("(".repeat(20000) + "catamaran" + ",".repeat(20000));
    assertEquals(performance.now() - start < 8000, true);
  },
});
