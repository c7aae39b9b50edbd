/**
 * One picture, from bytes in any container -> evidence: the picture and the text in it.
 *
 * @module
 */

import type { Raster, Where } from "../../rubric/evidence.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import { sha256Hex } from "./digest.ts";
import { UnreadableFileError } from "./errors.ts";
import { recognizeText } from "./ocr.ts";
import { decodeRaster } from "./raster.ts";

/** What is known of a picture beside its pixels. */
export interface PictureOrigin {
  readonly where: Where;
  /** File name, where there is one. */
  readonly name?: string;
  /** Alternative text or title. */
  readonly alt?: string;
}

/**
 * The piece of a picture that can not be shown: a broken link, a remote address, an
 * undecodable file.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const piece = missingPicture({ where: { file: "a.md" }, name: "z.png" }, "no such file");
 * assertEquals(piece.missing, "z.png: no such file");
 * assertEquals(piece.image, undefined);
 * ```
 */
export function missingPicture(origin: PictureOrigin, reason: string): Piece {
  const words = [origin.alt, origin.name].filter((part) => part !== undefined);
  return {
    kind: "image",
    where: origin.where,
    sha256: sha256Hex(words.join("\n")),
    text: "",
    origin: "author",
    via: "text",
    missing: origin.name === undefined ? reason : `${origin.name}: ${reason}`,
  };
}

/**
 * Pixels -> the picture's piece and, where it looks like text, the pieces read in it, with
 * `source` 0. The caller has asked {@linkcode CollectContext.admitImage} before.
 */
export async function collectRaster(
  raster: Raster,
  origin: PictureOrigin,
  context: CollectContext,
): Promise<Piece[]> {
  const digest = context.addRaster(raster);
  const piece: Piece = {
    kind: "image",
    where: origin.where,
    sha256: digest,
    text: "",
    origin: "author",
    via: "text",
    image: {
      raster: digest,
      width: raster.width,
      height: raster.height,
      ...(origin.name === undefined ? {} : { name: origin.name }),
      ...(origin.alt === undefined ? {} : { alt: origin.alt }),
    },
  };
  const read = await recognizeText(piece, raster, context);
  return [piece, ...read.map((text) => ({ ...text, source: 0 }))];
}

/**
 * Bytes of a picture file -> the picture's piece (or a piece that says why it is missing,
 * with a problem noted) and the pieces of the text in it, with `source` 0. Append the
 * result with {@linkcode appendPieces}, which moves `source` along. Never rejects for the
 * picture's sake.
 */
export async function collectPicture(
  bytes: Uint8Array,
  origin: PictureOrigin,
  context: CollectContext,
): Promise<Piece[]> {
  const decoded = await decodeRaster(bytes, context.admitImage);
  if ("error" in decoded) {
    context.addProblem(origin.where, `a picture could not be read: ${decoded.error}`);
    return [missingPicture(origin, decoded.error)];
  }
  const pieces = await collectRaster(decoded.raster, origin, context);
  return pieces.map((piece, i) =>
    i === 0 ? { ...piece, sha256: sha256Hex(bytes) } : piece
  );
}

/**
 * A file that is one picture -> pieces as of {@linkcode collectPicture}.
 *
 * @throws {UnreadableFileError} where it can not be decoded
 */
export async function collectImage(
  file: CollectFile,
  context: CollectContext,
): Promise<Piece[]> {
  const decoded = await decodeRaster(file.bytes, context.admitImage);
  if ("error" in decoded) {
    throw new UnreadableFileError(file.path, "it must be a whole picture", decoded.error);
  }
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  const origin = { where: { file: file.path }, name };
  const pieces = await collectRaster(decoded.raster, origin, context);
  const digest = sha256Hex(file.bytes);
  return pieces.map((piece, i) => i === 0 ? { ...piece, sha256: digest } : piece);
}
