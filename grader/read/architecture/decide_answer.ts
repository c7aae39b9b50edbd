/**
 * Which of several models the answer about the latent representation is about.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Answer, Architecture } from "../../../rubric/facts.ts";
import type { Draft } from "./draft.ts";
import { latentSection, type Section } from "./sections.ts";

/** A draft and the architecture made of it, still without an answer. */
export interface Candidate {
  readonly draft: Draft;
  readonly architecture: Omit<Architecture, "answer" | "answerReason">;
}

/** A decision and its reason. */
export interface Decision {
  readonly answer: Answer;
  readonly reason: string;
}

/** Code that changes a latent vector: an element is set, noise is added, a factor. */
const CHANGES =
  /\b\w*(?:z|latent|code|emb|enc|feat|hidden|vec|x_v|repr)\w*(?:\s*\[[^\]\n]{0,40}\])+\s*[-+*/]?=(?!=)|\b(?:z|latent|code|encoded|emb|embedding|hidden|vec)\w{0,12}\s*[-+*]=?\s*[\w(.-]|linspace|randn_like\(\s*(?:z|latent|code|enc|emb)|(?:z|latent|code|encoded)\w*\.(?:clone|copy|detach)\(/i;
const CONV_TEXT =
  /\b(?:conv(?:olutional)?|CNN)[_\s-]?(?:based\s)?(?:auto-?encoder|AE\b)|卷積(?:式)?自?(?:動)?編碼|卷积自编码|\bto\s+CNN\b/i;
const NOT_CONV =
  /instead of|rather than|not |without|unlike|no |而不是|不是|沒有|没有|相比|compared/i;

/** Decides for every candidate, in their order. */
export function decideAnswers(
  document: Document,
  candidates: readonly Candidate[],
): readonly Decision[] {
  const groups = new Map<string, Candidate[]>();
  for (const own of candidates) {
    const key = signature(own);
    groups.set(key, [...(groups.get(key) ?? []), own]);
  }
  // Words without sizes name no model of their own.
  const sized = [...groups.values()].filter((group) => group.some(isConcrete));
  const decided = sized.length === 0
    ? new Map(candidates.map((own) => [own, yes("the only model that is shown")]))
    : decide(document, sized);
  return candidates.map((own) =>
    decided.get(own) ??
      (isConcrete(own) ? { answer: "unknown", reason: "not decided" } : {
        answer: "unknown",
        reason: "words without sizes beside a model that is shown",
      })
  );
}

function yes(reason: string): Decision {
  return { answer: "yes", reason };
}

function isConcrete(own: Candidate): boolean {
  return own.architecture.layers.some((layer) =>
    layer.kind === "convolution" || layer.outUnits !== undefined ||
    layer.parameters !== undefined
  );
}

function signature({ architecture }: Candidate): string {
  const linear = architecture.layers.filter((own) => own.kind === "linear")
    .map((own) => own.outUnits ?? "?");
  const convolutions =
    architecture.layers.filter((own) => own.kind === "convolution").length;
  return `${architecture.inputSize ?? ""}|${linear.join()}|${convolutions}`;
}

function decide(
  document: Document,
  groups: readonly (readonly Candidate[])[],
): ReadonlyMap<Candidate, Decision> {
  const section = latentSection(document);
  const say = (
    chosen: readonly (readonly Candidate[])[],
    reason: string,
    otherwise: string,
  ): ReadonlyMap<Candidate, Decision> =>
    new Map(groups.flatMap((group) =>
      group.map((own): [Candidate, Decision] => [
        own,
        chosen.includes(group) ? yes(reason) : { answer: "no", reason: otherwise },
      ])
    ));
  if (groups.length === 1) {
    return contradictedByText(
      document,
      section,
      say(groups, "the only model that is shown", ""),
    );
  }
  const anchors = new Set(
    document.evidence.flatMap(({ text, kind, origin }, i) =>
      origin === "author" && kind === "code" && CHANGES.test(text) &&
        /decod|predict|model\(/i.test(text)
        ? [i]
        : []
    ),
  );
  const used = groups.filter((group) =>
    group.some(({ draft }) => draft.code?.usedAt.some((order) => anchors.has(order)))
  );
  if (used.length === 1) {
    return say(
      used,
      "the code that adjusts the latent representation uses it",
      "another model is used where the latent representation is adjusted",
    );
  }
  const inSection = section
    ? (used.length > 0 ? used : groups).filter((group) =>
      group.some(({ draft }) => draft.order >= section.from && draft.order < section.to)
    )
    : [];
  if (inSection.length === 1) {
    return contradictedByText(
      document,
      section,
      say(
        inSection,
        "it is shown in the section that answers the question",
        "another model is shown in the section that answers the question",
      ),
    );
  }
  const pool = inSection.length > 1 ? inSection : used.length > 0 ? used : groups;
  const outside = inSection.length > 1
    ? "other models are shown in the section that answers the question"
    : "other models are used where the latent representation is adjusted";
  const { left, dropped } = narrow(pool);
  const kept = [...new Set(dropped.values())].map((why) => KEPT[why] ?? why);
  const decision = (group: readonly Candidate[]): Decision => {
    if (!pool.includes(group)) return { answer: "no", reason: outside };
    const why = dropped.get(group);
    if (why !== undefined) return { answer: "no", reason: why };
    return left.length === 1
      ? yes(`of ${groups.length} models, the only one that ${kept.join(" and ")}`)
      : {
        answer: "unknown",
        reason: "several models are shown and none is singled out",
      };
  };
  return contradictedByText(
    document,
    section,
    new Map(groups.flatMap((group) => {
      const own = decision(group);
      return group.map((candidate): [Candidate, Decision] => [candidate, own]);
    })),
  );
}

/** Reasons for leaving a model out, and what the others then have in common. */
const KEPT: Readonly<Record<string, string>> = {
  "it is no autoencoder": "may be an autoencoder",
  "it is defined, but another model is made and used": "is made and used",
  "a whole autoencoder is shown beside it": "is a whole autoencoder",
  "it samples its latent representation, another model does not": "does not sample",
};

/** Leaves out models that can not be meant, as long as one is left. */
function narrow(groups: readonly (readonly Candidate[])[]): {
  readonly left: readonly (readonly Candidate[])[];
  readonly dropped: ReadonlyMap<readonly Candidate[], string>;
} {
  const steps: readonly (readonly [string, (own: Candidate) => boolean])[] = [
    ["it is no autoencoder", ({ architecture }) => architecture.autoencoder !== "no"],
    [
      "it is defined, but another model is made and used",
      ({ draft }) => draft.code === undefined || (!draft.code.unused && draft.code.bound),
    ],
    [
      "a whole autoencoder is shown beside it",
      ({ architecture }) => architecture.autoencoder === "yes",
    ],
    [
      "it samples its latent representation, another model does not",
      ({ architecture }) => architecture.variational !== "yes",
    ],
  ];
  const dropped = new Map<readonly Candidate[], string>();
  let left = groups;
  for (const [why, keeps] of steps) {
    const next = left.filter((group) => group.some(keeps));
    if (next.length === 0) continue;
    for (const group of left) if (!next.includes(group)) dropped.set(group, why);
    left = next;
  }
  return { left, dropped };
}

/** Text that speaks of a convolutional autoencoder makes a linear one less sure. */
function contradictedByText(
  document: Document,
  section: Section | undefined,
  decided: ReadonlyMap<Candidate, Decision>,
): ReadonlyMap<Candidate, Decision> {
  const linear = [...decided].some(([own, { answer }]) =>
    answer === "yes" && own.architecture.fullyConnected === "yes"
  );
  if (!linear) return decided;
  const said = document.evidence.find(({ text, kind, origin }, i) => {
    if (origin !== "author" || kind === "image" || kind === "output") return false;
    if (section && (i < section.from || i >= section.to)) return false;
    return text.split(/[\n。！？]|\.\s/).some((sentence) =>
      CONV_TEXT.test(sentence) && !NOT_CONV.test(sentence) &&
      (kind !== "code" || /^\s*(#|\/\/)/.test(sentence))
    );
  });
  if (!said) return decided;
  return new Map([...decided].map(([own, decision]) => [
    own,
    decision.answer === "yes"
      ? {
        answer: "unknown" as const,
        reason:
          `${decision.reason}, but the text (${said.id}) speaks of a convolutional one`,
      }
      : decision,
  ]));
}
