import { assertEquals, assertThrows } from "@std/assert";
import { parseLexicon } from "../../rubric/load_lexicon.ts";

const valid = `id: tea
words: { hot: [hot, warm] }
subjects:
  - { id: green, terms: [green tea] }
introduction: []
advantages:
  - id: fresh
    terms: [fresh, "{hot} ... cup"]
problems: []
cues: { advantage: [good], problem: [bad], negation: [not], contrast: [than] }
`;

function refusal(text: string): string {
  return assertThrows(() => parseLexicon(text, "tea.yaml"), Error).message;
}

Deno.test("parseLexicon() reads a valid lexicon", () => {
  const lexicon = parseLexicon(valid, "tea.yaml");
  assertEquals(lexicon.advantages[0]?.terms, ["fresh", "{hot} ... cup"]);
});

Deno.test("parseLexicon() reads the lexicon that the rubric uses", () => {
  const url = new URL("../../rubric/lexicons/vae.yaml", import.meta.url);
  const lexicon = parseLexicon(Deno.readTextFileSync(url), "vae.yaml");
  assertEquals(lexicon.subjects[0]?.id, "vae");
  assertEquals(lexicon.subjects[1]?.baseline, true);
});

Deno.test("parseLexicon() refuses text that is no YAML, with its line", () => {
  assertEquals(
    refusal("id: [tea\nwords").startsWith(
      'Cannot load lexicon "tea.yaml" as it must be YAML: line 2: ',
    ),
    true,
  );
});

Deno.test("parseLexicon() refuses an id that occurs twice", () => {
  const twice = valid.replace(
    "problems: []",
    "problems: [{ id: fresh, terms: [stale] }]",
  );
  assertEquals(
    refusal(twice),
    'Cannot load lexicon "tea.yaml" as it must follow the schema: line 9, problems.0.id: ids must be unique, "fresh" occurs twice',
  );
});

Deno.test("parseLexicon() refuses an empty term", () => {
  const message = refusal(valid.replace("[fresh,", '["  ",'));
  assertEquals(
    message.includes("line 8, advantages.0.terms.0: "),
    true,
  );
});

Deno.test("parseLexicon() refuses a term with an empty part", () => {
  assertEquals(
    refusal(valid.replace("[fresh,", '["fresh ...",')),
    'Cannot load lexicon "tea.yaml" as it must follow the schema: line 8, advantages.0.terms.0: parts of a term must not be empty, as in "fresh ..."',
  );
});

Deno.test("parseLexicon() refuses a group of words that is not listed", () => {
  assertEquals(
    refusal(valid.replace("{hot} ...", "{cold} ...")),
    'Cannot load lexicon "tea.yaml" as it must follow the schema: line 8, advantages.0.terms.1: {name} in a term must be listed in words, unlike "{cold} ... cup"',
  );
});

Deno.test("parseLexicon() refuses an unknown field", () => {
  const message = refusal(valid.replace("    terms: [fresh", "    term: [fresh"));
  assertEquals(message.includes("line 7"), true);
});

Deno.test("parseLexicon() reads the labels of subjects and concepts", () => {
  const text = valid.replace(
    "id: fresh",
    'id: fresh\n    label: { en: "fresh taste", zh-TW: 清新 }',
  )
    .replace("id: green,", "id: green, label: { en: green tea, zh-TW: 綠茶 },");
  const lexicon = parseLexicon(text, "tea.yaml");
  assertEquals(lexicon.advantages[0]?.label, { en: "fresh taste", "zh-TW": "清新" });
  assertEquals(lexicon.subjects[0]?.label?.en, "green tea");
  assertEquals(
    refusal(text.replace(", zh-TW: 清新", "")).includes("advantages.0.label"),
    true,
  );
});
