/**
 * Which row of a platform's file is which submission. Only what is certain is matched; what
 * is ambiguous or contradicts itself is said and left alone.
 *
 * @module
 */
import type { LocalizedText } from "../../rubric/rubric.ts";
import { nameKeys } from "./names.ts";
import type { SubmissionRecord, Submitter } from "../records.ts";

/** What a row of a platform's file says of its student; empty texts are unknown. */
export interface RosterRow {
  /** Place in the file, for the caller. */
  readonly index: number;
  /** As people know the student. */
  readonly label: string;
  /** Ids of the institution: any of them may be the student's `sid`. */
  readonly ids: readonly string[];
  /** Numbers that are only perhaps the institution's: they count where the name agrees. */
  readonly weakIds: readonly string[];
  /** E-mail addresses. */
  readonly emails: readonly string[];
  readonly name: string;
  /** How the platform names the participant in what it exports; see {@linkcode externalsOf}. */
  readonly externals: readonly string[];
}

/** What matching gives. */
export interface Matches<Entry> {
  /** By {@linkcode RosterRow.index}. */
  readonly matched: ReadonlyMap<number, Entry>;
  /** Students with a submission that have no row for sure. */
  readonly unmatched: readonly {
    readonly entry: Entry;
    readonly student: Submitter;
    readonly why: LocalizedText;
  }[];
}

const kinds = ["external", "id", "email", "weak", "name"] as const;

/**
 * Matches each student of each submission to a row: by the platform's id, then the
 * institution's id, then the e-mail address, then the name. A key that two rows have, keys
 * that lead to different rows, an equal name with another id, and two submissions that
 * claim one row are ambiguous.
 */
export function matchStudents<Entry extends { readonly record: SubmissionRecord }>(
  rows: readonly RosterRow[],
  entries: Iterable<Entry>,
): Matches<Entry> {
  const index = indexRows(rows);
  const claims = new Map<number, { entry: Entry; student: Submitter }[]>();
  const unmatched: { entry: Entry; student: Submitter; why: LocalizedText }[] = [];
  for (const entry of entries) {
    const { record } = entry;
    const alone = record.submitters.length <= 1;
    const students = record.submitters.length > 0
      ? record.submitters
      : [{ name: null, sid: null, email: null }];
    for (const student of students) {
      const found = rowOf(index, rows, student, alone ? externalsOf(record) : []);
      if (typeof found === "number") {
        claims.set(found, [...claims.get(found) ?? [], { entry, student }]);
      } else unmatched.push({ entry, student, why: found });
    }
  }
  const matched = new Map<number, Entry>();
  for (const [row, list] of claims) {
    if (new Set(list.map(({ entry }) => entry.record.key)).size === 1) {
      matched.set(row, list[0]!.entry);
      continue;
    }
    const ids = list.map(({ entry }) => entry.record.id).join(", ");
    for (const claim of list) {
      const why = {
        en: `ambiguous: several submissions are this student's (${ids})`,
        "zh-TW": `無法確定：這位學生有多份作業（${ids}）`,
      };
      unmatched.push({ ...claim, why });
    }
  }
  return { matched, unmatched };
}

type Index = Readonly<Record<(typeof kinds)[number], ReadonlyMap<string, Set<number>>>>;

function indexRows(rows: readonly RosterRow[]): Index {
  const index = {
    external: new Map<string, Set<number>>(),
    id: new Map<string, Set<number>>(),
    email: new Map<string, Set<number>>(),
    weak: new Map<string, Set<number>>(),
    name: new Map<string, Set<number>>(),
  };
  const put = (map: Map<string, Set<number>>, key: string, row: number) => {
    if (key === "") return;
    map.set(key, (map.get(key) ?? new Set()).add(row));
  };
  for (const [i, row] of rows.entries()) {
    for (const external of row.externals) put(index.external, plainKey(external), i);
    for (const id of row.ids) put(index.id, plainKey(id), i);
    for (const email of row.emails) put(index.email, plainKey(email), i);
    for (const name of nameKeys(row.name)) {
      put(index.name, name, i);
      for (const id of row.weakIds) put(index.weak, weakKey(id, name), i);
    }
  }
  return index;
}

/** Index of the row, or why there is none. */
function rowOf(
  index: Index,
  rows: readonly RosterRow[],
  student: Submitter,
  external: readonly string[],
): number | LocalizedText {
  const keys = {
    external: external.map(plainKey),
    id: [plainKey(student.sid ?? "")],
    email: [plainKey(student.email ?? "")],
    weak: nameKeys(student.name ?? "").map((name) => weakKey(student.sid ?? "", name)),
    name: nameKeys(student.name ?? ""),
  };
  let sure: number | null = null;
  for (const kind of kinds) {
    const found = new Set<number>();
    for (const key of keys[kind]) {
      if (key === "") continue;
      for (const row of index[kind].get(key) ?? []) found.add(row);
    }
    // A login is often an e-mail address, and the other way round.
    if (kind === "email") {
      for (const row of index.id.get(keys.email[0]!) ?? []) found.add(row);
    }
    if (kind === "name" && sure !== null) break;
    if (found.size > 1) {
      const inBoth = sure !== null && found.has(sure);
      if (inBoth) continue;
      return {
        en: `ambiguous: ${found.size} rows have the same ${kind}`,
        "zh-TW": `無法確定：有 ${found.size} 列的 ${kind} 相同`,
      };
    }
    const [row] = found;
    if (row === undefined) continue;
    if (sure !== null && sure !== row) {
      return {
        en: `ambiguous: its ids lead to different rows ("${rows[sure]!.label}", ` +
          `"${rows[row]!.label}")`,
        "zh-TW": `無法確定：各種識別資料指向不同列（${rows[sure]!.label}、${
          rows[row]!.label
        }）`,
      };
    }
    if (kind === "name" && contradicts(student, rows[row]!)) {
      return {
        en: `ambiguous: "${rows[row]!.label}" has the same name and another id`,
        "zh-TW": `無法確定：${rows[row]!.label} 同名但識別碼不同`,
      };
    }
    sure = row;
  }
  return sure === null
    ? { en: "no row is this student's", "zh-TW": "檔案中沒有這位學生" }
    : rows[sure]!.index;
}

/** Both sides have ids of one look, or addresses of one domain, and none is equal. */
function contradicts(student: Submitter, row: RosterRow): boolean {
  const sid = lookOf(student.sid ?? "");
  const domain = plainKey(student.email ?? "").split("@")[1] ?? "";
  return (sid !== "" && row.ids.some((id) => lookOf(id) === sid)) ||
    (domain !== "" &&
      row.emails.some((email) => plainKey(email).split("@")[1] === domain));
}

/** `B09901001` and `r10922` look alike, `alice` does not. */
function lookOf(id: string): string {
  return plainKey(id).replace(/\p{L}+/gu, "a").replace(/\p{N}+/gu, "9");
}

function weakKey(id: string, name: string): string {
  return id.trim() === "" ? "" : `${plainKey(id)} ${name}`;
}

function plainKey(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/**
 * How platforms name a submission: the id they told, the participant in the folders of a
 * Moodle download (`Ada_123_assignsubmission_file_` is `moodle 123`) and the student in the
 * files of a Canvas download (`lovelaceada_123_456_report` is `canvas 123`).
 */
export function externalsOf(
  record: Pick<SubmissionRecord, "id" | "externalId">,
): string[] {
  const moodle = /_(\d+)_assignsubmission_/.exec(record.id)?.[1];
  const canvas = /^\p{L}+(?:_LATE)?_(\d+)_\d{3,}_/u.exec(record.id)?.[1];
  return [
    ...(record.externalId ? [record.externalId] : []),
    ...(moodle ? [`moodle ${moodle}`] : []),
    ...(canvas ? [`canvas ${canvas}`] : []),
  ];
}
