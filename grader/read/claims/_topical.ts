/**
 * Whether an answer is about the topic: by its name, or by the words of its field.
 *
 * @module
 */
import type { Lexicon } from "../../../rubric/lexicon.ts";
import type { Matcher } from "./_matcher.ts";

/** How sure it is that an answer is about the topic. */
export type Topical = "named" | "clear" | "likely" | "no";

interface Words {
  named: boolean;
  field: boolean;
  /** Names something that the topic is neither nor stems from. */
  rival: boolean;
  readonly core: Set<string>;
}

/** Collects what the parts of a document say of the topic. */
export class TopicalParts {
  readonly #parts = new Map<number, Words>();
  readonly #core: ReadonlySet<string>;
  readonly #rivals: readonly string[];

  constructor(
    private readonly lexicon: Lexicon,
    private readonly matcher: Matcher,
  ) {
    this.#rivals = lexicon.subjects.slice(1).filter((s) => !s.baseline)
      .flatMap((s) => s.terms);
    this.#core = new Set(lexicon.introduction.filter((c) => c.core).map((c) => c.id));
  }

  /** The part names the topic. */
  name(part: number): void {
    this.#at(part).named = true;
  }

  /** Notes the words of a sentence in a part. */
  read(part: number, text: string): void {
    const words = this.#at(part);
    if (words.named) return;
    const { field = [] } = this.lexicon.cues;
    words.rival ||= this.matcher.spans(text, this.#rivals).length > 0;
    words.field ||= this.matcher.spans(text, field).length > 0;
    for (const { concept, contrary } of this.matcher.hits(text)) {
      if (!contrary && this.#core.has(concept.id)) words.core.add(concept.id);
    }
  }

  /** `clear`: unnamed, but three core concepts and a word of the field; `likely`: less. */
  of(part: number): Topical {
    const words = this.#parts.get(part);
    if (words?.named) return "named";
    if (!words || words.rival || words.core.size < (words.field ? 1 : 2)) return "no";
    return words.field && words.core.size >= 3 ? "clear" : "likely";
  }

  #at(part: number): Words {
    let words = this.#parts.get(part);
    if (!words) {
      words = { named: false, field: false, rival: false, core: new Set() };
      this.#parts.set(part, words);
    }
    return words;
  }
}
