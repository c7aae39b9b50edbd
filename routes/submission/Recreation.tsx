/**
 * The re-created model beside what the student showed.
 *
 * @module
 */
import type { VNode } from "preact";
import { reproductionMessages } from "../../grader/reproduce/messages.ts";
import type { Reproduction } from "../../grader/reproduce/reproduction.ts";
import type { KeptReproduction } from "../../gradebook/reproductions.ts";
import type { Reason } from "../../rubric/check.ts";
import { type Language, reasonText } from "../../rubric/reason_text.ts";
import type { SubmissionWords } from "../words/submission.ts";

/** The card: figures, what the model is, and what is to be kept in mind. */
export function Recreation(
  { kept, submission, source, language, words }: {
    readonly kept: KeptReproduction;
    readonly submission: number;
    readonly source: string;
    readonly language: Language;
    readonly words: SubmissionWords;
  },
): VNode {
  const { reproduction, figures } = kept;
  const { model, own, reasons, notes, notApplied } = reproduction;
  const lines = [...reasons, ...notes, ...notApplied].map((reason) => (
    <li>{said(reason, language)}</li>
  ));
  const pictures = figures.map((name) => {
    const title = name.replace(/\.png$/, "").replaceAll(/[-_]/g, " ");
    const href = `/submissions/${submission}/recreation/${name}?v=${source.slice(0, 12)}`;
    return (
      <figure>
        <a href={href} aria-current="false" target="_blank" rel="noopener">
          <img src={href} alt={title} loading="lazy" decoding="async" />
        </a>
        <figcaption class="quiet">{title}</figcaption>
      </figure>
    );
  });
  return (
    <details class="card small recreation" id="recreation" open={figures.length > 0}>
      <summary>{words.reproduction}</summary>
      <p class="quiet">{words.reproductionWhy}</p>
      {model && <p>{modelText(model, words)}</p>}
      {own && (
        <p>
          <code>{own.files.join(", ")}</code>
        </p>
      )}
      {pictures}
      {lines.length > 0 && <ul>{lines}</ul>}
    </details>
  );
}

function modelText(
  { data, training, observations }: NonNullable<Reproduction["model"]>,
  words: SubmissionWords,
): string {
  return words.recreated(
    training.steps,
    data.name,
    observations.reconstructionMse.toPrecision(2),
    observations.averagePictureMse.toPrecision(2),
  );
}

function said(reason: Reason, language: Language): string {
  return reasonText(reproductionMessages, reason, language);
}
