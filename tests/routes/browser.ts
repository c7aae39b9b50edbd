/**
 * What tests of pages share: a running dashboard on a made gradebook, and a browser that
 * keeps watch over console errors and violations of the page's policy.
 *
 * Use: `await withBrowser(async ({ open, page, gradebook }) => { await open("/rubric"); ... })`
 * in one test with steps; it fails afterwards for whatever the page complained about.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { dashboard, type DashboardOptions } from "../../routes/app.tsx";
import { browserPath, launchBrowser } from "./launch_browser.ts";
import { madeGradebook } from "./made_gradebook.ts";

export { browserPath };

/** Tokens of the dashboards of tests. */
export const madeTokens = { viewer: "viewer-token", grader: "grader-token" } as const;

/** A dashboard that listens. */
export interface Served extends AsyncDisposable {
  readonly gradebook: Gradebook;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** Lines of its log: faults of the server. */
  readonly log: readonly string[];
}

/** Starts a dashboard; the gradebook is a made one unless given, and closed at the end. */
export async function serveMade(
  options: Partial<DashboardOptions> = {},
): Promise<Served> {
  const folder = await Deno.makeTempDir({ prefix: "latentmark-pages-" });
  const gradebook = options.gradebook ?? await madeGradebook(folder);
  const log: string[] = [];
  const closing = new AbortController();
  const handler = dashboard({
    tokens: madeTokens,
    language: "en",
    person: "Test Grader",
    log: (line) => log.push(line),
    closing: closing.signal,
    ...options,
    gradebook,
  });
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => handler(request),
  );
  return {
    gradebook,
    origin: `http://127.0.0.1:${server.addr.port}`,
    log,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await server.shutdown();
      gradebook[Symbol.dispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** What a test with a browser is given. */
export interface InBrowser {
  readonly served: Served;
  readonly gradebook: Gradebook;
  readonly context: BrowserContext;
  /** Logged in as grader. */
  readonly page: Page;
  /** Goes to a path and waits until it is loaded. */
  open(path: string): Promise<void>;
  /** Fails for what axe-core finds on the page, WCAG 2.2 AA, as it is now. */
  mustBeAccessible(what: string): Promise<void>;
  /** The same in both themes. */
  mustBeAccessibleInBothThemes(what: string): Promise<void>;
  /** What the pages complained about so far; a test may empty it. */
  readonly complaints: string[];
}

/** Runs a test in a browser on a made gradebook; fails for any complaint of a page. */
export async function withBrowser(
  test: (given: InBrowser) => Promise<void>,
  options: Partial<DashboardOptions> = {},
): Promise<void> {
  if (browserPath === null) {
    throw new Error("Cannot test pages as there must be Chromium");
  }
  await using served = await serveMade(options);
  const browser = await launchBrowser();
  const complaints: string[] = [];
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${served.origin}/preferences-none?token=${madeTokens.grader}`);
    complaints.length = 0; // That page is missing on purpose.
    const mustBeAccessible = async (what: string) => {
      assertEquals(await violations(page), [], what);
    };
    await test({
      served,
      gradebook: served.gradebook,
      context,
      page,
      complaints,
      open: async (path) => void await page.goto(served.origin + path),
      mustBeAccessible,
      mustBeAccessibleInBothThemes: async (what) => {
        for (const theme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
          await mustBeAccessible(`${what}, ${theme}`);
        }
        await page.emulateMedia({ colorScheme: null, reducedMotion: null });
      },
    });
    assertEquals(complaints, [], "console and policy");
  } finally {
    await browser.close();
  }
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await run.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.flatMap((violation) =>
      violation.nodes.map((node) =>
        `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`
      )
    );
  });
}
