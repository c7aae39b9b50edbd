/**
 * Loading a rubric: the file, the lexicons it names and the checks it uses. An author's
 * mistake is found here, before any submission is opened.
 *
 * @module
 */
import { dirname, join, relative } from "@std/path";
import { checkUrl, importCheck } from "./import_check.ts";
import { parseLexicon } from "./load_lexicon.ts";
import type { Rubric } from "./rubric.ts";
import { rubricSchema } from "./rubric_schema.ts";
import { parseYaml } from "./yaml_source.ts";

/** A rubric that is ready to be used. */
export interface LoadedRubric {
  /** With every lexicon in place of its file name. */
  readonly rubric: Rubric;
  /** File URL of each check that items name. */
  readonly checks: ReadonlyMap<string, string>;
}

/**
 * Loads a rubric file.
 *
 * @throws {SyntaxError | TypeError} a fault of the author, with file, line and rule
 * @throws {Deno.errors.NotFound} the file is not there
 */
export async function loadRubric(file: string): Promise<LoadedRubric> {
  const text = await Deno.readTextFile(file);
  const source = parseYaml(text, rubricSchema, "rubric", file);
  const checks = new Map<string, string>();
  const lexicons = new Map<string, Promise<unknown>>();
  const questions = await Promise.all(source.value.questions.map(async (question, i) => {
    const items = await Promise.all(question.items.map(async (item, k) => {
      const path = ["questions", i, "items", k];
      const parameters = { ...item.parameters };
      if (typeof parameters.lexicon === "string") {
        const name = join(dirname(file), parameters.lexicon);
        const known = lexicons.get(name) ?? readLexicon(name);
        lexicons.set(name, known);
        parameters.lexicon = await known.catch((error) => {
          if (!(error instanceof Deno.errors.NotFound)) throw error;
          const seen = `there is no lexicon "${relative(".", name)}"`;
          throw new TypeError(source.fault([...path, "parameters", "lexicon"], seen));
        });
      }
      const url = checkUrl(item.check, file);
      const check = await importCheck(url).catch((error) => {
        const seen = `there is no check "${item.check}": ${error.message.split("\n")[0]}`;
        throw new TypeError(source.fault([...path, "check"], seen));
      });
      const result = check.parameters.safeParse(parameters);
      if (!result.success) {
        const issue = result.error.issues[0];
        const at = issue?.path.filter((key) => typeof key !== "symbol") ?? [];
        throw new TypeError(
          source.fault(
            [...path, "parameters", ...at],
            issue?.message ?? "is not accepted",
          ),
        );
      }
      checks.set(item.check, url);
      return { ...item, parameters };
    }));
    return { ...question, items };
  }));
  const rubric = rubricSchema.parse({ ...source.value, questions });
  return { rubric, checks };
}

async function readLexicon(file: string) {
  return parseLexicon(await Deno.readTextFile(file), file);
}
