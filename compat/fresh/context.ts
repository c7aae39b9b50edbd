/**
 * A request on its way through the middlewares.
 *
 * @module
 */
import { isValidElement, type VNode } from "preact";
import { renderPage } from "./render.ts";

/** Answers a request, or asks the next one in line by `ctx.next()`. */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** What a {@linkcode Middleware} is given. */
export class Context<State> {
  /** The request as it came. */
  readonly req: Request;
  /** Its URL, runs of slashes in the path made one. */
  readonly url: URL;
  /** What the route's pattern found in the path; empty where no route matched. */
  readonly params: Record<string, string>;
  /** The matched pattern. */
  readonly route: string | null;
  /** Shared by all middlewares of one request; they fill it. */
  readonly state: State = {} as State;
  /** What was thrown, for error pages. */
  error: unknown = null;
  /** The next middleware's answer. */
  next: () => Promise<Response>;

  constructor(
    req: Request,
    url: URL,
    matched: Pick<Context<State>, "params" | "route">,
    next: () => Promise<Response>,
  ) {
    this.req = req;
    this.url = url;
    this.params = matched.params;
    this.route = matched.route;
    this.next = next;
  }

  /** An HTML page of an element, with a doctype. */
  // deno-lint-ignore require-await
  async render(
    vnode: VNode | null,
    init: ResponseInit = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new Error(
        "Cannot render a page as it must be an element: it is none",
      );
    }
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(renderPage(vnode, this.url), {
      status: init.status ?? 200,
      headers,
    });
  }

  /** Sends the browser elsewhere; a path can not become another host's. */
  redirect(pathOrUrl: string, status = 302): Response {
    const [, path = "", rest = ""] = /^([^?#]*)([^]*)$/.exec(pathOrUrl) ?? [];
    const location = path.startsWith("/") ? path.replace(/\/+/g, "/") + rest : pathOrUrl;
    return new Response(null, { status, headers: { location } });
  }
}
