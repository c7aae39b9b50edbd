/**
 * Pictures that a text refers to: found among the files of the submission, in the text
 * itself (data URIs), and never fetched.
 *
 * @module
 */

import type { Where } from "../../rubric/evidence.ts";
import type { CollectContext, Piece } from "./context.ts";
import { collectPicture, missingPicture } from "./picture.ts";
import { dataUriBytes } from "./data_uri.ts";

/** A file that a reference led to, or the reason why there is none. */
export type Found =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly missing: string };

/** Where a collector asks for the files that a text refers to. */
export interface Assets {
  /**
   * @param reference address as the text gives it
   * @param from path of the file that the text stands in
   */
  find(reference: string, from: string): Promise<Found>;
}

/** No files at all: of a text that stands alone. */
export const noAssets: Assets = {
  find: () => Promise.resolve({ missing: "no such file in the submission" }),
};

/**
 * Says whether an address names another machine.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(["https://a.org/x.png", "//a.org/x.png", "x.png"].map(isRemote), [
 *   true,
 *   true,
 *   false,
 * ]);
 * ```
 */
export function isRemote(reference: string): boolean {
  return /^(?:https?:|ftp:|blob:|\/\/)/i.test(reference.trim());
}

/** File name at the end of an address, decoded; `undefined` where there is none. */
export function referenceName(reference: string): string | undefined {
  if (/^data:/i.test(reference.trim())) return undefined;
  const path = reference.trim().replace(/^attachment:/i, "").replace(/[?#].*$/, "");
  const name = decodeAddress(path).split(/[\/\\]/).at(-1);
  return name === undefined || name === "" ? undefined : name;
}

/** Decodes `%20` and its kin; an address that is wrongly encoded stays as it is. */
export function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** A picture as a text refers to it. */
export interface PictureReference {
  readonly reference: string;
  readonly alt?: string;
  readonly where: Where;
  /** Why nobody sees the picture, where that is so. */
  readonly hidden?: string;
}

/**
 * The pieces of a picture that a text refers to: the picture and the text recognised in
 * it, or one piece that says why it is missing.
 */
export async function collectReference(
  picture: PictureReference,
  context: CollectContext,
  assets: Assets,
): Promise<Piece[]> {
  const { reference, where, alt } = picture;
  const name = referenceName(reference);
  const origin = {
    where,
    ...(name === undefined ? {} : { name }),
    ...(alt === undefined || alt.trim() === "" ? {} : { alt }),
  };
  const found = await locate(reference, where.file, assets);
  let pieces: Piece[];
  if ("missing" in found) {
    pieces = [missingPicture(origin, found.missing)];
  } else if (isVector(found.bytes)) {
    pieces = [missingPicture(origin, "a vector picture (SVG), which is not drawn")];
  } else {
    pieces = await collectPicture(found.bytes, origin, context);
  }
  const reason = picture.hidden;
  if (reason === undefined) return pieces;
  return pieces.map((piece) => ({ ...piece, origin: "hidden", originReason: reason }));
}

async function locate(
  reference: string,
  from: string,
  assets: Assets,
): Promise<{ readonly bytes: Uint8Array } | { readonly missing: string }> {
  if (reference.trim() === "") return { missing: "the address is empty" };
  if (/^data:/i.test(reference.trim())) {
    const bytes = dataUriBytes(reference);
    return bytes === null ? { missing: "a data URI that can not be decoded" } : { bytes };
  }
  const found = await assets.find(reference, from);
  if ("missing" in found && isRemote(reference)) {
    return { missing: "a remote address, which is never fetched" };
  }
  return found;
}

/** Says whether bytes are an SVG picture. */
export function isVector(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  return head.startsWith("<") && /<svg[\s>]/i.test(head);
}
