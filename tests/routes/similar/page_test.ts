import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { csrfOf } from "../../../routes/access.ts";
import { comparisonsOf } from "../../../routes/similar/comparison.ts";
import {
  browserPath,
  madeTokens,
  type Served,
  serveMade,
  withBrowser,
} from "../browser.ts";
import { madeRubric } from "../made_gradebook.ts";
import { madeClass } from "./made_class.ts";

async function ask(
  served: Served,
  path: string,
  role: "viewer" | "grader" = "grader",
  form?: Record<string, string>,
) {
  const token = madeTokens[role];
  const response = await fetch(served.origin + path, {
    headers: { cookie: `latentmark-${new URL(served.origin).port}=${token}` },
    redirect: "manual",
    ...form
      ? { method: "POST", body: new URLSearchParams({ ...form, csrf: csrfOf(token) }) }
      : {},
  });
  return {
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  };
}

/** Waits until the class was read. */
async function compared(served: Served): Promise<void> {
  const comparisons = comparisonsOf(served.gradebook);
  while (comparisons.progress(madeRubric.id) !== null) {
    await new Promise((done) => setTimeout(done, 50));
  }
}

Deno.test("/similar compares on a grader's word, and shows passages and figures", async (t) => {
  const folder = await Deno.makeTempDir();
  try {
    await using served = await serveMade({ gradebook: await madeClass(folder) });

    await t.step("reads nothing before a grader asks for it", async () => {
      const viewer = (await ask(served, "/similar", "viewer")).text;
      assertStringIncludes(viewer, "3 submissions wait to be compared");
      assert(!viewer.includes('action="/similar"'), "a viewer can not start it");
      assertEquals((await ask(served, "/similar", "viewer", {})).status, 403);
      assertStringIncludes((await ask(served, "/similar")).text, 'action="/similar"');
    });

    await t.step("says how far it is, and asks again", async () => {
      const started = await ask(served, "/similar", "grader", {});
      assertEquals([started.status, started.headers.get("location")], [303, "/similar"]);
      const { text, headers } = await ask(served, "/similar");
      assertStringIncludes(text, "The submissions are being compared");
      assertEquals(headers.get("refresh"), "2");
      await compared(served);
    });

    await t.step("lists the pair, as a hint", async () => {
      const { text } = await ask(served, "/similar", "viewer");
      assertStringIncludes(text, "A hint, never a score");
      assertStringIncludes(text, "Compare ada and ben");
      assertStringIncludes(text, "1 pair");
      assert(!text.includes("eve Made"), "who is alike to nobody is not named");
    });

    await t.step("shows both texts with what they share, nothing active", async () => {
      const { text } = await ask(served, "/similar/1/2");
      const marks = [...text.matchAll(/<mark>.*?<\/mark>/gs)].map(([mark]) => mark);
      assertEquals(marks.length, 4);
      assertEquals(marks.filter((mark) => /href="#(left|right)-1"/.test(mark)).length, 2);
      assertEquals(marks.filter((mark) => mark.includes("without any sudden")).length, 2);
      assert(!marks.some((mark) => mark.includes("beards") || mark.includes("alone")));
      assertStringIncludes(text, "Something that only Ada wrote");
      assertStringIncludes(text, "&lt;b>And more&lt;/b>");
      const pictures = [
        ...text.matchAll(/src="(\/submissions\/\d\/picture\/[0-9a-f]{64})"/g),
      ];
      assertEquals(pictures.length, 2);
      for (const [, source] of pictures) {
        const answer = await ask(served, source!);
        assertEquals(answer.headers.get("content-type"), "image/png");
      }
      assertEquals((await ask(served, "/similar/2/1")).status, 200);
      for (
        const path of ["/similar/1/3", "/similar/1/1", "/similar/x/2", "/similar/9/2"]
      ) {
        assertEquals((await ask(served, path)).status, 404, path);
      }
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "/similar in a browser" + (browserPath ? "" : ", ignored: there is no Chromium"),
  ignore: browserPath === null,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await withBrowser(async (given) => {
        const { page, open } = given;
        const narrow = async (what: string) => {
          await page.setViewportSize({ width: 360, height: 740 });
          const width = await page.evaluate("document.documentElement.scrollWidth");
          await page.setViewportSize({ width: 1280, height: 800 });
          assertEquals(width, 360, what);
        };
        await open("/similar");
        await given.mustBeAccessibleInBothThemes("nothing compared");
        await page.click("button:has-text('Compare')");
        // The page asks again by itself until it is done.
        await page.click("a:has-text('Compare')", { timeout: 60_000 });
        await page.waitForURL("**/similar/1/2");
        await given.mustBeAccessibleInBothThemes("a pair");
        await narrow("a pair");
        await page.focus("mark a >> nth=0");
        await page.keyboard.press("Enter");
        assertEquals(new URL(page.url()).hash, "#right-1");
        await open("/similar");
        await given.mustBeAccessibleInBothThemes("pairs");
        await narrow("pairs");
      }, { gradebook: await madeClass(folder) });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
