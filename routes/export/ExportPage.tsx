/**
 * The page of exports: one form of options, a row a format, and platforms' own files.
 *
 * @module
 */
import type { VNode } from "preact";
import { exportFormats } from "../../gradebook/export/run_export.ts";
import type { ClassSummary } from "../../gradebook/gradebook.ts";
import { Csrf } from "../components/Csrf.tsx";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import type { State } from "../state.ts";
import { exportPageWords } from "../words/export.ts";

/** Shown while nothing was graded. */
export function NothingToExport({ state }: { readonly state: State }): VNode {
  const words = exportPageWords[state.language];
  return (
    <Layout state={state} title={words.title} page="export">
      <h1>{words.title}</h1>
      <Notice title={words.empty}>
        <p>{words.emptyTodo}</p>
      </Notice>
    </Layout>
  );
}

/** What an {@linkcode ExportPage} shows. */
export interface ExportPageProps {
  readonly state: State;
  readonly summary: ClassSummary;
  /** Ids that are offered while typing. */
  readonly submissions: readonly string[];
  /** Id of the submission that is chosen already. */
  readonly chosen: string;
  /** Why the last file could not be made. */
  readonly failure: string | null;
}

/** All formats. */
export function ExportPage(props: ExportPageProps): VNode {
  const { state, summary, failure } = props;
  const { language } = state;
  const words = exportPageWords[language];
  const { needsReview, submissions, graded } = summary;
  const rest = submissions - graded;
  const ready = exportFormats.filter(({ needs }) => needs !== "file");
  const echoed = exportFormats.filter(({ needs }) => needs === "file");
  return (
    <Layout state={state} title={words.title} page="export" styles={["export.css"]}>
      <h1>{words.title}</h1>
      {failure !== null && (
        <Notice kind="bad" title={words.failed}>
          <p lang="en">{failure}</p>
        </Notice>
      )}
      {needsReview > 0 && (
        <Notice kind="warn">
          <p>
            {words.stands(needsReview, rest)}{" "}
            <a href="/?review=1" aria-current="false">{words.reviewFirst}</a>
          </p>
        </Notice>
      )}
      <form class="card" method="get" action="/export/file">
        <h2>{words.files}</h2>
        <div class="row top">
          <Language state={state} />
          <AsOf state={state} />
          <datalist id="submissions">
            {props.submissions.map((id) => <option value={id} />)}
          </datalist>
        </div>
        <ul class="formats">
          {ready.map(({ id, title, pending, needs }) => (
            <li>
              <div>
                <h3>{title[language]}</h3>
                <p class="quiet small">{pending[language]}</p>
              </div>
              {needs === "submission" && (
                <label class="row">
                  <span class="small">{words.submission}</span>
                  <input name="submission" list="submissions" value={props.chosen} />
                </label>
              )}
              <button
                class="plain"
                type="submit"
                name="format"
                value={id}
                formAction="/export/check"
                aria-label={`${words.check}: ${title[language]}`}
              >
                {words.check}
              </button>
              <button
                type="submit"
                name="format"
                value={id}
                aria-label={`${words.download}: ${title[language]}`}
              >
                {words.download}
              </button>
            </li>
          ))}
        </ul>
      </form>
      <section class="stack">
        <h2>{words.echo}</h2>
        <p class="quiet">{words.echoWhy}</p>
        {state.role !== "grader" ? <p>{words.viewer}</p> : (
          <div class="cols">
            {echoed.map(({ id, title, pending }) => (
              <form
                class="card"
                method="post"
                action="/export/echo"
                encType="multipart/form-data"
              >
                <Csrf state={state} />
                <input type="hidden" name="format" value={id} />
                <h3>{title[language]}</h3>
                <p class="quiet small">{pending[language]}</p>
                <label class="field">
                  <span>{words.file}</span>
                  <input
                    type="file"
                    name="file"
                    accept=".csv,.tsv,.txt,text/csv"
                    required
                  />
                </label>
                <label class="field">
                  <span>{words.column}</span>
                  <input name="column" />
                  <small>{words.columnWhy}</small>
                </label>
                {id === "moodle" && (
                  <label class="field">
                    <span>{words.feedback}</span>
                    <input name="feedback" />
                  </label>
                )}
                <div class="row top">
                  <Language state={state} />
                </div>
                <div class="row">
                  <button type="submit">{words.fill}</button>
                </div>
              </form>
            ))}
          </div>
        )}
      </section>
    </Layout>
  );
}

function Language({ state }: { readonly state: State }): VNode {
  const words = exportPageWords[state.language];
  return (
    <label class="field">
      <span>{words.language}</span>
      <select name="language">
        <option value="en" lang="en" selected={state.language === "en"}>English</option>
        <option value="zh-TW" lang="zh-TW" selected={state.language === "zh-TW"}>
          繁體中文
        </option>
      </select>
    </label>
  );
}

function AsOf({ state }: { readonly state: State }): VNode {
  const words = exportPageWords[state.language];
  return (
    <label class="field">
      <span>{words.asOf}</span>
      <input type="datetime-local" name="as-of" />
      <small>{words.asOfWhy}</small>
    </label>
  );
}
