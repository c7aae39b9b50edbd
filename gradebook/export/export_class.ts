/**
 * What is exported: a class as it stands, people's decisions counted.
 *
 * @module
 */
import type { Report } from "../../grader/report.ts";
import type { LocalizedText, Rubric } from "../../rubric/rubric.ts";
import { type Language, reasonText } from "../../rubric/reason_text.ts";
import { itemsOf } from "../../rubric/rubric.ts";
import type { CurrentGrade, CurrentItem } from "../current_grade.ts";
import type { Gradebook } from "../gradebook.ts";
import type { RubricRecord, SubmissionRecord, Submitter } from "../records.ts";

/** A submission as it is exported. */
export interface ExportSubmission {
  readonly record: SubmissionRecord;
  /** `null`: not graded yet. */
  readonly report: Report | null;
  readonly current: CurrentGrade;
  /** The report that was its grade before the present one; `null`: none. */
  readonly previous: Report | null;
}

/** A class as it is exported. */
export interface ExportClass {
  readonly rubric: Rubric;
  /** Of the rubric with its lexicons. */
  readonly rubricDigest: string;
  readonly messages: RubricRecord["messages"];
  /** By id; read anew at each iteration, one at a time. */
  readonly submissions: Iterable<ExportSubmission>;
}

/** Somebody or something that was not written, and why. */
export interface LeftOut {
  /** Id of a submission, or a student as the file names them. */
  readonly who: string;
  readonly why: LocalizedText;
}

/** What a writer gives. */
export interface Written {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Rows, test suites or results. */
  readonly written: number;
  /** What the person should know, the most important first. */
  readonly warnings: readonly LocalizedText[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * A class as a gradebook has it, or had it at a past moment.
 *
 * @param asOf ISO 8601; what came later does not count
 * @param ids only these submissions
 * @throws {RangeError} an assignment that the gradebook does not have
 */
export function readClass(
  gradebook: Gradebook,
  assignment: string,
  asOf?: string,
  ids?: ReadonlySet<string>,
): ExportClass {
  const rubric = gradebook.latestRubric(assignment, asOf);
  if (rubric === null) {
    throw new RangeError(
      `Cannot export "${assignment}" as it must be an assignment of the gradebook: it ` +
        `has ${gradebook.assignments().map((id) => `"${id}"`).join(", ") || "none"}`,
    );
  }
  const records = gradebook.submissions(assignment)
    .filter((record) => asOf === undefined || record.addedAt <= asOf)
    .filter((record) => ids === undefined || ids.has(record.id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    rubric: rubric.rubric,
    rubricDigest: rubric.digest,
    messages: rubric.messages,
    submissions: {
      *[Symbol.iterator]() {
        for (const record of records) {
          const grade = gradebook.grade(record.key, asOf);
          if (grade === null) continue;
          const { report, current } = grade;
          let before: Report | null | undefined;
          yield {
            record,
            report,
            current,
            // Read when it is asked for: few formats do.
            get previous() {
              if (before === undefined) before = previousOf(record);
              return before;
            },
          };
        }
      },
    },
  };

  function previousOf(record: SubmissionRecord): Report | null {
    const adopted = gradebook.adoptions(record.key)
      .filter((adoption) => asOf === undefined || adoption.at <= asOf)
      .toSorted((a, b) => a.number - b.number);
    const before = adopted.at(-2);
    return before ? gradebook.result(before.result)?.report ?? null : null;
  }
}

/** The students of a submission; one nameless where nobody said who handed in. */
export function studentsOf(record: SubmissionRecord): readonly Submitter[] {
  return record.submitters.length > 0
    ? record.submitters
    : [{ name: null, sid: null, email: null }];
}

/** How people call a submission: its students, else its id. */
export function nameOf(record: SubmissionRecord): string {
  const names = record.submitters.map(({ name, sid, email }) => name ?? sid ?? email);
  return names.filter((name) => name !== null).join(", ") || record.id;
}

/** The harness's reasons for an item in a language; empty where it found nothing. */
export function reasonsOf(
  data: Pick<ExportClass, "rubric" | "messages">,
  item: CurrentItem,
  language: Language,
): readonly string[] {
  if (!item.finding) return [];
  const { reasons, messages: said } = item.finding;
  const check = itemsOf(data.rubric).find(({ item: { id } }) => id === item.id)?.item
    .check;
  const messages = data.messages[check ?? ""];
  return said.map((reason, i) =>
    messages && Object.hasOwn(messages, reason.message)
      ? reasonText(messages, reason, language)
      : reasons[i] ?? ""
  );
}
