/**
 * The rubric: what is asked, as data.
 *
 * @module
 */

/** A text in every language of the interface. */
export interface LocalizedText {
  /** English. */
  readonly en: string;
  /** Traditional Chinese. */
  readonly "zh-TW": string;
}

/** What every item has. */
export interface ItemFields {
  /** Unique in the rubric; reports, overrides and exports refer to it. */
  readonly id: string;
  /** The line as it stands on the marking sheet. */
  readonly text: LocalizedText;
  /** Name of a check in rubric/checks, or the path of a check file. */
  readonly check: string;
  /** What the check is told. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An item that adds points; `unmet` adds none. */
export interface AwardItem extends ItemFields {
  /** Points added per verdict. */
  readonly award: { readonly met: number; readonly partial: number };
}

/** An item that takes points away; `met` takes none. */
export interface DeductItem extends ItemFields {
  /** Points taken away per verdict. */
  readonly deduct: { readonly partial: number; readonly unmet: number };
}

/** An item of a question. */
export type Item = AwardItem | DeductItem;

/** What every question has. */
export interface QuestionFields {
  /** Unique in the rubric; ids of its items start with it. */
  readonly id: string;
  /** Short name. */
  readonly title: LocalizedText;
  /** The question as asked; copies of it in a report never count. */
  readonly text: LocalizedText;
  /** What the question is worth. */
  readonly points: number;
  /** The least that it can give. */
  readonly floor: number;
  /** The most that it can give; default: `points`. */
  readonly ceiling?: number;
}

/** Positive scoring: 0 + what is awarded. Negative: points - what is deducted. */
export type Question =
  & QuestionFields
  & (
    | { readonly scoring: "positive"; readonly items: readonly AwardItem[] }
    | { readonly scoring: "negative"; readonly items: readonly DeductItem[] }
  );

/** A validated rubric. */
export interface Rubric {
  /** For editors. */
  readonly $schema?: string;
  /** Version of this shape. */
  readonly schema: "latentmark/rubric@1";
  /** Name of the rubric, as reports refer to it. */
  readonly id: string;
  /** Changes whenever the rubric does. */
  readonly version: string;
  /** Name of the assignment. */
  readonly title: LocalizedText;
  /** In the order of the marking sheet. */
  readonly questions: readonly Question[];
}

/** The most points an item can earn (positive) or keep (negative). */
export function possiblePoints(
  item: { readonly award: { readonly met: number } } | {
    readonly deduct: { readonly unmet: number };
  },
): number {
  return "award" in item ? item.award.met : item.deduct.unmet;
}

/** All items of a rubric in its order, each with its question. */
export function itemsOf(rubric: Rubric): readonly { question: Question; item: Item }[] {
  return rubric.questions.flatMap((question) =>
    question.items.map((item) => ({ question, item }))
  );
}
