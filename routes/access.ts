/**
 * Who may come in: tokens, cookies and the proof that a form is ours. Pure but for the
 * tokens' randomness.
 *
 * @module
 */
import { encodeHex } from "@std/encoding";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Role } from "./state.ts";

/** The secret of each role; whoever has it has the role. */
export type Tokens = Readonly<Record<Role, string>>;

/** New tokens, 192 bits each. */
export function newTokens(): Tokens {
  const token = () => randomBytes(24).toString("base64url");
  return { viewer: token(), grader: token() };
}

/**
 * The role that a token gives; `null`: none. Takes as long for any token.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const tokens = { viewer: "a".repeat(32), grader: "b".repeat(32) };
 * assertEquals(roleOf("b".repeat(32), tokens), "grader");
 * assertEquals(roleOf("b".repeat(31), tokens), null);
 * ```
 */
export function roleOf(token: string, tokens: Tokens): Role | null {
  const given = digest(token);
  const [viewer, grader] = [tokens.viewer, tokens.grader].map((known) =>
    timingSafeEqual(given, digest(known))
  );
  return grader ? "grader" : viewer ? "viewer" : null;
}

/** What forms must carry: follows from the token, and does not tell it. */
export function csrfOf(token: string): string {
  return encodeHex(digest(`csrf:${token}`));
}

/** Whether a form carried {@linkcode csrfOf} of the token. */
export function isCsrfOf(given: unknown, token: string): boolean {
  return typeof given === "string" &&
    timingSafeEqual(digest(given), digest(csrfOf(token)));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** Name of the cookie with the token: cookies are shared by the ports of a host. */
export function tokenCookie(url: URL): string {
  return `latentmark-${url.port || "80"}`;
}

/** The cookies of a request, by name. */
export function cookiesOf(request: Request): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    try {
      cookies.set(
        part.slice(0, at).trim(),
        decodeURIComponent(part.slice(at + 1).trim()),
      );
    } catch {
      // Not one of ours.
    }
  }
  return cookies;
}

/** A `Set-Cookie` that scripts can not read and other sites do not send. */
export function setCookie(name: string, value: string, maxAgeSeconds?: number): string {
  const age = maxAgeSeconds === undefined ? "" : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${encodeURIComponent(value)}; HttpOnly; SameSite=Strict; Path=/${age}`;
}

/**
 * Whether a request that changes something comes from a page of this very origin.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * const from = (headers: Record<string, string>) =>
 *   new Request("http://127.0.0.1:8000/x", { method: "POST", headers });
 * assert(isSameOrigin(from({ origin: "http://127.0.0.1:8000" })));
 * assert(!isSameOrigin(from({ origin: "http://elsewhere.example" })));
 * assert(!isSameOrigin(from({ "sec-fetch-site": "cross-site" })));
 * ```
 */
export function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  // Neither: no browser that could be tricked; the form's proof is still asked for.
  return origin === null || origin === new URL(request.url).origin;
}
