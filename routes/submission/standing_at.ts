/**
 * Whose submission a request is about, and who asks.
 *
 * @module
 */
import { HttpError } from "fresh";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import type { State } from "../state.ts";
import { submissionWords } from "../words/submission.ts";
import { type Standing, standingOf } from "./standing.ts";

/**
 * A submission as it stands.
 *
 * @throws {HttpError} 404: there is none
 */
export function standingAt(gradebook: Gradebook, key: string | undefined): Standing {
  const number = /^[1-9]\d{0,14}$/.test(key ?? "") ? Number(key) : null;
  const standing = number === null ? null : standingOf(gradebook, number);
  if (standing === null) throw new HttpError(404);
  return standing;
}

/** Name of who decides. */
export function whoOf(state: State): string {
  return state.person || submissionWords.en.anonymous;
}
