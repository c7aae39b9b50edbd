/**
 * The address of a queue's database, and what of it may be shown.
 *
 * @module
 */

/** A database as the command line names it. */
export interface QueueAddress {
  /** With the password; for the driver alone. */
  readonly url: string;
  /** For people: without password and without what follows the database's name. */
  readonly shown: string;
  /** What must never be shown: the password as it is and as it is written in the address. */
  readonly secrets: readonly string[];
}

/**
 * Reads the address of a database.
 *
 * @throws {SyntaxError} anything that is no `postgres:` address; what was given is not told,
 * for there may be a password in it
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const address = queueAddress("postgres://ta:s%C3%A9same@db.example:5432/class");
 * assertEquals(address.shown, "postgres://ta@db.example:5432/class");
 * assertEquals(address.secrets, ["s%C3%A9same", "sésame"]);
 * ```
 */
export function queueAddress(text: string): QueueAddress {
  const rule = "it must be written postgres://user@host:port/database";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new SyntaxError(`Cannot use a queue's address as ${rule}: it is no address`);
  }
  if (url.protocol !== "postgres:" && url.protocol !== "postgresql:") {
    throw new SyntaxError(
      `Cannot use a queue's address as ${rule}: it begins with "${url.protocol}"`,
    );
  }
  const user = url.username === "" ? "" : `${url.username}@`;
  const written = [url.password, url.searchParams.get("password") ?? ""];
  const secrets = written.flatMap((secret) => [secret, decoded(secret)]);
  return {
    url: text,
    shown: `postgres://${user}${url.host}${url.pathname}`,
    secrets: [...new Set(secrets)].filter((secret) => secret !== ""),
  };
}

/**
 * A text without secrets: where one stands, `***` does.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(withoutSecrets("no user ta:sesame", ["sesame"]), "no user ta:***");
 * ```
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: a shorter one may be a part of it.
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  let shown = text;
  for (const secret of longestFirst) shown = shown.replaceAll(secret, "***");
  return shown;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
