/**
 * The application: middlewares and routes, tried in the order they were added.
 *
 * @module
 */
import { Context, type Middleware } from "./context.ts";
import { HttpError } from "./http_error.ts";

type Handler = (request: Request) => Promise<Response>;

interface Route<State> {
  readonly pattern: string;
  readonly url: URLPattern | null;
  readonly methods: Map<string, Middleware<State>>;
}

/** Passes requests through middlewares to the route that they match. */
export class App<State> {
  #middlewares: Middleware<State>[] = [];
  #routes = new Map<string, Route<State>>();
  #notFound: Middleware<State> | null = null;
  #onError: Middleware<State> | null = null;

  /** Adds middlewares of every request; routes that were added before go without. */
  use(...middlewares: Middleware<State>[]): this {
    this.#middlewares.push(...middlewares);
    return this;
  }

  /** Adds a route for GET, and HEAD. */
  get(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#add("GET", path, middlewares);
  }

  /** Adds a route for POST. */
  post(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#add("POST", path, middlewares);
  }

  /** Answers where an {@linkcode HttpError} of status 404 was thrown. */
  notFound(middleware: Middleware<State>): this {
    this.#notFound = middleware;
    return this;
  }

  /**
   * Answers where anything else was thrown; the only path is `*`. Fresh itself asks for it
   * to be added before the routes.
   */
  onError(_path: "*", middleware: Middleware<State>): this {
    this.#onError = middleware;
    return this;
  }

  #add(
    method: string,
    pattern: string,
    middlewares: Middleware<State>[],
  ): this {
    const route = this.#routes.get(pattern) ?? {
      pattern,
      url: /[*:{}+?()]/.test(pattern) ? new URLPattern({ pathname: pattern }) : null,
      methods: new Map(),
    };
    this.#routes.set(pattern, route);
    if (!route.methods.has(method)) {
      route.methods.set(method, chain([...this.#middlewares, ...middlewares]));
    }
    return this;
  }

  /** The function that serves requests. */
  handler(): Handler {
    const noRoute = chain(this.#middlewares);
    return async (request) => {
      const url = new URL(request.url);
      url.pathname = url.pathname.replace(/\/+/g, "/");
      const { route, params } = this.#match(url);
      const middleware = route?.methods.get(request.method) ??
        (request.method === "HEAD" ? route?.methods.get("GET") : undefined);
      const ctx = new Context<State>(
        request,
        url,
        { params: middleware ? params : {}, route: route?.pattern ?? null },
        () => Promise.reject(new HttpError(route ? 405 : 404)),
      );
      const response = await this.#answer(ctx, middleware ?? noRoute);
      return request.method === "HEAD" ? new Response(null, response) : response;
    };
  }

  #match(
    url: URL,
  ): { route: Route<State> | null; params: Record<string, string> } {
    const path = url.pathname;
    const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
    for (const fixed of [path, other]) {
      const route = this.#routes.get(fixed);
      if (route?.url === null) return { route, params: {} };
    }
    for (const route of this.#routes.values()) {
      const groups = route.url?.exec(url)?.pathname.groups;
      if (!groups) continue;
      const params: Record<string, string> = {};
      for (const [name, value] of Object.entries(groups)) {
        params[name] = decodeURI(value ?? "");
      }
      return { route, params };
    }
    return { route: null, params: {} };
  }

  async #answer(
    ctx: Context<State>,
    middleware: Middleware<State>,
  ): Promise<Response> {
    try {
      try {
        return await middleware(ctx);
      } catch (error) {
        ctx.error = error;
        const missing = error instanceof HttpError && error.status === 404;
        const page = missing && this.#notFound ? this.#notFound : this.#onError;
        if (page === null) throw error;
        return await page(ctx);
      }
    } catch (error) {
      ctx.error = error;
      if (!(error instanceof HttpError) || error.status >= 500) {
        console.error(error);
      }
      return error instanceof HttpError
        ? new Response(error.message, { status: error.status })
        : new Response("Internal server error", { status: 500 });
    }
  }
}

/** One after the other; the last one's `next` is the context's own. */
function chain<State>(
  middlewares: readonly Middleware<State>[],
): Middleware<State> {
  return async (ctx) => {
    const end = ctx.next;
    const run = async (at: number): Promise<Response> => {
      const middleware = middlewares[at];
      if (!middleware) return await end();
      ctx.next = () => run(at + 1);
      return await middleware(ctx);
    };
    return await run(0);
  };
}
