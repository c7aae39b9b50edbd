import { assert, assertEquals } from "@std/assert";
import check from "../../../rubric/checks/difference_description.ts";
import type { Facts, Panel } from "../../../rubric/facts.ts";
import { adjustment, comparison, factsOf } from "./_facts.ts";

function judge(facts: Facts, perAdjustment = false): string {
  const parameters = { minimumStatements: 1, perAdjustment };
  const { verdict, needsReview, reasons } = check.judge(facts, parameters);
  for (const { message } of reasons) assert(message in check.messages, message);
  return `${verdict}${needsReview ? " review" : ""}`;
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `difference-description ${name}`, permissions: "none", fn });
}

const two = [adjustment("a1"), adjustment("a2")];

test("is met by a clear statement, without a flag", () => {
  assertEquals(judge(factsOf(two, [comparison()])), "met");
});

test("is partly met by a weak statement, with a flag", () => {
  assertEquals(judge(factsOf(two, [comparison({ strength: 0.4 })])), "partial review");
});

test("puts a description before a person where no adjustment counts for sure", () => {
  const unsure = [adjustment("a1", { counts: "unknown" })];
  assertEquals(judge(factsOf(unsure, [comparison()])), "met review");
});

test("asks for every adjustment where the rubric does", () => {
  const first = comparison({ adjustments: ["a1"] });
  assertEquals(judge(factsOf(two, [first]), true), "partial review");
  assertEquals(
    judge(factsOf(two, [first, comparison({ adjustments: ["a2"] })]), true),
    "met",
  );
});

test("doubts a description of pictures that are one and the same", () => {
  const panel = (id: string, more: Partial<Panel> = {}): Panel => ({
    id,
    image: id,
    box: [0, 0, 64, 64],
    role: "adjusted",
    basis: "caption",
    confidence: 0.9,
    evidence: [id],
    ...more,
  });
  const shown = (...panels: readonly Panel[]): Facts => ({
    ...factsOf(two, [comparison()]),
    figures: () => ({
      figures: [{ image: "e3", content: "pictures", rows: 1, columns: 2, panels }],
      claimed: [],
    }),
  });
  const same = panel("p2", { contradiction: "same picture as p1 (adjusted)" });
  assertEquals(judge(shown(panel("p1"), same)), "partial review");
  assertEquals(judge(shown(panel("p1"), panel("p2"))), "met");
  assertEquals(judge(shown(panel("p1"), same, panel("p3"))), "met");
});

test("is unmet where nothing is said, undetermined where something was not read", () => {
  assertEquals(judge(factsOf(two)), "unmet");
  assertEquals(judge(factsOf([adjustment("a1", { counts: "unknown" })])), "unmet review");
  const problems = [{ where: { file: "a.pdf" }, problem: "page 2 could not be read" }];
  assertEquals(judge(factsOf(two, [], { problems })), "undetermined review");
});

test("has every message in both languages with the same values", () => {
  for (const [name, text] of Object.entries(check.messages)) {
    const values = (message: string) =>
      [...message.matchAll(/\{\w+\}/g)].map(([v]) => v).sort();
    assertEquals(values(text.en), values(text["zh-TW"]), name);
  }
});
