/**
 * What of a submission is compared with others; made by the child process, which alone
 * opens the submission.
 *
 * @module
 */
import { z } from "zod";
import type { Document } from "../../rubric/evidence.ts";
import { fingerprintsOf, wordsOf } from "./fingerprints.ts";
import { pictureHash } from "./picture_hash.ts";

const where = z.strictObject({
  file: z.string(),
  page: z.number().exactOptional(),
  cell: z.number().exactOptional(),
  output: z.number().exactOptional(),
  lines: z.tuple([z.number(), z.number()]).exactOptional(),
  offsets: z.tuple([z.number(), z.number()]).exactOptional(),
  block: z.number().exactOptional(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).exactOptional(),
});

const pieceSchema = z.strictObject({
  where,
  kind: z.enum(["prose", "code"]),
  text: z.string(),
});

const pictureSchema = z.strictObject({
  where,
  /** Of its bytes, as evidence has it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  thumb: z.string().length(344),
});

/** A submission's fingerprints, apart from its text, which is only read to be shown. */
export const signatureSchema = z.strictObject({
  /** Hash and first word of each fingerprint. */
  prints: z.array(z.tuple([z.number(), z.number().int()])),
  pictures: z.array(pictureSchema),
  /** Words in all. */
  words: z.number().int(),
  /** Why there is nothing; empty: there is. */
  unreadable: z.string(),
});

/** A submission's fingerprints. */
export type Signature = z.infer<typeof signatureSchema>;
/** A picture of a signature. */
export type SignedPicture = z.infer<typeof pictureSchema>;

/** The text that the words of a signature stand in. */
export const signedTextSchema = z.array(pieceSchema);

/** The text that the words of a signature stand in. */
export type SignedText = z.infer<typeof signedTextSchema>;

/** What the child says. */
export const answerSchema = z.strictObject({
  signature: signatureSchema,
  text: signedTextSchema,
});

/** Changes with what a signature is: those of another version are made again. */
export const signatureVersion = 1;

/** UTF-16 units of a submission that are compared. */
const mostText = 400_000;
const mostPictures = 120;

/**
 * The signature of a document: the author's own prose and code, and the pictures. What a
 * program printed and tables are left out: the same model prints the same table.
 */
export function signatureOf(document: Document): z.infer<typeof answerSchema> {
  const text: SignedText = [];
  let room = mostText;
  const pictures = new Map<string, SignedPicture>();
  for (const one of document.evidence) {
    if (one.origin !== "author") continue;
    if (one.kind === "image") {
      const raster = one.image && document.rasters.get(one.image.raster);
      if (!raster || pictures.has(one.sha256) || pictures.size >= mostPictures) continue;
      const hash = pictureHash(raster);
      if (hash) {
        pictures.set(one.sha256, {
          where: plain(one.where),
          sha256: one.sha256,
          ...hash,
        });
      }
      continue;
    }
    if (one.kind === "table" || one.kind === "output" || one.via === "ocr") continue;
    if (room <= 0) continue;
    const cut = one.text.slice(0, room);
    room -= cut.length;
    text.push({
      where: plain(one.where),
      kind: one.kind === "code" ? "code" : "prose",
      text: cut,
    });
  }
  const words = wordsOf(text.map((piece) => piece.text));
  return {
    signature: {
      prints: fingerprintsOf(words).map(({ hash, word }) => [hash, word]),
      pictures: [...pictures.values()],
      words: words.length,
      unreadable: "",
    },
    text,
  };
}

function plain(place: Document["evidence"][number]["where"]): z.infer<typeof where> {
  return where.parse(place);
}
