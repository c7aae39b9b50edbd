/**
 * SQL that `docs/sizing.md` gives, to be run by tests.
 *
 * @module
 */

/** SQL as the docs give it. */
export async function fromDocs(pattern: RegExp): Promise<string> {
  const docs = new URL("../../../docs/sizing.md", import.meta.url);
  const [, sql] = pattern.exec(await Deno.readTextFile(docs)) ?? [];
  if (sql === undefined) throw new Error(`docs/sizing.md has no ${pattern}`);
  return sql;
}
