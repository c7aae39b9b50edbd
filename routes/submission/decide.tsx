/**
 * Writing decisions: post, redirect, get; whoever comes second sees what the first decided.
 *
 * @module
 */
import { type App, HttpError } from "fresh";
import type { VNode } from "preact";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { GradebookError } from "../../gradebook/store/gradebook_error.ts";
import type { Decision, NewDecision } from "../../gradebook/records.ts";
import { itemsOf } from "../../rubric/rubric.ts";
import { Csrf } from "../components/Csrf.tsx";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import { define, type State } from "../state.ts";
import { submissionWords } from "../words/submission.ts";
import { decisionText, momentText } from "./History.tsx";
import { itemAnchor } from "./item_view.ts";
import { readDecisions } from "./read_decisions.ts";
import type { Standing } from "./standing.ts";
import { standingAt, whoOf } from "./standing_at.ts";

/** A decision that came second, and those before it. */
interface Conflict {
  readonly mine: NewDecision;
  readonly theirs: readonly Decision[];
}

/** Adds the route that decisions are posted to. */
export function registerDecisions(app: App<State>): void {
  app.post(
    "/submissions/:key/decide",
    define.middleware((ctx) => {
      const { state } = ctx;
      const { gradebook, form } = state;
      const standing = standingAt(gradebook, ctx.params.key);
      const decisions = readDecisions(form, standing, whoOf(state));
      if (decisions === null) throw new HttpError(400, "form");
      const conflicts = decideAll(gradebook, decisions);
      if (conflicts.length > 0) {
        return ctx.render(
          <ConflictPage standing={standing} state={state} conflicts={conflicts} />,
          { status: 409 },
        );
      }
      const item = decisions[0]?.item ?? form.get("item");
      const anchor = typeof item === "string" && decisions.length < 2
        ? `#${encodeURIComponent(itemAnchor(item))}`
        : "";
      return ctx.redirect(backTo(state.here) + anchor, 303);
    }),
  );
}

/** Writes all decisions or, where one comes second, none. */
function decideAll(
  gradebook: Gradebook,
  decisions: readonly NewDecision[],
): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  try {
    gradebook.transaction(() => {
      for (const mine of decisions) {
        const result = gradebook.decide(mine);
        if ("conflict" in result) conflicts.push({ mine, theirs: result.conflict });
      }
      if (conflicts.length > 0) throw new Undone();
    });
  } catch (error) {
    // What no form of this page asks for: points beyond the item's, an endless comment.
    if (error instanceof GradebookError && error.fault === "refused") {
      throw new HttpError(400, "form");
    }
    if (!(error instanceof Undone)) throw error;
  }
  return conflicts;
}

/** Takes a transaction back. */
class Undone extends Error {}

/** The page a form stood on, without what a script asked of it. */
function backTo(here: string): string {
  return here.split("#")[0] ?? "/";
}

function ConflictPage(
  { standing, state, conflicts }: {
    readonly standing: Standing;
    readonly state: State;
    readonly conflicts: readonly Conflict[];
  },
): VNode {
  const words = submissionWords[state.language];
  const back = state.here.replace(/([?&])part=sheet(&|$)/, "$1").replace(/[?&]$/, "");
  const cards = conflicts.map((conflict) => ConflictCard({ conflict, standing, state }));
  return (
    <Layout state={state} title={words.conflictTitle} page="gradebook">
      <Notice kind="warn">
        <h1>{words.conflictTitle}</h1>
        <p>{words.conflictWhy}</p>
      </Notice>
      {cards}
      <p>
        <a class="button primary" href={back} aria-current="false" data-keep>
          {words.keepTheirs}
        </a>
      </p>
    </Layout>
  );
}

function ConflictCard(
  { conflict, standing, state }: {
    readonly conflict: Conflict;
    readonly standing: Standing;
    readonly state: State;
  },
): VNode {
  const words = submissionWords[state.language];
  const { mine, theirs } = conflict;
  const all = itemsOf(standing.rubric.rubric);
  const number = all.findIndex(({ item }) => item.id === mine.item) + 1;
  const text = all[number - 1]?.item.text[state.language];
  const seen = theirs.at(-1)?.number ?? mine.seen;
  const own: Decision = { ...mine, number: 0, at: "", result: null };
  const list = theirs.map((decision) => (
    <li>
      <strong>{decision.who}</strong> {decisionText(decision, words, state)}{" "}
      <time class="quiet" dateTime={decision.at}>{momentText(decision.at)}</time>
      {decision.comment && <p class="comment">{decision.comment}</p>}
    </li>
  ));
  return (
    <section class="card">
      <h2>{number > 0 ? `${number}. ${text}` : words.total}</h2>
      <div class="cols">
        <div class="stack">
          <h3>{words.theirs}</h3>
          <ul>{list}</ul>
        </div>
        <div class="stack">
          <h3>{words.yours}</h3>
          <p>
            <strong>{mine.who}</strong> {decisionText(own, words, state)}
          </p>
          {mine.comment && <p class="comment">{mine.comment}</p>}
          <form method="post" action={`/submissions/${mine.submission}/decide`}>
            <Csrf state={state} />
            <input type="hidden" name="seen" value={seen} />
            <input type="hidden" name="item" value={mine.item ?? ""} />
            <input type="hidden" name="comment" value={mine.comment} />
            <input type="hidden" name="verdict" value={mine.verdict ?? ""} />
            <input type="hidden" name="points" value={mine.points ?? ""} />
            <button type="submit" name="do" value={againAs(mine)}>{words.insist}</button>
          </form>
        </div>
      </div>
    </section>
  );
}

/** The form's `do` that writes the same decision again. */
function againAs(mine: NewDecision): string {
  if (mine.action === "adjust") return "adjust";
  if (mine.action === "undo") return `undo:${mine.undoes}`;
  if (mine.action === "comment") return "save";
  return mine.points === null && mine.comment === "" ? `verdict:${mine.verdict}` : "save";
}
