import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { GradebookError } from "../../gradebook/store/gradebook_error.ts";
import { csrfOf } from "../../routes/access.ts";
import { dashboard, type DashboardOptions } from "../../routes/app.tsx";
import { maxFormBytes } from "../../routes/form.ts";
import { personOf } from "../../routes/frame.ts";

const tokens = { viewer: "viewer-token", grader: "grader-token" };
const origin = "http://127.0.0.1:8000";

/** A gradebook with nothing in it: the frame asks no more. */
const empty = {
  path: "made.db",
  version: () => "1",
  assignments: () => [],
} as unknown as Gradebook;

function made(options: Partial<DashboardOptions> = {}) {
  const log: string[] = [];
  const handler = dashboard({
    gradebook: empty,
    tokens,
    language: "en",
    person: "",
    log: (line) => log.push(line),
    ...options,
  });
  return { handler, log };
}

interface Asked {
  readonly method?: string;
  readonly role?: "viewer" | "grader";
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
}

function asked(path: string, { method, role, headers, form }: Asked = {}): Request {
  const cookie = role ? { cookie: `latentmark-8000=${tokens[role]}` } : {};
  return new Request(new URL(path, origin), {
    method: method ?? (form ? "POST" : "GET"),
    headers: { ...cookie, ...headers },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
}

const csrf = csrfOf(tokens.grader);
// Files of routes/static are read.
const page = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, permissions: { read: true }, fn });

page("dashboard() tells nothing to who has no token", async () => {
  const { handler } = made();
  for (const path of ["/", "/rubric", "/static/dashboard.css", "/nothing"]) {
    const response = await handler(asked(path));
    assertEquals(response.status, 401);
    const html = await response.text();
    assertStringIncludes(html, "open the link");
    assertEquals(html.includes("/rubric"), false);
  }
  const wrong = await handler(asked("/?token=wrong"));
  assertEquals([wrong.status, wrong.headers.get("set-cookie")], [401, null]);
});

page("dashboard() takes the token out of the address into a cookie", async () => {
  const { handler } = made();
  const response = await handler(asked(`/rubric?item=a&token=${tokens.grader}`));
  assertEquals(response.status, 303);
  assertEquals(response.headers.get("location"), "/rubric?item=a");
  assertEquals(
    response.headers.get("set-cookie"),
    `latentmark-8000=${tokens.grader}; HttpOnly; SameSite=Strict; Path=/`,
  );
});

page("dashboard() answers under its own names only", async () => {
  const request = new Request("http://rebound.example:8000/", {
    headers: { cookie: `latentmark-8000=${tokens.grader}` },
  });
  assertEquals((await made().handler(request)).status, 421);
  const named = made({ hosts: ["rebound.example"] });
  assertEquals((await named.handler(request)).status, 200);
});

page("dashboard() sets a strict policy and keeps pages out of caches", async () => {
  const { handler } = made();
  const response = await handler(asked("/rubric", { role: "grader" }));
  assertEquals(response.headers.get("cache-control"), "no-store");
  assertEquals(response.headers.get("x-content-type-options"), "nosniff");
  const policy = response.headers.get("content-security-policy") ?? "";
  assertMatch(policy, /^default-src 'none';/);
  assertEquals(/unsafe/.test(policy), false);
  const html = await response.text();
  assertEquals(/<style|style=|<script(?![^>]*\ssrc=)|\son\w+=/.test(html), false);
});

page("dashboard() serves static files by their digest", async () => {
  const { handler } = made();
  const html = await (await handler(asked("/rubric", { role: "viewer" }))).text();
  const css = /href="(\/static\/dashboard\.css\?v=[0-9a-f]+)"/.exec(html)?.[1] ?? "";
  const response = await handler(asked(css, { role: "viewer" }));
  assertEquals(response.headers.get("content-type"), "text/css; charset=utf-8");
  assertStringIncludes(response.headers.get("cache-control") ?? "", "immutable");
  await response.body?.cancel();
  const again = await handler(asked("/static/dashboard.css", {
    role: "viewer",
    headers: { "if-none-match": response.headers.get("etag") ?? "" },
  }));
  assertEquals([again.status, await again.text()], [304, ""]);
  assertEquals(again.headers.get("cache-control"), "private, no-cache");
  for (
    const path of [
      "/static/none.css",
      "/static/..%2fapp.tsx",
      "/static/x/../../app.tsx",
      "/static/frame.js/x.js",
      `/static/${"a".repeat(300)}.js`,
    ]
  ) {
    const missing = await handler(asked(path, { role: "viewer" }));
    assertEquals(missing.status, 404, path);
    await missing.body?.cancel();
  }
});

page("dashboard() takes forms of its own pages only", async () => {
  const { handler } = made();
  const post = async (given: Asked, path = "/preferences") => {
    const response = await handler(asked(path, given));
    await response.body?.cancel();
    return response;
  };
  const form = { csrf, theme: "dark", back: "/rubric" };
  const good = await post({ role: "grader", form, headers: { origin } });
  assertEquals([good.status, good.headers.get("location")], [303, "/rubric"]);
  assertMatch(
    good.headers.get("set-cookie") ?? "",
    /^theme=dark; HttpOnly; SameSite=Strict/,
  );

  const foreign = { origin: "http://evil.example" };
  assertEquals((await post({ role: "grader", form, headers: foreign })).status, 403);
  const crossSite = { "sec-fetch-site": "cross-site" };
  assertEquals((await post({ role: "grader", form, headers: crossSite })).status, 403);
  assertEquals((await post({ role: "grader", form: { theme: "dark" } })).status, 403);
  assertEquals((await post({ role: "viewer", form })).status, 403, "another's proof");
  assertEquals((await post({ role: "grader", method: "POST" })).status, 415);
  const elsewhere = ["//evil.example", "https://evil.example", "/\\evil.example", "x"];
  // These would not go into a header; the second one ends a server.
  const unsendable = ["/\u738B", "/\u0001", "/a\r\nb: c", "/\u007F"];
  for (const back of [...elsewhere, ...unsendable]) {
    const sent = await post({ role: "grader", form: { ...form, back } });
    assertEquals(sent.headers.get("location"), "/", back);
  }
});

page("dashboard() lets a viewer change looks and nothing else", async () => {
  const { handler } = made();
  const form = { csrf: csrfOf(tokens.viewer), language: "zh-TW" };
  const looks = await handler(asked("/preferences", { role: "viewer", form }));
  assertEquals(looks.status, 303);
  assertMatch(looks.headers.get("set-cookie") ?? "", /^language=zh-TW/);
  const other = await handler(asked("/export/echo", { role: "viewer", form }));
  assertEquals(other.status, 403);
  assertStringIncludes(await other.text(), "You may look, not decide");
});

page("dashboard() refuses a form that is too large before it is read", async () => {
  const { handler } = made();
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    cookie: `latentmark-8000=${tokens.grader}`,
  };
  const announced = await handler(
    new Request(`${origin}/preferences`, {
      method: "POST",
      headers: { ...headers, "content-length": String(maxFormBytes + 1) },
      body: "x=1",
    }),
  );
  assertEquals(announced.status, 413);
  await announced.body?.cancel();
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1 << 20;
      controller.enqueue(new Uint8Array(1 << 20).fill(120));
    },
  });
  const streamed = await handler(
    new Request(`${origin}/preferences`, { method: "POST", headers, body: endless }),
  );
  assertEquals(streamed.status, 413);
  assert(sent <= maxFormBytes + (4 << 20));
  await streamed.body?.cancel();
});

page("dashboard() words missing pages in the chosen language", async () => {
  const { handler } = made();
  const response = await handler(asked("/nothing", {
    headers: { cookie: `latentmark-8000=${tokens.viewer}; language=zh-TW; theme=dark` },
  }));
  assertEquals(response.status, 404);
  const html = await response.text();
  assertStringIncludes(html, '<html lang="zh-TW" data-theme="dark">');
  assertStringIncludes(html, "找不到此頁面");
});

page("dashboard() says what is wrong with a gradebook, and logs it", async () => {
  for (
    const [fault, status, words] of [
      ["busy", 503, "The gradebook is busy"],
      ["full", 503, "The disk is full"],
      ["damaged", 503, "The gradebook can not be read"],
      ["refused", 500, "Something went wrong here"],
    ] as const
  ) {
    const failing = {
      ...empty,
      version: () => {
        throw new GradebookError(
          fault,
          "read",
          "made.db",
          "it must be well",
          "it is not",
        );
      },
    };
    const { handler, log } = made({ gradebook: failing });
    const response = await handler(asked("/", { role: "grader" }));
    assertEquals(response.status, status);
    assertStringIncludes(await response.text(), words);
    assertMatch(log[0] ?? "", /^\d{4}-\d\d-\d\dT.* GET \/ 50\d: .*it must be well/);
  }
});

page("dashboard() refuses hosts that make no address", async () => {
  const request = asked("/", { role: "grader" });
  Object.defineProperty(request, "url", { value: "http://127.0.0.1:abc/" });
  assertEquals((await made().handler(request)).status, 400);
});

Deno.test("personOf() makes names that decisions can have", () => {
  assertEquals(personOf("  Ada\n\u001b\u202eKing "), "Ada King");
  assertEquals(personOf(" \u0000 "), "");
  assertEquals(personOf("\u{1F600}".repeat(300)), "\u{1F600}".repeat(80));
});

page("dashboard() logs nobody who goes away while posting", async () => {
  const { handler, log } = made();
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error("gone")),
  });
  const type = { "content-type": "application/x-www-form-urlencoded" };
  const cookie = { cookie: `latentmark-8000=${tokens.grader}` };
  const headers = { ...type, ...cookie, origin };
  const request = new Request(`${origin}/preferences`, { method: "POST", headers, body });
  assertEquals([(await handler(request)).status, log], [400, []]);
});

page("dashboard() keeps a name whole where it is cut", async () => {
  const form = { csrf, person: "a".repeat(79) + "\u{1F600}\u{1F600}" };
  const response = await made().handler(asked("/preferences", { role: "grader", form }));
  assertEquals(response.status, 303);
  assertStringIncludes(
    decodeURIComponent(response.headers.get("set-cookie") ?? ""),
    `person=${"a".repeat(79)}\u{1F600};`,
  );
});

page("dashboard() logs no token and no fault of the asker", async () => {
  const { handler, log } = made();
  for (const path of [`/nothing?token=${tokens.grader}`, "/nothing", "/%ff"]) {
    const response = await handler(asked(path, { role: "grader" }));
    await response.body?.cancel();
  }
  assertEquals(log, []);
});
