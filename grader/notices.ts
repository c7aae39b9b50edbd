/**
 * What a person should know of a submission beside its verdicts.
 *
 * @module
 */
import type { Document, Evidence } from "../rubric/evidence.ts";
import { aimedIn } from "./collect/origins/aimed_text.ts";
import type { Report } from "./report.ts";
import { oddities, type Oddity } from "./text/look_alikes.ts";
import { termHeaps } from "./text/term_heaps.ts";

type Notice = Report["notices"][number];

/** More of one kind are told by their number. */
const most = 20;

/**
 * Notices of a document: parts that could not be read, text that can not be seen, text
 * that is aimed at whoever grades, lists of keywords, characters that deceive. Pure.
 */
export function noticesOf(document: Document): readonly Notice[] {
  const { evidence } = document;
  const hidden = evidence.filter((e) => e.origin === "hidden").map((e) =>
    notice(e, `hidden text does not count (${e.originReason ?? "hidden"}): ${quoted(e)}`)
  );
  return [
    ...document.problems.map(({ where, problem }) => ({ where, notice: problem })),
    ...hidden,
    ...atMost(evidence.flatMap(aimed), "more text that is aimed at whoever grades"),
    ...echoes(evidence),
    ...keywords(document),
    ...odd(evidence),
  ];
}

function notice({ where }: Evidence, text: string): Notice {
  return { where, notice: text };
}

function quoted({ text }: Pick<Evidence, "text">): string {
  return `"${text.slice(0, 80)}"`;
}

function aimed(one: Evidence): Notice[] {
  const text = "text aimed at whoever grades does not count: ";
  if (one.origin === "aimed") return [notice(one, text + quoted(one))];
  if (one.origin === "assignment" || (one.kind !== "code" && one.kind !== "output")) {
    return [];
  }
  return aimedIn(one.text).slice(0, 1).map(({ start, end }) =>
    notice(one, text + quoted({ text: one.text.slice(start, end) }))
  );
}

/** One notice where copies of the question are most of what is written. */
function echoes(evidence: readonly Evidence[]): Notice[] {
  const copies = evidence.filter((e) => e.origin === "assignment");
  const own = evidence.filter((e) => e.origin === "author" && e.kind !== "code");
  const length = (all: readonly Evidence[]) =>
    all.reduce((sum, { text }) => sum + text.length, 0);
  const [first] = copies;
  if (first === undefined || length(copies) <= length(own)) return [];
  return [notice(first, `most of the text is the question's own: ${quoted(first)}`)];
}

function keywords({ evidence }: Document): Notice[] {
  return termHeaps(evidence).slice(0, most).flatMap((heap) => {
    const first = evidence.find(({ id }) => id === heap.evidence[0]);
    return first === undefined ? [] : [
      notice(
        first,
        `a list of ${heap.terms} keywords is no answer, as nothing is said of them: ` +
          quoted(first),
      ),
    ];
  });
}

const kinds: Readonly<Record<Oddity["what"], string>> = {
  unseen: "characters that print as nothing carry text",
  "no-width": "words are torn by characters of no width",
  "look-alike": "words mix letters of scripts that look alike",
};

/** One notice a kind, at the first place; the author's own text and hidden text alike. */
function odd(evidence: readonly Evidence[]): Notice[] {
  const counts = new Map<
    Oddity["what"],
    { count: number; first: Evidence; sample: string }
  >();
  for (const one of evidence) {
    if (one.kind === "image" || one.via === "ocr") continue;
    for (const { what, count, sample } of oddities(one.text)) {
      const before = counts.get(what);
      counts.set(
        what,
        before === undefined
          ? { count, first: one, sample }
          : { ...before, count: before.count + count },
      );
    }
  }
  return [...counts].map(([what, { count, first, sample }]) =>
    notice(first, `${kinds[what]} (${count}): "${sample}"`)
  );
}

function atMost(notices: readonly Notice[], rest: string): readonly Notice[] {
  const next = notices[most];
  if (next === undefined) return notices;
  return [...notices.slice(0, most), {
    where: next.where,
    notice: `${rest}: ${notices.length - most} places`,
  }];
}
