/**
 * Around the whole application: refuses what no page should see, and sets the headers of
 * every response.
 *
 * @module
 */

type Handler = (request: Request) => Promise<Response>;

/** Names under which this machine may be asked, against DNS rebinding. */
export const loopbackNames: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** What a page may load: its own files, nothing inline, nothing from elsewhere. */
function contentPolicy(path: string): string {
  // The latent explorer compiles the ONNX runtime; no other page compiles anything.
  const explorer = path === "/models/explorer";
  return [
    "default-src 'none'",
    `script-src 'self'${explorer ? " 'wasm-unsafe-eval'" : ""}`,
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/**
 * The handler with its guard.
 *
 * @param hosts names that the `Host` header may have, without the port
 */
export function guarded(handler: Handler, hosts: readonly string[]): Handler {
  return async (request) => {
    const url = addressOf(request);
    let response: Response;
    if (url === null) {
      return withHeaders(plain(400, "The address or its host is none"), "/");
    }
    if (!hosts.includes(url.hostname)) {
      response = plain(421, `This server does not answer for ${url.hostname}`);
    } else if (!["GET", "HEAD", "POST"].includes(request.method)) {
      response = plain(405, "Only GET, HEAD and POST");
    } else if (!decodes(url.pathname)) {
      response = plain(400, "The address is not valid UTF-8");
    } else {
      response = await handler(request);
    }
    return withHeaders(response, url.pathname);
  };
}

/** What ends the whole server where it stands in a header: Deno 2.9 panics. */
// deno-lint-ignore no-control-regex
const unsendable = /[\u0000-\u0008\u000A-\u001F\u007F]/;

function withHeaders(response: Response, path: string): Response {
  const headers = new Headers(response.headers);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("content-security-policy", contentPolicy(path));
  headers.set("x-content-type-options", "nosniff");
  // Not no-referrer: then browsers tell no origin with a form either.
  headers.set("referrer-policy", "same-origin");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  if ([...headers.values()].some((value) => unsendable.test(value))) {
    throw new TypeError("Cannot answer as headers must be printable: one is not");
  }
  return new Response(response.body, { status: response.status, headers });
}

/** What is asked for; `null`: a `Host` header makes no address of it. */
function addressOf(request: Request): URL | null {
  try {
    return new URL(request.url);
  } catch {
    return null;
  }
}

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

function decodes(path: string): boolean {
  try {
    decodeURI(path);
    return true;
  } catch {
    return false;
  }
}
