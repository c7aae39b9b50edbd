/**
 * The dashboard: pages that read a gradebook and keep what people decide.
 *
 * How a page is made
 * - One folder a page, `routes/<page>/page.tsx`, which exports `register(app: App<State>)`
 *   and adds its routes with `app.get(path, define.middleware((ctx) => ...))` and
 *   `app.post(...)`; it is imported here and stands in `pages` below. `define` and `State`
 *   come from `routes/state.ts`, `App` and `HttpError` from `fresh`. Used of Fresh: `App`
 *   (`use`, `get`, `post`, `notFound`, `onError`, `handler`), `ctx.req`, `url`, `params`,
 *   `route`, `state`, `error`, `next()`, `render(element, init)`, `redirect(path, status)`.
 * - A handler answers `ctx.render(<Layout state={ctx.state} title=... page="gradebook">
 *   ...</Layout>)`. `Layout` takes `styles={["x.css"]}` and `scripts={["x.js"]}`, files of
 *   `routes/static/`, and `wide`. A page has one `h1` of its own. Links into
 *   `routes/static/` are made by `staticUrl("x.css")`; libraries in node_modules are served
 *   by `addStaticFile("onnx/ort.mjs", url)`.
 * - `ctx.state` has gradebook, assignment(s), role, person, language, theme, words, csrf,
 *   here. `state.assignment` is `null` while nothing was graded: `/` then shows the first
 *   step. `throw new HttpError(404)` for a submission that is not there; let errors of the
 *   gradebook pass: `routes/errors.tsx` words them.
 * - Forms post: `<form method="post" action=...><Csrf state={ctx.state} />`. Role, origin,
 *   proof and size were checked when a handler is asked, and the form is parsed:
 *   `ctx.state.form.get("item")`; never read `ctx.req`'s body. Scripts post the same forms
 *   (`fetch(form.action, { method: "POST", body: new FormData(form) })`). Answer a POST with
 *   `ctx.redirect(ctx.state.here, 303)`: the page that the form stood on.
 *   Hide forms from viewers: `state.role === "grader"`.
 * - Words: `routes/words/<page>.ts` = `localized({...en}, {...zh})`, used as
 *   `pageWords[state.language]`. Those of verdicts, outcomes and flags are in `state.words`.
 * - No inline script, no `style` attribute, no `on...` attribute: the policy refuses them.
 *   Widths of bars are `<svg>`, `<meter>` or classes. Enhancements are custom elements in
 *   `routes/static/*.js` (plain ES modules), around HTML that works without them.
 * - Fresh marks every `<a href="/...">` that leads to this page or one above it with
 *   `aria-current`; where that would be noise (links that sort or filter this page), say
 *   `aria-current="false"` (or what is right) yourself. It adds a query to `src` of `img`.
 *   Do not put `key` on elements.
 * - Looks: classes at the top of `routes/static/dashboard.css`; `components/`: `Verdict`
 *   (chip), `Meter`, `Pagination`, `Notice`,
 *   `Csrf`, `LiveRun` (with `scripts={["live_run.js"]}`: a run's numbers, live).
 *
 * @module
 */
import { App } from "fresh";
import { errorPage } from "./errors.tsx";
import { admit, choose, type FrameOptions } from "./frame.ts";
import * as exportPage from "./export/page.tsx";
import * as gradebook from "./gradebook/page.tsx";
import { guarded, loopbackNames } from "./guard.ts";
import * as live from "./live.ts";
import * as models from "./models/page.tsx";
import * as preferences from "./preferences.ts";
import * as rubric from "./rubric/page.tsx";
import * as similar from "./similar/page.tsx";
import type { State } from "./state.ts";
import * as submission from "./submission/page.tsx";
import * as staticFiles from "./static_files.ts";

/** The pages; each adds its routes. */
const pages: readonly { register(app: App<State>): void }[] = [
  preferences,
  live,
  gradebook,
  submission,
  models,
  similar,
  rubric,
  exportPage,
];

/** What the dashboard is given. */
export interface DashboardOptions extends FrameOptions {
  /** Names that it may be asked under beside those of this machine itself. */
  readonly hosts?: readonly string[];
  /** Takes faults with their time, a line or more each; default: stderr. */
  readonly log?: (line: string) => void;
}

/**
 * The dashboard as a function that serves requests. It owns nothing: the gradebook is
 * closed by who opened it.
 */
export function dashboard(
  options: DashboardOptions,
): (request: Request) => Promise<Response> {
  const log = options.log ?? ((line) => console.error(line));
  const app = new App<State>();
  // First: Fresh gives a route the error page that is known when the route is added.
  app.onError("*", errorPage(log));
  app.notFound(errorPage(log));
  app.use(admit(options));
  // Error pages need their looks where the gradebook can not be read.
  staticFiles.register(app);
  app.use(choose(options));
  for (const page of pages) page.register(app);
  return guarded(app.handler(), [...loopbackNames, ...options.hosts ?? []]);
}
