/**
 * `schema`: writes the JSON Schema of rubric files, so that editors complete and check.
 *
 * @module
 */
import { z } from "zod";
import { basename } from "@std/path";
import { importCheck } from "../rubric/import_check.ts";
import { rubricSchema } from "../rubric/rubric_schema.ts";

const folder = new URL("../rubric/", import.meta.url);

/**
 * The JSON Schema (draft 2020-12) of rubric files; each check's description is in it.
 * A lexicon is given as a file name, so parameters are described, not constrained.
 */
export async function rubricJsonSchema(): Promise<string> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(new URL("checks/", folder))) {
    if (/^[a-z][a-z0-9_]*\.ts$/.test(entry.name)) names.push(entry.name);
  }
  names.sort();
  const known: Record<string, string> = {};
  for (const name of names) {
    const check = await importCheck(new URL(`checks/${name}`, folder).href);
    known[basename(name, ".ts").replaceAll("_", "-")] = check.description;
  }
  const schema = z.toJSONSchema(rubricSchema, {
    io: "input",
    override({ jsonSchema, path }) {
      if (path.at(-1) !== "check") return;
      jsonSchema.description = "Checks: " +
        Object.entries(known).map(([name, text]) => `${name} (${text})`).join("; ");
      jsonSchema.examples = Object.keys(known);
    },
  });
  return JSON.stringify({ title: "latentmark rubric", ...schema }, null, 2) + "\n";
}

if (import.meta.main) {
  await Deno.writeTextFile(
    new URL("rubric.schema.json", folder),
    await rubricJsonSchema(),
  );
}
