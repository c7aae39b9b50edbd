/**
 * Ids of the submissions of a class: unique, whatever the order, and stable.
 *
 * @module
 */
import { submissionId } from "../../grader/grade.ts";
import { sha256Hex } from "../../grader/collect/digest.ts";

/**
 * The id of each name. Where names come to the same id, the one keeps it that had it before,
 * else the first by code units; the others get six digits of their name's digest, so that
 * theirs depend on nothing else.
 *
 * @param names Distinct names of all submissions
 * @param holder The name that an id was given to before; `null`: nobody's
 * @returns ids by name; no two are equal, not even in other letter case
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const before = new Map([["b1", "b1.pdf"]]);
 * const ids = submissionIds(["b1.pdf", "b1.md"], (id) => before.get(id) ?? null);
 * assertEquals([ids.get("b1.pdf"), ids.get("b1.md")], ["b1", "b1-ca71fb"]);
 * ```
 */
export function submissionIds(
  names: Iterable<string>,
  holder: (id: string) => string | null,
): Map<string, string> {
  const groups = new Map<string, string[]>();
  for (const name of [...names].sort()) {
    const key = submissionId(name).toLowerCase();
    const group = groups.get(key);
    if (group) group.push(name);
    else groups.set(key, [name]);
  }
  const ids = new Map<string, string>();
  const taken = new Set(groups.keys());
  for (const group of groups.values()) {
    const own = (name: string) => `${submissionId(name)}-${sha256Hex(name).slice(0, 6)}`;
    const holds = group.find((name) => holder(submissionId(name)) === name);
    // What had digits before keeps them, even where it is alone now.
    const first = holds ?? group.find((name) => holder(own(name)) !== name);
    if (first !== undefined) ids.set(first, submissionId(first));
    for (const name of group) {
      if (name === first) continue;
      const digest = sha256Hex(name);
      let digits = 6;
      let id = `${submissionId(name)}-${digest.slice(0, digits)}`;
      while (taken.has(id.toLowerCase())) {
        digits += 1;
        id = `${submissionId(name)}-${digest.slice(0, digits)}`;
      }
      taken.add(id.toLowerCase());
      ids.set(name, id);
    }
  }
  return ids;
}
