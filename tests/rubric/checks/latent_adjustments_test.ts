import { assert, assertEquals } from "@std/assert";
import check from "../../../rubric/checks/latent_adjustments.ts";
import type { Facts } from "../../../rubric/facts.ts";
import { adjustment, factsOf } from "./_facts.ts";

function judge(facts: Facts): string {
  const { verdict, needsReview, reasons } = check.judge(facts, { minimum: 2 });
  for (const { message } of reasons) assert(message in check.messages, message);
  return `${verdict}${needsReview ? " review" : ""}`;
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `latent-adjustments ${name}`, permissions: "none", fn });
}

const unknown = { counts: "unknown", reason: "its decoding is not shown" } as const;
const excluded = { counts: "no", reason: "another latent size" } as const;
const problems = [{ where: { file: "a.pdf" }, problem: "page 2 could not be read" }];

test("is met by two that differ, without a flag", () => {
  assertEquals(judge(factsOf([adjustment("a1"), adjustment("a2")])), "met");
  assertEquals(
    judge(factsOf([adjustment("a1"), adjustment("a2"), adjustment("a3", unknown)])),
    "met",
  );
});

test("tells what was found, values of one kind together", () => {
  const noise = (ratio: number) =>
    adjustment(`a${ratio}`, { kind: "mix-noise", parameters: { ratio } });
  const { reasons } = check.judge(factsOf([noise(0.2), noise(0.5), noise(0.8)]), {
    minimum: 2,
  });
  assertEquals(
    reasons[0]?.values["adjustments"],
    "all elements mixed with noise (ratio 0.2, 0.5, 0.8)",
  );
});

test("is partly met by one, with a flag only if there may be more", () => {
  assertEquals(judge(factsOf([adjustment("a1")])), "partial");
  assertEquals(judge(factsOf([adjustment("a1"), adjustment("a2", excluded)])), "partial");
  assertEquals(
    judge(factsOf([adjustment("a1"), adjustment("a2", unknown)])),
    "partial review",
  );
  assertEquals(judge(factsOf([adjustment("a1")], [], { problems })), "partial review");
});

test("puts a lone sweep and weak evidence before a person", () => {
  const sweep = adjustment("a1", {
    kind: "sweep",
    parameters: { from: -3, to: 3, steps: 11 },
  });
  assertEquals(judge(factsOf([sweep])), "met review");
  assertEquals(
    judge(factsOf([adjustment("a1", unknown), adjustment("a2", unknown)])),
    "met review",
  );
});

test("is unmet where nothing counts, undetermined where something could not be read", () => {
  assertEquals(judge(factsOf([])), "unmet");
  assertEquals(judge(factsOf([adjustment("a1", excluded)])), "unmet");
  assertEquals(judge(factsOf([], [], { problems })), "undetermined review");
  assertEquals(
    judge(factsOf([adjustment("a1", { ...excluded, kind: "sweep" })])),
    "partial review",
  );
});

test("has every message in both languages with the same values", () => {
  for (const [name, text] of Object.entries(check.messages)) {
    const values = (message: string) =>
      [...message.matchAll(/\{\w+\}/g)].map(([v]) => v).sort();
    assertEquals(values(text.en), values(text["zh-TW"]), name);
  }
});
