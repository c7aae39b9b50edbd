/**
 * Submissions of an assignment that are alike: what the page `/similar` and the command
 * `similar` show. Signatures are derived data of the gradebook: `makeSignatures` makes what
 * is missing, {@linkcode similarPairs} only reads.
 *
 * @module
 */
import { sha256Hex } from "../../grader/collect/digest.ts";
import type { Where } from "../../rubric/evidence.ts";
import type { Rubric } from "../../rubric/rubric.ts";
import type { Gradebook } from "../gradebook.ts";
import type { SubmissionRecord } from "../records.ts";
import {
  findSimilar,
  type FoundPair,
  type SharedPicture,
  type SharedRun,
  similarDefaults,
  type SimilarOptions,
} from "./find_similar.ts";
import { type Word, wordsOf } from "./fingerprints.ts";
import { decode, encode, signatureKey, textKey } from "./make_signatures.ts";
import { type Signature, signatureVersion, type SignedText } from "./signature.ts";

/** A side of a shared passage. */
export interface PassageSide {
  /** Where it begins. */
  readonly where: Where;
  /** Raw text, cut to 800 characters. */
  readonly text: string;
  /** Where it begins in {@linkcode signedText}. */
  readonly from: PieceOffset;
  /** Where it ends, exclusive. */
  readonly to: PieceOffset;
}

/** A place in the pieces of a submission's text. */
export interface PieceOffset {
  readonly piece: number;
  readonly offset: number;
}

/** A passage that both have. */
export interface Passage {
  /** A CJK character is a word. */
  readonly words: number;
  readonly kind: "prose" | "code";
  readonly a: PassageSide;
  readonly b: PassageSide;
}

/** Two submissions that are alike. */
export interface SimilarPair {
  readonly a: SubmissionRecord;
  readonly b: SubmissionRecord;
  /** How much of the shorter one's own text both have, 0 to 1. */
  readonly share: number;
  /** Words in passages that both have, about. */
  readonly words: number;
  /** The longest first, at most 20. */
  readonly passages: readonly Passage[];
  readonly pictures: readonly SharedPicture[];
}

/** What was compared. */
export interface SimilarReport {
  /** The most alike first. */
  readonly pairs: readonly SimilarPair[];
  readonly compared: number;
  /** Submissions without a signature yet. */
  readonly missing: number;
  /** Submissions that can not be read, and why. */
  readonly unreadable: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Finds what is alike. What the rubric asks, and what more than a share of the class has,
 * is not counted. The list is kept in the gradebook and found again while the same
 * submissions are there.
 *
 * @throws {RangeError} an assignment that the gradebook does not have
 */
export function similarPairs(
  gradebook: Gradebook,
  assignment: string,
  options: Partial<SimilarOptions> = {},
): SimilarReport {
  const rubric = gradebook.latestRubric(assignment);
  if (rubric === null) {
    throw new RangeError(
      `Cannot compare submissions of "${assignment}" as it must be an assignment of the ` +
        `gradebook: it is none`,
    );
  }
  const records = gradebook.submissions(assignment);
  const read = records.map((record) => ({
    record,
    bytes: gradebook.derived(signatureKey(record.source)),
  }));
  const known = read.flatMap(({ record, bytes }) =>
    bytes === null ? [] : [{ record, signature: decode<Signature>(bytes) }]
  );
  const readable = known.filter(({ signature }) => signature.unreadable === "");
  const limits = { ...similarDefaults, ...options };
  const asked = [...askedTexts(rubric.rubric)];
  const cacheKey = `similar-pairs/${signatureVersion}/` + sha256Hex(JSON.stringify([
    limits,
    asked,
    readable.map(({ record }) => [record.key, record.source, studentsOf(record)]),
  ]));
  const cached = gradebook.derived(cacheKey);
  let found: readonly FoundPair[];
  if (cached) found = decode<readonly FoundPair[]>(cached);
  else {
    found = findSimilar(
      readable.map(({ record, signature }) => ({
        key: record.key,
        signature,
        students: studentsOf(record),
      })),
      asked,
      limits,
    );
    keep(gradebook, cacheKey, found);
  }
  const byKey = new Map(records.map((record) => [record.key, record]));
  const texts = new Map<string, ReadText>();
  return {
    pairs: found.flatMap((pair) => {
      const [a, b] = [byKey.get(pair.a), byKey.get(pair.b)];
      return a && b ? [shownPair(gradebook, texts, pair, a, b)] : [];
    }),
    compared: readable.length,
    missing: records.length - known.length,
    unreadable: known.flatMap(({ record, signature }) =>
      signature.unreadable === "" ? [] : [{ id: record.id, reason: signature.unreadable }]
    ),
  };
}

/** A gradebook that is opened to be read is not written to. */
function keep(gradebook: Gradebook, key: string, value: unknown): void {
  try {
    gradebook.putDerived(key, encode(value));
  } catch {
    // It is found anew the next time.
  }
}

/** Texts of the assignment: copies of them are nobody's own. */
function* askedTexts(rubric: Rubric): Generator<string> {
  for (const { title, text, items } of rubric.questions) {
    for (const one of [title, text, ...items.map((item) => item.text)]) {
      yield one.en;
      yield one["zh-TW"];
    }
  }
}

function studentsOf(record: SubmissionRecord): string[] {
  return record.submitters.flatMap(({ sid, email }) =>
    [sid, email].filter((id) => id !== null).map((id) => id.trim().toLowerCase())
  );
}

/** The text of a submission that is compared; `null`: it has no signature yet. */
export function signedText(gradebook: Gradebook, source: string): SignedText | null {
  const bytes = gradebook.derived(textKey(source));
  return bytes === null ? null : decode<SignedText>(bytes);
}

interface ReadText {
  readonly pieces: SignedText;
  readonly words: readonly Word[];
}

function textOf(
  gradebook: Gradebook,
  texts: Map<string, ReadText>,
  source: string,
): ReadText {
  const known = texts.get(source);
  if (known) return known;
  const pieces = signedText(gradebook, source) ?? [];
  const made = { pieces, words: wordsOf(pieces.map(({ text }) => text)) };
  texts.set(source, made);
  return made;
}

function shownPair(
  gradebook: Gradebook,
  texts: Map<string, ReadText>,
  { share, words, runs, pictures }: FoundPair,
  a: SubmissionRecord,
  b: SubmissionRecord,
): SimilarPair {
  const [left, right] = [a, b].map(({ source }) => textOf(gradebook, texts, source));
  const passages = runs.slice(0, 20).flatMap((found: SharedRun): Passage[] => {
    const run = extended(found, left!.words, right!.words);
    const one = sideOf(left!, run.a);
    const other = sideOf(right!, run.b);
    if (!one || !other) return [];
    const kind = one.kind === "code" && other.kind === "code" ? "code" : "prose";
    return [{ words: run.a[1] - run.a[0], kind, a: one.side, b: other.side }];
  });
  return { a, b, share, words, passages, pictures };
}

/** A run begins and ends at fingerprints: the words around it may be shared, too. */
function extended(run: SharedRun, a: readonly Word[], b: readonly Word[]): SharedRun {
  let [x, xEnd] = run.a;
  let [y, yEnd] = run.b;
  const same = (i: number, k: number) => {
    const [one, other] = [a[i], b[k]];
    return one !== undefined && other !== undefined && one.hash === other.hash;
  };
  while (same(x - 1, y - 1)) [x, y] = [x - 1, y - 1];
  while (same(xEnd, yEnd)) [xEnd, yEnd] = [xEnd + 1, yEnd + 1];
  return { a: [x, xEnd], b: [y, yEnd] };
}

/** Raw text from one word to another. */
function sideOf(
  { pieces, words }: ReadText,
  [first, end]: readonly [number, number],
): { side: PassageSide; kind: "prose" | "code" } | null {
  const from = words[first];
  const to = words[Math.min(end, words.length) - 1];
  const start = from && pieces[from.piece];
  if (!from || !to || !start) return null;
  const text = from.piece === to.piece ? start.text.slice(from.start, to.end) : [
    start.text.slice(from.start),
    ...pieces.slice(from.piece + 1, to.piece).map((piece) => piece.text),
    pieces[to.piece]?.text.slice(0, to.end) ?? "",
  ].join("\n");
  return {
    side: {
      where: start.where,
      text: text.length > 800 ? `${text.slice(0, 799)}…` : text,
      from: { piece: from.piece, offset: from.start },
      to: { piece: to.piece, offset: to.end },
    },
    kind: start.kind,
  };
}
