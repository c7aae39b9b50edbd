/**
 * How two graders agree on an item: counts and Cohen's kappa. Pure.
 *
 * @module
 */
import type { Verdict } from "../rubric/check.ts";
import type { Gradebook } from "./gradebook.ts";

/** What a person and the harness say of one item of one submission. */
export interface VerdictPair {
  readonly person: Exclude<Verdict, "undetermined">;
  /** `undetermined` is no verdict: it neither agrees nor disagrees. */
  readonly harness: Verdict;
}

/** How a person and the harness agree on one item. */
export interface Agreement {
  /** Pairs of two verdicts. */
  readonly compared: number;
  readonly agreed: number;
  readonly disagreed: number;
  /** Pairs where the harness does not say. */
  readonly undetermined: number;
  /** `agreed / compared`; `null`: nothing was compared. */
  readonly share: number | null;
  /**
   * Cohen's kappa, -1 to 1: agreement beyond what chance gives. `null` where chance alone
   * gives full agreement (both always say the same one thing) or nothing was compared.
   */
  readonly kappa: number | null;
  /** Compared pairs by person and harness. */
  readonly table: readonly {
    readonly person: VerdictPair["person"];
    readonly harness: VerdictPair["person"];
    readonly count: number;
  }[];
}

const verdicts = ["met", "partial", "unmet"] as const;

/**
 * Counts pairs of verdicts and gives Cohen's kappa.
 *
 * Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
 * Psychological Measurement 20(1), 1960.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { agreement, type VerdictPair } from "./agreement.ts";
 *
 * const pairs: VerdictPair[] = [
 *   { person: "met", harness: "met" },
 *   { person: "unmet", harness: "unmet" },
 *   { person: "met", harness: "unmet" },
 *   { person: "unmet", harness: "undetermined" },
 * ];
 * const { compared, agreed, undetermined, kappa } = agreement(pairs);
 * assertEquals([compared, agreed, undetermined], [3, 2, 1]);
 * assertEquals(kappa?.toFixed(2), "0.40");
 * ```
 */
export function agreement(pairs: Iterable<VerdictPair>): Agreement {
  const cells = verdicts.map(() => verdicts.map(() => 0));
  let undetermined = 0;
  for (const { person, harness } of pairs) {
    if (harness === "undetermined") {
      undetermined += 1;
      continue;
    }
    const row = cells[verdicts.indexOf(person)]!;
    const column = verdicts.indexOf(harness);
    row[column] = row[column]! + 1;
  }
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const rows = cells.map(sum);
  const columns = verdicts.map((_, i) => sum(cells.map((row) => row[i]!)));
  const compared = sum(rows);
  const agreed = sum(verdicts.map((_, i) => cells[i]![i]!));
  // Whole numbers until the one division, so that full chance agreement is seen as such.
  const byChance = sum(verdicts.map((_, i) => rows[i]! * columns[i]!));
  const room = compared * compared - byChance;
  return {
    compared,
    agreed,
    disagreed: compared - agreed,
    undetermined,
    share: compared === 0 ? null : agreed / compared,
    kappa: room === 0 ? null : (agreed * compared - byChance) / room,
    table: verdicts.flatMap((person, i) =>
      verdicts.map((harness, k) => ({ person, harness, count: cells[i]![k]! }))
    ).filter(({ count }) => count > 0),
  };
}

/**
 * How people's decisions in a gradebook and the harness's latest verdicts agree, by item in
 * the rubric's order. Only decided items are compared: people mostly decide what was
 * flagged, so this is no estimate for the rest.
 */
export function itemAgreements(
  gradebook: Pick<Gradebook, "latestRubric" | "rows" | "grade">,
  assignment: string,
): ReadonlyMap<string, Agreement> {
  const rubric = gradebook.latestRubric(assignment)?.rubric;
  const pairs = new Map<string, VerdictPair[]>(
    rubric?.questions.flatMap((question) => question.items.map(({ id }) => [id, []])),
  );
  const limit = 500;
  for (let offset = 0;; offset += limit) {
    const { rows } = gradebook.rows({ assignment, sort: "id", offset, limit });
    for (const row of rows) {
      if (!row.items.some((item) => item.decided !== null)) continue;
      const grade = gradebook.grade(row.submission.key);
      for (const { id, decision, finding } of grade?.current.items ?? []) {
        if (!decision?.verdict || finding === null) continue;
        pairs.get(id)?.push({ person: decision.verdict, harness: finding.verdict });
      }
    }
    if (rows.length < limit) break;
  }
  return new Map([...pairs].map(([id, list]) => [id, agreement(list)]));
}
