/**
 * `deno task bench similar [--submissions N]`: how long it takes to find what is alike in a
 * made class, and whether the pairs that were planted are found, and no others.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { encodeBase64, encodeHex } from "@std/encoding";
import { findSimilar, type SimilarInput } from "../gradebook/similar/find_similar.ts";
import { fingerprintsOf, wordsOf } from "../gradebook/similar/fingerprints.ts";
import type { SignedPicture } from "../gradebook/similar/signature.ts";

const flags = parseArgs(Deno.args, {
  string: ["submissions"],
  default: { submissions: "1000" },
});
const count = Number(flags.submissions);
const goalMs = 10_000;

/** mulberry32: the class is the same each time. */
function randomOf(seed: number): () => number {
  return () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomOf(8);
const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
const latin = Array.from({ length: 900 }, (_, i) => `w${(i * 7919 % 900).toString(36)}x`);
const han = Array.from({ length: 700 }, (_, i) => String.fromCodePoint(0x4E00 + i * 11));

/** Prose of one language: common words more often, as in any text. */
function prose(words: number, isHan: boolean): string {
  const list = isHan ? han : latin;
  const parts = Array.from(
    { length: words },
    () => list[Math.floor(list.length * random() ** 2.2)]!,
  );
  return parts.join(isHan ? "" : " ");
}

const asked = [prose(60, false), prose(90, true)];
const template = prose(150, false);
const bytes = (size: number) => Uint8Array.from({ length: size }, () => random() * 256);

function picture(): SignedPicture {
  return {
    where: { file: "a.pdf", page: 1 },
    sha256: encodeHex(bytes(32)),
    hash: encodeHex(bytes(8)),
    thumb: encodeBase64(bytes(256)),
  };
}

const coursePicture = picture();
const texts: string[][] = [];
const pictures: SignedPicture[][] = [];
for (let i = 0; i < count; i++) {
  const isHan = random() < 0.6;
  texts.push([pick(asked), template, prose(300 + random() * 900, isHan)]);
  pictures.push([coursePicture, picture(), picture()]);
}
/** Every 50th copies: a paragraph, nearly everything, or a figure. */
const planted = new Set<string>();
for (let i = 50; i < count; i += 50) {
  const from = i - 37;
  planted.add(`${from} ${i}`);
  if (i % 150 === 0) texts[i] = [...texts[from]!, prose(40, false)];
  else if (i % 150 === 50) {
    const own = texts[from]![2]!;
    const part = own.includes(" ")
      ? own.split(" ").slice(100, 180).join(" ")
      : own.slice(100, 200);
    texts[i]!.push(part);
  } else pictures[i]!.push({ ...pictures[from]![1]!, sha256: encodeHex(bytes(32)) });
}

const started = performance.now();
const inputs = texts.map((own, key): SimilarInput => {
  const words = wordsOf(own);
  return {
    key,
    students: [],
    signature: {
      prints: fingerprintsOf(words).map(({ hash, word }) => [hash, word]),
      pictures: pictures[key]!,
      words: words.length,
      unreadable: "",
    },
  };
});
const signed = performance.now();
const pairs = findSimilar(inputs, asked);
const ended = performance.now();
const seen = new Set(pairs.map(({ a, b }) => `${a} ${b}`));
const missed = [...planted].filter((pair) => !seen.has(pair));
const wrong = [...seen].filter((pair) => !planted.has(pair));
console.log(
  `similar: ${count} submissions, ${
    Math.round(inputs.reduce((n, { signature }) => n + signature.words, 0) / count)
  } words each\n` +
    `  fingerprints ${(signed - started).toFixed(0)} ms, pairs ${
      (ended - signed).toFixed(0)
    } ms\n` +
    `  planted ${planted.size}, missed ${missed.length}, others ${wrong.length}`,
);
const ok = ended - started < goalMs * (count / 1000) && missed.length === 0 &&
  wrong.length === 0;
if (!ok) {
  console.error(
    "similar: the goal is 1,000 submissions in 10 s, all pairs and no others",
  );
}
Deno.exit(ok ? 0 : 1);
