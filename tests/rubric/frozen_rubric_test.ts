import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { customChecks, loadFrozenRubric } from "../../rubric/frozen_rubric.ts";
import { loadRubric } from "../../rubric/load_rubric.ts";
import type { Rubric } from "../../rubric/rubric.ts";
import { rubricSchema } from "../../rubric/rubric_schema.ts";

const file = fromFileUrl(new URL("../../rubric/ntu_ml_hw8.yaml", import.meta.url));

/** The project's rubric as data, with something else in its first item. */
async function changed(change: Record<string, unknown>): Promise<Rubric> {
  const { rubric } = await loadRubric(file);
  const copy = JSON.parse(JSON.stringify(rubric));
  Object.assign(copy.questions[0].items[0], change);
  return rubricSchema.parse(copy);
}

Deno.test({
  name: "loadFrozenRubric() gives what loadRubric() gave, without its folder",
  fn: async () => {
    const loaded = await loadRubric(file);
    const rubric = rubricSchema.parse(JSON.parse(JSON.stringify(loaded.rubric)));
    assertEquals(await loadFrozenRubric(rubric), loaded);
    assertEquals(customChecks(rubric), []);
  },
});

Deno.test({
  name: "loadFrozenRubric() refuses checks and parameters that are not the harness's",
  fn: async () => {
    const own = await changed({ check: "./mine.ts" });
    assertEquals(customChecks(own), ["./mine.ts"]);
    await assertRejects(() => loadFrozenRubric(own), TypeError, '"./mine.ts"');
    const none = await changed({ check: "no-such-check" });
    assertEquals(customChecks(none), []);
    await assertRejects(() => loadFrozenRubric(none), TypeError, '"no-such-check"');
    const wrong = await changed({ parameters: { lexicon: 1 } });
    await assertRejects(() => loadFrozenRubric(wrong), TypeError, '"q1.introduction"');
  },
});
