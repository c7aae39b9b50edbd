import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { barsOf } from "../../routes/gradebook/Charts.tsx";
import { asking } from "./pages_request.ts";

/** Ids of the rows, in order. */
function rowsOf(html: string): string[] {
  return [...html.matchAll(/class="whole"[^>]*>([^<]*)</g)].map((match) =>
    match[1] ?? ""
  );
}

Deno.test("gradebook page lists submissions, and its first step is to review", async () => {
  await asking(async ({ get, gradebook }) => {
    const { status, text } = await get("/");
    assertEquals(status, 200);
    assertEquals(rowsOf(text).length, 30);
    assertEquals(rowsOf(text)[0], "student_001");
    const { needsReview } = gradebook.summary("made-hw1");
    assertStringIncludes(text, `${needsReview} submissions need review`);
    assertMatch(text, /<a class="button primary" href="\/submissions\/\d+\?review=1"/);
  });
});

Deno.test("gradebook page filters, searches and sorts by its address", async () => {
  await asking(async ({ get, gradebook }) => {
    const review = gradebook.rows({ assignment: "made-hw1", needsReview: true });
    const found = rowsOf((await get("/?review=1")).text);
    assertEquals(found.length, review.total);
    assert(found.length < 30);

    const unmet = gradebook.rows({
      assignment: "made-hw1",
      item: "q1.problem",
      verdict: "unmet",
    });
    assertEquals(
      rowsOf((await get("/?item=q1.problem&verdict=unmet")).text).length,
      unmet.total,
    );
    assertEquals(rowsOf((await get("/?q=STUDENT_007")).text), ["student_007"]);
    assertEquals(rowsOf((await get("/?desc=1")).text)[0], "student_030");
    assertStringIncludes(
      (await get("/?q=nobody-is-called-so")).text,
      "No submission is like",
    );
  });
});

Deno.test("gradebook page keeps the view in the links to its submissions", async () => {
  await asking(async ({ get }) => {
    const { text } = await get("/?review=1&sort=earned&desc=1");
    const [, href] = /class="whole" href="([^"]*)"/.exec(text) ?? [];
    assertMatch(href ?? "", /^\/submissions\/\d+\?review=1&amp;sort=earned&amp;desc=1$/);
  });
});

Deno.test("gradebook page says in words what marks and charts show", async () => {
  await asking(async ({ get }) => {
    const { text } = await get("/");
    assertStringIncludes(text, "overridden by a person");
    assertStringIncludes(text, "needs review");
    assertMatch(
      text,
      /class="histogram"[^>]*aria-label="Number of submissions by points: /,
    );
    assert(!/ style=/.test(text), "no inline style");
  });
});

Deno.test("gradebook page does not take what is searched for as markup", async () => {
  await asking(async ({ get }) => {
    const { text } = await get(
      `/?q=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    assert(!text.includes("<script>alert"));
  });
});

Deno.test("gradebook page of an empty gradebook tells the first command", async () => {
  const empty = (folder: string) =>
    Promise.resolve(openGradebook(join(folder, "empty.db")));
  await asking(async ({ get }) => {
    const { status, text } = await get("/");
    assertEquals(status, 200);
    assertStringIncludes(text, "deno task grade your-report.pdf");
  }, empty);
});

Deno.test({
  name: "barsOf() shows gaps, joins what is too fine, and loses nobody",
  permissions: "none",
  fn() {
    const halves = [{ earned: 0, count: 1 }, { earned: 3.5, count: 4 }];
    assertEquals(barsOf(halves, 4).length, 9);
    assertEquals(barsOf(halves, 4)[7], { earned: 3.5, count: 4 });
    const many = Array.from({ length: 401 }, (_, i) => ({ earned: i / 4, count: 1 }));
    const bars = barsOf(many, 100);
    assert(bars.length <= 22);
    assertEquals(bars.reduce((sum, { count }) => sum + count, 0), 401);
    const below = barsOf([{ earned: -1, count: 2 }], 2);
    assertEquals(below[0], { earned: -1, count: 2 });
  },
});
