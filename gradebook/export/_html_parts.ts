/** Parts of the page of a grading: its head, decisions, notices and digests. */

import { canonicalize } from "../../grader/canonical.ts";
import { sha256Hex } from "../../grader/collect/digest.ts";
import type { Language } from "../../rubric/reason_text.ts";
import type { Decision } from "../records.ts";
import { numberText } from "./csv_text.ts";
import type { CitedPage } from "./evidence_pictures.ts";
import type { ExportClass, ExportSubmission } from "./export_class.ts";
import { type Markup, markup } from "./html_text.ts";
import { placeText } from "./places.ts";
import { possibleOf } from "./standing.ts";
import { exportWords } from "./words.ts";

/** What the page shows besides the class. */
export interface HtmlOptions {
  readonly language: Language;
  /** The moment that the page is of; ISO 8601. */
  readonly asOf: string;
  /**
   * PNG files that the harness encoded itself, by the evidence's digest; never a file of
   * the submission.
   */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
  /** The same for pages of PDFs. */
  readonly pages?: readonly CitedPage[];
}

/** What every part needs. */
export interface Context {
  readonly data: ExportClass;
  readonly submission: ExportSubmission;
  readonly options: HtmlOptions;
  /** What is left for pictures. */
  readonly room: { bytes: number };
}

/** What the submission stands at. */
export function summary({ data, submission, options }: Context): Markup {
  const words = exportWords[options.language];
  const { record, current } = submission;
  const { score } = current;
  const students = record.submitters.map(({ name, sid, email }) =>
    [name, sid, email].filter((part) => part !== null).join(", ")
  );
  const total = score === null
    ? `? / ${numberText(possibleOf(data.rubric))}`
    : `${numberText(score.earned)} / ${numberText(score.possible)}`;
  return markup`
    <dl>
    <dt>${words.asked}</dt><dd>${
    data.rubric.title[options.language]
  } (${data.rubric.version})</dd>
    <dt>${words.submission}</dt><dd>${record.id}</dd>
    ${
    students.length > 0
      ? markup`
        <dt>${words.students}</dt>
        <dd>${students.join("; ")}</dd>
      `
      : null
  }
    <dt>${words.verdict}</dt><dd>${words.outcomes[current.outcome ?? "ungraded"]}</dd>
    <dt>${words.total}</dt><dd><strong>${total}</strong></dd>
    ${
    score && score.pending > 0
      ? markup`
        <dt>${words.pending}</dt>
        <dd>${numberText(score.pending)}</dd>
      `
      : null
  }
    ${
    score && score.adjustment !== 0
      ? markup`
        <dt>${words.adjustment}</dt>
        <dd>${numberText(score.adjustment)}</dd>
      `
      : null
  }
    <dt>${words.asOf}</dt><dd><time>${options.asOf}</time></dd>
    </dl>
  `;
}

/** People's decisions, oldest first; `null`: none. */
export function decisionTable({ submission, options }: Context): Markup | null {
  const words = exportWords[options.language];
  const { items, history } = submission.current;
  const all = [...items.flatMap((item) => item.history), ...history]
    .toSorted((a, b) => a.number - b.number);
  if (all.length === 0) return null;
  const undone = new Set(all.flatMap(({ undoes }) => undoes ?? []));
  const row = (one: Decision) => {
    const verdict = one.verdict ? `: ${words.verdicts[one.verdict]}` : "";
    const what = `${words.actions[one.action]}${verdict}` +
      (undone.has(one.number) ? ` (${words.undone})` : "");
    return markup`
      <tr${
      undone.has(one.number)
        ? markup`
          class="undone"
        `
        : null
    }>
        <td><time>${one.at}</time></td>
        <td>${one.who}</td>
        <td>${one.item ?? words.onWhole}</td>
        <td>${what}</td>
        <td class="number">${one.points === null ? "" : numberText(one.points)}</td>
        <td>${one.comment}</td>
        </tr>
    `;
  };
  return markup`
    <h2>${words.decisions}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.when}</th>
          <th scope="col">${words.byWhom}</th>
          <th scope="col">${words.item}</th>
          <th scope="col">${words.what}</th>
          <th scope="col">${words.points}</th>
          <th scope="col">${words.comment}</th>
        </tr>
      </thead>
      <tbody>${all.map(row)}</tbody>
    </table>
  `;
}

/** What could not be read and what does not count. */
export function notices({ submission, options }: Context): Markup | null {
  const found = submission.report?.notices ?? [];
  if (found.length === 0) return null;
  return markup`
    <h2>${exportWords[options.language].notices}</h2>
    <ul>${
    found.map(({ where, notice }) =>
      markup`<li>${placeText(where, options.language)}: ${notice}</li>`
    )
  }</ul>
  `;
}

/** What was graded, by what. */
export function provenance({ submission, options }: Context): Markup | null {
  const { report } = submission;
  if (report === null) return null;
  const words = exportWords[options.language];
  const { files } = report.submission;
  return markup`
    <h2>${words.files}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.file}</th>
          <th scope="col">${words.bytes}</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>${
    files.map(({ path, bytes, sha256 }) =>
      markup`
          <tr>
            <td>${path}</td>
            <td class="number">${bytes}</td>
            <td><code>${sha256}</code></td>
          </tr>
        `
    )
  }</tbody>
    </table>
    <h2>${words.digests}</h2>
    <dl>
      <dt>${words.submissionDigest}</dt>
      <dd><code>${report.submission.digest ?? "-"}</code></dd>
      <dt>${words.rubricDigest}</dt>
      <dd><code>${report.rubric.digest}</code></dd>
      <dt>${words.reportDigest}</dt>
      <dd><code>${sha256Hex(canonicalize(report))}</code></dd>
      <dt>${words.madeBy}</dt>
      <dd>${report.provenance.harness}, Deno ${report.provenance.deno}</dd>
    </dl>
  `;
}
