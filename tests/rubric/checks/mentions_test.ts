import { assertEquals } from "@std/assert";
import type { Document } from "../../../rubric/evidence.ts";
import type { Facts } from "../../../rubric/facts.ts";
import mentions from "../../../rubric/checks/mentions.ts";
import { readClaims } from "../../../grader/read/claims/read_claims.ts";

function judge(text: string, minimum?: number, kind: "paragraph" | "code" = "paragraph") {
  const document: Document = {
    files: [],
    evidence: [
      {
        id: "e1",
        kind,
        where: { file: "a.md" },
        sha256: "",
        text,
        origin: "author",
        via: "text",
      },
    ],
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
  };
  const facts: Facts = {
    document,
    architectures: () => [],
    adjustments: () => [],
    figures: () => ({ figures: [], claimed: [] }),
    comparisons: () => [],
    claims: (lexicon) => readClaims(document, lexicon),
  };
  const parameters = mentions.parameters.parse({
    terms: [["learning rate", "學習率"], ["dropout"]],
    ...(minimum === undefined ? {} : { minimum }),
  });
  const { verdict, needsReview, reasons } = mentions.judge(facts, parameters);
  return [verdict, needsReview, reasons[0]?.message];
}

const cases: readonly [string, ReturnType<typeof judge>, number?][] = [
  ["We used dropout and a smaller learning rate.", ["met", false, "found"]],
  ["我們加了 dropout，並調低學習率。", ["met", false, "found"]],
  ["The learning rate was 0.1.", ["partial", false, "missing"]],
  ["The learning rate was 0.1.", ["met", false, "found"], 1],
  ["We did not use dropout.", ["unmet", true, "denied"]],
  ["沒有使用 dropout。", ["unmet", true, "denied"]],
  ["Adam, dropout, learning rate, batch size", ["unmet", true, "list"]],
  ["Nothing of the kind.", ["unmet", false, "missing"]],
];

for (const [text, expected, minimum] of cases) {
  Deno.test({
    name: `mentions judges ${expected[0]}: ${text}`,
    permissions: "none",
    fn: () => assertEquals(judge(text, minimum), expected),
  });
}

Deno.test({
  name: "mentions does not count code",
  permissions: "none",
  fn: () =>
    assertEquals(judge("use dropout with this learning rate", 2, "code"), [
      "unmet",
      false,
      "missing",
    ]),
});
