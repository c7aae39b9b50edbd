/**
 * What a submission looks like: the shape that pages draw, and the answers of the process
 * that makes it. Plain text and pixels only; nothing of a submission stays active.
 *
 * @module
 */
import { z } from "zod";

const place = z.object({
  file: z.string(),
  page: z.number().optional(),
  cell: z.number().optional(),
  output: z.number().optional(),
  lines: z.tuple([z.number(), z.number()]).optional(),
  offsets: z.tuple([z.number(), z.number()]).optional(),
  block: z.number().optional(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});

const picture = z.object({
  /** Digest of its pixels: its name. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Pixels of the picture as it was handed in. */
  width: z.number(),
  height: z.number(),
  name: z.string().optional(),
  alt: z.string().optional(),
});

const block = z.object({
  kind: z.enum(["heading", "paragraph", "list-item", "table", "code", "output", "image"]),
  where: place,
  /** Of the raw text, or of the picture's bytes. */
  sha256: z.string(),
  text: z.string(),
  /** Characters that are left out at the end of the text. */
  cut: z.number().optional(),
  level: z.number().optional(),
  origin: z.enum(["author", "grader", "assignment", "hidden", "aimed"]),
  /** Why it does not count, or why there is no picture. */
  note: z.string().optional(),
  picture: picture.optional(),
});

const part = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("pages"),
    file: z.string(),
    /** Sizes in points. */
    pages: z.array(
      z.object({ page: z.number(), width: z.number(), height: z.number() }),
    ),
    /** Pictures on the pages: their places in points, their sizes in pixels. */
    pictures: z.array(
      z.object({ where: place, width: z.number(), height: z.number() }),
    ),
  }),
  z.object({
    kind: z.literal("blocks"),
    file: z.string(),
    blocks: z.array(block),
  }),
]);

/** A whole submission in reading order, file by file. */
export const showingSchema = z.object({
  schema: z.literal("latentmark/showing@1"),
  parts: z.array(part),
  /** What is left out here, and why, in English. */
  omitted: z.array(z.object({ file: z.string(), reason: z.string() })),
});

/** A whole submission in reading order, file by file. */
export type Showing = z.infer<typeof showingSchema>;
/** One file of it. */
export type ShownPart = Showing["parts"][number];
/** A piece of text, or a picture. */
export type ShownBlock = z.infer<typeof block>;
/** A picture of the submission. */
export type ShownPicture = z.infer<typeof picture>;

/** A picture as PNG, perhaps smaller than it was handed in. */
const encoded = z.object({ name: z.string(), base64: z.string() });

/** What the child says: a showing with its pictures, or pages of a PDF by their number. */
export const answerSchema = z.union([
  z.object({ showing: showingSchema, pictures: z.array(encoded) }),
  z.object({ pages: z.array(encoded) }),
  z.object({ unreadable: z.string() }),
]);

/** What the child says. */
export type Answer = z.infer<typeof answerSchema>;

/** What the child is asked. */
export const showJobSchema = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("showing"),
    /** Absolute path of the submission. */
    path: z.string(),
    /** The questions in every language: copies of them are marked. */
    questions: z.array(z.string()),
  }),
  z.object({
    what: z.literal("pages"),
    path: z.string(),
    /** Path inside the submission. */
    file: z.string(),
    /** From 1. */
    pages: z.array(z.number().int().min(1)),
  }),
]);

/** What the child is asked. */
export type ShowJob = z.infer<typeof showJobSchema>;
