/**
 * What of a class is looked at, as it stands in an address: filters, search and order of
 * the gradebook, which go along to a submission so that "next" means the next of these.
 * Pure.
 *
 * @module
 */
import type { RowItem, RowQuery } from "../gradebook/gradebook.ts";

/** A {@linkcode RowQuery} without assignment and paging. */
export type ClassQuery = Omit<RowQuery, "assignment" | "offset" | "limit">;

/** Orders that the class list can have. */
export const sorts = ["id", "name", "earned", "open", "addedAt"] as const;
/** Verdicts, the best first. */
export const verdicts: readonly RowItem["verdict"][] = [
  "met",
  "partial",
  "unmet",
  "undetermined",
];
/** What can have become of a submission. */
export const outcomes = ["graded", "not-gradable", "grader-failed", "ungraded"] as const;

/**
 * Reads a query from an address; what is not understood is left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const query = readClassQuery(new URLSearchParams("review=1&item=q1.a&verdict=met&x=y"));
 * assertEquals(query, { needsReview: true, item: "q1.a", verdict: "met" });
 * assertEquals(writeClassQuery(query), "review=1&item=q1.a&verdict=met");
 * ```
 */
export function readClassQuery(parameters: URLSearchParams): ClassQuery {
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === parameters.get(name));
  const text = (name: string) => {
    const value = parameters.get(name)?.trim().slice(0, 200);
    return value === "" ? undefined : value;
  };
  const outcome = one("outcome", outcomes);
  const item = text("item");
  const verdict = item === undefined ? undefined : one("verdict", verdicts);
  const search = text("q");
  const sort = one("sort", sorts);
  return {
    ...(parameters.get("review") === "1" ? { needsReview: true } : {}),
    ...(parameters.get("overridden") === "1" ? { overridden: true } : {}),
    ...(outcome ? { outcome } : {}),
    ...(item ? { item } : {}),
    ...(verdict ? { verdict } : {}),
    ...(search ? { search } : {}),
    ...(sort ? { sort } : {}),
    ...(parameters.get("desc") === "1" ? { descending: true } : {}),
  };
}

/** The query as the part of an address after `?`; empty where all is as by default. */
export function writeClassQuery(query: ClassQuery): string {
  const parameters = new URLSearchParams();
  if (query.needsReview) parameters.set("review", "1");
  if (query.overridden) parameters.set("overridden", "1");
  if (query.outcome) parameters.set("outcome", query.outcome);
  if (query.item) parameters.set("item", query.item);
  if (query.item && query.verdict) parameters.set("verdict", query.verdict);
  if (query.search) parameters.set("q", query.search);
  if (query.sort) parameters.set("sort", query.sort);
  if (query.descending) parameters.set("desc", "1");
  return parameters.toString();
}

/** An address with the query, and perhaps more, and perhaps a place on the page. */
export function withQuery(
  path: string,
  query: ClassQuery,
  more: Readonly<Record<string, string>> = {},
  anchor = "",
): string {
  const parameters = new URLSearchParams(writeClassQuery(query));
  for (const [name, value] of Object.entries(more)) parameters.set(name, value);
  const text = parameters.toString();
  return `${path}${text && "?"}${text}${anchor && "#"}${anchor}`;
}
