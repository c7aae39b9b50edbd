/**
 * The submissions of a class, wherever it lies.
 *
 * @module
 */
import { basename, join } from "@std/path";
import { submissionId } from "../../grader/grade.ts";
import type { Submitter } from "../records.ts";
import { archiveTree } from "./archive_tree.ts";
import { ClassError } from "./class_error.ts";
import type { ClassLimits } from "./class_limits.ts";
import { type ClassTree, folderTree, type TakenSubmission } from "./class_tree.ts";
import { metadataName, readMetadata } from "./gradescope_metadata.ts";
import { type ClassPlan, looksLikeOne, planSubmissions } from "./plan_submissions.ts";
import { submissionIds } from "./submission_ids.ts";

/** A submission that was found. */
export interface FoundSubmission {
  readonly id: string;
  /** As it is called where it was found. */
  readonly name: string;
  readonly submitters: readonly Submitter[];
  readonly externalId: string | null;
  /** Real path of a file or folder that stays there; `null`: it comes out of an archive. */
  readonly origin: string | null;
  /**
   * Has it on disk until it is disposed of.
   *
   * @throws {ClassError} none of its files can be had
   */
  take(): Promise<TakenSubmission>;
}

/** A class that was looked through. */
export interface FoundClass extends AsyncDisposable {
  readonly layout: ClassPlan["layout"] | "paths";
  /** By name; ids are unique. */
  readonly submissions: readonly FoundSubmission[];
  /** What is no submission, what is nobody's, what was left out. */
  readonly notices: readonly string[];
}

/** Where a class is looked for, and what is known of it. */
export interface Search {
  readonly limits: ClassLimits;
  /** Existing folder for temporary files. */
  readonly workFolder: string;
  readonly known: KnownIds;
}

/** Ids that were given before. */
export interface KnownIds {
  /** The name of the file or folder that has an id; `null`: none. */
  holder(id: string): string | null;
  /** The id of the submission from a real path; `null`: none. */
  ofOrigin(path: string): string | null;
}

/**
 * Finds the submissions of a class: of a folder or a zip archive each child, of a platform's
 * bulk download what it says.
 *
 * @throws {ClassError} what is no class; what looks like one submission
 */
export async function findSubmissions(
  path: string,
  search: Search,
): Promise<FoundClass> {
  const { limits, workFolder, known } = search;
  const { isDirectory } = await Deno.stat(path);
  const open = isDirectory ? folderTree : archiveTree;
  const tree = await open(path, limits, workFolder);
  try {
    const metadata = tree.metadata === null
      ? null
      : readMetadata(tree.metadata, metadataName, limits);
    if (metadata === null) {
      const one = looksLikeOne(tree.children);
      if (one !== null) {
        throw new ClassError(
          `Cannot grade class ${
            JSON.stringify(path)
          } as each of its children must be a ` +
            `submission: it holds ${one} (leave --class out to grade it as one)`,
        );
      }
    }
    const plan = planSubmissions(tree.children, metadata);
    if (plan.submissions.length === 0) {
      const seen = [...tree.problems, ...plan.notices][0] ?? "nothing";
      throw new ClassError(
        `Cannot grade class ${
          JSON.stringify(path)
        } as it must hold a submission: ${seen}`,
      );
    }
    const root = isDirectory ? await Deno.realPath(tree.root) : null;
    return foundIn(tree, plan, root, known);
  } catch (error) {
    await tree[Symbol.asyncDispose]();
    throw error;
  }
}

function foundIn(
  tree: ClassTree,
  plan: ClassPlan,
  root: string | null,
  known: KnownIds,
): FoundClass {
  const ids = submissionIds(
    plan.submissions.map(({ name }) => name),
    (id) => known.holder(id),
  );
  return {
    layout: plan.layout,
    submissions: plan.submissions.map((planned) => ({
      id: ids.get(planned.name)!,
      name: planned.name,
      submitters: planned.submitters,
      externalId: planned.externalId,
      origin: root === null || planned.children.length !== 1
        ? null
        : join(root, planned.children[0]!),
      take: () => tree.take(planned),
    })),
    notices: [...tree.problems, ...plan.notices],
    [Symbol.asyncDispose]: () => tree[Symbol.asyncDispose](),
  };
}

/**
 * A class of paths that were given one by one; each is one submission. A path that was
 * graded before has its id; of another one nobody's id is taken.
 */
export async function givenSubmissions(
  paths: readonly string[],
  known: KnownIds,
): Promise<FoundClass> {
  const nothing = () => Promise.resolve();
  const real = await Promise.all(paths.map((path) => Deno.realPath(path)));
  const unique = [...new Set(real)];
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const give = (path: string, id: string) => {
    ids.set(path, id);
    taken.add(id.toLowerCase());
  };
  for (const path of unique) {
    const id = known.ofOrigin(path);
    if (id !== null) give(path, id);
  }
  for (const path of unique) {
    if (ids.has(path)) continue;
    const base = submissionId(path);
    let id = base;
    for (let n = 2; taken.has(id.toLowerCase()) || known.holder(id) !== null; n++) {
      id = `${base}-${n}`;
    }
    give(path, id);
  }
  return {
    layout: "paths",
    submissions: unique.map((path) => ({
      id: ids.get(path)!,
      name: basename(path),
      submitters: [],
      externalId: null,
      origin: path,
      take: () => {
        const taken = { path, picturesIn: null, problems: [] };
        return Promise.resolve({ ...taken, [Symbol.asyncDispose]: nothing });
      },
    })),
    notices: real.length === unique.length ? [] : ["a path that was given twice"],
    [Symbol.asyncDispose]: nothing,
  };
}
