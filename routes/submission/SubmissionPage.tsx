/**
 * `/submissions/:key`: the submission on one side, the marking sheet on the other.
 *
 * @module
 */
import type { VNode } from "preact";
import type { KeptReproduction } from "../../gradebook/reproductions.ts";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import { pointsText } from "../points_text.ts";
import type { SubmissionWords } from "../words/submission.ts";
import { ItemCard } from "./ItemCard.tsx";
import { placeText } from "./item_view.ts";
import { Recreation } from "./Recreation.tsx";
import { type HeadProps, MoveLinks, StandingCard } from "./Head.tsx";
import type { Standing } from "./standing.ts";
import { Verification } from "./Verification.tsx";
import type { Verified } from "./verify.ts";

/** Stands where the paper goes: it may come later than the rest. */
export const paperSlot = '<div data-slot="paper"></div>';

/** What the page is given. */
export interface SubmissionPageProps extends HeadProps {
  /** `null`: not asked for. */
  readonly verified: Verified | null;
  /** `null`: nobody asked for one. */
  readonly recreation: KeptReproduction | null;
}

/** The page with a slot for the paper. */
export function SubmissionPage(props: SubmissionPageProps): VNode {
  const { standing, items, state, words, recreation } = props;
  const { record, report, current } = standing;
  const names = record.submitters.map(({ name, sid, email }) =>
    [name, sid].filter((part) => part !== null).join(" ") || (email ?? "")
  ).filter((name) => name !== "").join(", ");
  const questions = standing.rubric.rubric.questions.map((question) => (
    <section class="question">
      <h2>{question.title[state.language]}</h2>
      {items.filter((entry) => entry.question.id === question.id)
        .map((entry) => ItemCard({ entry, standing, state, words }))}
    </section>
  ));
  return (
    <Layout
      state={state}
      title={record.id}
      page="gradebook"
      wide
      styles={["submission.css"]}
      scripts={["submission.js"]}
    >
      <submission-desk>
        <div class="head">
          <div class="who">
            <h1>{record.id}</h1>
            {names && <p>{names}</p>}
          </div>
          <MoveLinks {...props} />
          <Help words={words} />
        </div>
        <p class="hidden" role="status" data-status />
        <div class="desk">
          <div class="sheet-side" id="sheet" tabIndex={-1}>
            <StandingCard {...props} />
            {current.outcome !== null && current.outcome !== "graded" && (
              <Notice kind="warn" title={state.words.outcomes[current.outcome]}>
                <p>{report?.outcomeReason}</p>
              </Notice>
            )}
            <PersonMarks standing={standing} words={words} />
            {questions}
            {recreation && (
              <Recreation
                kept={recreation}
                submission={record.key}
                source={record.source}
                language={state.language}
                words={words}
              />
            )}
            <Notices standing={standing} words={words} />
            <Verification {...props} />
          </div>
          <section class="paper-side" id="paper" aria-label={words.paper} tabIndex={0}>
            <div data-slot="paper" />
          </section>
        </div>
      </submission-desk>
    </Layout>
  );
}

/** A person's marks of a graded copy. */
function PersonMarks(
  { standing, words }: { readonly standing: Standing; readonly words: SubmissionWords },
): VNode | null {
  const scores = standing.report?.personScores;
  if (!scores) return null;
  const questions = scores.questions.map(({ question, earned, possible }) => (
    <li>
      {question}: {words.personGave(pointsText(earned), pointsText(possible))}
    </li>
  ));
  const selected = scores.selected.map((line) => <li>{line}</li>);
  return (
    <section class="card small person-marks">
      <h2>
        {words.person}:{" "}
        {words.personGave(pointsText(scores.earned), pointsText(scores.possible))}
      </h2>
      {questions.length > 0 && <ul>{questions}</ul>}
      {selected.length > 0 && (
        <details>
          <summary>{words.selected}</summary>
          <ul>{selected}</ul>
        </details>
      )}
    </section>
  );
}

function Notices(
  { standing, words }: { readonly standing: Standing; readonly words: SubmissionWords },
): VNode | null {
  const notices = standing.report?.notices ?? [];
  if (notices.length === 0) return null;
  const lines = notices.slice(0, 100).map(({ where, notice }) => (
    <li>
      <span class="quiet">{placeText(where, words, true)}:</span> {notice}
    </li>
  ));
  return (
    <details class="card small" open={notices.length < 4}>
      <summary>{words.notices(notices.length)}</summary>
      <ul>{lines}</ul>
    </details>
  );
}

/** What the keys do; the dialog opens by `?` or by its button. */
function Help({ words }: { readonly words: SubmissionWords }): VNode {
  const keys: readonly [keys: readonly string[], text: string][] = [
    [["j", "→"], words.keys.next],
    [["k", "←"], words.keys.previous],
    [["n"], words.keys.nextOpen],
    [["1", "9"], words.keys.item],
    [["a"], words.keys.accept],
    [["u"], words.keys.undo],
    [["g"], words.keys.gradebook],
    [["?"], words.keys.help],
  ];
  const rows = keys.map(([names, text]) => (
    <div>
      <dt>
        {names.map((name, i) => keyOf(name, i))}
      </dt>
      <dd>{text}</dd>
    </div>
  ));
  return (
    <>
      <button type="button" data-help hidden>
        {words.shortcuts} <kbd aria-hidden="true">?</kbd>
      </button>
      <dialog data-dialog aria-labelledby="help-title">
        <h2 id="help-title">{words.shortcuts}</h2>
        <dl class="keys">{rows}</dl>
        <p>
          <label class="choice">
            <input type="checkbox" data-shortcuts checked /> {words.shortcutsOn}
          </label>
        </p>
        <form method="dialog">
          <button type="submit" class="primary">{words.close}</button>
        </form>
      </dialog>
    </>
  );
}

function keyOf(name: string, i: number): VNode {
  return (
    <>
      {i > 0 && " "}
      <kbd>{name}</kbd>
    </>
  );
}

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "submission-desk": HTMLAttributes<HTMLElement>;
    }
  }
}
