import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { asking } from "./pages_request.ts";

const decide = "/submissions/1/decide";
const back = "/submissions/1?review=1";

Deno.test("submission page shows the submission beside the marking sheet", async () => {
  await asking(async ({ get }) => {
    const { status, text } = await get("/submissions/1");
    assertEquals(status, 200);
    assertStringIncludes(text, "The encoder makes a code, the decoder an image.");
    assertMatch(text, /id="evidence-e2"/);
    assertMatch(text, /href="#evidence-e2"/);
    assertStringIncludes(text, "Introduction: wrong -1, minor mistakes -0.5");
    assertStringIncludes(text, "1 of 30");
    // Known now: the same page comes in one piece.
    assertEquals((await get("/submissions/1")).text, text);
  });
});

Deno.test("submission page is missing for what is no submission", async () => {
  await asking(async ({ get }) => {
    for (const key of ["0", "999", "1.5", "x", "-1", "1e3"]) {
      assertEquals((await get(`/submissions/${key}`)).status, 404, key);
    }
    assertEquals((await get("/submissions/1/page?file=none.pdf&page=1")).status, 404);
    assertEquals((await get(`/submissions/1/picture/${"0".repeat(64)}`)).status, 404);
  });
});

Deno.test("decide overrides, and an undo takes it back", async () => {
  await asking(async ({ post, gradebook }) => {
    const before = gradebook.grade(1)!.current;
    const item = before.items.find(({ verdict }) => verdict === "met")!.id;
    const answer = await post(decide, { item, seen: "0", do: "verdict:unmet", back });
    assertEquals(answer.status, 303);
    assertEquals(answer.headers.get("location"), `${back}#item-${item}`);
    const [written] = gradebook.decisions(1);
    assertEquals([written?.action, written?.verdict], ["override", "unmet"]);
    assertEquals(written?.who, "Test Grader");
    const seen = String(written?.number);
    await post(decide, { seen, do: `undo:${seen}`, back });
    assertEquals(gradebook.grade(1)!.current.score, before.score);
    assertEquals(gradebook.decisions(1).length, 2);
  });
});

Deno.test("decide accepts what the harness found, and does nothing twice", async () => {
  await asking(async ({ post, gradebook }) => {
    const { items } = gradebook.grade(1)!.current;
    const { id, verdict } = items.find(({ verdict }) => verdict !== "undetermined")!;
    await post(decide, { item: id, seen: "0", do: `verdict:${verdict}`, back });
    assertEquals(gradebook.decisions(1).map(({ action }) => action), ["accept"]);
    const seen = String(gradebook.decisions(1)[0]?.number);
    await post(decide, { item: id, seen, do: `verdict:${verdict}`, back });
    assertEquals(gradebook.decisions(1).length, 1);
  });
});

Deno.test("decide saves other points with a comment, and a comment alone", async () => {
  await asking(async ({ post, gradebook }) => {
    const fields = { item: "q2.images", seen: "0", back, verdict: "partial" };
    await post(decide, { ...fields, do: "save", points: "0.75", comment: "Nearly" });
    const [first] = gradebook.decisions(1);
    assertEquals([first?.points, first?.comment], [0.75, "Nearly"]);
    const now = gradebook.grade(1)!.current.items.find(({ id }) => id === "q2.images");
    assertEquals(now?.points, 0.75);
    const seen = String(first?.number);
    await post(decide, {
      ...fields,
      ...{ seen, do: "save", points: "0.75", comment: "See page 2" },
    });
    assertEquals(gradebook.decisions(1).at(-1)?.action, "comment");
    assertEquals(
      gradebook.grade(1)!.current.items.find(({ id }) => id === "q2.images")?.points,
      0.75,
    );
  });
});

Deno.test("decide adjusts the total", async () => {
  await asking(async ({ post, gradebook }) => {
    const earned = gradebook.grade(1)!.current.score!.earned;
    await post(decide, {
      seen: "0",
      do: "adjust",
      points: "-0.5",
      comment: "late",
      back,
    });
    assertEquals(gradebook.grade(1)!.current.score?.earned, earned - 0.5);
  });
});

Deno.test("decide accepts all flagged items that have a verdict", async () => {
  await asking(async ({ post, gradebook, get }) => {
    const flagged = gradebook.rows({ assignment: "made-hw1", needsReview: true }).rows
      .find(({ items }) =>
        items.some((item) => item.needsReview && item.verdict !== "undetermined")
      )!;
    const { key } = flagged.submission;
    assertStringIncludes((await get(`/submissions/${key}`)).text, "accept-all");
    const seen = String(gradebook.decisions(key).at(-1)?.number ?? 0);
    // A page from before it was graded again accepts nothing that it did not show.
    const stale = { seen, do: "accept-all", result: "9999", back };
    assertEquals((await post(`/submissions/${key}/decide`, stale)).status, 303);
    assertEquals(String(gradebook.decisions(key).at(-1)?.number ?? 0), seen);
    const result = String(gradebook.adoptions(key).at(-1)!.result);
    await post(`/submissions/${key}/decide`, { seen, do: "accept-all", result, back });
    const left = gradebook.grade(key)!.current.items.filter((item) => item.needsReview);
    assert(left.every(({ verdict }) => verdict === "undetermined"));
    assert(left.length < flagged.items.filter((item) => item.needsReview).length);
  });
});

Deno.test("decide shows who was faster, and lets one decide again", async () => {
  await asking(async ({ post, gradebook }) => {
    // Submission 2 has a decision on q1.introduction that this form did not see.
    const theirs = gradebook.decisions(2)[0]!;
    const fields = { item: "q1.introduction", back: "/submissions/2" };
    const answer = await post("/submissions/2/decide", {
      ...fields,
      ...{ seen: "0", do: "verdict:unmet" },
    });
    assertEquals(answer.status, 409);
    assertStringIncludes(answer.text, "Prof. Made");
    assertStringIncludes(answer.text, "Seen on the second page");
    assertStringIncludes(answer.text, "Test Grader");
    assertEquals(gradebook.decisions(2), [theirs]);
    const [, seen] = /name="seen" value="(\d+)"/.exec(answer.text) ?? [];
    const [, again] = /name="do" value="([^"]+)"/.exec(answer.text) ?? [];
    await post("/submissions/2/decide", { ...fields, seen: seen!, do: again! });
    assertEquals(gradebook.grade(2)!.current.items[0]?.verdict, "unmet");
  });
});

Deno.test("decide refuses viewers, and forms that say nothing", async () => {
  await asking(async ({ post, get, gradebook }) => {
    const fields = { item: "q1.problem", seen: "0", do: "verdict:met", back };
    assertEquals((await post(decide, fields, "viewer")).status, 403);
    for (
      const wrong of [
        { seen: "" },
        { do: "" },
        { item: "q9.none" },
        { do: "verdict:best" },
        { do: "save", points: "many", verdict: "met" },
        { do: "save", points: "99", verdict: "met" },
        { do: "save", points: "0x1", verdict: "met" },
        { do: "save", points: "0.333", verdict: "met" },
        { do: "adjust", points: "" },
        { do: "adjust", points: "1,000" },
        { do: "adjust", points: "-50" },
        { do: "undo:77" },
      ]
    ) {
      const { status } = await post(decide, { ...fields, ...wrong });
      assertEquals(status, 400, JSON.stringify(wrong));
    }
    assertEquals(gradebook.decisions(1), []);
    const page = await get("/submissions/1", "viewer");
    assert(!page.text.includes('action="/submissions/1/decide"'));
  });
});

Deno.test("submission page shows both where harness and person differ", async () => {
  await asking(async ({ get, gradebook }) => {
    const rows = gradebook.rows({ assignment: "made-hw1" }).rows;
    const disputed = rows.find(({ items }) => items.some((item) => item.disputed))!;
    const { key, source } = disputed.submission;
    const before = await get(`/submissions/${key}`);
    assertMatch(before.text, /The harness found: (met|partial|unmet)/);
    assert(!before.text.includes("Graded again"));

    const report = gradebook.grade(key)!.report!;
    const rubric = report.rubric.digest;
    const result = gradebook.putResult({
      ...{ source, rubric, grader: "c".repeat(64), report, durationMs: 1 },
    });
    gradebook.adopt(key, result, null);
    const { text } = await get(`/submissions/${key}`);
    assertStringIncludes(text, "Graded again, the harness finds");
    assertStringIncludes(text, "Prof. Made decided otherwise, and that counts");
  });
});

Deno.test("submission page tells reasons and items in the language of the interface", async () => {
  await asking(async ({ gradebook }) => {
    const { dashboard } = await import("../../routes/app.tsx");
    const { madeTokens } = await import("./browser.ts");
    const handler = dashboard({
      gradebook,
      tokens: madeTokens,
      language: "zh-TW",
      person: "助教",
      models: "none",
      closing: new AbortController().signal,
    });
    const response = await handler(
      new Request("http://127.0.0.1:8000/submissions/1", {
        headers: { cookie: `latentmark-8000=${madeTokens.grader}` },
      }),
    );
    const text = await response.text();
    assertStringIncludes(text, "說明了 3 項中的 2 項");
    assertStringIncludes(text, "介紹：錯誤 -1，小錯 -0.5");
  });
});
