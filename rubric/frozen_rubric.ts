/**
 * Rubrics that come as data, lexicons in place: from a database or a package, where there
 * is no folder beside them.
 *
 * @module
 */
import { checkUrl, importCheck } from "./import_check.ts";
import type { LoadedRubric } from "./load_rubric.ts";
import { itemsOf, type Rubric } from "./rubric.ts";

/**
 * The checks of a rubric that are files of its author's, not the harness's: they are code,
 * and code does not travel with a rubric.
 */
export function customChecks(rubric: Rubric): readonly string[] {
  const names = itemsOf(rubric).map(({ item }) => item.check);
  return [...new Set(names)].filter((name) => !builtIn.test(name));
}

const builtIn = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Makes a rubric that is data ready to be used, with the harness's own checks.
 *
 * @throws {TypeError} a check that is not the harness's, or parameters that it refuses
 */
export async function loadFrozenRubric(rubric: Rubric): Promise<LoadedRubric> {
  const custom = customChecks(rubric);
  if (custom.length > 0) {
    throw new TypeError(
      `Cannot use rubric "${rubric.id}" as its checks must be the harness's own: ` +
        custom.map((name) => JSON.stringify(name)).join(", "),
    );
  }
  const checks = new Map<string, string>();
  for (const { item } of itemsOf(rubric)) {
    const url = checkUrl(item.check, ".");
    const check = await importCheck(url).catch((error) => {
      throw new TypeError(
        `Cannot use rubric "${rubric.id}" as the harness must have its checks: ` +
          `"${item.check}": ${String(error.message).split("\n")[0]}`,
      );
    });
    const result = check.parameters.safeParse(item.parameters);
    if (!result.success) {
      throw new TypeError(
        `Cannot use rubric "${rubric.id}" as the parameters of "${item.id}" must follow ` +
          `their schema: ${result.error.issues[0]?.message}`,
      );
    }
    checks.set(item.check, url);
  }
  return { rubric, checks };
}
