/**
 * What of the class is looked at: links for the common views, a form for the rest.
 *
 * @module
 */
import type { VNode } from "preact";
import type { ClassSummary } from "../../gradebook/gradebook.ts";
import type { LocalizedText } from "../../rubric/rubric.ts";
import {
  type ClassQuery,
  outcomes,
  verdicts,
  withQuery,
  writeClassQuery,
} from "../class_query.ts";
import type { State } from "../state.ts";
import type { GradebookWords } from "../words/gradebook.ts";

/** What the filters are given. */
export interface FiltersProps {
  readonly summary: ClassSummary;
  /** Texts of the items by id, in order. */
  readonly items: ReadonlyMap<string, LocalizedText>;
  readonly query: ClassQuery;
  readonly state: State;
  readonly words: GradebookWords;
}

/** The filters. */
export function Filters(props: FiltersProps): VNode {
  const { query, state, words, items } = props;
  return (
    <section class="stack" aria-label={words.filters}>
      <Views {...props} />
      <form class="filters" method="get" action="/" role="search">
        {query.needsReview && <input type="hidden" name="review" value="1" />}
        {query.overridden && <input type="hidden" name="overridden" value="1" />}
        {query.sort && <input type="hidden" name="sort" value={query.sort} />}
        {query.descending && <input type="hidden" name="desc" value="1" />}
        <label class="field">
          <span>{words.search}</span>
          <input
            type="search"
            name="q"
            value={query.search ?? ""}
            placeholder={words.searchHint}
          />
        </label>
        <label class="field">
          <span>{words.item}</span>
          <select name="item">
            <option value="">{words.anyItem}</option>
            {[...items].map(([id, text], i) => (
              <option value={id} selected={query.item === id}>
                {`${i + 1}. ${text[state.language]}`}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{words.verdict}</span>
          <select name="verdict">
            <option value="">{words.anyVerdict}</option>
            {verdicts.map((verdict) => (
              <option value={verdict} selected={query.verdict === verdict}>
                {state.words.verdicts[verdict]}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{words.outcome}</span>
          <select name="outcome">
            <option value="">{words.anyOutcome}</option>
            {outcomes.map((outcome) => (
              <option value={outcome} selected={query.outcome === outcome}>
                {state.words.outcomes[outcome]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{words.apply}</button>
        {writeClassQuery(query) !== "" && (
          <a class="button" href="/" aria-current="false">{words.clear}</a>
        )}
      </form>
    </section>
  );
}

function Views({ summary, query, words, state }: FiltersProps): VNode {
  const { sort, descending } = query;
  const order = { ...(sort ? { sort } : {}), ...(descending ? { descending } : {}) };
  const now = writeClassQuery(query);
  const views: readonly [text: string, count: number, view: ClassQuery][] = [
    [words.all, summary.submissions, {}],
    [words.needsReview, summary.needsReview, { needsReview: true }],
    [words.overridden, summary.overridden, { overridden: true }],
    [state.words.outcomes["not-gradable"], summary.notGradable, {
      outcome: "not-gradable",
    }],
    [state.words.outcomes["grader-failed"], summary.failed, { outcome: "grader-failed" }],
    [state.words.outcomes.ungraded, summary.ungraded, { outcome: "ungraded" }],
  ];
  return (
    <nav class="views row" aria-label={words.filters}>
      {views.map(([text, count, view], i) => {
        const to = { ...view, ...order };
        const current = writeClassQuery(to) === now;
        if (count === 0 && i > 1 && !current) return null;
        return (
          <a
            class="button"
            href={withQuery("/", to)}
            aria-current={current ? "true" : "false"}
          >
            {text} <span class="count">{count}</span>
          </a>
        );
      })}
    </nav>
  );
}
