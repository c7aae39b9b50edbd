/**
 * A posted form -> the decisions that it asks for. Pure.
 *
 * @module
 */
import type { NewDecision } from "../../gradebook/records.ts";
import type { Verdict } from "../../rubric/check.ts";
import { lastOwn, type Standing } from "./standing.ts";

type GivenVerdict = Exclude<Verdict, "undetermined">;

const verdicts: readonly GivenVerdict[] = ["met", "partial", "unmet"];

/**
 * Reads a form. Its field `do` says what: `verdict:met`, `save` (verdict, points, comment),
 * `adjust` (points, comment), `accept-all`, `undo:12`, `undo-last`. `seen` is the number of
 * the last decision that the page showed; `result`, beside `accept-all`, that of the
 * findings.
 *
 * @returns decisions to write; empty: nothing changes; `null`: no such form
 */
export function readDecisions(
  form: FormData,
  standing: Standing,
  who: string,
): readonly NewDecision[] | null {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const seen = /^\d{1,15}$/.test(text("seen")) ? Number(text("seen")) : null;
  if (seen === null) return null;
  const base = {
    ...{ submission: standing.record.key, who, seen, comment: text("comment") },
    ...{ item: null, verdict: null, points: null, undoes: null },
  };
  const [what, value = ""] = text("do").split(":");
  switch (what) {
    case "verdict":
      return setVerdict(base, standing, text("item"), value, null, false);
    case "save": {
      const points = numberOf(text("points"));
      if (points === undefined) return null;
      return setVerdict(base, standing, text("item"), text("verdict"), points, true);
    }
    case "adjust": {
      const points = numberOf(text("points"));
      return points == null || Math.abs(points) > worth(standing)
        ? null
        : [{ ...base, action: "adjust", points }];
    }
    case "accept-all":
      // Graded again meanwhile: nobody accepts what the page did not show.
      if (form.has("result") && text("result") !== String(standing.result ?? "")) {
        return [];
      }
      return standing.current.items.flatMap((item): NewDecision[] => {
        const verdict = verdicts.find((known) => known === item.finding?.verdict);
        if (!item.needsReview || !verdict) return [];
        return [{ ...base, comment: "", item: item.id, action: "accept", verdict }];
      });
    case "undo":
      return undo(base, standing, Number(value));
    case "undo-last": {
      const last = lastOwn(standing, who);
      return last ? undo(base, standing, last.number) : [];
    }
    default:
      return null;
  }
}

type Base = Omit<NewDecision, "action">;

function setVerdict(
  base: Base,
  standing: Standing,
  id: string,
  given: string,
  points: number | null,
  mayComment: boolean,
): readonly NewDecision[] | null {
  const item = standing.current.items.find((item) => item.id === id);
  if (!item) return null;
  const verdict = verdicts.find((known) => known === given);
  const comment: NewDecision[] = base.comment === "" || !mayComment
    ? []
    : [{ ...base, item: id, action: "comment" }];
  // An undetermined item that is only commented on stays as it is.
  if (!verdict) {
    return ["", "undetermined"].includes(given) && points === null ? comment : null;
  }
  const now = item.decision === null ? null : item.verdict;
  const nowPoints = item.decision?.action === "override" ? item.decision.points : null;
  if (now === verdict && nowPoints === points) return comment;
  // A comment on what the harness found does not decide it.
  const untouched = item.decision === null && item.verdict === verdict;
  if (untouched && points === null && mayComment) return comment;
  const agrees = item.finding?.verdict === verdict && points === null;
  return [{ ...base, item: id, action: agrees ? "accept" : "override", verdict, points }];
}

function undo(
  base: Base,
  standing: Standing,
  number: number,
): readonly NewDecision[] | null {
  const undone = standing.decisions.find((decision) => decision.number === number);
  if (!undone || undone.action === "undo") return null;
  // Somebody took it back already: nothing is left to do.
  if (standing.decisions.some(({ undoes }) => undoes === number)) return [];
  return [{ ...base, comment: "", item: undone.item, action: "undo", undoes: number }];
}

/** What the whole is worth: a slip of the finger does not add more. */
function worth({ current }: Standing): number {
  return current.score?.possible ??
    current.items.reduce((sum, { possible }) => sum + possible, 0);
}

/** Points as people write them; `null`: none were given; `undefined`: these are none. */
function numberOf(text: string): number | null | undefined {
  if (text === "") return null;
  const written = /^[+\-\u2212]?\d{1,4}(?:[.,]\d{1,2})?$/.test(text);
  return written ? Number(text.replace(",", ".").replace("\u2212", "-")) : undefined;
}
