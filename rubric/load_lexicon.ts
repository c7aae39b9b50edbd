/**
 * Reads a lexicon file: its text in YAML -> a {@linkcode Lexicon}, or an error that
 * names file, line and rule.
 *
 * @module
 */
import { z } from "zod";
import type { Lexicon } from "./lexicon.ts";
import { parseYaml } from "./yaml_source.ts";

const term = z.string().trim().min(1);
const terms = z.array(term);
const id = z.string().regex(
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  "must be lower-case kebab-case",
);
const label = z.strictObject({ en: term, "zh-TW": term });
const concept = z.strictObject({
  id,
  note: z.string().exactOptional(),
  label: label.exactOptional(),
  terms: terms.min(1),
  contradicted: terms.exactOptional(),
  weak: z.boolean().exactOptional(),
  whenOffered: z.boolean().exactOptional(),
  core: z.boolean().exactOptional(),
});
const subject = z.strictObject({
  id,
  label: label.exactOptional(),
  terms: terms.min(1),
  baseline: z.boolean().exactOptional(),
});

/** Shape of a lexicon, for the rubric's own schema and for editors. */
export const lexiconSchema: z.ZodType<Lexicon> = z.strictObject({
  id,
  words: z.record(z.string().regex(/^[a-z0-9-]+$/), terms.min(1)).exactOptional(),
  subjects: z.array(subject).min(1),
  introduction: z.array(concept),
  advantages: z.array(concept),
  problems: z.array(concept),
  cues: z.strictObject({
    advantage: terms,
    problem: terms,
    negation: terms,
    contrast: terms,
    contrastAfter: terms.exactOptional(),
    kinship: terms.exactOptional(),
    kinshipAfter: terms.exactOptional(),
    introduction: terms.exactOptional(),
    solve: terms.exactOptional(),
    notNegation: terms.exactOptional(),
    vague: terms.exactOptional(),
    request: terms.exactOptional(),
    field: terms.exactOptional(),
    elsewhere: terms.exactOptional(),
  }),
});

type Path = readonly (string | number)[];
interface Fault {
  readonly path: Path;
  readonly message: string;
}

/**
 * Parses and validates a lexicon.
 *
 * @param text Content of the file, YAML.
 * @param file Its name, for the message alone.
 * @throws {SyntaxError} when the text is no YAML
 * @throws {TypeError} when it breaks the schema, names a subject or concept twice, holds
 * an empty term or a `{name}` that `words` does not list
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseLexicon } from "./load_lexicon.ts";
 *
 * const lexicon = parseLexicon(
 *   `
 * id: tea
 * subjects: [{ id: green, terms: [green tea] }]
 * introduction: []
 * advantages: [{ id: fresh, terms: [fresh] }]
 * problems: []
 * cues: { advantage: [good], problem: [bad], negation: [not], contrast: [than] }
 * `,
 *   "tea.yaml",
 * );
 * assertEquals(lexicon.subjects[0]?.id, "green");
 * ```
 */
export function parseLexicon(text: string, file: string): Lexicon {
  const source = parseYaml(text, lexiconSchema, "lexicon", file);
  const found = faultOf(source.value);
  if (found) throw new TypeError(source.fault(found.path, found.message));
  return source.value;
}

/** The first thing that the schema alone can not see. */
function faultOf(lexicon: Lexicon): Fault | undefined {
  const words = new Set(Object.keys(lexicon.words ?? {}));
  const groups = ["introduction", "advantages", "problems"] as const;
  const named = new Set<string>();
  for (const [index, { id }] of lexicon.subjects.entries()) {
    if (named.has(id)) return twice(["subjects", index, "id"], id);
    named.add(id);
  }
  const concepts = new Set<string>();
  for (const group of groups) {
    for (const [index, concept] of lexicon[group].entries()) {
      if (concepts.has(concept.id)) return twice([group, index, "id"], concept.id);
      concepts.add(concept.id);
      for (const list of ["terms", "contradicted"] as const) {
        for (const [at, text] of (concept[list] ?? []).entries()) {
          const message = termFault(text, words);
          if (message) return { path: [group, index, list, at], message };
        }
      }
    }
  }
  return undefined;
}

function twice(path: Path, id: string): Fault {
  return { path, message: `ids must be unique, "${id}" occurs twice` };
}

function termFault(text: string, words: ReadonlySet<string>): string | undefined {
  for (const part of text.split(/\s+&\s+|\.\.\./)) {
    const bare = part.trim();
    if (bare === "" || bare === "*") {
      return `parts of a term must not be empty, as in "${text}"`;
    }
    const name = /^\{([a-z0-9-]+)\}$/.exec(bare)?.[1];
    if (name !== undefined && !words.has(name)) {
      return `{name} in a term must be listed in words, unlike "${text}"`;
    }
  }
  return undefined;
}
