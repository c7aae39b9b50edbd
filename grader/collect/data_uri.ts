/**
 * Data URIs (RFC 2397).
 *
 * @module
 */

/**
 * The bytes that a data URI holds.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(dataUriBytes("data:image/png;base64,AAEC"), new Uint8Array([0, 1, 2]));
 * assertEquals(dataUriBytes("data:,%41b"), new TextEncoder().encode("Ab"));
 * assertEquals(dataUriBytes("data:image/png;base64,A"), null);
 * ```
 *
 * @returns the bytes; `null` where the text is no data URI or can not be decoded
 */
export function dataUriBytes(uri: string): Uint8Array | null {
  const text = uri.trim();
  const comma = text.indexOf(",");
  if (!/^data:/i.test(text) || comma < 0 || comma > 200) return null;
  const body = text.slice(comma + 1);
  try {
    if (/;\s*base64\s*$/i.test(text.slice(0, comma))) {
      return base64Bytes(body.includes("%") ? decodeURIComponent(body) : body);
    }
    return new TextEncoder().encode(decodeURIComponent(body));
  } catch {
    return null;
  }
}

/**
 * Bytes of base64 text (RFC 4648), white space and missing padding allowed.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(base64Bytes("AA\nEC\n"), new Uint8Array([0, 1, 2]));
 * ```
 *
 * @throws {SyntaxError} where the text is no base64
 */
export function base64Bytes(text: string): Uint8Array {
  const packed = text.replace(/\s+/g, "").replace(/-/g, "+").replace(/_/g, "/");
  let binary: string;
  try {
    binary = atob(packed);
  } catch (cause) {
    throw new SyntaxError("Cannot decode base64 as its alphabet rules: other text", {
      cause,
    });
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** A text whose long data URIs were shortened. */
export interface Squeezed {
  /** The text with `data:squeezed,N` in place of the N-th data URI. */
  readonly text: string;
  /** Offset in the whole text of an offset in the squeezed one. */
  offset(squeezed: number): number;
  /** The data URI that an address stands for; other addresses as they are. */
  restore(reference: string): string;
}

const scheme = /data:[a-z]+\/[a-z0-9.+-]+(?:;[a-z0-9=-]+)*;base64,/gi;

/**
 * Takes long base64 data URIs out of a text before it is parsed, so that pictures inside a
 * text cost nothing there, and keeps the way back.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const uri = `data:image/png;base64,${"A".repeat(400)}`;
 * const squeezed = squeezeDataUris(`![](${uri}) end`);
 * assertEquals(squeezed.text, "![](data:squeezed,0) end");
 * assertEquals(squeezed.restore("data:squeezed,0"), uri);
 * assertEquals(squeezed.offset(squeezed.text.indexOf("end")), uri.length + 6);
 * ```
 */
export function squeezeDataUris(text: string): Squeezed {
  const uris: string[] = [];
  const cuts: { squeezed: number; grown: number }[] = [];
  const parts: string[] = [];
  let from = 0;
  let length = 0;
  let grown = 0;
  for (const match of text.matchAll(scheme)) {
    if (match.index < from) continue;
    let end = match.index + match[0].length;
    while (end < text.length && isBase64(text.charCodeAt(end))) end += 1;
    if (end - match.index < 256) continue;
    const label = `data:squeezed,${uris.length}`;
    parts.push(text.slice(from, match.index), label);
    length += match.index - from + label.length;
    uris.push(text.slice(match.index, end));
    grown += end - match.index - label.length;
    cuts.push({ squeezed: length, grown });
    from = end;
  }
  parts.push(text.slice(from));
  return {
    text: parts.join(""),
    offset(squeezed: number): number {
      let low = 0;
      let high = cuts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cuts[middle]!.squeezed <= squeezed) low = middle + 1;
        else high = middle;
      }
      return squeezed + (low === 0 ? 0 : cuts[low - 1]!.grown);
    },
    restore(reference: string): string {
      const index = /^data:squeezed,(\d+)$/.exec(reference.trim())?.[1];
      return index === undefined ? reference : uris[Number(index)] ?? reference;
    },
  };
}

/** Letters, digits and `+ / = % - _` of base64, also where it is escaped. */
function isBase64(code: number): boolean {
  return code >= 48 && code <= 57 || code >= 65 && code <= 90 ||
    code >= 97 && code <= 122 ||
    code === 43 || code === 47 || code === 61 || code === 37 || code === 45 ||
    code === 95;
}
