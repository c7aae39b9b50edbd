/**
 * Requests to a dashboard on a made gradebook, without a server.
 *
 * @module
 */
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { csrfOf } from "../../routes/access.ts";
import { dashboard, type DashboardOptions } from "../../routes/app.tsx";
import { madeGradebook } from "./made_gradebook.ts";

/** A dashboard that is asked by function calls. */
export interface MadeDashboard extends AsyncDisposable {
  readonly gradebook: Gradebook;
  readonly log: readonly string[];
  /** Asks as a grader, unless another role is named. */
  get(path: string, options?: AskOptions): Promise<Response>;
  /** Posts a form with its proof. */
  post(
    path: string,
    form: Readonly<Record<string, string | File>>,
    options?: AskOptions,
  ): Promise<Response>;
}

/** Who asks, and how. */
export interface AskOptions {
  readonly role?: "viewer" | "grader";
  readonly language?: "en" | "zh-TW";
  readonly method?: "HEAD";
}

/** Makes one; `count` submissions, see `madeGradebook`. */
export async function madeDashboard(
  count = 12,
  options: Partial<DashboardOptions> = {},
): Promise<MadeDashboard> {
  const folder = await Deno.makeTempDir({ prefix: "latentmark-requests-" });
  const gradebook = options.gradebook ?? await madeGradebook(folder, count);
  const tokens = { viewer: "viewer-token", grader: "grader-token" };
  const log: string[] = [];
  const handler = dashboard({
    tokens,
    language: "en",
    person: "Test Grader",
    log: (line) => log.push(line),
    ...options,
    gradebook,
  });
  const cookie = ({ role = "grader", language = "en" }: AskOptions = {}) => ({
    cookie: `latentmark-8000=${tokens[role]}; language=${language}`,
  });
  const origin = "http://127.0.0.1:8000";
  return {
    gradebook,
    log,
    get: (path, options) =>
      handler(
        new Request(new URL(path, origin), {
          method: options?.method ?? "GET",
          headers: cookie(options),
        }),
      ),
    post(path, form, options) {
      const body = new FormData();
      body.set("csrf", csrfOf(tokens[options?.role ?? "grader"]));
      for (const [name, value] of Object.entries(form)) body.set(name, value);
      return handler(
        new Request(new URL(path, origin), {
          method: "POST",
          headers: { ...cookie(options), origin },
          body,
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      gradebook[Symbol.dispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
