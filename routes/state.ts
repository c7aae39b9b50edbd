/**
 * What every request knows: set by `routes/frame.ts` before a page is asked.
 *
 * @module
 */
import { createDefine } from "fresh";
import type { Gradebook } from "../gradebook/gradebook.ts";
import type { Language } from "../rubric/reason_text.ts";
import type { FrameWords } from "./words/frame.ts";

/** What somebody may do: a viewer reads, a grader decides. */
export type Role = "viewer" | "grader";

/** Colours: as the system has it, or as chosen. */
export type Theme = "system" | "light" | "dark";

/** What every handler finds in `ctx.state`. */
export interface State {
  readonly gradebook: Gradebook;
  /** All assignments, the latest used first, with their titles in the language. */
  readonly assignments: readonly { readonly id: string; readonly title: string }[];
  /** The one that pages show; `null`: nothing was graded yet. */
  readonly assignment: string | null;
  readonly role: Role;
  /** Name of who is looking, as decisions record it; empty where nobody said. */
  readonly person: string;
  readonly language: Language;
  readonly theme: Theme;
  /** Folder of training runs. */
  readonly models: string;
  /** Aborted when the server ends: streams must end then. */
  readonly closing: AbortSignal;
  /** The clock. */
  readonly now: () => Date;
  /** Words of the frame in the language; pages have their own in `routes/words/`. */
  readonly words: FrameWords;
  /** Goes into every form that posts, by `<Csrf state={ctx.state} />`. */
  readonly csrf: string;
  /**
   * The form of a POST, already checked (role, origin, proof, size); empty otherwise.
   * Handlers read this, never `ctx.req`.
   */
  readonly form: FormData;
  /** Path and query of this page, or of the one that a form came from. */
  readonly here: string;
}

/** Types handlers: `define.middleware((ctx) => ctx.render(<Page />))`. */
export const define: ReturnType<typeof createDefine<State>> = createDefine<State>();
