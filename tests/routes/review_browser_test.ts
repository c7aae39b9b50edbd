/** A TA's way through the gradebook in a real browser. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { browserPath, type InBrowser, withBrowser } from "./browser.ts";

const text = async (page: Page, selector: string) =>
  (await page.textContent(selector) ?? "").replace(/\s+/g, " ").trim();

/** The page does not scroll sideways at this width. */
async function mustFit(given: InBrowser, path: string, width: number): Promise<void> {
  const { page } = given;
  await page.setViewportSize({ width, height: 800 });
  await given.open(path);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(wide <= width, `${path} is ${wide} wide at ${width}`);
  await page.setViewportSize({ width: 1280, height: 800 });
}

Deno.test({
  name: "a TA reviews submissions in a browser",
  ignore: browserPath === null,
  async fn(t) {
    await withBrowser(async (given) => {
      const { page, open, gradebook, served } = given;
      const decisions = (key: number) => gradebook.decisions(key);
      const keyOf = () => Number(/submissions\/(\d+)/.exec(page.url())?.[1]);
      const said = (part: string) =>
        page.waitForFunction(
          (part) => document.querySelector("[data-status]")?.textContent?.includes(part),
          part,
        );

      await t.step("filters, searches and opens what needs review", async () => {
        await open("/");
        await page.click("nav.views a:has-text('Needs review')");
        await page.waitForURL("**/?review=1");
        const { total } = gradebook.rows({ assignment: "made-hw1", needsReview: true });
        assertEquals(await page.locator("table.class tbody tr").count(), total);
        await page.fill("input[name=q]", "student_00");
        await page.keyboard.press("Enter");
        await page.waitForURL("**q=student_00*");
        await page.click("a.whole");
        await page.waitForURL("**/submissions/*");
        assertMatch(page.url(), /review=1/);
        assertMatch(await text(page, ".position"), /^1 of \d+ in this filter$/);
      });

      await t.step("highlights evidence", async () => {
        await open("/submissions/1");
        await page.click(".item a.cite");
        await page.waitForURL("**#evidence-e2");
        const lit = page.locator(".block:has(> .anchor:target)");
        assertEquals(await lit.count(), 1);
        assertEquals((await lit.textContent())?.includes("The encoder makes"), true);
      });

      await t.step("overrides and undoes without leaving the page", async () => {
        await open("/submissions/1");
        await page.click("#item-q1\\.problem .choice-unmet");
        await page.waitForSelector("#item-q1\\.problem .choice-unmet[aria-pressed=true]");
        assertEquals(decisions(1).map(({ verdict }) => verdict), ["unmet"]);
        assertEquals(new URL(page.url()).search, "");
        await page.click("button[data-key=u]");
        await page.waitForSelector("button[data-key=u]", { state: "detached" });
        assertEquals(decisions(1).at(-1)?.action, "undo");
      });

      await t.step("saves other points and a comment", async () => {
        const card = page.locator("#item-q2\\.images");
        await card.locator("summary:has-text('Comment')").click();
        await card.locator("input[name=points]").fill("0.75");
        await card.locator("textarea").fill("Nearly all");
        await card.locator("button[value=save]").click();
        await page.waitForSelector("#item-q2\\.images .comment");
        assertEquals(await text(page, "#item-q2\\.images .worth"), "0.75 / 1");
      });

      await t.step("sees what another grader decided meanwhile", async () => {
        await open("/submissions/4");
        const item = "q1.problem";
        gradebook.decide({
          ...{
            submission: 4,
            item,
            action: "override",
            verdict: "partial",
            points: 0.25,
          },
          ...{ comment: "I read it twice", who: "Other TA", undoes: null, seen: 0 },
        });
        await page.click("#item-q1\\.problem .choice-met");
        await page.waitForSelector("text=Somebody else decided meanwhile");
        assertMatch(await text(page, "main"), /Other TA.*I read it twice/);
        given.complaints.length = 0; // The browser logs the status of the page.
        assertEquals(decisions(4).length, 1);
        await given.mustBeAccessibleInBothThemes("conflict");
        await page.click("text=Use mine");
        await page.waitForURL("**/submissions/4**");
        assertEquals(decisions(4).at(-1)?.verdict, "met");
      });

      await t.step("works by keyboard alone", async () => {
        await open("/");
        for (let i = 0; i < 80; i++) {
          await page.keyboard.press("Tab");
          if (await page.evaluate(() => document.activeElement?.matches("a.whole"))) {
            break;
          }
        }
        await page.keyboard.press("Enter");
        await page.waitForURL("**/submissions/*");
        const first = keyOf();
        await page.keyboard.press("j");
        await page.waitForURL((url) => !url.pathname.endsWith(`/${first}`));
        await page.keyboard.press("k");
        await page.waitForURL(`**/submissions/${first}*`);
        await page.keyboard.press("n");
        await page.waitForURL((url) => !url.pathname.endsWith(`/${first}`));
        const key = keyOf();
        const before = decisions(key).length;
        await page.keyboard.press("1");
        await said("1: ");
        const once = decisions(key).at(-1);
        assertEquals(decisions(key).length, before + 1);
        await page.keyboard.press("1");
        await page.waitForFunction(
          (verdict) =>
            !document.querySelector(".item [aria-pressed=true]")?.matches(verdict),
          `.choice-${once?.verdict}`,
        );
        assertEquals(decisions(key).length, before + 2);
        await page.keyboard.press("u");
        await page.waitForSelector(`.item .choice-${once?.verdict}[aria-pressed=true]`);
        assertEquals(decisions(key).at(-1)?.action, "undo");
        await page.keyboard.press("g");
        await page.waitForURL((url) => url.pathname === "/");
      });

      await t.step("explains its keys, and lets them be turned off", async () => {
        await open("/submissions/1");
        await page.keyboard.press("?");
        await page.waitForSelector("dialog[open]");
        await given.mustBeAccessibleInBothThemes("keys");
        await page.uncheck("[data-shortcuts]");
        await page.click("dialog button[type=submit]");
        await page.keyboard.press("j");
        await page.waitForTimeout(200);
        assertEquals(keyOf(), 1);
        await page.click("[data-help]");
        await page.check("[data-shortcuts]");
        await page.keyboard.press("Escape");
      });

      await t.step("keys do nothing while one writes", async () => {
        await open("/submissions/1");
        await page.click("#item-q1\\.problem summary:has-text('Comment')");
        const before = decisions(1).length;
        await page.type("#item-q1\\.problem textarea", "just a note 12");
        assertEquals(keyOf(), 1);
        assertEquals(decisions(1).length, before);
      });

      await t.step("works without scripts", async () => {
        const context = await page.context().browser()!.newContext({
          javaScriptEnabled: false,
        });
        const plain = await context.newPage();
        await plain.goto(`${served.origin}/submissions/5?token=grader-token`);
        await plain.click("#item-q1\\.problem .choice-unmet");
        await plain.waitForURL("**#item-q1.problem");
        assertEquals(decisions(5).at(-1)?.verdict, "unmet");
        await plain.click(".item a.cite");
        await plain.goto(`${served.origin}/?review=1`);
        await plain.click("a.whole");
        await plain.waitForURL("**/submissions/*");
        await context.close();
      });

      await t.step("is accessible, and fits narrow screens", async () => {
        for (const path of ["/", "/submissions/2", "/submissions/7", "/?q=nobody"]) {
          await open(path);
          await given.mustBeAccessibleInBothThemes(path);
        }
        for (const path of ["/", "/submissions/2"]) {
          await mustFit(given, path, 360);
          await mustFit(given, path, 640);
        }
      });
    });
  },
});
