/**
 * `/rubric`: what is asked, how the class did, and how people and harness agree.
 *
 * @module
 */
import type { App } from "fresh";
import type { VNode } from "preact";
import { type Agreement, itemAgreements } from "../../gradebook/agreement.ts";
import type { ClassSummary, Gradebook } from "../../gradebook/gradebook.ts";
import type { Language } from "../../rubric/reason_text.ts";
import type { Rubric } from "../../rubric/rubric.ts";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import { pointsText } from "../points_text.ts";
import { define, type State } from "../state.ts";
import { rubricWords } from "../words/rubric.ts";
import { ItemRow } from "./ItemRow.tsx";

/** Adds the rubric's route. */
export function register(app: App<State>): void {
  const agreements = keptAgreements();
  app.get(
    "/rubric",
    define.middleware((ctx) => {
      const { state } = ctx;
      const { gradebook, assignment } = state;
      const rubric = assignment === null ? null : gradebook.latestRubric(assignment);
      if (assignment === null || rubric === null) {
        return ctx.render(<NoRubric state={state} />);
      }
      return ctx.render(
        <RubricPage
          state={state}
          rubric={rubric.rubric}
          summary={gradebook.summary(assignment)}
          agreements={agreements(gradebook, assignment, state.now())}
        />,
      );
    }),
  );
}

type Agreements = ReadonlyMap<string, Agreement>;

/** What took longer than this is shown for a while, though the class goes on. */
const longMs = 250;
const whileMs = 30_000;

/** Agreements read every decision: they are kept until the gradebook changes. */
function keptAgreements(): (
  gradebook: Gradebook,
  assignment: string,
  now: Date,
) => Agreements {
  let kept: {
    readonly assignment: string;
    readonly version: string;
    readonly until: number;
    readonly value: Agreements;
  } | null = null;
  return (gradebook, assignment, now) => {
    const version = gradebook.version();
    const fresh = kept?.assignment === assignment &&
      (kept.version === version || now.getTime() < kept.until);
    if (kept !== null && fresh) return kept.value;
    const started = performance.now();
    const value = itemAgreements(gradebook, assignment);
    const long = performance.now() - started > longMs;
    kept = { assignment, version, until: long ? now.getTime() + whileMs : 0, value };
    return value;
  };
}

function NoRubric({ state }: { readonly state: State }): VNode {
  const words = rubricWords[state.language];
  return (
    <Layout state={state} title={words.title} page="rubric">
      <h1>{words.title}</h1>
      <Notice title={words.empty}>
        <p>{words.emptyTodo}</p>
      </Notice>
    </Layout>
  );
}

function RubricPage(
  { state, rubric, summary, agreements }: {
    readonly state: State;
    readonly rubric: Rubric;
    readonly summary: ClassSummary;
    readonly agreements: Agreements;
  },
): VNode {
  const { language } = state;
  const words = rubricWords[language];
  const other: Language = language === "en" ? "zh-TW" : "en";
  return (
    <Layout state={state} title={words.title} page="rubric" styles={["rubric.css"]}>
      <div class="stack">
        <h1>{rubric.title[language]}</h1>
        <p class="quiet">
          {words.version(rubric.version)} ·{" "}
          {words.graded(summary.graded, summary.submissions)}
        </p>
      </div>
      {rubric.questions.map((question) => (
        <section class="card">
          <div class="row spread">
            <h2>{question.title[language]}</h2>
            <span class="quiet">
              {words.points(pointsText(question.points))} ·{" "}
              {words.scoring[question.scoring]}
            </span>
          </div>
          <details>
            <summary class="small">{words.asked}</summary>
            <blockquote class="asked stack">
              <p>{question.text[language]}</p>
              <p class="quiet" lang={other}>{question.text[other]}</p>
            </blockquote>
          </details>
          <div
            class="table-scroll"
            tabIndex={0}
            role="group"
            aria-label={question.title[language]}
          >
            <table class="cards rubric">
              <thead>
                <tr>
                  <th scope="col">{words.item}</th>
                  <th scope="col">{words.verdicts}</th>
                  <th scope="col" class="number">{words.overridden}</th>
                  <th scope="col">{words.agreement}</th>
                  <th scope="col" class="number">{words.kappa}</th>
                </tr>
              </thead>
              <tbody>
                {question.items.map((item) => (
                  <ItemRow
                    item={item}
                    language={language}
                    counts={summary.items.find(({ id }) => id === item.id)}
                    agreement={agreements.get(item.id)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
      <p class="quiet small">{words.note}</p>
    </Layout>
  );
}
