/**
 * Finding and importing checks. Apart from loading rubrics: a process that grades needs no
 * YAML.
 *
 * @module
 */
import { fromFileUrl, resolve, toFileUrl } from "@std/path";
import type { Check } from "./check.ts";

const checksFolder = new URL("./checks/", import.meta.url);

/** Where a check's file is: in rubric/checks by name, or beside the rubric by path. */
export function checkUrl(check: string, rubricFile: string): string {
  if (/^\.{1,2}\//.test(check)) {
    return new URL(check, toFileUrl(resolve(rubricFile))).href;
  }
  return new URL(`${check.replaceAll("-", "_")}.ts`, checksFolder).href;
}

/**
 * Imports a check.
 *
 * @throws {TypeError} a file whose default export is no check
 */
export async function importCheck(url: string): Promise<Check> {
  const module: { default?: Check } = await import(url);
  const check = module.default;
  if (typeof check?.judge !== "function" || !check.parameters || !check.messages) {
    throw new TypeError(
      `Cannot use check "${fromFileUrl(url)}" as its default export must be a Check: ` +
        `it has ${Object.keys(module).join(", ") || "no exports"}`,
    );
  }
  return check;
}
