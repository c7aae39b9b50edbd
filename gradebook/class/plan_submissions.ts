/**
 * The children of a class -> its submissions. Pure: names in, a plan out.
 *
 * @module
 */
import { type FileKind, kindByName } from "../../grader/collect/file_kind.ts";
import type { Submitter } from "../records.ts";
import { type Metadata, metadataName } from "./gradescope_metadata.ts";
import { canvasName, moodleName, type PlatformName } from "./platform_names.ts";

/** A file or folder directly in a class. */
export interface ClassChild {
  /** As it is called on disk or in the archive. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Of a folder: kinds of the files in it, by their names; of some, if there are many. */
  readonly kinds: ReadonlySet<FileKind>;
}

/** A submission of a class, by the names of its children. */
export interface PlannedSubmission {
  /** What the id comes from, and the name of the one child or of the folder of several. */
  readonly name: string;
  /** Children that belong to it; of more than one a folder is made. */
  readonly children: readonly string[];
  readonly submitters: readonly Submitter[];
  readonly externalId: string | null;
  /** Of a text that stands alone: folders of pictures beside it, which are nobody's own. */
  readonly shared: readonly string[];
}

/** What was seen in a class. */
export interface ClassPlan {
  readonly layout: "plain" | "gradescope" | "moodle" | "canvas";
  /** By name. */
  readonly submissions: readonly PlannedSubmission[];
  /** Folders of pictures that stand beside texts and belong to those that name them. */
  readonly shared: readonly string[];
  /** What is no submission, or is one that nobody's name is known of. */
  readonly notices: readonly string[];
}

/** Kinds that a report is handed in as, alone. */
const reports: ReadonlySet<FileKind> = new Set([
  "pdf",
  "docx",
  "notebook",
  "markdown",
  "html",
  "text",
  "archive",
  "foreign",
]);
const linked: ReadonlySet<FileKind> = new Set(["markdown", "html", "notebook", "text"]);

/**
 * Finds the submissions of a class. Where a list says whose they are, only what has exactly
 * a record's name gets its submitters.
 *
 * @param metadata Gradescope's list, where there is one
 */
export function planSubmissions(
  children: readonly ClassChild[],
  metadata: Metadata | null,
): ClassPlan {
  const sorted = [...children].sort((a, b) => a.name < b.name ? -1 : 1);
  if (metadata !== null) return gradescopePlan(sorted, metadata);
  const notices: string[] = [];
  const texts = sorted.some((one) => !one.isFolder && linked.has(kindByName(one.name)));
  const shared = !texts ? [] : sorted.filter(onlyPictures).map(({ name }) => name);
  const rest = sorted.filter((child) => {
    if (shared.includes(child.name)) return false;
    const kind = kindByName(child.name);
    if (child.isFolder || (kind !== "data" && kind !== "weights")) return true;
    notices.push(`"${child.name}" is no report and was left out`);
    return false;
  });
  const named = platformOf(rest);
  if (named === null) {
    const submissions = rest.map(({ name, isFolder }) => ({
      name,
      children: [name],
      submitters: [],
      externalId: null,
      shared: !isFolder && linked.has(kindByName(name)) ? shared : [],
    }));
    return { layout: "plain", submissions, shared, notices };
  }
  return platformPlan(rest, named, shared, notices);
}

function onlyPictures({ isFolder, kinds }: ClassChild): boolean {
  return isFolder && kinds.has("image") &&
    [...kinds].every((kind) => kind === "image" || kind === "data");
}

/** How names are read: as Moodle's where they are, as Canvas's where all are. */
function platformOf(
  children: readonly ClassChild[],
): ((name: string) => PlatformName | null) | null {
  if (children.some(({ name }) => moodleName(name) !== null)) return moodleName;
  const canvas = children.length >= 2 &&
    children.every(({ name, isFolder }) => !isFolder && canvasName(name) !== null);
  return canvas ? canvasName : null;
}

function platformPlan(
  children: readonly ClassChild[],
  read: (name: string) => PlatformName | null,
  shared: readonly string[],
  notices: string[],
): ClassPlan {
  const groups = new Map<string, { said: PlatformName | null; children: string[] }>();
  for (const { name } of children) {
    const said = read(name);
    const group = said?.group ?? name;
    const known = groups.get(group) ?? { said, children: [] };
    known.children.push(name);
    groups.set(group, known);
    if (said === null) {
      notices.push(`"${name}" has no name of the platform: nobody's name is on it`);
    }
    if (said?.late) notices.push(`"${name}" was handed in late`);
  }
  const layout = read === moodleName ? "moodle" as const : "canvas" as const;
  const submissions = [...groups].map(([name, { said, children }]) => ({
    name,
    children,
    submitters: said === null ? [] : [said.submitter],
    externalId: said?.externalId ?? null,
    shared: [],
  }));
  return { layout, submissions, shared, notices };
}

function gradescopePlan(
  children: readonly ClassChild[],
  metadata: Metadata,
): ClassPlan {
  const notices = metadata.problems.map((problem) => `${metadataName}: ${problem}`);
  const here = new Set(children.map(({ name }) => name.normalize("NFC")));
  for (const key of metadata.records.keys()) {
    if (!here.has(key)) {
      notices.push(`${metadataName} names "${key}", and there is no such file`);
    }
  }
  const submissions: PlannedSubmission[] = [];
  for (const { name, isFolder } of children) {
    if (name === metadataName) continue;
    const record = metadata.records.get(name.normalize("NFC"));
    if (record === undefined) {
      const kind = kindByName(name);
      const report = isFolder || reports.has(kind) || kind === "image";
      notices.push(
        report
          ? `"${name}" is not in ${metadataName}: nobody's name is on it`
          : `"${name}" is no report and was left out`,
      );
      if (!report) continue;
    } else if (record.submitters.length === 0) {
      notices.push(`${metadataName} names nobody for "${name}"`);
    }
    submissions.push({
      name,
      children: [name],
      submitters: record?.submitters ?? [],
      externalId: record === undefined
        ? null
        : /^(?:submission_)?(\d+)(?:\.\w+)?$/.exec(name)?.[1] ?? null,
      shared: [],
    });
  }
  return { layout: "gradescope", submissions, shared: [], notices };
}

/**
 * What looks like one submission where a class should be: at most one report, and beside it
 * what reports are made of. `null`: it looks like a class.
 */
export function looksLikeOne(children: readonly ClassChild[]): string | null {
  const files = children.filter(({ isFolder }) => !isFolder);
  const alone = files.filter(({ name }) => reports.has(kindByName(name)));
  const folders = children.filter(({ isFolder }) => isFolder);
  const others = files.filter(({ name }) => {
    const kind = kindByName(name);
    return kind === "image" || kind === "code" || kind === "weights" || kind === "onnx";
  });
  const full = folders.filter(({ kinds }) =>
    [...kinds].some((kind) => reports.has(kind))
  );
  const parts = [...others, ...folders.filter(onlyPictures)];
  if (alone.length > 1 || full.length > 0 || parts.length === 0) return null;
  if (alone.length === 0 && others.every(({ name }) => kindByName(name) === "image")) {
    return null;
  }
  const names = [...alone, ...parts].slice(0, 4).map(({ name }) => `"${name}"`);
  const more = alone.length + parts.length > names.length ? ", ..." : "";
  return `${names.join(", ")}${more}, which look like one submission`;
}
