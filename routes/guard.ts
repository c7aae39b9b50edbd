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
    const url = new URL(request.url);
    let response: Response;
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

function withHeaders(response: Response, path: string): Response {
  const headers = new Headers(response.headers);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("content-security-policy", contentPolicy(path));
  headers.set("x-content-type-options", "nosniff");
  // Not no-referrer: then browsers tell no origin with a form either.
  headers.set("referrer-policy", "same-origin");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  return new Response(response.body, { status: response.status, headers });
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
