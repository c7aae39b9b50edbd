/** The frame, the rubric and the exports in a real browser. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Buffer } from "node:buffer";
import { browserPath, madeTokens, withBrowser } from "./browser.ts";

Deno.test({
  name: "the frame in a browser",
  // No Chromium on this machine: `deno task setup` installs it.
  ignore: browserPath === null,
  fn: async (t) =>
    await withBrowser(async (given) => {
      const { page, open, served, context, complaints, gradebook } = given;

      await t.step("login by link leaves no token in the address", async () => {
        const other = await context.browser()!.newContext();
        const visitor = await other.newPage();
        const refused = await visitor.goto(`${served.origin}/rubric`);
        assertEquals(refused?.status(), 401);
        await visitor.goto(`${served.origin}/rubric?token=${madeTokens.viewer}`);
        assertEquals(visitor.url(), `${served.origin}/rubric`);
        assertEquals(await visitor.title(), "Rubric · latentmark");
        const seen = await visitor.evaluate(() => document.cookie);
        assertEquals(seen, "", "no script sees the cookie");
        await other.close();
      });

      await t.step("language and colours are kept", async () => {
        await open("/rubric");
        await page.getByRole("button", { name: "中文" }).click();
        assertEquals(await page.locator("html").getAttribute("lang"), "zh-TW");
        assertEquals(new URL(page.url()).pathname, "/rubric");
        await page.getByRole("button", { name: "English" }).click();
        await page.locator("details.menu summary").click();
        await page.getByLabel("Dark").check();
        await page.getByLabel("Your name").fill("  Ada\tL. ");
        await page.getByRole("button", { name: "Save" }).click();
        assertEquals(await page.locator("html").getAttribute("data-theme"), "dark");
        assertEquals(await page.locator("details.menu summary").textContent(), "Ada L.");
        const paper = await page.evaluate(() =>
          getComputedStyle(document.documentElement).backgroundColor
        );
        assertEquals(paper, "rgb(18, 23, 26)");
        await page.locator("details.menu summary").click();
        await page.getByLabel("As the system").check();
        await page.getByRole("button", { name: "Save" }).click();
      });

      await t.step(
        "the keyboard reaches everything, and Escape closes menus",
        async () => {
          await open("/rubric");
          await page.keyboard.press("Tab");
          const focused = () =>
            page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
          assertEquals(await focused(), "Skip to the content");
          await page.keyboard.press("Enter");
          assertEquals(await page.evaluate(() => document.activeElement?.id), "content");
          await page.locator("details.menu summary").focus();
          await page.keyboard.press("Enter");
          assert(await page.locator("details.menu").getAttribute("open") !== null);
          await page.keyboard.press("Tab");
          await page.keyboard.press("Escape");
          assertEquals(await page.locator("details.menu").getAttribute("open"), null);
          assertEquals(await focused(), "Ada L.");
        },
      );

      for (const path of ["/rubric", "/export", "/export/check?format=csv"]) {
        await t.step(
          `${path} is accessible, at 360 px and in large text, too`,
          async () => {
            await open(path);
            await given.mustBeAccessibleInBothThemes(path);
            await page.setViewportSize({ width: 360, height: 740 });
            const overflow = () =>
              page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert(await overflow() <= 0, "no sideways scrolling at 360 px");
            // 200 percent of 1280: half the pixels.
            await page.setViewportSize({ width: 640, height: 400 });
            assert(await overflow() <= 0, "no sideways scrolling at 200 percent");
            await given.mustBeAccessible(`${path}, narrow`);
            await page.setViewportSize({ width: 1280, height: 800 });
          },
        );
      }

      await t.step("exports are downloaded under their names", async () => {
        await open("/export");
        const waiting = page.waitForEvent("download");
        await page.getByRole("button", { name: /^Download: Scores CSV/ }).click();
        const file = await waiting;
        assertEquals(file.suggestedFilename(), "made-hw1-scores.csv");
        const text = await Deno.readTextFile(await file.path());
        assertMatch(text, /student_001/);
      });

      await t.step("a platform's gradebook is filled in and given back", async () => {
        await open("/export");
        const canvas =
          "Student,ID,SIS User ID,SIS Login ID,Section,Made-up homework 1 (7)\n" +
          "    Points Possible,,,,,4\n" +
          '"Chen, Ting",1,b9902005,b9902005,A,\n';
        const form = page.locator('form:has(input[value="canvas"])');
        await form.locator('input[type="file"]').setInputFiles({
          name: "canvas.csv",
          mimeType: "text/csv",
          buffer: Buffer.from(canvas),
        });
        await form.getByRole("button", { name: "Fill in" }).click();
        await page.getByRole("heading", { name: "The file is ready" }).waitFor();
        const waiting = page.waitForEvent("download");
        await page.getByRole("link", { name: /^Download/ }).click();
        const text = await Deno.readTextFile(await (await waiting).path());
        assertMatch(text, /"Chen, Ting",1,b9902005,b9902005,A,4\b/);
      });

      await t.step("a file that is none is refused with its reason", async () => {
        await open("/export");
        const form = page.locator('form:has(input[value="moodle"])');
        await form.locator('input[type="file"]').setInputFiles({
          name: "notes.csv",
          mimeType: "text/csv",
          buffer: Buffer.from("hello\nworld\n"),
        });
        await form.getByRole("button", { name: "Fill in" }).click();
        await page.getByRole("heading", { name: "The file could not be made" }).waitFor();
        await page.getByText(/Cannot .*notes\.csv/).waitFor();
        // The status is told on the console: 422.
        complaints.splice(0);
      });

      await t.step("a run's numbers are live", async () => {
        const run = gradebook.startRun({
          assignment: "made-hw1",
          rubric: "a".padEnd(64, "0"),
          grader: "b".padEnd(64, "0"),
        });
        gradebook.updateRun(run, { total: 10, done: 1, failed: 0, skipped: 0 });
        await open("/");
        const count = page.locator('live-run [data-count="done"]');
        assertEquals(await count.textContent(), "1");
        gradebook.updateRun(run, { done: 6, failed: 1, skipped: 2 });
        await page.locator('live-run [data-count="done"]', { hasText: "6" }).waitFor();
        assertEquals(
          await page.locator('live-run [data-count="failed"]').textContent(),
          "1",
        );
        await given.mustBeAccessible("a running batch");
        gradebook.updateRun(run, { done: 7, status: "finished" });
        await page.getByRole("link", { name: "Show the new results" }).waitFor();
        assertEquals(await count.textContent(), "7");
      });
    }),
});
