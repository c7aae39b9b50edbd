/**
 * What people decided, as a list.
 *
 * @module
 */
import type { VNode } from "preact";
import type { Decision } from "../../gradebook/records.ts";
import { Csrf } from "../components/Csrf.tsx";
import { pointsText } from "../points_text.ts";
import type { State } from "../state.ts";
import type { SubmissionWords } from "../words/submission.ts";

/** A decision in a few words: `set to unmet, 0.25`. */
export function decisionText(
  decision: Decision,
  words: SubmissionWords,
  state: State,
): string {
  const what = words.actions[decision.action];
  const verdict = decision.verdict === null
    ? ""
    : ` ${state.words.verdicts[decision.verdict]}`;
  const points = decision.points === null ? "" : ` ${pointsText(decision.points)}`;
  return `${what}${verdict}${points}`;
}

/** A moment as people of the interface's language write it, in UTC. */
export function momentText(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}

/** The list, the latest first; undone decisions stay and say so. */
export function History(
  { history, decisions, state, words, submission, seen }: {
    readonly history: readonly Decision[];
    /** Every decision on the submission: they say what was undone. */
    readonly decisions: readonly Decision[];
    readonly state: State;
    readonly words: SubmissionWords;
    readonly submission: number;
    readonly seen: number;
  },
): VNode | null {
  if (history.length === 0) return null;
  const undone = new Set(decisions.flatMap(({ undoes }) => undoes ?? []));
  const entries = history.toReversed().map((decision) => {
    const gone = undone.has(decision.number);
    const mayUndo = !gone && decision.action !== "undo" && state.role === "grader";
    return (
      <li class={gone ? "gone" : undefined}>
        <p class="row">
          <span>
            <strong>{decision.who}</strong> {decisionText(decision, words, state)}
            {gone && <em>{` (${words.takenBack})`}</em>}{" "}
            <time class="quiet" dateTime={decision.at}>{momentText(decision.at)}</time>
          </span>
          {mayUndo && (
            <form method="post" action={`/submissions/${submission}/decide`} data-decide>
              <Csrf state={state} />
              <input type="hidden" name="seen" value={seen} />
              <button
                class="plain"
                type="submit"
                name="do"
                value={`undo:${decision.number}`}
              >
                {words.undo}
              </button>
            </form>
          )}
        </p>
        {decision.comment && <p class="comment">{decision.comment}</p>}
      </li>
    );
  });
  return (
    <details class="history small">
      <summary>{words.history(history.length)}</summary>
      <ol>{entries}</ol>
    </details>
  );
}
