/**
 * What differs between two reports of one submission.
 *
 * @module
 */
import { canonicalize } from "./canonical.ts";
import type { Report } from "./report.ts";

/** Differences in words, what matters most first; empty for equal reports. */
export function compareReports(before: Report, after: Report): string[] {
  const differences: string[] = [];
  const say = (what: string, old: unknown, now: unknown) => {
    if (canonicalize(old) !== canonicalize(now)) {
      differences.push(`${what}: ${show(old)} -> ${show(now)}`);
    }
  };
  say("outcome", before.outcome, after.outcome);
  say("submission digest", before.submission.digest, after.submission.digest);
  const files = new Map(after.submission.files.map((file) => [file.path, file.sha256]));
  for (const { path, sha256 } of before.submission.files) {
    if (files.get(path) !== sha256) {
      say(`file "${path}"`, sha256, files.get(path) ?? null);
    }
    files.delete(path);
  }
  for (const [path, sha256] of files) say(`file "${path}"`, null, sha256);
  say("rubric", before.rubric, after.rubric);
  const items = new Map(after.items.map((item) => [item.id, item]));
  for (const item of before.items) {
    const now = items.get(item.id);
    say(`${item.id} verdict`, item.verdict, now?.verdict ?? null);
    say(`${item.id} points`, item.points, now?.points ?? null);
    say(`${item.id} review`, item.needsReview, now?.needsReview ?? null);
    say(`${item.id} reasons`, item.reasons, now?.reasons ?? null);
    say(`${item.id} evidence`, item.evidence, now?.evidence ?? null);
    items.delete(item.id);
  }
  for (const item of items.values()) say(`${item.id} verdict`, null, item.verdict);
  say("score", before.score, after.score);
  say("provenance", before.provenance, after.provenance);
  say("person's scores", before.personScores, after.personScores);
  if (differences.length === 0 && canonicalize(before) !== canonicalize(after)) {
    for (const key of ["evidence", "readings", "notices", "outcomeReason"] as const) {
      say(key, before[key], after[key]);
    }
  }
  return differences;
}

function show(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
