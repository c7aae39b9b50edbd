import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { join } from "@std/path";
import { madeGradebook } from "./made_gradebook.ts";
import { madeDashboard } from "./made_requests.ts";

Deno.test("a gradebook that is deleted or replaced is said, and comes back", async () => {
  const folder = await Deno.makeTempDir();
  {
    const gradebook = await madeGradebook(folder, 5);
    await using made = await madeDashboard(5, { gradebook });
    const status = async (path: string) => {
      const response = await made.get(path);
      return [response.status, await response.text()] as const;
    };
    assertEquals((await status("/rubric"))[0], 200);
    await Deno.rename(gradebook.path, `${gradebook.path}.away`);
    const [gone, html] = await status("/rubric");
    assertEquals(gone, 503);
    assertStringIncludes(html, "The gradebook is no longer there");
    assertStringIncludes(html, gradebook.path);
    const posted = await made.post("/export/echo", { format: "canvas" });
    assertEquals(posted.status, 503);
    await posted.body?.cancel();
    await Deno.writeTextFile(gradebook.path, "another file");
    assertEquals((await status("/"))[0], 503);
    assertMatch(made.log[0] ?? "", /GET \/rubric 503: GradebookError: Cannot use/);
    await Deno.rename(`${gradebook.path}.away`, gradebook.path);
    assertEquals((await status("/rubric"))[0], 200);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a damaged gradebook is said on every page that reads it", async () => {
  const folder = await Deno.makeTempDir();
  (await madeGradebook(folder, 40))[Symbol.dispose]();
  const path = join(folder, "gradebook.db");
  const bytes = await Deno.readFile(path);
  // The head stays, so that it opens; all that follows is nonsense.
  bytes.fill(0x5a, 8192);
  {
    const gradebook = openGradebook(path);
    await using made = await madeDashboard(0, { gradebook });
    await Deno.writeFile(path, bytes);
    const response = await made.get("/");
    assertEquals(response.status, 503);
    assertStringIncludes(await response.text(), "The gradebook can not be read");
    const style = await made.get("/static/dashboard.css");
    assertEquals(style.status, 200);
    await style.body?.cancel();
  }
  await Deno.remove(folder, { recursive: true });
});
