import { assertAlmostEquals, assertEquals } from "@std/assert";
import { agreement, type VerdictPair } from "../../gradebook/agreement.ts";

/** `count` times the same pair. */
function times(
  count: number,
  person: VerdictPair["person"],
  harness: VerdictPair["harness"],
): VerdictPair[] {
  return Array.from({ length: count }, () => ({ person, harness }));
}

Deno.test({
  name: "agreement() gives the kappa of a table worked by hand",
  permissions: "none",
  fn() {
    // 20 both yes, 5 person only, 10 harness only, 15 both no: po 0.7, pe 0.5, kappa 0.4.
    const result = agreement([
      ...times(20, "met", "met"),
      ...times(5, "met", "unmet"),
      ...times(10, "unmet", "met"),
      ...times(15, "unmet", "unmet"),
    ]);
    assertEquals([result.compared, result.agreed, result.disagreed], [50, 35, 15]);
    assertAlmostEquals(result.share ?? 0, 0.7);
    assertAlmostEquals(result.kappa ?? 0, 0.4);
    assertEquals(result.table.length, 4);
  },
});

Deno.test({
  name: "agreement() weighs three verdicts alike",
  permissions: "none",
  fn() {
    // Rows 4, 3, 3; columns 4, 3, 3; 7 on the diagonal: pe 0.34, kappa 0.36 / 0.66.
    const result = agreement([
      ...times(3, "met", "met"),
      ...times(1, "met", "partial"),
      ...times(2, "partial", "partial"),
      ...times(1, "partial", "unmet"),
      ...times(2, "unmet", "unmet"),
      ...times(1, "unmet", "met"),
    ]);
    assertAlmostEquals(result.kappa ?? 0, 0.36 / 0.66);
  },
});

Deno.test({
  name: "agreement() is below 0 for less than chance and 1 for full agreement",
  permissions: "none",
  fn() {
    assertEquals(
      agreement([...times(5, "met", "unmet"), ...times(5, "unmet", "met")]).kappa,
      -1,
    );
    assertEquals(
      agreement([...times(5, "met", "met"), ...times(5, "unmet", "unmet")]).kappa,
      1,
    );
  },
});

Deno.test({
  name:
    "agreement() has no kappa where chance explains everything or nothing is compared",
  permissions: "none",
  fn() {
    const same = agreement(times(9, "met", "met"));
    assertEquals([same.share, same.kappa], [1, null]);
    const none = agreement(times(4, "met", "undetermined"));
    assertEquals([none.compared, none.undetermined, none.share, none.kappa], [
      0,
      4,
      null,
      null,
    ]);
  },
});
