import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, createDefine, HttpError } from "fresh";

interface State {
  seen: string[];
}

const define = createDefine<State>();
const at = (path: string, method = "GET") =>
  new Request(`http://127.0.0.1:8000${path}`, { method });
const pure = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, permissions: "none", fn });

pure("App passes requests through middlewares to the route, in order", async () => {
  const app = new App<State>();
  app.use((ctx) => {
    ctx.state.seen = ["first"];
    return ctx.next();
  });
  app.use(async (ctx) => {
    ctx.state.seen.push("second");
    const response = await ctx.next();
    response.headers.set("x-after", "yes");
    return response;
  });
  app.get(
    "/a",
    (ctx) => ctx.next(),
    define.middleware((ctx) => new Response(ctx.state.seen.join())),
  );
  const response = await app.handler()(at("/a"));
  assertEquals(await response.text(), "first,second");
  assertEquals(response.headers.get("x-after"), "yes");
});

pure(
  "App matches fixed paths before patterns, with or without a last slash",
  async () => {
    const app = new App<State>();
    app.get("/s/:id", (ctx) => new Response(`${ctx.route} ${ctx.params.id}`));
    app.get("/s/new", (ctx) => new Response(`${ctx.route} ${Object.keys(ctx.params)}`));
    app.get("/f/:path+", (ctx) => new Response(ctx.params.path));
    const ask = async (path: string) => await (await app.handler()(at(path))).text();
    assertEquals(await ask("/s/new"), "/s/new ");
    assertEquals(await ask("/s/new/"), "/s/new ");
    assertEquals(await ask("/s/7%20b"), "/s/:id 7 b");
    assertEquals(await ask("//f///x/y"), "x/y");
  },
);

pure(
  "App answers 404 for no route, 405 for another method, no body for HEAD",
  async () => {
    const app = new App<State>();
    app.get("/a", () => new Response("text", { headers: { "x-own": "1" } }));
    const handler = app.handler();
    assertEquals((await handler(at("/b"))).status, 404);
    assertEquals((await handler(at("/a", "POST"))).status, 405);
    const head = await handler(at("/a", "HEAD"));
    assertEquals([await head.text(), head.headers.get("x-own")], ["", "1"]);
  },
);

pure("App shows its error pages: notFound for 404, onError for the rest", async () => {
  const app = new App<State>();
  app.onError("*", (ctx) => new Response(`failed: ${ctx.error}`, { status: 500 }));
  app.notFound(() => new Response("missing", { status: 404 }));
  app.get("/gone", () => {
    throw new HttpError(404);
  });
  app.get("/no", () => {
    throw new HttpError(403, "not you");
  });
  app.get("/broken", () => Promise.reject(new Error("broken")));
  const ask = async (path: string) => await (await app.handler()(at(path))).text();
  assertEquals(await ask("/gone"), "missing");
  assertEquals(await ask("/nowhere"), "missing");
  assertEquals(await ask("/no"), "failed: HttpError: not you");
  assertEquals(await ask("/broken"), "failed: Error: broken");
});

pure("render() gives a page, and marks links to it and above it", async () => {
  const Links = () => (
    <html lang="en">
      <head />
      <body>
        <a href="/s?x=1">itself</a>
        <a href="/">above</a>
        <a href="/t">beside</a>
        <a href="/" aria-current="false">told</a>
        <a href="//elsewhere">elsewhere</a>
      </body>
    </html>
  );
  const app = new App<State>();
  app.get("/s", (ctx) => ctx.render(<Links />, { status: 201 }));
  const response = await app.handler()(at("/s?x=1"));
  assertEquals(response.status, 201);
  assertEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
  const html = await response.text();
  assertStringIncludes(html, "<!DOCTYPE html><html");
  assertStringIncludes(html, '<a href="/s?x=1" data-current="true" aria-current="page">');
  assertStringIncludes(
    html,
    '<a href="/" data-ancestor="true" aria-current="true">above',
  );
  assertStringIncludes(html, '<a href="/t">');
  assertStringIncludes(html, '<a href="/" aria-current="false">told');
});

pure("redirect() stays on this host", async () => {
  const app = new App<State>();
  app.get("/go", (ctx) => ctx.redirect(ctx.url.searchParams.get("to") ?? "", 303));
  const to = async (path: string) =>
    (await app.handler()(at(`/go?to=${encodeURIComponent(path)}`))).headers.get(
      "location",
    );
  assertEquals(await to("/a?b=//c"), "/a?b=//c");
  assertEquals(await to("//evil.example/x"), "/evil.example/x");
});
