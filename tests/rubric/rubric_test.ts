import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { rubricSchema } from "../../rubric/rubric_schema.ts";
import { parseYaml } from "../../rubric/yaml_source.ts";

/** The YAML library asks for these two and for nothing else. */
const permissions = { env: ["LOG_TOKENS", "LOG_STREAM"] };

const valid = `schema: latentmark/rubric@1
id: r
version: "1.0"
title: { en: t, zh-TW: t }
questions:
  - id: q1
    title: { en: t, zh-TW: t }
    text: { en: t, zh-TW: t }
    points: 1
    scoring: positive
    items:
      - id: q1.a
        text: { en: t, zh-TW: t }
        award: { met: 1, partial: 0.5 }
        check: mentions
`;

function load(text: string): unknown {
  return parseYaml(text, rubricSchema, "rubric", "r.yaml").value;
}

Deno.test({
  name: "parseYaml() reads a rubric and fills in defaults",
  permissions,
  fn() {
    const rubric = rubricSchema.parse(load(valid));
    assertEquals(rubric.questions[0]?.floor, 0);
    assertEquals(rubric.questions[0]?.items[0]?.parameters, {});
  },
});

const faults: readonly [what: string, from: string, to: string, seen: RegExp][] = [
  ["a misspelt key", "points: 1", "point: 1", /line 6, questions\.0/],
  ["points that do not add up", "points: 1", "points: 2", /line 9.*items give 1/],
  ["a negative award", "met: 1,", "met: -1,", /line 14/],
  ["an award for partial above met", "partial: 0.5", "partial: 2", /line 14.*partial/],
  ["deductions in a positive question", "award:", "deduct:", /line 12/],
  ["an id of another question", "id: q1.a", "id: q2.a", /line 12.*start with/],
  ["a check that climbs out", "check: mentions", "check: ../../x", /line 15/],
  ["an unknown schema", "rubric@1", "rubric@9", /line 1/],
  [
    "a missing translation",
    "text: { en: t, zh-TW: t }\n    points",
    "text: { en: t }\n    points",
    /line 8.*zh-TW/,
  ],
  ["a duplicate key", "points: 1", "points: 1\n    points: 1", /line 10/],
  ["broken YAML", "title: {", "title: {{{", /must be YAML: line \d+/],
];

for (const [what, from, to, seen] of faults) {
  Deno.test({
    name: `parseYaml() refuses ${what} with file, line and rule`,
    permissions,
    fn() {
      const error = assertThrows(() => load(valid.replace(from, to)), Error);
      assertMatch(error.message, /^Cannot load rubric "r\.yaml" as /);
      assertMatch(error.message, seen);
    },
  });
}

Deno.test({
  name: "parseYaml() refuses two items with one id",
  permissions,
  fn() {
    const item = valid.slice(valid.indexOf("      - id: q1.a"));
    const twice = valid.replace("points: 1", "points: 2") + item;
    const error = assertThrows(() => load(twice), TypeError);
    assertMatch(error.message, /line 16.*ids must be unique: "q1\.a"/);
  },
});

Deno.test({
  name: "parseYaml() refuses a billion laughs",
  permissions,
  fn() {
    let bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (let i = 1; i < 12; i++) {
      bomb += `a${i}: &a${i} [${Array(9).fill(`*a${i - 1}`).join(", ")}]\n`;
    }
    assertThrows(() => load(bomb), SyntaxError, "aliases must be few");
  },
});
