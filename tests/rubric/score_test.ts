import { assert, assertEquals } from "@std/assert";
import type { Verdict } from "../../rubric/check.ts";
import { itemsOf, possiblePoints, type Rubric } from "../../rubric/rubric.ts";
import { rubricSchema } from "../../rubric/rubric_schema.ts";
import { score } from "../../rubric/score.ts";

const text = { en: "x", "zh-TW": "x" };
const check = { text, check: "mentions", parameters: {} };

/** The point structure of the homework: 2 points negative, 2 points positive. */
const rubric: Rubric = rubricSchema.parse({
  schema: "latentmark/rubric@1",
  id: "r",
  version: "1.0",
  title: text,
  questions: [
    {
      ...{ id: "q1", title: text, text, points: 2, scoring: "negative" },
      items: [
        { id: "q1.introduction", ...check, deduct: { partial: 0.5, unmet: 1 } },
        { id: "q1.advantage", ...check, deduct: { partial: 0.5, unmet: 0.5 } },
        { id: "q1.problem", ...check, deduct: { partial: 0.5, unmet: 0.5 } },
      ],
    },
    {
      ...{ id: "q2", title: text, text, points: 2, scoring: "positive" },
      items: ["a", "b", "c", "d"].map((id) => ({
        id: `q2.${id}`,
        ...check,
        award: { met: 0.5, partial: 0 },
      })),
    },
  ],
});

const verdicts: readonly Verdict[] = ["met", "partial", "unmet", "undetermined"];

function all(verdict: Verdict): Map<string, Verdict> {
  return new Map(itemsOf(rubric).map(({ item }) => [item.id, verdict]));
}

/** Every tenth of the 4^7 ways to judge the items. */
function* judgements(): Generator<Map<string, Verdict>> {
  const ids = itemsOf(rubric).map(({ item }) => item.id);
  for (let n = 0; n < 4 ** ids.length; n += 10) {
    yield new Map(ids.map((id, i) => [id, verdicts[(n >> (2 * i)) & 3] ?? "met"]));
  }
}

Deno.test({
  name: "score() gives hand-worked points",
  permissions: "none",
  fn() {
    assertEquals(score(rubric, all("met")).earned, 4);
    assertEquals(score(rubric, all("unmet")).earned, 0);
    assertEquals(score(rubric, all("partial")).earned, 0.5);
    const seed = all("met").set("q2.c", "undetermined");
    const { earned, pending, possible } = score(rubric, seed);
    assertEquals({ earned, pending, possible }, {
      earned: 3.5,
      pending: 0.5,
      possible: 4,
    });
  },
});

Deno.test({
  name: "score() leaves undetermined and missing verdicts pending, never zero or full",
  permissions: "none",
  fn() {
    const nothing = score(rubric, new Map());
    assertEquals([nothing.earned, nothing.pending], [0, 4]);
    assert(nothing.items.every((item) => item.points === null));
    assertEquals(score(rubric, all("undetermined")).pending, 4);
  },
});

Deno.test({
  name: "score() stays within bounds and never rises when a verdict falls",
  permissions: "none",
  fn() {
    for (const judgement of judgements()) {
      const { earned, pending, possible } = score(rubric, judgement);
      assert(earned >= 0 && pending >= 0 && earned + pending <= possible + 1e-9);
      for (const [id, verdict] of judgement) {
        if (verdict !== "met") continue;
        const worse = score(rubric, new Map(judgement).set(id, "partial"));
        assert(worse.earned <= earned);
      }
    }
  },
});

Deno.test({
  name: "score() does not depend on the order of verdicts or on unknown items",
  permissions: "none",
  fn() {
    for (const judgement of judgements()) {
      const turned = new Map([...judgement].reverse());
      turned.set("q9.unknown", "met");
      assertEquals(score(rubric, turned), score(rubric, judgement));
    }
  },
});

Deno.test({
  name: "score() clamps to floor and ceiling",
  permissions: "none",
  fn() {
    const questions = rubric.questions.slice(1).map((question) => ({
      ...question,
      ceiling: 1,
      floor: 0.25,
    }));
    const capped: Rubric = { ...rubric, questions };
    assertEquals(score(capped, all("met")).earned, 1);
    assertEquals(score(capped, all("unmet")).earned, 0.25);
  },
});

Deno.test({
  name: "possiblePoints() is what the rubric says per item",
  permissions: "none",
  fn() {
    const points = itemsOf(rubric).map(({ item }) => possiblePoints(item));
    assertEquals(points, [1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  },
});
