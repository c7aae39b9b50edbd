/**
 * Re-creations beside what was graded: the model that a report declares, as it was built,
 * and its figures. They inform, and can be made again.
 *
 * @module
 */
import type { Reproduction } from "../grader/reproduce/reproduction.ts";
import type { Gradebook } from "./gradebook.ts";

/** A re-creation that a gradebook has. */
export interface KeptReproduction {
  readonly reproduction: Reproduction;
  /** Names of the PNG figures, sorted; {@linkcode reproductionFigure} gives their bytes. */
  readonly figures: readonly string[];
}

function keyOf(source: string): string {
  return `reproduction/1/${source}`;
}

/** Keeps the latest re-creation of a source; of its figures those that are PNG. */
export function keepReproduction(
  gradebook: Gradebook,
  source: string,
  reproduction: Reproduction,
  figures: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): void {
  const names = [...figures.keys()].filter((name) => /^[\w-]+\.png$/.test(name)).sort();
  const text = JSON.stringify({ reproduction, figures: names });
  gradebook.transaction(() => {
    for (const name of names) {
      gradebook.putDerived(`${keyOf(source)}/${name}`, figures.get(name)!);
    }
    gradebook.putDerived(keyOf(source), new TextEncoder().encode(text));
  });
}

/** The re-creation of a source; `null`: there is none. */
export function reproductionOf(
  gradebook: Gradebook,
  source: string,
): KeptReproduction | null {
  const bytes = gradebook.derived(keyOf(source));
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

/** A figure of a re-creation, PNG; `null`: there is none of this name. */
export function reproductionFigure(
  gradebook: Gradebook,
  source: string,
  name: string,
): Uint8Array<ArrayBuffer> | null {
  return /^[\w-]+\.png$/.test(name)
    ? gradebook.derived(`${keyOf(source)}/${name}`)
    : null;
}
