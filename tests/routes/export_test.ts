import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { exportFormats } from "../../gradebook/export/run_export.ts";
import { keptFiles } from "../../routes/export/kept_files.ts";
import { madeDashboard } from "./made_requests.ts";

Deno.test("/export offers every format to a viewer, but takes no file from one", async () => {
  await using made = await madeDashboard();
  const html = await (await made.get("/export", { role: "viewer" })).text();
  for (const { id, needs } of exportFormats) {
    assertEquals(html.includes(`value="${id}"`), needs !== "file", id);
  }
  const sent = await made.post("/export/echo", { format: "canvas" }, { role: "viewer" });
  assertEquals(sent.status, 403);
  await sent.body?.cancel();
});

Deno.test("/export/file gives each format as a file to save", async () => {
  await using made = await madeDashboard();
  for (const { id, mediaType, needs, extension } of exportFormats) {
    if (needs !== "nothing") continue;
    const response = await made.get(`/export/file?format=${id}`);
    assertEquals(response.status, 200, id);
    assertEquals(response.headers.get("content-type"), mediaType);
    assertMatch(
      response.headers.get("content-disposition") ?? "",
      new RegExp(`^attachment; filename="made-hw1(?:-[a-z-]+)?\\.${extension}"$`),
    );
    assertEquals(response.headers.get("cache-control"), "no-store");
    await response.body?.cancel();
  }
});

Deno.test("/export/file exports as of a past moment", async () => {
  await using made = await madeDashboard();
  const csv = async (query: string) =>
    await (await made.get(`/export/file?format=csv${query}`)).text();
  assertMatch(await csv(""), /override/);
  assertEquals(/override/.test(await csv("&as-of=2026-11-02T08:00:20Z")), false);
});

Deno.test("/export says what can not be made, and why", async () => {
  await using made = await madeDashboard();
  const asked = async (path: string) => {
    const response = await made.get(path);
    return [response.status, await response.text()] as const;
  };
  const [status, html] = await asked("/export/file?format=html");
  assertEquals(status, 422);
  assertStringIncludes(html, "one submission must be chosen");
  assertEquals((await asked("/export/file?format=csv&as-of=yesterday"))[0], 422);
  assertEquals((await asked("/export/file?format=canvas"))[0], 400);
  assertEquals((await asked("/export/file?format=none"))[0], 400);
  assertEquals((await asked("/export/made/none"))[0], 404);
  assertEquals(made.log, []);
});

Deno.test("/export/echo fills a platform's file in and keeps it to be fetched", async () => {
  await using made = await madeDashboard();
  const file = new File(
    [
      "Student,ID,SIS User ID,SIS Login ID,Section,Made-up homework 1 (7)\n" +
      '"Chen, Ting",1,b9902005,b9902005,A,\n',
    ],
    "canvas.csv",
  );
  const response = await made.post("/export/echo", { format: "canvas", file });
  assertEquals(response.status, 200);
  const link = /href="(\/export\/made\/[\w-]+)"/.exec(await response.text())?.[1] ?? "";
  const text = await (await made.get(link)).text();
  assertStringIncludes(text, '"Chen, Ting",1,b9902005,b9902005,A,4');
  const none = await made.post("/export/echo", { format: "canvas" });
  assertEquals(none.status, 422);
  assertStringIncludes(await none.text(), "must be given");
});

Deno.test({
  name: "keptFiles() keeps a file for ten minutes, and twenty at most",
  permissions: "none",
  fn() {
    const files = keptFiles();
    const at = (minutes: number) => new Date(minutes * 60_000);
    const file = (fileName: string) => ({
      ...{ fileName, mediaType: "text/csv", bytes: new Uint8Array() },
      ...{ written: 0, warnings: [], leftOut: [] },
    });
    const first = files.keep(file("first"), at(0));
    assertEquals(files.take(first, at(9.9))?.fileName, "first");
    assertEquals(files.take(first, at(10)), null);
    assertEquals(files.take("other", at(0)), null);
    const ids = Array.from({ length: 21 }, (_, i) => files.keep(file(`${i}`), at(20)));
    assertEquals(files.take(ids[0]!, at(20)), null);
    assertEquals(files.take(ids[1]!, at(20))?.fileName, "1");
  },
});
