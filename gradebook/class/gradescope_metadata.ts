/**
 * Gradescope's list of a bulk download, `submission_metadata.yml`: whose submission is
 * which file. Pure.
 *
 * Layout as its readers know it; keys that are not needed are never looked at.
 *
 * @module
 */
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Submitter } from "../records.ts";
import { ClassError } from "./class_error.ts";
import type { ClassLimits } from "./class_limits.ts";

/** Name of the file. */
export const metadataName = "submission_metadata.yml";

/** One submission of the list. */
export interface MetadataRecord {
  /** Name of the file or folder beside the list. */
  readonly key: string;
  /** A group's members; of each what the list says. */
  readonly submitters: readonly Submitter[];
}

/** A list that was read. */
export interface Metadata {
  /** By key. */
  readonly records: ReadonlyMap<string, MetadataRecord>;
  /** Records that are not used, each with the reason. */
  readonly problems: readonly string[];
}

/**
 * Reads the list. All values are texts, so that a student's number keeps its zeros.
 *
 * @param name how errors name the file
 * @throws {ClassError} a list over a limit, or that is no YAML map
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { defaultClassLimits } from "./class_limits.ts";
 *
 * const { records } = readMetadata(
 *   "17.pdf:\n  :submitters:\n  - :name: Ada\n    :sid: '007'\n",
 *   "submission_metadata.yml",
 *   defaultClassLimits,
 * );
 * assertEquals(records.get("17.pdf")?.submitters, [
 *   { name: "Ada", sid: "007", email: null },
 * ]);
 * ```
 */
export function readMetadata(text: string, name: string, limits: ClassLimits): Metadata {
  const fault = (rule: string, seen: string) =>
    new ClassError(`Cannot read the list "${name}" as ${rule}: ${seen}`);
  if (text.length > limits.metadataBytes) {
    throw fault(
      `it must be ${limits.metadataBytes} bytes at most`,
      `${text.length} characters`,
    );
  }
  const depth = nesting(text);
  if (depth > limits.metadataDepth) {
    throw fault(
      `it must be nested ${limits.metadataDepth} deep at most`,
      `${depth} or more`,
    );
  }
  const aliases = text.split("*").length - 1;
  if (aliases > limits.metadataAliases) {
    throw fault(
      `it must hold ${limits.metadataAliases} aliases at most`,
      `${aliases} asterisks`,
    );
  }
  try {
    // Keys are compared below: the library compares each with each.
    const document = parseDocument(text, {
      schema: "failsafe",
      uniqueKeys: false,
      logLevel: "silent",
    });
    if (document.errors[0]) {
      throw fault("it must be YAML", document.errors[0].message.split("\n")[0] ?? "");
    }
    const root = document.contents;
    const fields = new Fields(root);
    return recordsOf(root, fields, (seen) => fault("it must be a map of records", seen));
  } catch (error) {
    if (error instanceof RangeError) throw fault("it must not be nested deep", "it is");
    throw error;
  }
}

/** Looks values up behind their aliases, which are never expanded. */
class Fields {
  readonly #anchors = new Map<string, Node>();

  constructor(root: Node | null) {
    this.#note(root);
  }

  #note(node: unknown): void {
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return;
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        this.#note(key);
        this.#note(value);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) this.#note(item);
    }
  }

  resolve(node: unknown): unknown {
    return isAlias(node) ? this.#anchors.get(node.source) : node;
  }

  /** The value of a key, which begins with a colon or does not. */
  of(record: unknown, name: string): unknown {
    if (!isMap(record)) return undefined;
    return this.resolve(
      record.items.find(({ key }) => {
        const text = textOf(key);
        return text === name || text === `:${name}`;
      })?.value,
    );
  }
}

function recordsOf(
  root: Node | null,
  fields: Fields,
  fault: (seen: string) => ClassError,
): Metadata {
  if (!isMap(root)) throw fault(root === null ? "nothing" : "another value");
  const records = new Map<string, MetadataRecord>();
  const problems: string[] = [];
  const twice = new Set<string>();
  for (const pair of root.items) {
    const key = textOf(fields.resolve(pair.key))?.normalize("NFC") ?? "";
    if (key === "") {
      problems.push("a record without a name");
    } else if (records.has(key) || twice.has(key)) {
      // Nobody knows which is right: the file stays, nobody's name on it.
      if (!twice.has(key)) problems.push(`two records of one name: "${key}"`);
      twice.add(key);
      records.delete(key);
    } else {
      records.set(key, { key, submitters: submittersOf(pair.value, fields) });
    }
  }
  return { records, problems };
}

function submittersOf(record: unknown, fields: Fields): Submitter[] {
  const list = fields.of(fields.resolve(record), "submitters");
  if (!isSeq(list)) return [];
  return list.items.map((one) => fields.resolve(one)).map((one) => ({
    name: textOf(fields.of(one, "name")),
    sid: textOf(fields.of(one, "sid")),
    email: textOf(fields.of(one, "email")),
  })).filter(({ name, sid, email }) => name !== null || sid !== null || email !== null);
}

function textOf(node: unknown): string | null {
  if (!isScalar(node)) return null;
  const text = String(node.value ?? "").trim();
  const none = node.type === "PLAIN" && /^(?:null|~)?$/i.test(text);
  return none || text === "" ? null : text;
}

/** How deep a text of YAML may nest, in one pass; a line at the margin begins anew. */
function nesting(text: string): number {
  let most = 0;
  let brackets = 0;
  let column = 0;
  let dashes = 0;
  let inMargin = true;
  for (const character of text) {
    if (character === "\n") {
      inMargin = true;
      column = dashes = 0;
      continue;
    }
    if (inMargin && " -?".includes(character)) {
      column += 1;
      if (character !== " ") dashes += 1;
    } else {
      if (inMargin && column === 0) brackets = 0;
      inMargin = false;
      if (character === "[" || character === "{") brackets += 1;
      else if (character === "]" || character === "}") {
        brackets = Math.max(0, brackets - 1);
      }
    }
    most = Math.max(most, brackets, dashes, inMargin ? column >> 1 : 0);
  }
  return most;
}
