/**
 * The submissions of a class, wherever it lies.
 *
 * @module
 */
import { basename, resolve } from "@std/path";
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
  /** The name of the file or folder that an id was given to before; `null`: no one's. */
  readonly holder: (id: string) => string | null;
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
  const { limits, workFolder, holder } = search;
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
    return foundIn(tree, plan, holder);
  } catch (error) {
    await tree[Symbol.asyncDispose]();
    throw error;
  }
}

function foundIn(
  tree: ClassTree,
  plan: ClassPlan,
  holder: Search["holder"],
): FoundClass {
  const ids = submissionIds(plan.submissions.map(({ name }) => name), holder);
  return {
    layout: plan.layout,
    submissions: plan.submissions.map((planned) => ({
      id: ids.get(planned.name)!,
      name: planned.name,
      submitters: planned.submitters,
      externalId: planned.externalId,
      take: () => tree.take(planned),
    })),
    notices: [...tree.problems, ...plan.notices],
    [Symbol.asyncDispose]: () => tree[Symbol.asyncDispose](),
  };
}

/** A class of paths that were given one by one; each is one submission. */
export async function givenSubmissions(
  paths: readonly string[],
  holder: Search["holder"],
): Promise<FoundClass> {
  const nothing = () => Promise.resolve();
  // Two paths of one name are told apart by the folders they lie in.
  const real = await Promise.all(paths.map((path) => Deno.realPath(path)));
  const unique = [...new Set(real)];
  const byName = Map.groupBy(unique, (path) => basename(path));
  const names = new Map(unique.map((path) => {
    const name = basename(path);
    const alone = byName.get(name)?.length === 1;
    return [path, alone ? name : resolve(path)];
  }));
  const ids = pathIds(names, holder);
  return {
    layout: "paths",
    submissions: unique.map((path) => ({
      id: ids.get(path)!,
      name: basename(path),
      submitters: [],
      externalId: null,
      take: () => Promise.resolve({ path, problems: [], [Symbol.asyncDispose]: nothing }),
    })),
    notices: real.length === unique.length ? [] : ["a path that was given twice"],
    [Symbol.asyncDispose]: nothing,
  };
}

function pathIds(
  names: ReadonlyMap<string, string>,
  holder: Search["holder"],
): Map<string, string> {
  const ids = submissionIds(names.values(), holder);
  return new Map([...names].map(([path, name]) => [path, ids.get(name)!]));
}
