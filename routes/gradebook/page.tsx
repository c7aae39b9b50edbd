/**
 * `/`: the class, what is to do next, and every submission with its marks.
 *
 * @module
 */
import type { App } from "fresh";
import type { VNode } from "preact";
import type { ClassSummary, Gradebook, GradebookRow } from "../../gradebook/gradebook.ts";
import type { RubricRecord, RunRecord } from "../../gradebook/records.ts";
import { itemsOf } from "../../rubric/rubric.ts";
import { type ClassQuery, readClassQuery, withQuery } from "../class_query.ts";
import { LiveRun } from "../components/LiveRun.tsx";
import { Notice } from "../components/Notice.tsx";
import { Pagination } from "../components/Pagination.tsx";
import { Verdict } from "../components/Verdict.tsx";
import { Layout } from "../Layout.tsx";
import { pointsText } from "../points_text.ts";
import { define, type State } from "../state.ts";
import { gradebookWords } from "../words/gradebook.ts";
import { Histogram, ItemRates } from "./Charts.tsx";
import { ClassTable } from "./ClassTable.tsx";
import { Filters } from "./Filters.tsx";

const rowsOfPage = 50;

/** Adds the gradebook's route. */
export function register(app: App<State>): void {
  app.get(
    "/",
    define.middleware((ctx) => {
      const { state, url } = ctx;
      const { gradebook, assignment } = state;
      const rubric = assignment === null ? null : gradebook.latestRubric(assignment);
      if (assignment === null || rubric === null) {
        return ctx.render(<EmptyPage state={state} />);
      }
      const query = readClassQuery(url.searchParams);
      const { summary, firstOpen } = numbersOf(gradebook, assignment);
      const page = pageOf(url.searchParams.get("page"));
      const { rows, total } = rowsOf(gradebook, { ...query, assignment }, page);
      const [run] = gradebook.runs(assignment, 1);
      return ctx.render(
        <GradebookPage
          {...{ state, query, summary, firstOpen, rubric, rows, total, page }}
          run={run?.status === "finished" ? null : run ?? null}
        />,
      );
    }),
  );
}

/** What is the same on every view of a class, until something in the gradebook changes. */
interface Numbers {
  readonly version: string;
  readonly assignment: string;
  readonly summary: ClassSummary;
  readonly firstOpen: number | null;
}

const known = new WeakMap<Gradebook, Numbers>();

function numbersOf(gradebook: Gradebook, assignment: string): Numbers {
  const version = gradebook.version();
  const last = known.get(gradebook);
  if (last?.version === version && last.assignment === assignment) return last;
  const { rows } = gradebook.rows({ assignment, needsReview: true, limit: 1 });
  const numbers = {
    ...{ version, assignment, summary: gradebook.summary(assignment) },
    firstOpen: rows[0]?.submission.key ?? null,
  };
  known.set(gradebook, numbers);
  return numbers;
}

function pageOf(text: string | null): number {
  return /^[1-9]\d{0,6}$/.test(text ?? "") ? Number(text) : 1;
}

function rowsOf(
  gradebook: Gradebook,
  query: ClassQuery & { readonly assignment: string },
  page: number,
): { readonly rows: readonly GradebookRow[]; readonly total: number } {
  return gradebook.rows({ ...query, offset: (page - 1) * rowsOfPage, limit: rowsOfPage });
}

interface GradebookProps {
  readonly state: State;
  readonly query: ClassQuery;
  readonly summary: ClassSummary;
  readonly rubric: RubricRecord;
  readonly rows: readonly GradebookRow[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly firstOpen: number | null;
  /** One that goes on, or was broken off. */
  readonly run: RunRecord | null;
}

function GradebookPage(props: GradebookProps): VNode {
  const { state, query, summary, rubric, rows, total, page } = props;
  const words = gradebookWords[state.language];
  const items = new Map(itemsOf(rubric.rubric).map(({ item }) => [item.id, item.text]));
  const pages = Math.ceil(total / rowsOfPage);
  const from = (page - 1) * rowsOfPage + 1;
  return (
    <Layout
      state={state}
      title={words.title}
      page="gradebook"
      styles={["gradebook.css"]}
      scripts={props.run ? ["live_run.js"] : []}
    >
      <h1 class="hidden">{words.title}</h1>
      {props.run && <LiveRun run={props.run} language={state.language} />}
      <Overview {...props} />
      <Filters {...{ summary, items, query, state, words }} />
      <section class="stack" aria-label={words.columns.id}>
        {rows.length === 0 ? <p class="nothing">{words.none}</p> : (
          <>
            <ClassTable {...{ rows, items, query, state, words }} />
            <div class="row spread">
              <p class="quiet">
                {words.showing(from, from + rows.length - 1, total)}
              </p>
              <Pagination
                words={state.words}
                page={page}
                pages={pages}
                href={(to) => withQuery("/", query, { page: String(to) })}
              />
            </div>
            <Legend state={state} />
          </>
        )}
      </section>
    </Layout>
  );
}

/** What is to do, and the class in numbers. */
function Overview(
  { state, query, summary, rubric, firstOpen, rows }: GradebookProps,
): VNode {
  const words = gradebookWords[state.language];
  const all = itemsOf(rubric.rubric);
  const items = new Map(all.map(({ item }) => [item.id, item.text]));
  const possible = rubric.rubric.questions.reduce(
    (sum, question) => sum + (question.ceiling ?? question.points),
    0,
  );
  const more = [
    summary.notGradable > 0 && words.notGradable(summary.notGradable),
    summary.failed > 0 && words.failed(summary.failed),
    summary.ungraded > 0 && words.ungraded(summary.ungraded),
    summary.overridden > 0 && words.overriddenCount(summary.overridden),
  ].filter((part) => part !== false);
  const [firstRow] = rows;
  return (
    <section class="overview">
      <div class={`card next ${summary.needsReview > 0 ? "waiting" : "done"}`}>
        <h2>
          {summary.needsReview > 0
            ? words.toReview(summary.needsReview)
            : words.allReviewed}
        </h2>
        <p class="row">
          {firstOpen !== null
            ? (
              <a
                class="button primary"
                href={withQuery(`/submissions/${firstOpen}`, { needsReview: true })}
                aria-current="false"
              >
                {words.reviewFirst}
              </a>
            )
            : (
              <>
                <a class="button primary" href="/export" aria-current="false">
                  {words.exportScores}
                </a>
                {firstRow && (
                  <a
                    class="button"
                    href={withQuery(`/submissions/${firstRow.submission.key}`, query)}
                    aria-current="false"
                  >
                    {words.openFirst}
                  </a>
                )}
              </>
            )}
        </p>
        {firstOpen !== null && <p class="quiet small">{words.reviewFirstWhy}</p>}
        <p class="quiet">
          {words.submissions(summary.submissions)}
          {more.length > 0 && ` · ${more.join(" · ")}`}
        </p>
      </div>
      {summary.graded > 0 && (
        <>
          <div class="card">
            <h2>
              {words.histogram}
              {summary.mean !== null && (
                <span class="quiet">
                  {` · ${words.mean(pointsText(summary.mean), pointsText(possible))}`}
                </span>
              )}
            </h2>
            <Histogram summary={summary} possible={possible} words={words} />
          </div>
          <div class="card">
            <h2>{words.rates}</h2>
            <ItemRates {...{ summary, items, query, state, words }} />
          </div>
        </>
      )}
    </section>
  );
}

function Legend({ state }: { readonly state: State }): VNode {
  const words = gradebookWords[state.language];
  const verdict = (name: "met" | "partial" | "unmet" | "undetermined") => (
    <Verdict verdict={name} words={state.words} />
  );
  return (
    <section class="legend row small quiet" aria-label={words.legend}>
      {verdict("met")}
      {verdict("partial")}
      {verdict("unmet")}
      {verdict("undetermined")}
      <span>
        <Verdict verdict="met" words={state.words} label="1" needsReview />{" "}
        {words.legendReview}
      </span>
      <span>
        <Verdict verdict="met" words={state.words} label="1" decided="override" />{" "}
        {words.legendPerson}
      </span>
      <span>
        <Verdict
          verdict="met"
          words={state.words}
          label="1"
          decided="override"
          disputed
        />{" "}
        {words.legendDisputed}
      </span>
    </section>
  );
}

function EmptyPage({ state }: { readonly state: State }): VNode {
  const words = gradebookWords[state.language];
  return (
    <Layout state={state} title={words.title} page="gradebook" styles={["gradebook.css"]}>
      <h1>{words.title}</h1>
      <Notice title={words.emptyTitle}>
        <p>{words.emptyWhy}</p>
        <pre><code>deno task grade your-report.pdf</code></pre>
        <p>{words.emptyOr}</p>
        <pre><code>deno task demo</code></pre>
      </Notice>
    </Layout>
  );
}
