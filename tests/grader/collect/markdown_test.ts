import { assert, assertEquals } from "@std/assert";
import { type Assets, noAssets } from "../../../grader/collect/assets.ts";
import { createContext, type Piece } from "../../../grader/collect/context.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { collectMarkdown } from "../../../grader/collect/markdown.ts";
import { pngBase64, utf8 } from "../../fixtures/collect/sources.ts";

async function collect(markdown: string, assets: Assets = noAssets): Promise<Piece[]> {
  const context = createContext(defaultLimits, null);
  return await collectMarkdown({ path: "a.md", bytes: utf8(markdown) }, context, assets);
}

/** Addresses in the order in which pictures are looked up. */
async function addresses(markdown: string): Promise<string[]> {
  const asked: string[] = [];
  await collect(markdown, {
    find(reference) {
      asked.push(reference);
      return Promise.resolve({ missing: "not here" });
    },
  });
  return asked;
}

/** Kind and text of each piece; a picture's name in place of its text. */
async function outline(markdown: string): Promise<[string, string][]> {
  const pieces = await collect(markdown);
  return pieces.map(({ kind, text, missing, origin }) => [
    origin === "author" ? kind : `${kind} ${origin}`,
    missing?.split(":")[0] ?? text,
  ]);
}

Deno.test("collectMarkdown() keeps raw slices with their markup", async () => {
  assertEquals(
    await outline("# A **b** #\n\nwrapped\nline ~~gone~~\n\n> said\n> more\n"),
    [
      ["heading", "# A **b** #"],
      ["paragraph", "wrapped\nline ~~gone~~"],
      ["paragraph", "said\n> more"],
    ],
  );
});

Deno.test("collectMarkdown() reads nested lists in order, with their bullets", async () => {
  assertEquals(await outline("1. one\n   - inner\n\n   more\n2. two\n- [x] done\n"), [
    ["list-item", "1. one"],
    ["list-item", "- inner"],
    ["paragraph", "more"],
    ["list-item", "2. two"],
    ["list-item", "- [x] done"],
  ]);
});

Deno.test("collectMarkdown() puts pictures in their place, and parts the text there", async () => {
  assertEquals(await outline("before ![](a.png) between <img src='b.png'> after"), [
    ["paragraph", "before"],
    ["image", "a.png"],
    ["paragraph", "between"],
    ["image", "b.png"],
    ["paragraph", "after"],
  ]);
  assertEquals(await outline("**![](a.png)**\n\n[![](b.png)](https://x.org/y)"), [
    ["image", "a.png"],
    ["image", "b.png"],
  ]);
});

Deno.test("collectMarkdown() reads every way to refer to a picture", async () => {
  assertEquals(
    await addresses(
      '![a](1.png "t")\n![][r]\n![](<3 x.png>)\n![](4 x.png)\n![](5.png =400x300)\n' +
        '![[6.png|200]]\n\n<p align="center"><img width=9 src="7.png"></p>\n\n' +
        "| a |\n|---|\n| ![](8.png) |\n\n[r]: 2.png 'title'\n",
    ),
    ["1.png", "2.png", "3 x.png", "4 x.png", "5.png", "6.png", "7.png", "8.png"],
  );
  assertEquals(await addresses("`![](code.png)`\n\n```\n![](code.png)\n```\n"), []);
});

Deno.test("collectMarkdown() keeps alternative text and title of a picture", async () => {
  const uri = `data:image/png;base64,${pngBase64}`;
  const [inline, tag] = await collect(
    `![left](${uri} "right")\n\n<img alt="up" src="${uri}">`,
  );
  assertEquals(inline?.image?.alt, "left right");
  assertEquals(tag?.image?.alt, "up");
  assertEquals(inline?.image?.name, undefined);
});

Deno.test("collectMarkdown() takes long data URIs in its stride", async () => {
  const uri = `data:image/png;base64,${pngBase64}${"A".repeat(3_000_000)}`;
  const markdown = `one ![](${uri}) two\n\n- three\n`;
  const pieces = await collect(markdown);
  assertEquals(pieces.map((piece) => piece.text), ["one", "", "two", "- three"]);
  for (const { where, text, kind } of pieces) {
    if (kind !== "image") assertEquals(markdown.slice(...where.offsets!), text);
  }
});

Deno.test("collectMarkdown() keeps a table in one piece of raw rows", async () => {
  const table = "| a | b |\n|---|--:|\n| 1 | 2 |";
  assertEquals(await outline(`text\n\n${table}\n\nmore`), [
    ["paragraph", "text"],
    ["table", table],
    ["paragraph", "more"],
  ]);
});

Deno.test("collectMarkdown() gives code without fences and names its language", async () => {
  const pieces = await collect(
    "```Python title=x\na = 1\n\n  b\n```\n\n    indented()\n",
  );
  assertEquals(pieces.map(({ kind, text, language }) => [kind, text, language]), [
    ["code", "a = 1\n\n  b", "python"],
    ["code", "indented()", undefined],
  ]);
  const [inList] = (await collect("- item\n  ```js\n  a;\n    b;\n  ```\n")).slice(1);
  assertEquals([inList?.text, inList?.where.offsets], ["a;\n  b;", undefined]);
});

Deno.test("collectMarkdown() marks what a page does not show", async () => {
  const markdown =
    "---\ntitle: x\n---\n\n<!-- comment -->\n\nseen <!-- not --> seen\n\n" +
    'a <span style="display:none">b *c*</span> d\n\n' +
    '<div style="font-size:0">\n\nwhole **paragraph**\n\n- item\n\n</div>\n\nshown\n';
  const hidden = (await outline(markdown)).filter(([kind]) => kind.endsWith("hidden"));
  assertEquals(hidden.map(([, text]) => text), [
    "---\ntitle: x\n---",
    "comment",
    "<!-- not -->",
    '<span style="display:none">b *c*</span>',
    "whole **paragraph**",
    "- item",
  ]);
  const shown = (await outline(markdown)).filter(([kind]) => !kind.endsWith("hidden"));
  assertEquals(shown.map(([, text]) => text), ["seen", "seen", "a", "d", "shown"]);
});

Deno.test("collectMarkdown() shows what folds and what is only centred", async () => {
  assertEquals(
    await outline(
      "<details>\n<summary>more</summary>\n\n- inside\n\n</details>\n\n" +
        '<div align="center" style="color:red">\n\n*cap*\n\n</div>\n',
    ),
    [["paragraph", "more"], ["list-item", "- inside"], ["paragraph", "*cap*"]],
  );
});

Deno.test("collectMarkdown() gives HTML its lines", async () => {
  const pieces = await collect("text\n\n<p>\n  <img src='a.png'>\n  cap\n</p>\n");
  assertEquals(pieces.map(({ where }) => where.lines), [[1, 1], [4, 4], [4, 5]]);
});

Deno.test({
  name: "collectMarkdown() stays quick on hostile text",
  fn: async () => {
    const hostile = [
      "[".repeat(300_000),
      "![a][".repeat(50_000),
      ">".repeat(100_000) + "a",
      "- ".repeat(50_000) + "a",
      '<a "'.repeat(50_000),
      "![".repeat(100_000),
      "a ".repeat(400_000),
    ];
    const start = performance.now();
    for (const text of hostile) assert((await collect(text)).length > 0);
    assert(performance.now() - start < 15_000);
  },
});
