/**
 * Canonical JSON (RFC 8785): the same value gives the same bytes everywhere.
 *
 * @module
 */
import serialize from "canonicalize";

/**
 * The canonical JSON text of a plain value.
 *
 * @throws {TypeError} a value that JSON has no form for
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(canonicalize({ b: 1, a: [0.5, "ä"] }), '{"a":[0.5,"ä"],"b":1}');
 * ```
 */
export function canonicalize(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) {
    throw new TypeError(
      `Cannot write canonical JSON as the value must be plain JSON: it is ${typeof value}`,
    );
  }
  return text;
}
