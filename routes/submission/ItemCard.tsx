/**
 * An item as on the marking sheet: text, points, verdict, reasons, evidence, and what a
 * person can do about it.
 *
 * @module
 */
import type { VNode } from "preact";
import type { ReportEvidence } from "../../grader/report.ts";
import { Csrf } from "../components/Csrf.tsx";
import { ReviewFlag, Verdict } from "../components/Verdict.tsx";
import { pointsText } from "../points_text.ts";
import type { State } from "../state.ts";
import type { SubmissionWords } from "../words/submission.ts";
import { History } from "./History.tsx";
import {
  choicesOf,
  itemAnchor,
  otherVerdict,
  placeText,
  reasonsOf,
  rolesText,
} from "./item_view.ts";
import { evidenceAnchor, figuresOf } from "./places.ts";
import type { NumberedItem, Standing } from "./standing.ts";

/** Evidence that is shown at once; the rest opens. */
const mostEvidence = 6;
const mostQuote = 110;

/** What an {@linkcode ItemCard} is given. */
export interface ItemCardProps {
  readonly entry: NumberedItem;
  readonly standing: Standing;
  readonly state: State;
  readonly words: SubmissionWords;
}

/** The card. */
export function ItemCard(props: ItemCardProps): VNode {
  const { entry, standing, state, words } = props;
  const { number, item, current } = entry;
  const { finding, decision } = current;
  const reasons = finding
    ? reasonsOf(finding, item, standing.rubric, state.language)
    : [];
  const other = otherVerdict(current);
  const title = `${itemAnchor(item.id)}-title`;
  return (
    <section
      class={`item${current.needsReview ? " flagged" : ""}`}
      id={itemAnchor(item.id)}
      data-number={number}
      tabIndex={-1}
      aria-labelledby={title}
    >
      <header>
        <h3 id={title}>
          <span class="ordinal">{number}</span>
          <span>{item.text[state.language]}</span>
        </h3>
        <p class="worth">
          <strong>{pointsText(current.points)}</strong>
          <span class="quiet">{` / ${pointsText(current.possible)}`}</span>
        </p>
      </header>
      <ItemState {...props} />
      {other && decision && (
        // Graded again since: what the person saw was another finding, perhaps.
        decision.result === standing.result
          ? <p class="small quiet">{words.found(state.words.verdicts[other])}</p>
          : (
            <p class="dispute small">
              {words.disputed(state.words.verdicts[other], decision.who)}
            </p>
          )
      )}
      {decision?.comment && <p class="comment small">{decision.comment}</p>}
      {reasons.map((reason) => paragraph(reason))}
      {finding && <EvidenceList {...props} ids={finding.evidence} />}
      {state.role === "grader" && <Controls {...props} />}
      <History
        history={current.history}
        {...{ state, words, decisions: standing.decisions, seen: standing.seen }}
        submission={standing.record.key}
      />
    </section>
  );
}

/** Said where the buttons do not say it all. */
function ItemState({ entry, state, words }: ItemCardProps): VNode | null {
  const { current } = entry;
  const { decision } = current;
  if (state.role === "grader" && !decision && !current.needsReview) return null;
  const action = decision?.action === "accept" ? "accept" : "override";
  return (
    <p class="row state">
      {current.needsReview && <ReviewFlag words={state.words} />}
      <Verdict
        verdict={current.verdict}
        words={state.words}
        decided={decision ? action : null}
        disputed={current.disputed}
      />
      {decision && (
        <span class="small quiet">{words.decidedBy[action](decision.who)}</span>
      )}
    </p>
  );
}

function paragraph(reason: string): VNode {
  return <p class="reason">{reason}</p>;
}

function EvidenceList(
  { standing, words, ids }: ItemCardProps & { readonly ids: readonly string[] },
): VNode {
  const { report } = standing;
  const byId = new Map(report?.evidence.map((evidence) => [evidence.id, evidence]));
  const found = ids.flatMap((id) => byId.get(id) ?? []);
  if (found.length === 0) return <p class="quiet small">{words.noEvidence}</p>;
  const files = new Set(report?.evidence.map(({ where }) => where.file));
  const figures = new Map(
    figuresOf(report?.readings ?? {}).map((figure) => [figure.image, figure]),
  );
  const links = found.map((evidence) => {
    const roles = rolesText(figures.get(evidence.id), words);
    return evidenceLink(evidence, words, files.size > 1, roles);
  });
  return (
    <>
      <ul class="evidence small" aria-label={words.evidence}>
        {links.slice(0, mostEvidence)}
      </ul>
      {links.length > mostEvidence && (
        <details class="small">
          <summary>{`+${links.length - mostEvidence}`}</summary>
          <ul class="evidence">{links.slice(mostEvidence)}</ul>
        </details>
      )}
    </>
  );
}

function evidenceLink(
  evidence: ReportEvidence,
  words: SubmissionWords,
  withFile: boolean,
  roles: string,
): VNode {
  const { id, quote, kind, via, where } = evidence;
  const isCode = kind === "code" || kind === "output";
  const plain = isCode ? quote : quote.replace(/\*\*|^#{1,6} /g, "");
  const text = plain.replace(/\s+/g, " ").trim();
  const cut = text.length > mostQuote ? `${text.slice(0, mostQuote)}…` : text;
  return (
    <li>
      <a class="cite" href={`#${evidenceAnchor(id)}`}>
        <span class="clip">
          <span class="place">{placeText(where, words, withFile)}</span>{" "}
          <span class={isCode ? "quote code" : "quote"}>
            {cut || [words.picture, roles].filter(Boolean).join(": ")}
          </span>
          {via === "ocr" && <span class="quiet">{` (${words.recognised})`}</span>}
        </span>
      </a>
    </li>
  );
}

function Controls({ entry, standing, state, words }: ItemCardProps): VNode {
  const { item, current } = entry;
  const action = `/submissions/${standing.record.key}/decide`;
  const found = current.finding?.verdict ?? null;
  const choices = choicesOf(item, found, current.verdict);
  const given = current.decision?.action === "override" ? current.decision.points : null;
  const hidden = (
    <>
      <Csrf state={state} />
      <input type="hidden" name="item" value={item.id} />
      <input type="hidden" name="seen" value={standing.seen} />
    </>
  );
  const buttons = choices.map(({ verdict, points }) => {
    const pressed = current.verdict === verdict;
    const isFound = found === verdict;
    return (
      <button
        type="submit"
        name="do"
        value={`verdict:${verdict}`}
        class={[
          `choice-${verdict}`,
          isFound && "is-found",
          pressed && !current.decision && "is-current",
        ].filter(Boolean).join(" ")}
        aria-pressed={pressed && current.decision ? "true" : "false"}
        title={isFound ? words.acceptHint : undefined}
      >
        <span>{state.words.verdicts[verdict]}</span>
        {isFound && <span class="hidden">{` (${words.suggested})`}</span>}{" "}
        <span class="pts">{pointsText(pressed && given !== null ? given : points)}</span>
      </button>
    );
  });
  const options = [...choices.map(({ verdict }) => verdict), "undetermined" as const]
    .filter((verdict) => verdict !== "undetermined" || current.verdict === verdict)
    .map((verdict) => (
      <option value={verdict} selected={verdict === current.verdict}>
        {state.words.verdicts[verdict]}
      </option>
    ));
  return (
    <>
      <form class="choices" method="post" action={action} data-decide>
        {hidden}
        <fieldset>
          <legend class="hidden">
            {`${words.verdictOf}, ${words.item(entry.number)}`}
          </legend>
          {buttons}
        </fieldset>
      </form>
      <details class="more small">
        <summary>{words.more}</summary>
        <form class="stack" method="post" action={action} data-decide>
          {hidden}
          <div class="row">
            <label class="field">
              <span>{words.verdictOf}</span>
              <select name="verdict">{options}</select>
            </label>
            <label class="field">
              <span>{words.otherPoints}</span>
              <input
                name="points"
                type="number"
                min={0}
                max={current.possible}
                step="0.01"
                value={given ?? ""}
                placeholder={words.otherPointsHint}
              />
            </label>
          </div>
          <label class="field">
            <span>{words.comment}</span>
            <textarea name="comment" rows={2} maxLength={4000} />
          </label>
          <button type="submit" name="do" value="save">{words.save}</button>
        </form>
      </details>
    </>
  );
}
