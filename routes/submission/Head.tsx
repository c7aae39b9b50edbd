/**
 * Who, how many points, and where to go: the head of the submission page.
 *
 * @module
 */
import type { VNode } from "preact";
import { type ClassQuery, withQuery, writeClassQuery } from "../class_query.ts";
import { Csrf } from "../components/Csrf.tsx";
import { ReviewFlag } from "../components/Verdict.tsx";
import { pointsText } from "../points_text.ts";
import type { State } from "../state.ts";
import type { SubmissionWords } from "../words/submission.ts";
import { decisionText, History } from "./History.tsx";
import { itemAnchor } from "./item_view.ts";
import { lastOwn, type Moves, type NumberedItem, type Standing } from "./standing.ts";

/** What the head is given. */
export interface HeadProps {
  readonly standing: Standing;
  readonly items: readonly NumberedItem[];
  readonly moves: Moves;
  readonly query: ClassQuery;
  readonly state: State;
  /** Who decides, as the log says it. */
  readonly who: string;
  readonly words: SubmissionWords;
}

/** Links to other submissions. */
export function MoveLinks({ moves, query, words }: HeadProps): VNode {
  const to = (key: number) => withQuery(`/submissions/${key}`, query);
  const all = writeClassQuery({ ...query, sort: "id", descending: false }) === "sort=id";
  const link = (key: number | null, text: string, rel: string, hint: string) =>
    key === null
      ? <span class="button off" aria-disabled="true">{text}</span>
      : (
        <a class="button" rel={rel} href={to(key)} data-move={rel} aria-current="false">
          {text} <kbd aria-hidden="true">{hint}</kbd>
        </a>
      );
  return (
    <nav class="moves row" aria-label={words.moves}>
      <a
        class="button plain-link"
        href={withQuery("/", query)}
        data-move="up"
        aria-current="false"
      >
        {words.back}
      </a>
      {link(moves.previous, words.previous, "prev", "k")}
      <span class="quiet position">
        {moves.position === null
          ? words.among(moves.total)
          : words.position(moves.position, moves.total)}
        <span class="small">{` ${words.inView[all ? "all" : "filtered"]}`}</span>
      </span>
      {link(moves.next, words.next, "next", "j")}
      {moves.nextOpen === null ? <span class="quiet small">{words.noneOpen}</span> : (
        <a
          class="button primary"
          href={to(moves.nextOpen)}
          data-move="open"
          aria-current="false"
        >
          {words.nextOpen} <kbd aria-hidden="true">n</kbd>
        </a>
      )}
    </nav>
  );
}

/** Points of the whole, and what can be done to the whole. */
export function StandingCard(props: HeadProps): VNode {
  const { standing, items, state, who, words } = props;
  const { current, record, decisions, seen } = standing;
  const { score } = current;
  const open =
    items.filter(({ current }) =>
      current.needsReview && current.finding && current.finding.verdict !== "undetermined"
    ).length;
  const flagged = items.filter(({ current }) => current.needsReview);
  const last = state.role === "grader" ? lastOwn(standing, who) : null;
  const lastItem = items.find(({ item }) => item.id === last?.item);
  const action = `/submissions/${record.key}/decide`;
  const fields = (
    <>
      <Csrf state={state} />
      <input type="hidden" name="seen" value={seen} />
    </>
  );
  return (
    <section class="total" aria-label={words.total}>
      <p class="points" data-total>
        {score
          ? (
            <>
              <strong>{pointsText(score.earned)}</strong>
              <span class="quiet">{` / ${pointsText(score.possible)}`}</span>
              {score.pending > 0 && (
                <span class="pending">
                  {` ${words.pending(pointsText(score.pending))}`}
                </span>
              )}
              {score.adjustment !== 0 && (
                <span class="small quiet">
                  {` ${words.adjusted(signed(score.adjustment))}`}
                </span>
              )}
            </>
          )
          : <span>{state.words.outcomes[current.outcome ?? "ungraded"]}</span>}
      </p>
      {flagged.length > 0 && (
        <p class="row" data-flagged>
          <ReviewFlag words={state.words} />
          {flagged.map((entry) => linkTo(entry, words))}
        </p>
      )}
      {state.role === "grader" && (
        <div class="row">
          {open > 0 && (
            <form method="post" action={action} data-decide>
              {fields}
              <input type="hidden" name="result" value={standing.result ?? ""} />
              <button
                type="submit"
                name="do"
                value="accept-all"
                data-key="a"
              >
                {words.acceptAll(open)} <kbd aria-hidden="true">a</kbd>
              </button>
            </form>
          )}
          {last && (
            <form class="row" method="post" action={action} data-decide>
              {fields}
              <span class="small quiet">
                {words.lastDecision(
                  `${lastItem ? `${lastItem.number} ` : ""}${
                    decisionText(last, words, state)
                  }`,
                )}
              </span>
              <button type="submit" name="do" value={`undo:${last.number}`} data-key="u">
                {words.undoLast} <kbd aria-hidden="true">u</kbd>
              </button>
            </form>
          )}
        </div>
      )}
      {state.role === "grader" && (
        <details class="more small">
          <summary>{words.adjust}</summary>
          <form class="stack" method="post" action={action} data-decide>
            {fields}
            <label class="field">
              <span>{words.adjustBy}</span>
              <input
                name="points"
                type="number"
                step="0.01"
                required
                value={score?.adjustment || ""}
              />
            </label>
            <label class="field">
              <span>{words.why}</span>
              <textarea name="comment" rows={2} maxLength={4000} />
            </label>
            <button type="submit" name="do" value="adjust">{words.save}</button>
          </form>
        </details>
      )}
      <History
        history={current.history}
        {...{ decisions, state, words, seen }}
        submission={record.key}
      />
    </section>
  );
}

function linkTo({ number, item }: NumberedItem, words: SubmissionWords): VNode {
  return (
    <a class="badge" href={`#${itemAnchor(item.id)}`} aria-label={words.item(number)}>
      {number}
    </a>
  );
}

function signed(points: number): string {
  return points > 0 ? `+${pointsText(points)}` : pointsText(points).replace("-", "−");
}
