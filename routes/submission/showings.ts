/**
 * What submissions look like: made when it is first asked for, kept in the gradebook.
 *
 * @module
 */
import { sha256Hex } from "../../grader/collect/digest.ts";
import { canonicalize } from "../../grader/canonical.ts";
import { type Showing, showingSchema } from "../../grader/show/showing.ts";
import {
  showPages,
  showSubmission,
  showVersion,
} from "../../grader/show/show_submission.ts";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { writeSource } from "../../gradebook/source_files.ts";
import type { Rubric } from "../../rubric/rubric.ts";

/** What there is to see, or why there is nothing. */
export type Seen<T> = T | { readonly unreadable: string };

/** Processes that read submissions for the eye, at most. */
const mostProcesses = 2;
/** Pages that are drawn together: a process takes longer to start than to draw them. */
const pagesTogether = 4;
/** How long a failure is remembered: long enough that a page full of pictures asks once. */
const failureMs = 20_000;

/** The looks of one gradebook's submissions. */
export class Showings {
  readonly #gradebook: Gradebook;
  readonly #making = new Map<string, Promise<string | null>>();
  readonly #failures = new Map<
    string,
    { readonly reason: string; readonly until: number }
  >();
  readonly #waiting: (() => void)[] = [];
  #processes = 0;

  constructor(gradebook: Gradebook) {
    this.#gradebook = gradebook;
  }

  /** What a source looks like, if that is known already. */
  known(source: string, rubric: Rubric): Showing | null {
    const kept = this.#gradebook.derived(showingKey(source, rubric));
    return kept && showingSchema.parse(JSON.parse(new TextDecoder().decode(kept)));
  }

  /** What a source looks like. */
  async showing(source: string, rubric: Rubric): Promise<Seen<Showing>> {
    const known = this.known(source, rubric);
    if (known) return known;
    const failed = await this.#make(
      showingKey(source, rubric),
      () => this.#makeShowing(source, rubric),
    );
    return this.known(source, rubric) ?? { unreadable: failed ?? "it was not kept" };
  }

  /** A picture of a source by the digest of its pixels; `null`: there is none. */
  picture(source: string, digest: string): Uint8Array<ArrayBuffer> | null {
    return this.#gradebook.derived(`${prefix(source)}/picture/${digest}`);
  }

  /** A page of a PDF of a source. */
  async page(
    source: string,
    file: string,
    page: number,
  ): Promise<Seen<Uint8Array<ArrayBuffer>>> {
    const key = (number: number) => `${prefix(source)}/page/${number}/${file}`;
    const known = this.#gradebook.derived(key(page));
    if (known) return known;
    const first = page - (page - 1) % pagesTogether;
    const pages = Array.from({ length: pagesTogether }, (_, i) => first + i);
    const failed = await this.#make(key(first) + "+", async () => {
      const shown = await this.#withFiles(
        source,
        (path) => showPages(path, file, pages),
      );
      if ("unreadable" in shown) return shown.unreadable;
      for (const [name, png] of shown.pages) {
        this.#gradebook.putDerived(key(Number(name)), png);
      }
      return null;
    });
    return this.#gradebook.derived(key(page)) ??
      { unreadable: failed ?? `page ${page} can not be drawn` };
  }

  async #makeShowing(source: string, rubric: Rubric): Promise<string | null> {
    const shown = await this.#withFiles(
      source,
      (path) => showSubmission(path, questionsOf(rubric)),
    );
    if ("unreadable" in shown) return shown.unreadable;
    this.#gradebook.transaction(() => {
      for (const [digest, png] of shown.pictures) {
        this.#gradebook.putDerived(`${prefix(source)}/picture/${digest}`, png);
      }
      const bytes = new TextEncoder().encode(JSON.stringify(shown.showing));
      this.#gradebook.putDerived(showingKey(source, rubric), bytes);
    });
    return null;
  }

  /** Does a work once at a time and key; what it says of its failure is kept a while. */
  #make(key: string, work: () => Promise<string | null>): Promise<string | null> {
    const failure = this.#failures.get(key);
    if (failure && Date.now() < failure.until) return Promise.resolve(failure.reason);
    const known = this.#making.get(key);
    if (known) return known;
    const made = this.#inTurn(work).catch((error) =>
      error instanceof Error ? error.message : String(error)
    ).then((reason) => {
      this.#making.delete(key);
      this.#failures.delete(key);
      if (this.#failures.size > 1000) this.#failures.clear();
      if (reason !== null) {
        this.#failures.set(key, { reason, until: Date.now() + failureMs });
      }
      return reason;
    });
    this.#making.set(key, made);
    return made;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (this.#processes >= mostProcesses) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#processes += 1;
    try {
      return await work();
    } finally {
      this.#processes -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Writes a source into a folder of its own while it is read. */
  async #withFiles<T>(
    digest: string,
    use: (path: string) => Promise<Seen<T>>,
  ): Promise<Seen<T>> {
    const source = this.#gradebook.source(digest);
    if (!source) return { unreadable: "the gradebook does not have its files" };
    const folder = await Deno.makeTempDir({ prefix: "latentmark-show-" });
    try {
      const blob = (sha256: string) => this.#gradebook.blob(sha256);
      return await use(await writeSource(blob, source, folder));
    } finally {
      await Deno.remove(folder, { recursive: true }).catch(() => {});
    }
  }
}

function prefix(source: string): string {
  return `show/${showVersion}/${source}`;
}

function showingKey(source: string, rubric: Rubric): string {
  return `${prefix(source)}/${sha256Hex(canonicalize(questionsOf(rubric))).slice(0, 16)}`;
}

function questionsOf(rubric: Rubric): string[] {
  return rubric.questions.flatMap(({ text }) => [text.en, text["zh-TW"]]);
}

const known = new WeakMap<Gradebook, Showings>();

/** The looks of a gradebook, the same for every request. */
export function showingsOf(gradebook: Gradebook): Showings {
  const showings = known.get(gradebook) ?? new Showings(gradebook);
  known.set(gradebook, showings);
  return showings;
}
