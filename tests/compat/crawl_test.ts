import { assertEquals } from "@std/assert";
import { findRequests, normalize } from "./crawl.ts";

Deno.test({
  name: "normalize() takes out what Fresh generates and nothing else",
  permissions: "none",
  fn() {
    assertEquals(
      normalize('<script nonce="ab" type="module" src="/a.js"></script><p nonce="x">'),
      '<script type="module" src="/a.js"></script><p nonce="x">',
    );
    assertEquals(
      normalize('<img src="/p.png?__frsh_c=12ab-3"><img src="/p?x=1&amp;__frsh_c=1">'),
      '<img src="/p.png"><img src="/p?x=1">',
    );
  },
});

Deno.test({
  name: "findRequests() follows links and sends forms, once a button",
  permissions: "none",
  fn() {
    const html = `<a href="/x?y=1#z">x</a><a href="https://elsewhere.example/">no</a>
      <form action="/f"><input name="q" value="1"><select name="s"><option value="a">
      <option value="b" selected></select></form>
      <form method="post" action="/p"><textarea name="t"></textarea>
      <button name="go" value="1">1</button><button name="go" value="2">2</button></form>`;
    assertEquals(findRequests(html, "/here"), [
      { method: "GET", path: "/x?y=1", form: null },
      { method: "GET", path: "/f?q=1&s=b", form: null },
      { method: "POST", path: "/p", form: [["t", "made"], ["go", "1"]] },
      { method: "POST", path: "/p", form: [["t", "made"], ["go", "2"]] },
    ]);
  },
});
