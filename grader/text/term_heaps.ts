/**
 * Heaps of terms: keywords that stand side by side and say nothing.
 *
 * @module
 */
import type { Evidence } from "../../rubric/evidence.ts";

/** A heap of terms: the whole of some pieces of evidence. */
export interface TermHeap {
  /** Ids of the evidence that is part of it. */
  readonly evidence: readonly string[];
  /** How many terms stand in it. */
  readonly terms: number;
}

/** Fewer terms in a row are a list as reports have them: `- blurry`, `- hard to train`. */
const fewest = 10;
/** How many terms a statement outweighs: a heap ends where people begin to speak. */
const statement = 5;
/** The same of a phrase no longer than a term: `not in the training`. */
const phrase = 1;
/** Nobody writes so many: what else there is and is no sentence is part of the heap. */
const pasted = 40;
const longest = 20_000;
const known = new WeakMap<readonly Evidence[], readonly TermHeap[]>();

/**
 * Runs of lines, list items and paragraphs that hold terms and nothing that is said of
 * them: pasted vocabularies, keywords one a line or between commas. A line such as
 * `Advantage: smooth latent space` says something, as a label says of what it speaks;
 * what has a verb, a particle of Chinese grammar, or reads on as a sentence does, too.
 * Tables, code, outputs, captions with numbers and the labels in pictures are no terms.
 * Pure.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { termHeaps } from "./term_heaps.ts";
 *
 * const said = (text: string) => ({
 *   id: "e1", kind: "paragraph", where: { file: "a.txt" }, sha256: "", text,
 *   origin: "author", via: "text",
 * } as const);
 * const words = "encoder, decoder, mean, variance, sampling, latent space, blurry, prior, " +
 *   "posterior collapse, generative model, KL divergence";
 * assertEquals(termHeaps([said(words)]).map(({ terms }) => terms), [11]);
 * assertEquals(termHeaps([said("The VAE encodes a distribution, so it can generate.")]), []);
 * ```
 */
export function termHeaps(evidence: readonly Evidence[]): readonly TermHeap[] {
  let heaps = known.get(evidence);
  if (heaps === undefined) {
    heaps = withRest(evidence, runsOf(evidence));
    known.set(evidence, heaps);
  }
  return heaps;
}

/** Whether somebody pasted a vocabulary: so many terms that nobody writes them. */
export function isPasted(heaps: readonly TermHeap[]): boolean {
  return heaps.some(({ terms }) => terms >= pasted);
}

/** Ids of all evidence that is part of a heap. */
export function idsInHeaps(evidence: readonly Evidence[]): ReadonlySet<string> {
  return new Set(termHeaps(evidence).flatMap((heap) => heap.evidence));
}

function isProse({ kind, origin, text, via }: Evidence): boolean {
  return origin === "author" && via === "text" && text.length <= longest &&
    kind !== "image" &&
    kind !== "code" && kind !== "output";
}

function withRest(
  evidence: readonly Evidence[],
  heaps: readonly TermHeap[],
): readonly TermHeap[] {
  const largest = heaps.find(({ terms }) => terms >= pasted);
  if (largest === undefined) return heaps;
  const taken = new Set(heaps.flatMap((heap) => heap.evidence));
  const rest = evidence.filter((one) =>
    isProse(one) && !taken.has(one.id) && !speaks(one.text)
  );
  return heaps.map((heap) =>
    heap === largest
      ? { ...heap, evidence: [...heap.evidence, ...rest.map(({ id }) => id)] }
      : heap
  );
}

/** Whether any line is more than a phrase. */
function speaks(text: string): boolean {
  return text.split("\n").some((line) => weighLine(bare(line)).said >= statement);
}

function runsOf(evidence: readonly Evidence[]): readonly TermHeap[] {
  const heaps: TermHeap[] = [];
  let ids: string[] = [];
  let terms = 0;
  let score = 0;
  let best = 0;
  let bestTerms = 0;
  let bestIds = 0;
  const close = () => {
    if (bestTerms >= fewest) {
      heaps.push({ evidence: ids.slice(0, bestIds), terms: bestTerms });
    }
    ids = [];
    terms =
      score =
      best =
      bestTerms =
      bestIds =
        0;
  };
  for (const item of evidence) {
    if (!isProse(item) || item.kind === "table") continue;
    // What a whole piece says, as lines of one paragraph may be one sentence.
    const weight = item.kind === "heading" ? { terms: 0, said: 0 } : weigh(item.text);
    ids.push(item.id);
    terms += weight.terms;
    score += weight.terms - weight.said;
    if (score >= best && weight.terms > 0) {
      best = score;
      bestTerms = terms;
      bestIds = ids.length;
    }
    if (score <= 0 || score < best - 3 * statement) close();
  }
  close();
  return heaps;
}

/** What divides terms: marks of lists, of data (YAML, JSON), and ends of lines. */
const between =
  /[,;、，；|•·"“”\[\]{}&\n]|\s[-–—/]\s|(?<=\p{Script=Han})\s+(?=\p{Script=Han})/u;

interface Weight {
  readonly terms: number;
  /** Terms that it outweighs. */
  readonly said: number;
}

function weigh(text: string): Weight {
  const lines = text.split("\n").map(bare).filter((line) => /\p{L}{2}/u.test(line));
  if (lines.length === 0) return { terms: 0, said: 0 };
  // A paragraph that is wrapped: its lines read on.
  if (lines.length > 1 && lines.every((line) => line.split(" ").length > 5)) {
    return weighLine(lines.join(" "));
  }
  let terms = 0;
  let said = 0;
  for (const line of lines) {
    const own = weighLine(line);
    terms += own.terms;
    said += own.said;
  }
  return { terms, said };
}

function weighLine(line: string): Weight {
  const parts = line.split(between).map(bare).filter((part) => /\p{L}/u.test(part));
  const terms = parts.filter(isTerm).length;
  const short = parts.filter(isShort).length;
  if (parts.length >= 4) {
    const many = parts.length >= 20 && short >= parts.length * 0.85;
    // A sentence may go on and on once it has begun.
    const begun = !many && !isTerm(parts[0] ?? "");
    return !begun && terms >= parts.length * (many ? 0.4 : 0.7)
      ? { terms, said: 0 }
      : { terms: 0, said: statement };
  }
  // `Advantage: smooth` answers something; so does what has more words than a term.
  if (/[:：]\s*\S/.test(line)) return { terms: 0, said: 0 };
  if (terms === parts.length) return { terms, said: 0 };
  const brief = short === parts.length && !/[。！？!?.]\s*$/.test(line);
  return { terms: 0, said: brief ? phrase : statement };
}

/** A line or a part of it without bullet, number, quotes and end. */
function bare(text: string): string {
  return text.trim().replace(/^(?:In|Out)\s?\[[\d ]{0,6}\]:?/, "").replace(
    /^(?:[-*+•●○▪◦·‣>#]+|\(?\d{1,2}[.)、]|\(?[a-z][.)])\s+/i,
    "",
  )
    .replace(/[*_`"'“”。.:：]+$/u, "").trim();
}

/** Words of English and Spanish that make a statement of terms. */
const says =
  /(?<![\p{L}'])(?:is|are|was|were|be|been|it|its|we|i|you|they|this|that|these|those|which|who|has|have|had|can|cannot|could|may|might|will|would|should|do|does|did|not|because|when|if|while|but|so|than|there|gives?|outputs?|maps?|learns?|makes?|lets?|uses?|used|generates?|produces?|becomes?|means|needs?|looks?|seems?|gets?|causes?|leads?|tends?|es|son|se|puede|tiene|que|no)(?![\p{L}])/iu;
/** Characters that Chinese sentences have and terms seldom: predicates and particles. */
const saysInChinese =
  /[是为為会會能可有把将將使让讓给給做從从了由被更較较再並并且而就也都比越太很沒没不跟和與与於于這这那其之因得到著着]|[變变][得成暗亮黑白大小深淺浅模清]|用[來来於于]|使用|[無无]法/u;

function isTerm(part: string): boolean {
  // Kana and Hangul carry endings in the words themselves.
  if (/[\p{Script=Hiragana}\p{Script=Hangul}]/u.test(part)) return false;
  // Numbers and formulas are layers, captions, values.
  if (/[\d=→←()<>^\\$]/.test(part)) return false;
  return isShort(part) && !says.test(part) && !saysInChinese.test(part);
}

function isShort(part: string): boolean {
  const han = part.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han > 0 ? han <= 8 : part.split(/\s+/).length <= 5;
}
