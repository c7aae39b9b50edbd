/**
 * Which elements of a latent a stretch of words names.
 *
 * @module
 */
import { numeral } from "./_numerals.ts";
import { cuePattern } from "./_cue_pattern.ts";
import cues from "./cues.json" with { type: "json" };

/** Named elements. */
export interface Elements {
  readonly elements: "all" | "some" | "unknown";
  /** From 0, where known. */
  readonly indices: readonly number[] | null;
  /** Counted from the first one in words. */
  readonly ordinal: boolean;
  /** What a set without numbers is called: `even`, `first half`, `largest`. */
  readonly subset?: string;
  /** The value that stands after the elements: -9 in `z[40] to -9`. */
  readonly value?: number;
}

const unit =
  "(?:latent )?(?:elements?|dim(?:ension)?s?|components?|coordinates?|ind(?:ex|ices|exes)|entr(?:y|ies)|positions?|channels?|numbers?|neurons?|features?|values?|variables?|latents?|z|次元|element|pixel)";
const cjkUnit =
  "(?:个|維|维|号|次元|成分|元素|分量|位|项|列|element|dim|channel|latent|차원|番目)";
/** What a latent is called where an element of it is taken: `c[7]`, `code[0:8]`. */
const vector =
  "(?:z|(?<![a-z\\d_.])(?:[cehuvw]|latents?|codes?|emb(?:edding)?s?|encoded|feat(?:ure)?s?|lat|hidden|bottleneck)(?:_?\\d|_\\w{1,8}|')?)";
const list = "\\d{1,4}(?: ?(?:,|、|和|与|及|跟|以及|and|&|/) ?(?:and )?第? ?\\d{1,4})*";
const range = "(\\d{1,4}) ?(?:-|~|–|到|至|to|through|から|:) ?第? ?(\\d{1,4})";
const ordinals = [
  ..."first second third fourth fifth sixth seventh eighth ninth tenth".split(" "),
];
const spanish = ["primer", "segund", "tercer", "cuart", "quint", "sext"];

/** Linear patterns over folded text; group 1 (and 2) hold the numbers. */
const patterns: readonly {
  readonly pattern: RegExp;
  readonly ordinal: boolean;
  readonly read: (match: RegExpMatchArray) => readonly number[] | null;
}[] = [
  {
    pattern: new RegExp(
      `第 ?${range} ?(?:个|維|维|号|次元|成分|元素|dim|element|channel|$)?`,
      "gu",
    ),
    ordinal: true,
    read: (match) => between(Number(match[1]) - 1, Number(match[2])),
  },
  {
    pattern: new RegExp(`第 ?(${list}) ?${cjkUnit}`, "gu"),
    ordinal: true,
    read: (match) => numbers(match[1]).map((n) => Math.max(0, n - 1)),
  },
  {
    pattern:
      /第 ?([一二两三四五六七八九十]{1,3}) ?(?:个|维|位|项|分量|成分|次元|element|dim)(?!.{0,2}(?:调整|方|种|步|改))/gu,
    ordinal: true,
    read: (match) => one((numeral(match[1] ?? "") ?? 1) - 1),
  },
  {
    pattern:
      /(?:最前面|前面|前)的? ?(\d{1,4}|[一二两三四五六七八九十]{1,3}) ?(?:个|维|次元|elements?|dims?)/gu,
    ordinal: false,
    read: (match) => between(0, numeral(match[1] ?? "") ?? 1),
  },
  {
    pattern: new RegExp(
      `\\bfirst (\\d{1,4}|two|three|four|five|six|eight|ten) (?:\\w+ )?${unit}`,
      "gu",
    ),
    ordinal: false,
    read: (match) => between(0, numeral(match[1] ?? "") ?? 1),
  },
  {
    pattern: new RegExp(`${vector} ?\\[ ?(?:[:\\d.]+ ?, ?)?(-?\\d{1,4}) ?\\]`, "gu"),
    ordinal: false,
    read: (match) => one(Number(match[1])),
  },
  {
    pattern: new RegExp(
      `${vector} ?\\[ ?(?:[:.]+ ?, ?)?(\\d{0,4}) ?: ?(\\d{1,4}) ?\\]`,
      "gu",
    ),
    ordinal: false,
    read: (match) => between(Number(match[1] ?? 0), Number(match[2])),
  },
  {
    pattern: /\bz ?_? ?\{? ?(\d{1,4})\b(?!\.\d)/gu,
    ordinal: false,
    read: (match) => one(Number(match[1])),
  },
  {
    pattern: new RegExp(`\\b${unit} ?#?\\(?${range}(?![.\\d])`, "gu"),
    ordinal: false,
    read: (match) => between(Number(match[1]), Number(match[2]) + 1),
  },
  {
    pattern: new RegExp(
      `\\b${unit} ?[#_\\[({]{0,2} ?(?:z_?)?(${list})(?![.\\d]|\\w| ?(?:%|to|be|times|倍))`,
      "gu",
    ),
    ordinal: false,
    read: (match) => numbers(match[1]),
  },
  {
    pattern:
      /\b(?:element|index|idx|entry|component|coordinate|number|no\.|position|slot) ?#?(\d{1,4})(?![.\d%]| ?(?:%|be|times|倍|of))/gu,
    ordinal: false,
    read: (match) => one(Number(match[1])),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,4})(?:st|nd|rd|th)(?: (?:and|,|to) (\\d{1,4})(?:st|nd|rd|th))? (?:[a-z]+ ){0,2}?${unit}\\b`,
      "gu",
    ),
    ordinal: true,
    read: (match) =>
      [match[1], match[2]].filter((part) => part !== undefined).map((part) =>
        Number(part) - 1
      ),
  },
  {
    pattern: new RegExp(
      `\\b(${ordinals.join("|")}) (?:(?:and|,) (${
        ordinals.join("|")
      }) )?(?:[a-z]+ ){0,2}?${unit}\\b`,
      "gu",
    ),
    ordinal: true,
    read: (match) =>
      [match[1], match[2]].filter((part) => part !== undefined)
        .map((part) => ordinals.indexOf(part)),
  },
  {
    pattern:
      /(?:\blast|最后面?的?|后面的?|后) ?(\d{1,3}) ?(?:个|维|elements?|dim\w*|components?|values?)/gu,
    ordinal: false,
    read: (match) => between(-Number(match[1]), 0),
  },
  {
    pattern: new RegExp(
      `\\b(${spanish.join("|")})[oa]? (?:elemento|dimensi|componente)`,
      "gu",
    ),
    ordinal: true,
    read: (match) => one(spanish.indexOf(match[1] ?? "")),
  },
  {
    pattern:
      /(\d{1,4}) ?番目(?:(?:と|、|および|から) ?(\d{1,4}) ?番目)?|第 ?(\d{1,4}) ?(?:成分|要素|次元|ユニット)/gu,
    ordinal: true,
    read: (match) =>
      [match[1], match[2], match[3]].filter((part) => part !== undefined)
        .map((part) => Math.max(0, Number(part) - 1)),
  },
  {
    pattern:
      /(\d{1,4})번(?:째)? ?(?=요소|원소|차원|값|성분|인덱스|latent|잠재|번째|을|를|의|$)|(\d{1,4})번째/gu,
    ordinal: true,
    read: (match) => one(Math.max(0, Number(match[1] ?? match[2]) - 1)),
  },
  {
    pattern: /(?:^|[^\d.])(\d{1,4}) ?、 ?(\d{1,4}) ?(?:维|维度|次元|号)/gu,
    ordinal: false,
    read: (match) => [Number(match[1]), Number(match[2])],
  },
];

const all =
  /\b(?:all|every|each|whole|entire|everything)\b|整个|整体|全部|所有|每个|每一|全体|各个|すべて|全て|整條|整条/u;
const whole =
  /\b(?:whole|entire|full) (?:latent|code|vector|z\b|embedding|representation)|(?:整个|整条|整串|全部的?) ?(?:latent|z\b|code|潜|隐|编码|向量)/u;
const part =
  /\b(?:some|half|part|random|several|certain|last|second half|first half)\b|部分|一半|前半|后半|随机|某个|某些|几个|后 ?\d|最后/u;

const subsets = cues.subsets.map(({ name, pattern }) => ({
  name,
  pattern: cuePattern(pattern),
}));

function subsetIn(text: string): string | null {
  return subsets.find(({ pattern }) => pattern.test(text))?.name ?? null;
}

/** The elements that folded text names. */
export function elementsIn(text: string): Elements {
  const groups = elementGroups(text);
  const [first] = groups;
  if (first) {
    const indices = new Set(groups.flatMap((group) => group.indices ?? []));
    return {
      elements: "some",
      indices: [...indices].sort((a, b) => a - b),
      ordinal: groups.some((group) => group.ordinal),
    };
  }
  const subset = subsetIn(text);
  if (subset) return { elements: "some", indices: null, ordinal: false, subset };
  const elements = whole.test(text)
    ? "all"
    : part.test(text) && partly.test(text)
    ? "some"
    : all.test(text)
    ? "all"
    : "unknown";
  return { elements, indices: null, ordinal: false };
}

/**
 * Elements that are named one by one: far from each other in the sentence, or with a word
 * such as "respectively".
 */
export function elementGroups(text: string): readonly Elements[] {
  const found: {
    at: number;
    end: number;
    indices: readonly number[];
    ordinal: boolean;
  }[] = [];
  let rest = text;
  for (const { pattern, ordinal, read } of patterns) {
    for (const match of rest.matchAll(pattern)) {
      const indices = read(match);
      if (!indices || indices.length === 0) continue;
      found.push({
        at: match.index,
        end: match.index + match[0].length,
        indices,
        ordinal,
      });
    }
    rest = rest.replace(pattern, (match) => "\u0001".repeat(match.length));
  }
  found.sort((a, b) => a.at - b.at);
  const groups: { at: number; end: number; indices: Set<number>; ordinal: boolean }[] =
    [];
  const apart = separately.test(text);
  for (const { at, end, indices, ordinal } of found) {
    const last = groups.at(-1);
    if (apart && indices.length < 6) {
      for (const n of indices) groups.push({ at, end, indices: new Set([n]), ordinal });
    } else if (last && at - last.end <= 12 && !valued.test(text.slice(last.end, at))) {
      for (const n of indices) last.indices.add(n);
      last.end = end;
    } else groups.push({ at, end, indices: new Set(indices), ordinal });
  }
  const values = groups.map(({ end }, i) =>
    after.exec(text.slice(end, groups[i + 1]?.at ?? end + 24))?.[1]
  );
  const paired = groups.length > 1 && values.every((value) => value !== undefined);
  return groups.map(({ indices, ordinal }, i) => ({
    elements: "some",
    indices: [...indices],
    ordinal,
    ...(paired ? { value: Number(values[i]) } : {}),
  }));
}

/** A value of its own stands between two elements: `z[3] to 9 and z[40]`. */
const valued = /\d|-\d|one|zero|double|negat/;
const separately =
  /分别|各自|それぞれ|separately|respectively|individually|independently|in turn/;
const after = /^[^\d]{0,12}?(-?\d+(?:\.\d+)?)(?!\.?\d|%| ?[维个])/;
const partly = /element|dim|维|elem|second half|half|后 ?\d|最后|部分/;

function numbers(text: string | undefined): readonly number[] {
  return [...(text ?? "").matchAll(/\d+/g)].map((match) => Number(match[0]));
}

function between(from: number, end: number): readonly number[] | null {
  if (end <= from || end - from > 512) return null;
  return Array.from({ length: end - from }, (_, i) => from + i);
}

function one(n: number): readonly number[] {
  return [n];
}
