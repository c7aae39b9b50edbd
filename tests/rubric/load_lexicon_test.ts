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
  return assertThrows(() => parseLexicon(text, "tea.yaml"), SyntaxError).message;
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
      'Cannot load lexicon "tea.yaml" line 2 as the file must be YAML: ',
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
    'Cannot load lexicon "tea.yaml" line 9 as ids must be unique: "fresh" occurs twice',
  );
});

Deno.test("parseLexicon() refuses an empty term", () => {
  const message = refusal(valid.replace("[fresh,", '["  ",'));
  assertEquals(
    message.includes("line 8 as advantages.0.terms.0 must fit the schema"),
    true,
  );
});

Deno.test("parseLexicon() refuses a term with an empty part", () => {
  assertEquals(
    refusal(valid.replace("[fresh,", '["fresh ...",')),
    'Cannot load lexicon "tea.yaml" line 8 as parts of a term must not be empty: "fresh ..."',
  );
});

Deno.test("parseLexicon() refuses a group of words that is not listed", () => {
  assertEquals(
    refusal(valid.replace("{hot} ...", "{cold} ...")),
    'Cannot load lexicon "tea.yaml" line 8 as {name} in a term must be listed in words: "{cold} ... cup"',
  );
});

Deno.test("parseLexicon() refuses an unknown field", () => {
  const message = refusal(valid.replace("    terms: [fresh", "    term: [fresh"));
  assertEquals(message.includes("line 7"), true);
});
