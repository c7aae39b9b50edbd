/**
 * Comparing a class: what was found is kept while nothing changes, and what is missing is
 * made in the background when a grader asks for it.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { makeSignatures } from "../../gradebook/similar/make_signatures.ts";
import {
  similarPairs,
  type SimilarReport,
} from "../../gradebook/similar/similar_pairs.ts";

/** How far a comparison is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

interface Kept {
  readonly key: string;
  readonly report: SimilarReport;
}

/** Readers of submissions at the same time: somebody works with the pages meanwhile. */
const jobs = 2;

/** The comparisons of one gradebook, by assignment. */
class Comparisons {
  readonly #gradebook: Gradebook;
  readonly #kept = new Map<string, Kept>();
  readonly #running = new Map<string, Progress>();
  readonly #failures = new Map<string, string>();

  constructor(gradebook: Gradebook) {
    this.#gradebook = gradebook;
  }

  /** How far it is, while it goes on; else `null`. */
  progress(assignment: string): Progress | null {
    return this.#running.get(assignment) ?? null;
  }

  /** Why the last one ended early; `null`: it did not. */
  failure(assignment: string): string | null {
    return this.#failures.get(assignment) ?? null;
  }

  /** Reads what was not read yet; resolves when all was. Does nothing while it goes on. */
  async start(assignment: string): Promise<void> {
    if (this.#running.has(assignment)) return;
    this.#failures.delete(assignment);
    this.#running.set(assignment, { done: 0, total: 0 });
    try {
      await makeSignatures(this.#gradebook, assignment, {
        jobs,
        onDone: (done, total) => this.#running.set(assignment, { done, total }),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#failures.set(assignment, reason);
    } finally {
      this.#running.delete(assignment);
    }
  }

  /** What is alike, as far as it was read. */
  report(assignment: string): SimilarReport {
    const hash = createHash("sha256");
    for (const { key, source, submitters } of this.#gradebook.submissions(assignment)) {
      hash.update(JSON.stringify([key, source, submitters]));
    }
    const key = hash.digest("hex");
    const kept = this.#kept.get(assignment);
    // What is missing may have come meanwhile, by another process, too.
    if (kept?.key === key && kept.report.missing === 0) return kept.report;
    const report = similarPairs(this.#gradebook, assignment);
    this.#kept.set(assignment, { key, report });
    return report;
  }
}

const known = new WeakMap<Gradebook, Comparisons>();

/** The comparisons of a gradebook, the same for every request. */
export function comparisonsOf(gradebook: Gradebook): Comparisons {
  const comparisons = known.get(gradebook) ?? new Comparisons(gradebook);
  known.set(gradebook, comparisons);
  return comparisons;
}
