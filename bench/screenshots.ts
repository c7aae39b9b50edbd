/**
 * `deno task screenshots`: pictures of the dashboard for the README, of the demo's models
 * and samples as they are graded now, with one decision of a person.
 *
 * @module
 */
import { fromFileUrl, join } from "@std/path";
import type { Page } from "playwright-core";
import { demoFolder } from "../cli/demo.ts";
import { trainedModels } from "../cli/demo_models.ts";
import { gradeSamples } from "../cli/demo_samples.ts";
import type { Gradebook } from "../gradebook/gradebook.ts";
import { openGradebook } from "../gradebook/store/open_gradebook.ts";
import { newTokens } from "../routes/access.ts";
import { dashboard } from "../routes/app.tsx";
import { launchBrowser } from "../tests/routes/launch_browser.ts";

const images = fromFileUrl(new URL("../docs/images/", import.meta.url));
const person = "Ada L.";

/** A picture: its file, the page, its colours, and what is done before it is taken. */
interface Shot {
  readonly name: string;
  readonly path: string;
  readonly theme: "light" | "dark";
  readonly language?: "en" | "zh-TW";
  readonly height?: number;
  readonly before?: (page: Page) => Promise<void>;
}

function shots(gradebook: Gradebook, assignment: string): readonly Shot[] {
  const key = (id: string) => gradebook.submissionById(assignment, id)?.key ?? 0;
  return [
    { name: "gradebook", path: "/", theme: "light" },
    {
      name: "submission",
      path: `/submissions/${key("complete_zh")}`,
      theme: "light",
      before: async (page) => {
        // Evidence is shown where it was seen.
        await page.locator("[data-evidence], a[href*='#e']").first().click();
        await page.waitForTimeout(800);
      },
    },
    { name: "models", path: "/models", theme: "dark" },
    {
      name: "explorer",
      path: "/models/explorer",
      theme: "light",
      before: async (page) => {
        await page.waitForSelector("latent-explorer[data-state=ready]");
        await page.getByRole("button", { name: "50%" }).click();
        await page.waitForTimeout(1500);
      },
    },
    { name: "rubric_zh", path: "/rubric", theme: "light", language: "zh-TW" },
  ];
}

const work = await Deno.makeTempDir({ prefix: "latentmark-screenshots-" });
const cache = fromFileUrl(demoFolder);
await Deno.mkdir(cache, { recursive: true });
await Deno.mkdir(images, { recursive: true });
const models = await trainedModels(cache, () => {});
if (models === null) Deno.exit(1);
const file = join(work, "gradebook.db");
await gradeSamples(file);
const closing = new AbortController();
const tokens = newTokens();
{
  using gradebook = openGradebook(file);
  const assignment = gradebook.assignments()[0] ?? "";
  const seen = gradebook.submissionById(assignment, "one_adjustment_en");
  if (seen) {
    gradebook.decide({
      submission: seen.key,
      item: "q2.adjustments",
      action: "override",
      verdict: "met",
      points: null,
      comment: "The second adjustment is in the appendix",
      who: person,
      undoes: null,
      seen: 0,
    });
  }
  const handler = dashboard({
    ...{ gradebook, tokens, models, person },
    language: "en",
    closing: closing.signal,
  });
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => handler(request),
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const browser = await launchBrowser();
  try {
    for (const shot of shots(gradebook, assignment)) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: shot.height ?? 860 },
        colorScheme: shot.theme,
        reducedMotion: "reduce",
      });
      if (shot.language) {
        await context.addCookies([{
          name: "language",
          value: shot.language,
          url: origin,
        }]);
      }
      const page = await context.newPage();
      await page.goto(`${origin}${shot.path}?token=${tokens.grader}`);
      await page.waitForLoadState("networkidle");
      await shot.before?.(page);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(images, `${shot.name}.png`) });
      console.log(`docs/images/${shot.name}.png`);
      await context.close();
    }
  } finally {
    await browser.close();
    closing.abort();
    await server.shutdown();
  }
}
await Deno.remove(work, { recursive: true });
