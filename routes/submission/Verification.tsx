/**
 * How the report was made, and whether grading again gives it.
 *
 * @module
 */
import type { VNode } from "preact";
import { canonicalize } from "../../grader/canonical.ts";
import { sha256Hex } from "../../grader/collect/digest.ts";
import { Csrf } from "../components/Csrf.tsx";
import type { State } from "../state.ts";
import type { SubmissionWords } from "../words/submission.ts";
import { momentText } from "./History.tsx";
import type { Standing } from "./standing.ts";
import type { Verified } from "./verify.ts";

/** The card; nothing where nothing was graded. */
export function Verification(
  { standing, state, words, verified }: {
    readonly standing: Standing;
    readonly state: State;
    readonly words: SubmissionWords;
    readonly verified: Verified | null;
  },
): VNode | null {
  const { report, record } = standing;
  if (!report) return null;
  return (
    <details class="card small verify" id="verify" open={verified !== null}>
      <summary>{words.verify}</summary>
      {verified && <Outcome verified={verified} words={words} />}
      <dl>
        <dt>{words.reportDigest}</dt>
        <dd>
          <code>{sha256Hex(canonicalize(report)).slice(0, 16)}</code>
        </dd>
        <dt>{words.sourceDigest}</dt>
        <dd>
          <code>{report.submission.digest?.slice(0, 16) ?? "–"}</code>
        </dd>
        <dt>{words.rubricDigest}</dt>
        <dd>
          <code>{report.rubric.digest.slice(0, 16)}</code> {report.rubric.version}
        </dd>
        <dt>{words.madeAt}</dt>
        <dd>{report.provenance.harness}</dd>
      </dl>
      <p class="row">
        <a href={`/submissions/${record.key}/report.json`} aria-current="false" download>
          {words.download}
        </a>
      </p>
      {state.role === "grader" && (
        <form method="post" action={`/submissions/${record.key}/verify`}>
          <Csrf state={state} />
          <p class="quiet">{words.verifyWhy}</p>
          <button type="submit">{words.verifyAgain}</button>
        </form>
      )}
    </details>
  );
}

function Outcome(
  { verified, words }: { readonly verified: Verified; readonly words: SubmissionWords },
): VNode {
  const { at, differences, failed } = verified;
  const text = failed !== null
    ? words.cannotVerify(failed)
    : differences.length === 0
    ? words.agrees(momentText(at))
    : words.differs(momentText(at));
  const kind = failed !== null || differences.length > 0 ? "warn" : "good";
  const lines = differences.slice(0, 20).map((difference) => <li>{difference}</li>);
  return (
    <div class={`notice ${kind}`} role="status">
      <p>
        <strong>{text}</strong>
      </p>
      {lines.length > 0 && <ul>{lines}</ul>}
    </div>
  );
}
