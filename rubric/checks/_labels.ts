/**
 * What reasons call the concepts and subjects of a lexicon, in every language.
 *
 * @module
 */
import type { Reason } from "../check.ts";
import type { Label, Lexicon } from "../lexicon.ts";

type Named = { readonly id: string; readonly label?: Label };

/**
 * Values of a reason: each list of ids as its labels, in English and, under `name@zh-TW`,
 * in Traditional Chinese; see `reasonText`. `{topic}` is the lexicon's first subject.
 */
export function labelValues(
  lexicon: Lexicon,
  lists: Readonly<Record<string, readonly string[]>>,
): Reason["values"] {
  const known = new Map<string, Label | undefined>();
  const groups: readonly (readonly Named[])[] = [
    lexicon.subjects,
    lexicon.introduction,
    lexicon.advantages,
    lexicon.problems,
  ];
  for (const { id, label } of groups.flat()) if (!known.has(id)) known.set(id, label);
  const topic = lexicon.subjects[0]?.id;
  const all = { ...(topic === undefined ? {} : { topic: [topic] }), ...lists };
  const values: Record<string, string> = {};
  for (const [name, ids] of Object.entries(all)) {
    const different = [...new Set(ids)];
    values[name] = different.map((id) => known.get(id)?.en ?? id).join(", ");
    values[`${name}@zh-TW`] = different.map((id) => known.get(id)?.["zh-TW"] ?? id)
      .join("、");
  }
  return values;
}
