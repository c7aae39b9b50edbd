import { assertEquals } from "@std/assert";
import { noAssets } from "../../../grader/collect/assets.ts";
import { createContext, type Piece } from "../../../grader/collect/context.ts";
import { collectHtml } from "../../../grader/collect/html.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { utf8 } from "../../fixtures/collect/sources.ts";

async function collect(html: string): Promise<Piece[]> {
  const context = createContext(defaultLimits, null);
  return await collectHtml({ path: "a.html", bytes: utf8(html) }, context, noAssets);
}

async function texts(html: string): Promise<[string, string][]> {
  return (await collect(html)).map(({ kind, text, missing }) => [
    kind,
    missing?.split(":")[0] ?? text,
  ]);
}

Deno.test("collectHtml() reads blocks as a page shows them", async () => {
  assertEquals(
    await texts(
      "<title>t</title><style>p{}</style><script>x</script><h2>A  <b>b</b></h2>" +
        "<p>one\n two<br>three</p>loose<ul><li>x<ul><li>y</ul>z</ul><template>no</template>",
    ),
    [
      ["heading", "A b"],
      ["paragraph", "one two\nthree"],
      ["paragraph", "loose"],
      ["list-item", "x"],
      ["list-item", "y"],
      ["list-item", "z"],
    ],
  );
});

Deno.test("collectHtml() parts the cells of a table and shows its pictures", async () => {
  assertEquals(
    await texts(
      "<table><caption>cap</caption><tr><th>a<th>b<tr><td>1<td><img src=x.png></table>",
    ),
    [["table", "cap\na | b\n1 | "], ["image", "x.png"]],
  );
  assertEquals(await texts("<table><tr><td><pre>  code</pre><p>text</table>"), [
    ["code", "  code"],
    ["paragraph", "text"],
  ]);
});

for (
  const [what, attributes, hidden] of [
    ["display: none", 'style="display : none"', true],
    ["visibility", 'style="visibility:hidden"', true],
    ["the hidden attribute", "hidden", true],
    ["a tiny font", 'style="font-size:0.5px"', true],
    ["a font of nothing", 'style="font-size:0"', true],
    ["white on white", 'style="color:#FFF"', true],
    ["white on white as rgb", 'style="color: rgb(254, 255, 255)"', true],
    ["a transparent colour", 'style="color:rgba(0,0,0,0)"', true],
    ["black on black", 'style="background:#000;color:black"', true],
    ["off the page", 'style="position:absolute;left:-9999px"', true],
    ["an indent off the page", 'style="text-indent:-100em"', true],
    ["opacity", 'style="opacity:0"', true],
    ["a closed box", 'style="height:0;overflow:hidden"', true],
    ["white on a named colour", 'style="background:navy;color:white"', false],
    [
      "white on a gradient",
      'style="background:linear-gradient(red,blue);color:#fff"',
      false,
    ],
    ["white on a picture", 'style="background:#fff url(a.png);color:#fff"', false],
    ["a colour of the theme", 'style="background:#fff;color:var(--fg)"', false],
    ["white on no background", 'style="background:none;color:white"', true],
    ["white on white and more", 'style="background:#fff no-repeat;color:white"', true],
    ["white on black", 'style="background-color:#000;color:white"', false],
    ["a small font", 'style="font-size:8px"', false],
    ["a colour", 'style="color:#aaa"', false],
    ["a small indent", 'style="text-indent:-2em"', false],
    ["aria-hidden", 'aria-hidden="true"', false],
  ] as const
) {
  Deno.test(`collectHtml() ${hidden ? "hides" : "shows"} text with ${what}`, async () => {
    const pieces = await collect(`<p>seen</p><div ${attributes}><p>text</p></div>`);
    assertEquals(pieces.map((piece) => [piece.text, piece.origin]), [
      ["seen", "author"],
      ["text", hidden ? "hidden" : "author"],
    ]);
  });
}

for (
  const [what, sheet, attributes, hidden] of [
    ["white on white", ".h { color: white }", 'class="a h"', true],
    ["an id", "p{}#h{visibility:hidden}", 'id="h"', true],
    ["a list of selectors", "h1, div.h , p.k{font-size:0}", 'class="h"', true],
    ["a rule for what stands inside", "body .h p { display: none }", 'class="h"', true],
    ["a rule for children", "div.h>p{text-indent:-9999px}", 'class="h"', true],
    ["a value of the page", ":root{--w:#fff}.h{color:var(--w)}", 'class="h"', true],
    ["more weight", "#h{display:none} div{display:block}", 'id="h"', true],
    [
      "what is important",
      ".h{color:white!important}",
      'class="h" style="color:black"',
      true,
    ],
    ["a layer", "@layer base { .h { opacity: 0 } }", 'class="h"', true],
    ["a comment that is open", ".h{opacity:0} /* .h{opacity:1}", 'class="h"', true],
    ["a rule for another", ".k{display:none} p.h{display:none}", 'class="h"', false],
    [
      "a rule that is taken back",
      ".h{display:none} .h.on{display:block}",
      'class="h on"',
      false,
    ],
    ["its own style", ".h{display:none}", 'class="h" style="display:block"', false],
    ["a rule for paper", "@media print { .h { display: none } }", 'class="h"', false],
    ["a rule for the pointer", ".h:hover { opacity: 0 }", 'class="h"', false],
    ["a rule for siblings", ".h + p { opacity: 0 }", 'class="h"', false],
    ["a dark page", "body{background:#111;color:#eee}", "", false],
    ["a dark theme", "body{background:var(--b);color:#fff}", "", false],
    [
      "a dark theme of a value",
      ":root{--b:#111}body{background:var(--b);color:#fff}",
      "",
      false,
    ],
    ["a comment", "/* .h{opacity:0} */", 'class="h"', false],
    ["a sheet that is cut", ".h{color:red", 'class="h"', false],
    ["no sheet at all", "}}{{;;@media{", 'class="h"', false],
  ] as const
) {
  Deno.test(`collectHtml() ${hidden ? "hides" : "shows"} text by a sheet: ${what}`, async () => {
    const pieces = await collect(
      `<html><head><style>${sheet}</style></head><body><div ${attributes}><p>text</p></div>`,
    );
    assertEquals(pieces.map((piece) => [piece.text, piece.origin]), [
      ["text", hidden ? "hidden" : "author"],
    ]);
  });
}

Deno.test("collectHtml() says where most of a page is hidden, as slides are", async () => {
  for (const [shown, problems] of [["short", 1], ["long ".repeat(100), 0]] as const) {
    const context = createContext(defaultLimits, null);
    const page = `<style>section{display:none}</style><p>${shown}</p>
      <section>${"The VAE samples. ".repeat(20)}</section>`;
    await collectHtml({ path: "a.html", bytes: utf8(page) }, context);
    assertEquals(context.problems.length, problems);
  }
});

Deno.test("collectHtml() shows white text inside a dark box in a light one", async () => {
  const [piece] = await collect(
    '<div style="color:#fff"><p style="background:#222">text</p></div>',
  );
  assertEquals(piece?.origin, "author");
});

Deno.test("collectHtml() reads notebooks that were exported", async () => {
  const pieces = await collect(
    `<div class="jp-Cell"><div class="jp-InputPrompt jp-InputArea-prompt">In&nbsp;[2]:</div>
     <div class="highlight hl-ipython3"><pre><span></span><span class="n">z</span> = 1
</pre></div></div><div class="jp-OutputArea-output"><pre>tensor(1)</pre></div>
<div class="jp-Cell"><div class="jp-InputPrompt">In&nbsp;[&nbsp;]:</div><div><pre>never()</pre></div></div>
<h1>Title<a class="anchor-link">¶</a></h1>`,
  );
  assertEquals(pieces.map(({ kind, text, executed }) => [kind, text, executed]), [
    ["code", "z = 1", true],
    ["output", "tensor(1)", undefined],
    ["code", "never()", false],
    ["heading", "Title", undefined],
  ]);
});

Deno.test("collectHtml() keeps the source of formulas once", async () => {
  assertEquals(
    await texts(
      '<p>so <span class="katex"><span class="katex-mathml"><math><semantics><mi>z</mi>' +
        '<annotation encoding="application/x-tex">z^2</annotation></semantics></math></span>' +
        '<span class="katex-html" aria-hidden="true">z2</span></span> holds</p>',
    ),
    [["paragraph", "so $z^2$ holds"]],
  );
});

Deno.test("collectHtml() reads the encoding that a page names", async () => {
  const head = utf8('<meta charset="big5"><p>');
  const bytes = new Uint8Array([...head, 0xBC, 0xD2, 0xAB, 0xAC]);
  const context = createContext(defaultLimits, null);
  const [piece] = await collectHtml({ path: "a.html", bytes }, context);
  assertEquals(piece?.text, "模型");
});

Deno.test("collectHtml() reads elements nested without end", async () => {
  const [piece] = await collect("<div>".repeat(20_000) + "deep");
  assertEquals(piece?.text, "deep");
});
