/**
 * What tests of pages on handler level share: a dashboard on a made gradebook that is asked
 * without a network.
 *
 * @module
 */
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { csrfOf } from "../../routes/access.ts";
import { dashboard } from "../../routes/app.tsx";
import { madeTokens } from "./browser.ts";
import { madeGradebook } from "./made_gradebook.ts";

/** Asks a dashboard as somebody with a token. */
export interface Asker {
  readonly gradebook: Gradebook;
  get(path: string, role?: "viewer" | "grader"): Promise<Answer>;
  /** Posts a form that stood on the page `back`. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    role?: "viewer" | "grader",
  ): Promise<Answer>;
}

/** A response with its text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const origin = "http://127.0.0.1:8000";

/** Runs a test with a dashboard; the gradebook is closed and its folder removed. */
export async function asking(
  test: (asker: Asker) => Promise<void>,
  make: (folder: string) => Promise<Gradebook> = madeGradebook,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    using gradebook = await make(folder);
    const log: string[] = [];
    const handler = dashboard({
      gradebook,
      tokens: madeTokens,
      language: "en",
      person: "Test Grader",
      models: folder,
      closing: new AbortController().signal,
      log: (line) => log.push(line),
    });
    const ask = async (request: Request): Promise<Answer> => {
      const response = await handler(request);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text };
    };
    const cookie = (role: "viewer" | "grader") => `latentmark-8000=${madeTokens[role]}`;
    await test({
      gradebook,
      get: (path, role = "grader") =>
        ask(new Request(origin + path, { headers: { cookie: cookie(role) } })),
      post: (path, fields, role = "grader") =>
        ask(
          new Request(origin + path, {
            method: "POST",
            headers: { cookie: cookie(role), origin },
            body: new URLSearchParams({ csrf: csrfOf(madeTokens[role]), ...fields }),
          }),
        ),
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
