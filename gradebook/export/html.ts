/**
 * The grading of one submission as a single file that needs no network and runs no script:
 * for an appeal.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { encodeBase64 } from "@std/encoding";
import type { ReportEvidence } from "../../grader/report.ts";
import type { Question } from "../../rubric/rubric.ts";
import type { CurrentItem } from "../current_grade.ts";
import { numberText, utf8 } from "./csv_text.ts";
import {
  type ExportClass,
  type ExportSubmission,
  nameOf,
  reasonsOf,
  type Written,
} from "./export_class.ts";
import {
  type Context,
  decisionTable,
  type HtmlOptions,
  notices,
  provenance,
  summary,
} from "./_html_parts.ts";
import { htmlStyle } from "./html_style.ts";
import { type Markup, markup } from "./html_text.ts";
import { placeText } from "./places.ts";
import { Tally } from "./standing.ts";
import { exportWords } from "./words.ts";

/** Bytes of all pictures of a page at most: it is sent by mail. */
const mostPictureBytes = 12 * 1024 * 1024;

/** Writes the page of one submission. */
export function writeHtml(
  data: ExportClass,
  submission: ExportSubmission,
  options: HtmlOptions,
): Written {
  const words = exportWords[options.language];
  const tally = new Tally(data);
  tally.add(submission);
  const room = { bytes: mostPictureBytes };
  const { record, report, current } = submission;
  const style = createHash("sha256").update(htmlStyle).digest("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${style}'; ` +
    "base-uri 'none'; form-action 'none'";
  const title = `${words.title}: ${nameOf(record)}`;
  const show: Context = { data, submission, options, room };
  const page = markup`
    <!DOCTYPE html>
    <html lang="${options.language}">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>${title}</title>
        <style>${styleMarkup()}</style>
      </head>
      <body>
        <h1>${title}</h1>
        ${summary(show)}
        <p>${words.rule}</p>
        ${
    report && report.outcomeReason !== "" ? markup`<p>${report.outcomeReason}</p>` : null
  }
        ${data.rubric.questions.map((question) => questionPart(show, question))}
        ${decisionTable(show)}
    ${citedPages(show)}
        ${notices(show)}
        ${provenance(show)}
          </body>
    </html>
  `;
  return {
    bytes: utf8(page.text),
    written: 1,
    warnings: current.items.length === 0 ? [] : tally.warnings({
      en: "shown as such, without a final total",
      "zh-TW": "照原樣呈現，沒有最後總分",
    }, false),
    leftOut: [],
  };
}

/** The one text that is markup already: it is a constant of this folder. */
function styleMarkup(): Markup {
  const strings = Object.assign([htmlStyle], { raw: [htmlStyle] });
  return markup(strings);
}

function questionPart(show: Context, question: Question): Markup {
  const { language } = show.options;
  const items = show.submission.current.items.filter((item) =>
    item.question === question.id
  );
  return markup`
    <h2>${question.title[language]}</h2>
    <p>${question.text[language]}</p>
    ${items.map((item) => itemPart(show, question, item))}
  `;
}

function itemPart(show: Context, question: Question, item: CurrentItem): Markup {
  const { data, options } = show;
  const words = exportWords[options.language];
  const text = question.items.find(({ id }) => id === item.id)?.text[options.language];
  const { decision, finding } = item;
  const points = item.points === null ? "?" : numberText(item.points);
  const reasons = reasonsOf(data, item, options.language);
  const found = finding && (decision || item.needsReview)
    ? markup`<p>${words.harness}: ${words.verdicts[finding.verdict]}, ${
      finding.points === null ? "?" : numberText(finding.points)
    }</p>`
    : null;
  return markup`
    <section class="item">
    <h3>${text ?? item.id} <code>${item.id}</code></h3>
    <p><strong>${words.verdicts[item.verdict]}</strong>, ${points} / ${
    numberText(
      item.possible,
    )
  }${
    decision
      ? markup`
        (${words.actions[decision.action]}: ${decision.who}, <time>${decision.at}</time>)
      `
      : null
  }</p>
    ${
    decision && decision.comment.trim() !== "" ? markup`<p>${decision.comment}</p>` : null
  }
    ${found}
    ${item.needsReview ? markup`<p>${words.needsPerson}</p>` : null}
    ${
    reasons.length > 0
      ? markup`
        <h4>${words.reasons}</h4>
        <ul>${reasons.map((one) => markup`<li>${one}</li>`)}</ul>
      `
      : null
  }
    ${evidencePart(show, finding?.evidence ?? [])}
    </section>
  `;
}

function evidencePart(show: Context, ids: readonly string[]): Markup | null {
  const words = exportWords[show.options.language];
  const byId = new Map(show.submission.report?.evidence.map((one) => [one.id, one]));
  const cited = ids.flatMap((id) => byId.get(id) ?? []);
  if (cited.length === 0) return null;
  return markup`<h4>${words.evidence}</h4>
${cited.map((one) => quotePart(show, one))}`;
}

function quotePart(show: Context, evidence: ReportEvidence): Markup {
  const { language } = show.options;
  const words = exportWords[language];
  const via = evidence.via === "ocr" ? ` (${words.fromPicture})` : "";
  const png = pictureOf(show, show.options.pictures?.get(evidence.sha256));
  const { file, page } = evidence.where;
  const at =
    show.options.pages?.findIndex((one) => one.file === file && one.page === page) ??
      -1;
  const place = placeText(evidence.where, language);
  return markup`<p class="place">${
    at < 0 ? place : markup`<a href="#page-${at}">${place}</a>`
  }${via}</p>
${evidence.quote === "" ? null : markup`<blockquote>${evidence.quote}</blockquote>`}
${
    png
      ? markup`<p><img alt="${words.picture}" src="data:image/png;base64,${
        encodeBase64(png)
      }"></p>`
      : null
  }`;
}

function pictureOf(show: Context, png: Uint8Array | undefined): Uint8Array | null {
  const isPng = png !== undefined &&
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A].every((byte, i) => png[i] === byte);
  if (!isPng || png.length > show.room.bytes) return null;
  show.room.bytes -= png.length;
  return png;
}

/** The pages that evidence stands on, each once. */
function citedPages(show: Context): Markup | null {
  const { language, pages = [] } = show.options;
  if (pages.length === 0) return null;
  const words = exportWords[language];
  return markup`<h2>${words.citedPages}</h2>
${
    pages.map(({ file, page, png }, i) => {
      const kept = pictureOf(show, png);
      const name = placeText({ file, page }, language);
      return markup`
        <figure id="page-${i}"><figcaption>${name}</figcaption>
        ${
        kept
          ? markup`<img class="page" alt="${name}" src="data:image/png;base64,${
            encodeBase64(kept)
          }">`
          : markup`<p>${words.tooLarge}</p>`
      }</figure>
      `;
    })
  }`;
}

export type { HtmlOptions } from "./_html_parts.ts";
