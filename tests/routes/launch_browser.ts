/**
 * Debian's Chromium, driven by playwright.
 *
 * @module
 */
import type { Browser } from "playwright-core";

/** Where the browser is; `null`: there is none. */
export const browserPath: string | null = findBrowser();

function findBrowser(): string | null {
  for (const path of ["/usr/bin/chromium", "/usr/bin/google-chrome"]) {
    try {
      Deno.statSync(path);
      return path;
    } catch {
      // Not here.
    }
  }
  return null;
}

/**
 * Starts the browser without a window.
 *
 * @throws {Error} there is none
 */
export async function launchBrowser(): Promise<Browser> {
  if (browserPath === null) {
    throw new Error("Cannot open pages as there must be Chromium");
  }
  // As it is loaded, it would look for Windows in /proc, which needs every permission.
  Deno.env.set("__IS_WSL_TEST__", "1");
  const { chromium } = await import("playwright-core");
  return await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}
