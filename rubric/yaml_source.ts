/**
 * YAML files that people write: parsed and validated, every fault with file and line.
 *
 * @module
 */
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

/** Longest file read, in UTF-16 units; a rubric is a few thousand. */
const longest = 1_000_000;

/** A value read from YAML, and the lines its parts stand on. */
export interface YamlSource<Value> {
  readonly value: Value;
  /** Message for a fault at a path, in the house form, with its line. */
  fault(path: readonly (string | number)[], message: string): string;
}

/**
 * Parses YAML text and validates it.
 *
 * @param what What the file is, for messages: `rubric`, `lexicon`
 * @throws {SyntaxError} text that is no YAML, has aliases without end, or is too long
 * @throws {TypeError} a value that breaks the schema; all faults, one a line
 */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  what: string,
  file: string,
): YamlSource<z.infer<Schema>> {
  const cannot = (rule: string, seen: string) =>
    `Cannot load ${what} "${file}" as ${rule}: ${seen}`;
  if (text.length > longest) {
    throw new SyntaxError(
      cannot(`it must not exceed ${longest} characters`, `${text.length}`),
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const error = document.errors[0];
  if (error) {
    const line = lines.linePos(error.pos[0]).line;
    throw new SyntaxError(
      cannot("it must be YAML", `line ${line}: ${head(error.message)}`),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new SyntaxError(cannot("aliases must be few", head(String(error))));
  }
  const fault = (path: readonly (string | number)[], message: string) =>
    `line ${lineOf(document, lines, path)}, ${path.join(".") || "top"}: ${message}`;
  const result = schema.safeParse(value);
  if (!result.success) {
    const faults = result.error.issues.map((issue) =>
      fault(issue.path.filter((key) => typeof key !== "symbol"), issue.message)
    );
    throw new TypeError(cannot("it must follow the schema", faults.join("; ")));
  }
  return {
    value: result.data,
    fault: (path, message) => cannot("it must follow the schema", fault(path, message)),
  };
}

function head(message: string): string {
  return message.split("\n")[0] ?? message;
}

/** Line of the deepest part of the path that the file has. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly (string | number)[],
): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0
      ? document.contents
      : document.getIn(path.slice(0, depth), true);
    if (typeof node === "object" && node !== null && "range" in node) {
      const range: unknown = node.range;
      if (Array.isArray(range) && typeof range[0] === "number") {
        return lines.linePos(range[0]).line;
      }
    }
  }
  return 1;
}
