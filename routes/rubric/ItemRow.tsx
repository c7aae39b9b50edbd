/**
 * A line of the rubric page.
 *
 * @module
 */
import type { VNode } from "preact";
import type { Agreement } from "../../gradebook/agreement.ts";
import type { ClassSummary } from "../../gradebook/gradebook.ts";
import type { Language } from "../../rubric/reason_text.ts";
import type { Item } from "../../rubric/rubric.ts";
import { Meter } from "../components/Meter.tsx";
import { pointsText } from "../points_text.ts";
import { rubricWords } from "../words/rubric.ts";

/** What an {@linkcode ItemRow} shows. */
export interface ItemRowProps {
  readonly item: Item;
  readonly language: Language;
  readonly counts: ClassSummary["items"][number] | undefined;
  readonly agreement: Agreement | undefined;
}

/** The item, its check, how the class did, and how people and harness agree. */
export function ItemRow({ item, language, counts, agreement }: ItemRowProps): VNode {
  const words = rubricWords[language];
  const other: Language = language === "en" ? "zh-TW" : "en";
  const query = new URLSearchParams({ item: item.id });
  return (
    <tr>
      <th scope="row">
        <div class="stack tight">
          <a href={`/?${query}`} title={words.show} aria-current="false">{item.id}</a>
          <span>{item.text[language]}</span>
          <span class="quiet small" lang={other}>{item.text[other]}</span>
          <span class="quiet small">{pointsOf(item, language)}</span>
          <details>
            <summary class="small">{words.check}</summary>
            <p>
              <code>{item.check}</code>
            </p>
            <pre class="small" tabIndex={0}>{parametersText(item.parameters)}</pre>
          </details>
        </div>
      </th>
      <td data-label={words.verdicts}>{counts && <Rates {...{ counts, language }} />}</td>
      <td class="number" data-label={words.overridden}>{counts?.overridden ?? 0}</td>
      <td data-label={words.agreement}>
        <span>
          {agreement && agreement.compared > 0
            ? words.agreed(agreement.agreed, agreement.compared)
            : <span class="quiet">{words.undecided}</span>}
          {agreement && agreement.undetermined > 0 && (
            <small class="block">{words.noVerdict(agreement.undetermined)}</small>
          )}
        </span>
      </td>
      <td class="number" data-label={words.kappa}>
        {agreement?.kappa?.toFixed(2) ?? (
          <span class="quiet">
            –{agreement && agreement.compared > 0 && (
              <small class="block">{words.noKappa}</small>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}

function Rates(
  { counts, language }: {
    readonly counts: ClassSummary["items"][number];
    readonly language: Language;
  },
): VNode {
  const words = rubricWords[language];
  const { met, partial, unmet, undetermined, needsReview } = counts;
  const total = met + partial + unmet + undetermined;
  const all = words.counts(met, partial, unmet, undetermined);
  return (
    <div class="stack tight rates">
      <span>{words.pass(met, total)}</span>
      <Meter
        parts={[
          { name: "met", count: met },
          { name: "partial", count: partial },
          { name: "unmet", count: unmet },
          { name: "undetermined", count: undetermined },
        ]}
        total={total}
        text={all}
      />
      <small>{all}</small>
      {needsReview > 0 && <small>{words.review(needsReview)}</small>}
    </div>
  );
}

function pointsOf(item: Item, language: Language): string {
  const words = rubricWords[language];
  return "award" in item
    ? words.award(pointsText(item.award.met), pointsText(item.award.partial))
    : words.deduct(pointsText(item.deduct.partial), pointsText(item.deduct.unmet));
}

/** Parameters as JSON; a lexicon stands in them as a whole and is named only. */
function parametersText(parameters: Item["parameters"]): string {
  const { lexicon, ...rest } = parameters;
  const named = lexicon !== null && typeof lexicon === "object" && "id" in lexicon
    ? { lexicon: (lexicon as { readonly id: unknown }).id, ...rest }
    : lexicon === undefined
    ? rest
    : { lexicon: "…", ...rest };
  return JSON.stringify(named, null, 2);
}
