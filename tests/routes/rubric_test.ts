import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { madeDashboard } from "./made_requests.ts";

Deno.test("/rubric shows both languages, checks, rates and agreement", async () => {
  await using made = await madeDashboard();
  const html = await (await made.get("/rubric")).text();
  for (
    const text of [
      "Made-up homework 1",
      "Introduction: wrong -1, minor mistakes -0.5",
      "介紹：錯誤 -1，小錯 -0.5",
      "<code>made-introduction</code>",
      "&quot;minimum&quot;: 3",
      "partial −0.5, unmet −1",
      "met +1, partial +0.5",
    ]
  ) {
    assertStringIncludes(html, text);
  }
  const { items } = made.gradebook.summary("made-hw1");
  const first = items[0]!;
  const total = first.met + first.partial + first.unmet + first.undetermined;
  assertStringIncludes(html, `${first.met} of ${total} met`);
  // Submission 3: the harness said partial, the person unmet; no more was compared.
  assertStringIncludes(html, "0 of 1 agreed");
});

Deno.test("/rubric follows decisions", async () => {
  await using made = await madeDashboard();
  const agreed = async () =>
    /(\d+) of (\d+) agreed/.exec(await (await made.get("/rubric")).text())?.slice(1);
  const before = await agreed();
  const finding = made.gradebook.grade(4)?.current.items[0]?.finding;
  const verdict = finding?.verdict === "undetermined" ? null : finding?.verdict ?? null;
  made.gradebook.decide({
    submission: 4,
    item: "q1.introduction",
    action: "accept",
    verdict,
    points: null,
    comment: "",
    who: "Test",
    undoes: null,
    seen: 0,
  });
  assertEquals(before, ["1", "1"]);
  assertEquals(await agreed(), ["2", "2"]);
});

Deno.test("/rubric without a rubric tells when there will be one", async () => {
  const gradebook = openGradebook(":memory:");
  await using bare = await madeDashboard(0, { gradebook });
  assertMatch(await (await bare.get("/rubric")).text(), /No rubric yet/);
  const zh = await bare.get("/rubric", { language: "zh-TW" });
  assertMatch(await zh.text(), /尚無評分標準/);
});
