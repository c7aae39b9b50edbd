import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { browserPath, withBrowser } from "../browser.ts";
import { madeRun } from "./made_run.ts";

/** What a canvas shows, as text. */
async function pixels(page: Page, view: string): Promise<string> {
  return await page.$eval(
    `[data-view=${view}]`,
    (canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL(),
  );
}

/** Waits until pictures that were asked for are decoded. */
async function settled(page: Page): Promise<void> {
  const selector = "latent-explorer";
  let before = "";
  for (;;) {
    await page.waitForTimeout(60);
    const now = await page.getAttribute(selector, "data-decoded") ?? "";
    if (now !== "" && now === before) return;
    before = now;
  }
}

Deno.test({
  name: "the models pages in a browser" +
    (browserPath ? "" : ", ignored: there is no Chromium"),
  ignore: browserPath === null,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    const models = await Deno.makeTempDir();
    try {
      await madeRun(models);
      await withBrowser(async (given) => {
        const { page, open, complaints, context } = given;
        const narrow = async () => {
          await page.setViewportSize({ width: 360, height: 740 });
          const width = await page.evaluate("document.documentElement.scrollWidth");
          await page.setViewportSize({ width: 1280, height: 800 });
          return width;
        };

        await t.step("the run is accessible, and fits 360 pixels", async () => {
          await open("/models");
          await page.click("details.manifest summary");
          await given.mustBeAccessibleInBothThemes("/models");
          assertEquals(await narrow(), 360);
          await page.click("text=Open the latent explorer");
          assertStringIncludes(page.url(), "/models/explorer?run=-");
        });

        await t.step("the explorer decodes", async () => {
          await page.waitForSelector("latent-explorer[data-state=ready]");
          await settled(page);
          const own = await pixels(page, "reconstructed");
          assertEquals(await pixels(page, "adjusted"), own);
          assertNotEquals(await pixels(page, "original"), own);
          const status = await page.textContent("[data-status]") ?? "";
          assert(/^(WebAssembly|WebGPU) · [\d.]+ ms a picture/.test(status), status);
          await given.mustBeAccessibleInBothThemes("/models/explorer");
          assertEquals(await narrow(), 360);
        });

        await t.step("a slider moved by keys changes the picture", async () => {
          const own = await pixels(page, "reconstructed");
          const slider = page.locator("[data-element]").first();
          await slider.focus();
          const before = await slider.inputValue();
          for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
          assertNotEquals(await slider.inputValue(), before);
          await page.keyboard.press("End");
          await settled(page);
          const moved = await pixels(page, "adjusted");
          assertNotEquals(moved, own);
          assertEquals(await pixels(page, "reconstructed"), own);
          await page.locator("[data-said]", { hasText: "elements moved: 1" })
            .waitFor({ state: "attached" });

          await page.focus("[data-noise='80']");
          await page.keyboard.press("Enter");
          await settled(page);
          assertEquals(await page.textContent("output[for=noise]"), "80%");
          assertNotEquals(await pixels(page, "adjusted"), moved);

          await page.click("[data-reset]");
          await settled(page);
          assertEquals(await pixels(page, "adjusted"), own);
          assertEquals(await slider.inputValue(), before);
        });

        await t.step("another picture, another model", async () => {
          const own = await pixels(page, "original");
          await page.focus("[name=start]");
          await page.keyboard.press("ArrowRight");
          await settled(page);
          assertNotEquals(await pixels(page, "original"), own);
          await page.click("nav >> text=Autoencoder");
          await page.waitForSelector("latent-explorer[data-state=ready]");
          await settled(page);
        });

        await t.step(
          "a backend that is not there is said, another can be had",
          async () => {
            const status = page.locator("[data-status]");
            await page.selectOption("[data-backend]", "webgpu");
            await page.waitForSelector("latent-explorer[data-state=failed]");
            assertStringIncludes(await status.textContent() ?? "", "can not run here");
            await page.selectOption("[data-backend]", "wasm");
            await page.waitForSelector("latent-explorer[data-state=ready]");
            await settled(page);
            assertStringIncludes(await status.textContent() ?? "", "WebAssembly");
          },
        );

        // Chromium says so where it has no GPU; the explorer then takes WebAssembly.
        complaints.splice(
          0,
          complaints.length,
          ...complaints.filter((line) =>
            !/No available adapters|no available backend|webgpu/i.test(line)
          ),
        );

        await t.step("without scripts it says so, and shows the traversal", async () => {
          const cookies = await context.cookies();
          const plain = await context.browser()!.newContext({ javaScriptEnabled: false });
          await plain.addCookies(cookies);
          const other = await plain.newPage();
          await other.goto(page.url());
          const text = await other.textContent("main") ?? "";
          assertStringIncludes(text, "needs scripts, which are off");
          assert(await other.isVisible("img[src*=traversal]"));
          assert(!await other.isVisible("[data-view=adjusted]"));
          await plain.close();
        });
      }, { models });
    } finally {
      await Deno.remove(models, { recursive: true });
    }
  },
});
