import { assertEquals, assertRejects } from "@std/assert";
import { type Assets, noAssets } from "../../../grader/collect/assets.ts";
import { createContext, type Piece } from "../../../grader/collect/context.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { collectNotebook } from "../../../grader/collect/notebook.ts";
import { stripAnsi } from "../../../grader/text/ansi.ts";
import { pngBase64, utf8 } from "../../fixtures/collect/sources.ts";

async function collect(json: unknown, assets: Assets = noAssets): Promise<Piece[]> {
  const context = createContext(defaultLimits, null);
  const bytes = utf8(typeof json === "string" ? json : JSON.stringify(json));
  return await collectNotebook({ path: "a.ipynb", bytes }, context, assets);
}

function notebook(...cells: readonly unknown[]) {
  return { nbformat: 4, metadata: {}, cells };
}

/** A cell that was run once and showed these outputs. */
function shown(...outputs: readonly unknown[]) {
  return notebook({ cell_type: "code", execution_count: 1, source: "x", outputs });
}

/** Kind and text of the outputs. */
async function outputsOf(...outputs: readonly unknown[]): Promise<[string, string][]> {
  const pieces = await collect(shown(...outputs));
  return pieces.slice(1).map(({ kind, text, missing }) => [kind, missing ?? text]);
}

Deno.test("collectNotebook() names cells, outputs and lines", async () => {
  const pieces = await collect(notebook(
    { cell_type: "markdown", source: ["# A\n", "\n", "text\n", "more"] },
    { cell_type: "code", execution_count: null, source: "", outputs: [] },
    {
      cell_type: "code",
      execution_count: 7,
      source: ["a = 1\n", "b = 2"],
      outputs: [{ output_type: "stream", text: ["1\n", "2"] }],
    },
    { cell_type: "raw", source: "raw" },
  ));
  assertEquals(pieces.map(({ kind, where, text }) => [kind, where, text]), [
    ["heading", { file: "a.ipynb", cell: 1, lines: [1, 1] }, "# A"],
    ["paragraph", { file: "a.ipynb", cell: 1, lines: [3, 4] }, "text\nmore"],
    ["code", { file: "a.ipynb", cell: 3, lines: [1, 2] }, "a = 1\nb = 2"],
    ["output", { file: "a.ipynb", cell: 3, output: 1 }, "1\n2"],
    ["paragraph", { file: "a.ipynb", cell: 4, lines: [1, 1] }, "raw"],
  ]);
});

Deno.test("collectNotebook() knows what was run, and in what language", async () => {
  const json = {
    ...notebook(
      { cell_type: "code", execution_count: 3, source: "a", outputs: [] },
      { cell_type: "code", execution_count: null, source: "b", outputs: [] },
      {
        cell_type: "code",
        source: "%%bash\nls",
        outputs: [{ output_type: "stream", text: "x" }],
      },
    ),
    metadata: { language_info: { name: "Julia" } },
  };
  const code = (await collect(json)).filter((piece) => piece.kind === "code");
  assertEquals(code.map(({ language, executed }) => [language, executed]), [
    ["julia", true],
    ["julia", false],
    ["shell", true],
  ]);
});

Deno.test("collectNotebook() reads nbformat 3", async () => {
  const pieces = await collect({
    nbformat: 3,
    metadata: {},
    worksheets: [{
      cells: [
        { cell_type: "heading", level: 2, source: "A" },
        {
          cell_type: "code",
          language: "python",
          prompt_number: 1,
          input: ["a\n", "b"],
          outputs: [
            { output_type: "pyout", text: ["42"] },
            { output_type: "display_data", png: pngBase64 },
            { output_type: "pyerr", ename: "E", evalue: "v", traceback: ["t1", "t2"] },
          ],
        },
      ],
    }],
  });
  assertEquals(pieces.map(({ kind, text, level }) => [kind, text, level]), [
    ["heading", "A", 2],
    ["code", "a\nb", undefined],
    ["output", "42", undefined],
    ["image", "", undefined],
    ["output", "t1\nt2", undefined],
  ]);
});

Deno.test("collectNotebook() takes the picture of an output, not its name", async () => {
  const data = {
    "image/png": `${pngBase64}\n`,
    "text/plain": "<Figure size 640x480 with 1 Axes>",
  };
  assertEquals(await outputsOf({ output_type: "display_data", data }), [["image", ""]]);
});

Deno.test("collectNotebook() says what it can not draw", async () => {
  assertEquals(
    await outputsOf(
      { output_type: "display_data", data: { "image/svg+xml": "<svg/>" } },
      { output_type: "display_data", data: { "image/png": "???" } },
      { output_type: "display_data", data: { "application/vnd.plotly.v1+json": {} } },
    ),
    [
      ["image", "a vector picture (SVG), which is not drawn"],
      ["image", "its base64 can not be decoded"],
      ["image", "an interactive plot, which is not drawn"],
    ],
  );
});

Deno.test("collectNotebook() reads HTML outputs: tables, pictures, listings", async () => {
  const html = (text: string, plain: string) => ({
    output_type: "execute_result",
    data: { "text/html": [text], "text/plain": plain },
  });
  assertEquals(
    await outputsOf(
      html("<style>td{}</style><table><tr><td>1<td>2</table>", "   0  1"),
      html(`<div><img src="data:image/png;base64,${pngBase64}"></div>`, "<IPython HTML>"),
      html(
        '<pre style="white-space:pre"><b>Model:</b> a\n┃ Dense ┃</pre>',
        "\u001b[1mModel",
      ),
      html("<script>draw()</script>", "a widget"),
    ),
    [
      ["table", "1 | 2"],
      ["image", ""],
      ["output", "Model: a\n┃ Dense ┃"],
      ["output", "a widget"],
    ],
  );
});

Deno.test("collectNotebook() leaves widgets out and keeps control sequences", async () => {
  const red = "\u001b[1;31mError\u001b[0m";
  const pieces = await outputsOf(
    {
      output_type: "display_data",
      data: { "application/vnd.jupyter.widget-view+json": {}, "text/plain": "HBox()" },
    },
    { output_type: "error", ename: "E", evalue: "", traceback: [red] },
  );
  assertEquals(pieces, [["output", red]]);
  assertEquals(stripAnsi(red), "Error");
});

Deno.test("collectNotebook() shows attachments of a cell, then files", async () => {
  const asked: string[] = [];
  const pieces = await collect(
    notebook({
      cell_type: "markdown",
      source: "![](attachment:my%20image.png)\n![](attachment:gone.png)\n![](b.png)",
      attachments: { "my image.png": { "image/png": pngBase64 } },
    }),
    {
      find(reference) {
        asked.push(reference);
        return Promise.resolve({ missing: "not here" });
      },
    },
  );
  assertEquals(pieces[0]?.image?.name, "my image.png");
  assertEquals(asked, ["attachment:gone.png", "b.png"]);
});

for (
  const [what, json] of [
    ["cut JSON", '{"cells": [{"cell_type": "code"'],
    ["JSON of another kind", '{"a": 1}'],
    ["a list", "[1, 2]"],
    ["no cells with content", notebook({ cell_type: "code", source: "", outputs: [] })],
    ["nothing", ""],
  ] as const
) {
  Deno.test(`collectNotebook() refuses ${what}`, async () => {
    await assertRejects(() => collect(json), UnreadableFileError);
  });
}

Deno.test("collectNotebook() bears cells of odd shapes", async () => {
  const pieces = await collect(notebook(
    null,
    5,
    { cell_type: "code", source: 7, outputs: "x" },
    { cell_type: "code", source: ["a", 3, "b"], outputs: [null, { data: 1 }, {}] },
    { cell_type: "markdown", source: "ok", attachments: [1] },
  ));
  assertEquals(pieces.map((piece) => piece.text), ["ab", "ok"]);
});
