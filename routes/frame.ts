/**
 * The middlewares before every page: role, preferences, form, gradebook -> `ctx.state`.
 *
 * @module
 */
import { HttpError, type Middleware } from "fresh";
import type { Gradebook } from "../gradebook/gradebook.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import type { Language } from "../rubric/reason_text.ts";
import {
  cookiesOf,
  csrfOf,
  isCsrfOf,
  isSameOrigin,
  roleOf,
  setCookie,
  tokenCookie,
  type Tokens,
} from "./access.ts";
import { readForm } from "./form.ts";
import { knock } from "./knock.ts";
import { sameFile } from "./same_file.ts";
import { define, type Role, type State, type Theme } from "./state.ts";
import { frameWords } from "./words/frame.ts";

/** What the frame is given once. */
export interface FrameOptions {
  readonly gradebook: Gradebook;
  readonly tokens: Tokens;
  /** Of who has not chosen one. */
  readonly language: Language;
  /** Name of a grader who has not told one. */
  readonly person: string;
  /** Folder of training runs that `/models` shows; default: `results/train`. */
  readonly models?: string;
  /** Tells streams to end, so that the server can. */
  readonly closing?: AbortSignal;
  /** The clock; default: the machine's. */
  readonly now?: () => Date;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Lets in who has a token, and takes it out of the address. */
export function admit(options: FrameOptions): Middleware<State> {
  const closing = options.closing ?? new AbortController().signal;
  return define.middleware(async (ctx) => {
    const cookies = cookiesOf(ctx.req);
    const state = ctx.state as Writable<State>;
    state.language = languageOf(cookies.get("language")) ?? options.language;
    state.theme = themeOf(cookies.get("theme"));
    state.words = frameWords[state.language];
    const cookie = tokenCookie(ctx.url);
    const given = ctx.url.searchParams.get("token");
    if (given !== null) {
      if (roleOf(given, options.tokens) === null) return knock(state.language);
      const clean = new URL(ctx.url);
      clean.searchParams.delete("token");
      const response = ctx.redirect(clean.pathname + clean.search, 303);
      response.headers.append("set-cookie", setCookie(cookie, given));
      return response;
    }
    const token = cookies.get(cookie) ?? "";
    const role = roleOf(token, options.tokens);
    if (role === null) return knock(state.language);
    state.role = role;
    state.csrf = csrfOf(token);
    state.person = personOf(cookies.get("person") ?? options.person);
    state.here = ctx.url.pathname + ctx.url.search;
    state.assignments = [];
    state.assignment = null;
    state.gradebook = options.gradebook;
    state.models = options.models ?? "results/train";
    state.closing = closing;
    state.now = options.now ?? (() => new Date());
    state.form = new FormData();
    if (ctx.req.method === "POST") {
      state.form = await checkedForm(ctx.req, ctx.url, role, token);
      const back = state.form.get("back");
      if (typeof back === "string" && isPath(back)) state.here = back;
    }
    return await ctx.next();
  });
}

/** A form that is ours, of a role that may send it. */
async function checkedForm(
  request: Request,
  url: URL,
  role: Role,
  token: string,
): Promise<FormData> {
  if (!isSameOrigin(request)) throw new HttpError(403, "origin");
  if (role === "viewer" && url.pathname !== "/preferences") {
    throw new HttpError(403, "viewer");
  }
  const form = await readForm(request);
  if (!isCsrfOf(form.get("csrf"), token)) throw new HttpError(403, "csrf");
  return form;
}

/** Finds the assignment that pages show. */
export function choose(options: FrameOptions): Middleware<State> {
  const { gradebook } = options;
  const isSame = sameFile(gradebook.path);
  let known = {
    version: "",
    ids: [] as readonly { en: string; "zh-TW": string; id: string }[],
  };
  return define.middleware((ctx) => {
    if (!isSame()) {
      throw new GradebookError(
        "missing",
        "use",
        gradebook.path,
        "the file must stay where it was opened",
        "it is gone, or is another one",
      );
    }
    const version = gradebook.version();
    if (version !== known.version) {
      const ids = gradebook.assignments().map((id) => {
        const title = gradebook.latestRubric(id)?.rubric.title;
        return { id, en: title?.en ?? id, "zh-TW": title?.["zh-TW"] ?? id };
      });
      known = { version, ids };
    }
    const state = ctx.state as Writable<State>;
    state.assignments = known.ids.map((one) => ({
      id: one.id,
      title: one[state.language],
    }));
    const wanted = [
      ctx.url.searchParams.get("assignment"),
      cookiesOf(ctx.req).get("assignment"),
    ];
    state.assignment = [...wanted, known.ids[0]?.id]
      .find((id) => known.ids.some((one) => one.id === id)) ?? null;
    return ctx.next();
  });
}

/**
 * Whether a text is a path on this server, and not an address elsewhere. Printable ASCII
 * alone, as addresses are: it goes into a header, where a control character ends the
 * whole server (Deno 2.9 panics).
 */
export function isPath(text: string): boolean {
  return /^\/(?![/\\])[!-[\]-~]*$/.test(text);
}

/** A name as decisions can have it: one line, 80 characters at most, whole ones. */
export function personOf(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return [...line].slice(0, 80).join("");
}

/** A language of the interface; `null`: none of them. */
export function languageOf(text: unknown): Language | null {
  return text === "en" || text === "zh-TW" ? text : null;
}

/** A theme; the system's for anything else. */
export function themeOf(text: unknown): Theme {
  return text === "light" || text === "dark" ? text : "system";
}
