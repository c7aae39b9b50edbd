import { assertEquals, assertThrows } from "@std/assert";
import { ClassError } from "../../../gradebook/class/class_error.ts";
import { defaultClassLimits } from "../../../gradebook/class/class_limits.ts";
import { readMetadata } from "../../../gradebook/class/gradescope_metadata.ts";

const read = (text: string, limits = {}) =>
  readMetadata(text, "submission_metadata.yml", { ...defaultClassLimits, ...limits });

function test(name: string, fn: () => void) {
  // The YAML library asks for switches of its own.
  Deno.test({ name, permissions: { env: ["LOG_TOKENS", "LOG_STREAM"] }, fn });
}

test("readMetadata() gives a group's members, what is missing as null", () => {
  const { records, problems } = read(`---
17.pdf:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0042'
    :email: ada@example.edu
  - :name: 王小明
    :sid:
  :created_at: 2026-05-01 10:00:00.000000000 Z
  :score: null
18.pdf:
  :submitters: []
19.pdf: {}
`);
  assertEquals(problems, []);
  assertEquals(records.get("17.pdf")?.submitters, [
    { name: "Ada Lovelace", sid: "0042", email: "ada@example.edu" },
    { name: "王小明", sid: null, email: null },
  ]);
  assertEquals(records.get("18.pdf")?.submitters, []);
  assertEquals(records.get("19.pdf")?.submitters, []);
});

test("readMetadata() keeps the zeros of a number that is not quoted", () => {
  const { records } = read("submission_5:\n  :submitters:\n  - {:name: A, :sid: 007}\n");
  assertEquals(records.get("submission_5")?.submitters[0]?.sid, "007");
});

test("readMetadata() follows aliases, as Ruby writes what occurs twice", () => {
  const { records } = read(`1.pdf:
  :submitters: &1
  - :name: A
2.pdf:
  :submitters: *1
`);
  assertEquals(records.get("2.pdf")?.submitters[0]?.name, "A");
});

test("readMetadata() uses neither of two records of one name", () => {
  const one = (name: string) => `1.pdf:\n  :submitters:\n  - :name: ${name}\n`;
  const { records, problems } = read(one("A") + one("B") + one("C"));
  assertEquals(records.size, 0);
  assertEquals(problems, ['two records of one name: "1.pdf"']);
});

for (
  const [what, text, limits] of [
    ["over its size", "a: b\n", { metadataBytes: 3 }],
    ["nested deep in brackets", `a: ${"[".repeat(300)}`, {}],
    ["nested deep in dashes", `${"- ".repeat(300)}a`, {}],
    ["with more aliases than allowed", "a: &1 x\nb: *1\nc: *1\n", { metadataAliases: 1 }],
    ["that is a text", "hello", {}],
    ["that is empty", "", {}],
    ["that is broken", "a: [1, 2\nb: c: d", {}],
  ] as const
) {
  test(`readMetadata() refuses a list ${what}`, () => {
    assertThrows(() => read(text, limits), ClassError, "submission_metadata.yml");
  });
}

test("readMetadata() does not expand a billion laughs", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 30; i++) {
    lines.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`);
  }
  assertEquals(read(lines.join("\n")).records.size, 30);
});
