/**
 * Pairs of submissions that are alike, the most alike first.
 *
 * @module
 */
import type { VNode } from "preact";
import { Csrf } from "../components/Csrf.tsx";
import { Meter } from "../components/Meter.tsx";
import { Notice } from "../components/Notice.tsx";
import { Pagination } from "../components/Pagination.tsx";
import { Layout } from "../Layout.tsx";
import type { State } from "../state.ts";
import { type SimilarWords, similarWords } from "../words/similar.ts";

/** A submission of a pair. */
export interface Side {
  readonly key: number;
  readonly id: string;
  /** Who handed it in; may be empty. */
  readonly names: string;
}

/** A line of the list. */
export interface PairRow {
  readonly left: Side;
  readonly right: Side;
  /** Part of the shorter text that both share, 0 to 1. */
  readonly fraction: number;
  /** Words in shared passages. */
  readonly words: number;
  /** Figures of one that look like figures of the other. */
  readonly figures: number;
}

/** What was found. */
export interface ShownReport {
  readonly rows: readonly PairRow[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly compared: number;
  /** Submissions that were not read yet. */
  readonly missing: number;
  readonly unreadable: readonly { readonly id: string; readonly reason: string }[];
  /** Why the last comparison ended early. */
  readonly failure: string | null;
}

/** What the list is given. */
export interface SimilarPageProps {
  readonly state: State;
  /** `null`: nothing was graded yet. */
  readonly report: ShownReport | null;
}

/** The list. */
export function SimilarPage({ state, report }: SimilarPageProps): VNode {
  const words = similarWords[state.language];
  return (
    <Layout state={state} title={words.title} page="similar" styles={["similar.css"]}>
      <h1>{words.title}</h1>
      <Hint words={words} />
      {report === null
        ? <p class="nothing">{words.few}</p>
        : <Found {...{ state, words }} {...report} />}
    </Layout>
  );
}

function Found(
  props: ShownReport & { readonly state: State; readonly words: SimilarWords },
): VNode {
  const { state, words, rows, total, page, pages, compared, missing, unreadable } = props;
  const some = rows.length > 0 || compared > 1;
  return (
    <>
      <Missing {...props} />
      {rows.length === 0
        ? (
          (some || missing === 0) &&
          <p class="nothing">{compared > 1 ? words.none : words.few}</p>
        )
        : (
          <section class="stack" aria-label={words.title}>
            <div class="table-scroll">
              <table class="pairs cards">
                <thead>
                  <tr>
                    <th scope="col">{words.left}</th>
                    <th scope="col">{words.right}</th>
                    <th scope="col">{words.text}</th>
                    <th scope="col">{words.figures}</th>
                    <th scope="col">
                      <span class="hidden">{words.compare}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>{rows.map((row) => <Row row={row} words={words} />)}</tbody>
              </table>
            </div>
            <div class="row spread">
              <p class="quiet">{words.total(total)}</p>
              <Pagination
                words={state.words}
                page={page}
                pages={pages}
                href={(to) => `/similar?page=${to}`}
              />
            </div>
          </section>
        )}
      {unreadable.length > 0 && (
        <details class="small">
          <summary>{words.unread(unreadable.length)}</summary>
          <ul>
            {unreadable.map(({ id, reason }) => <li>{`${id}: ${reason}`}</li>)}
          </ul>
        </details>
      )}
    </>
  );
}

/** What was not compared yet: the page's next step, where there is something. */
function Missing(
  { state, words, missing, compared, failure }: ShownReport & {
    readonly state: State;
    readonly words: SimilarWords;
  },
): VNode | null {
  if (missing === 0 && failure === null) return null;
  return (
    <Notice kind="warn" title={words.missing(missing, compared)}>
      {failure !== null && <p>{words.failed(failure)}</p>}
      {state.role === "grader"
        ? (
          <form method="post" action="/similar">
            <Csrf state={state} />
            <button class="primary" type="submit">{words.start}</button>
          </form>
        )
        : <p>{words.startWho}</p>}
    </Notice>
  );
}

/** What the page is for, and what it is not. */
export function Hint({ words }: { readonly words: SimilarWords }): VNode {
  return (
    <Notice title={words.hintTitle}>
      <p>{words.hint}</p>
    </Notice>
  );
}

/** A submission by its id and its names. */
export function SideName({ side }: { readonly side: Side }): VNode {
  return (
    <>
      <a href={`/submissions/${side.key}`} aria-current="false">{side.id}</a>
      {side.names !== "" && <span class="quiet small block">{side.names}</span>}
    </>
  );
}

function Row(
  { row, words }: { readonly row: PairRow; readonly words: SimilarWords },
): VNode {
  const { left, right, fraction, words: count, figures } = row;
  const percent = Math.round(100 * fraction);
  const text = count === 0 ? words.noText : words.textOf(percent, count);
  return (
    <tr>
      <th scope="row" data-label={words.left}>
        <div>
          <SideName side={left} />
        </div>
      </th>
      <td data-label={words.right}>
        <div>
          <SideName side={right} />
        </div>
      </td>
      <td data-label={words.text}>
        <div class="stack tight">
          <Meter parts={[{ name: "done", count: percent }]} total={100} text={text} />
          <span class="small" aria-hidden="true">{text}</span>
        </div>
      </td>
      <td data-label={words.figures}>{words.figuresOf(figures)}</td>
      <td>
        <a
          class="button"
          href={`/similar/${left.key}/${right.key}`}
          aria-current="false"
          aria-label={words.compareBoth(left.id, right.id)}
        >
          {words.compare}
        </a>
      </td>
    </tr>
  );
}

/** While the class is compared: the page asks again by itself, without scripts, too. */
export function ComparingPage(
  { state, progress: { done, total } }: {
    readonly state: State;
    readonly progress: { readonly done: number; readonly total: number };
  },
): VNode {
  const words = similarWords[state.language];
  return (
    <Layout state={state} title={words.title} page="similar" styles={["similar.css"]}>
      <h1>{words.title}</h1>
      <Notice title={words.looking}>
        <p role="status">{total > 0 ? words.progress(done, total) : words.lookingWhy}</p>
        <Meter
          parts={[{ name: "done", count: done }]}
          total={total}
          text={words.progress(done, total)}
        />
        <p>
          <a class="button" href="/similar" aria-current="false">{words.again}</a>
        </p>
      </Notice>
    </Layout>
  );
}
