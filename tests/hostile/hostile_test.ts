import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { beggars } from "../fixtures/hostile/answers.ts";
import { hostileCases } from "../fixtures/hostile/cases.ts";
import { assertSound, gradeFiles, gradeInProcess } from "./_grade_case.ts";

for (const one of hostileCases) {
  Deno.test(`grade() survives ${one.name}`, async () => {
    let asked = 0;
    // Whoever fetches what a submission names is counted here.
    using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const port = String((server.addr as Deno.NetAddr).port);
    const accepting = server.accept().then((connection) => {
      asked += 1;
      connection.close();
    }, () => {});
    const files = Object.fromEntries(
      Object.entries(one.files()).map(([name, content]) => [
        name,
        typeof content === "string" ? content.replaceAll("PORT", port) : content,
      ]),
    );
    const report = await gradeFiles(files, one.limits);
    server.close();
    await accepting;
    assertEquals(asked, 0, "nothing is fetched");
    assertSound(report);
    assertEquals(report.outcome, one.outcome, report.outcomeReason);
    const told = [report.outcomeReason, ...report.notices.map(({ notice }) => notice)]
      .join("\n");
    if (one.says) assertMatch(told, one.says);
    if (one.never) assertNotMatch(JSON.stringify(report), one.never);
    assert((report.score?.earned ?? 0) <= (one.earns ?? 0), JSON.stringify(report.score));
  });
}

for (const { name, text, notice } of beggars) {
  Deno.test(`gradeHere() gives nothing for ${name}`, async () => {
    const report = await gradeInProcess({ "report.md": text });
    assertSound(report);
    assertEquals(report.outcome, "graded", report.outcomeReason);
    assertEquals(report.score?.earned, 0, JSON.stringify(report.items, null, 1));
    const told = report.notices.map(({ notice }) => notice).join("\n");
    if (notice) assertMatch(told, notice);
  });
}

Deno.test("grade() gives nothing for all that beggars write together", async () => {
  const texts = Object.fromEntries(beggars.map(({ text }, i) => [`${i}.md`, text]));
  const report = await gradeFiles(texts);
  assertSound(report);
  assertEquals(report.score?.earned, 0, JSON.stringify(report.items, null, 1));
});

Deno.test("grade() reads names in Big5 right", async () => {
  const zip = hostileCases.find(({ name }) => name === "names in Big5")!.files();
  const report = await gradeFiles(zip);
  assertEquals(report.submission.files.map(({ path }) => path), [
    "圖片/原圖.md",
    "報告.md",
  ]);
});
