import { assert, assertEquals, assertThrows } from "@std/assert";
import { isCodeBlock } from "../../../grader/collect/_text_lines.ts";
import { collectCodeFile } from "../../../grader/collect/code_file.ts";
import { createContext } from "../../../grader/collect/context.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import { fileKind } from "../../../grader/collect/file_kind.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { collectPlainText } from "../../../grader/collect/plain_text.ts";
import { decodeText } from "../../../grader/collect/text_encoding.ts";
import { utf8 } from "../../fixtures/collect/sources.ts";

function collect(text: string) {
  const context = createContext(defaultLimits, null);
  return collectPlainText({ path: "a.txt", bytes: utf8(text) }, context);
}

function outline(text: string): [string, string][] {
  return collect(text).map((piece) => [piece.kind, piece.text]);
}

const pure = { permissions: "none" } as const;

Deno.test({
  name: "collectPlainText() splits at blank lines and at items",
  ...pure,
  fn: () => {
    assertEquals(
      outline("one\nwrapped\n\n  two\n1. three\n2) four\nwrapped\n- five\n(a) six"),
      [
        ["paragraph", "one\nwrapped"],
        ["paragraph", "two"],
        ["paragraph", "1. three"],
        ["paragraph", "2) four\nwrapped"],
        ["list-item", "- five"],
        ["paragraph", "(a) six"],
      ],
    );
  },
});

Deno.test({
  name: "collectPlainText() does not take sentences with numbers for items or tables",
  ...pure,
  fn: () => {
    const text = "The loss fell to\n0.5 in ten epochs: 3 and\n2 more.";
    assertEquals(outline(text), [["paragraph", text]]);
    const formula = "z' = 0.8 * z + 0.2 * noise";
    assertEquals(outline(`We use\n${formula}\nfor all.`).length, 1);
  },
});

Deno.test({
  name: "collectPlainText() keeps a printed summary in one table",
  ...pure,
  fn: () => {
    const torch = "----------------------------------------------\n" +
      "        Layer (type)       Output Shape   Param #\n" +
      "==============================================\n" +
      "            Linear-1         [-1, 512]  6,291,968\n" +
      "              ReLU-2         [-1, 512]          0\n" +
      "==============================================\n" +
      "Total params: 6,291,968\nTrainable params: 6,291,968\n" +
      "----------------------------------------------";
    assertEquals(outline(`My model:\n${torch}\n\nIt is small.`), [
      ["paragraph", "My model:"],
      ["table", torch],
      ["paragraph", "It is small."],
    ]);
    const keras = "Layer (type)        Output Shape      Param #\n" +
      "=================================================\n" +
      "dense (Dense)       (None, 512)       401920\n" +
      "                                                 \n" +
      "dense_1 (Dense)     (None, 784)       402192\n" +
      "                                                 \n" +
      "=================================================\n" +
      "Total params: 804,112";
    assertEquals(outline(`${keras}\n`), [["table", keras]]);
  },
});

Deno.test({
  name: "collectPlainText() keeps code together across blank lines",
  ...pure,
  fn: () => {
    const code =
      "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n\n" +
      "    def forward(self, x):\n        return self.net(x)";
    assertEquals(outline(`Code:\n\n${code}\n\nThe end.`), [
      ["paragraph", "Code:"],
      ["code", code],
      ["paragraph", "The end."],
    ]);
  },
});

Deno.test({
  name: "collectPlainText() refuses bytes that are no text",
  ...pure,
  fn: () => {
    const context = createContext(defaultLimits, null);
    for (
      const bytes of [new Uint8Array([0, 1, 2, 0, 9]), utf8(" \n "), new Uint8Array(9)]
    ) {
      assertThrows(
        () => collectPlainText({ path: "a.txt", bytes }, context),
        UnreadableFileError,
      );
    }
  },
});

const big5 = [0xBC, 0xD2, 0xAB, 0xAC, 0xAC, 0x5B, 0xBA, 0x63, 0xA6, 0x70, 0xA4, 0x55];
const gb = [0xC4, 0xA3, 0xD0, 0xCD, 0xBD, 0xE1, 0xB9, 0xB9, 0xC8, 0xE7, 0xCF, 0xC2];

for (
  const [encoding, bytes, text] of [
    ["utf-8", [0xEF, 0xBB, 0xBF, 0x41, 0x0D, 0x0A, 0x42], "A\nB"],
    ["utf-16le", [0xFF, 0xFE, 0x21, 0x6A], "模"],
    ["utf-16be", [0xFE, 0xFF, 0x6A, 0x21], "模"],
    ["utf-16le", [..."abcdefgh"].flatMap((c) => [c.charCodeAt(0), 0]), "abcdefgh"],
    ["big5", big5, "模型架構如下"],
    ["gb18030", gb, "模型结构如下"],
    [
      "windows-1252",
      [...utf8("El modelo gener"), 0xF3, ...utf8(" im"), 0xE1],
      "El modelo generó imá",
    ],
    ["utf-8", [...utf8("模型的架構是這樣的，".repeat(40)), 0xE6, 0xA8], null],
  ] as const
) {
  Deno.test({
    name: `decodeText() reads ${encoding}: ${text ?? "a cut file"}`,
    ...pure,
    fn: () => {
      const decoded = decodeText(new Uint8Array(bytes));
      assertEquals(decoded?.encoding, encoding);
      if (text !== null) assertEquals(decoded?.text, text);
    },
  });
}

Deno.test({
  name: "collectCodeFile() keeps a file whole and splits a long one at line ends",
  ...pure,
  fn: () => {
    const context = createContext(defaultLimits, null);
    const collectCode = (text: string) =>
      collectCodeFile({ path: "a/b.py", bytes: utf8(text) }, context);
    const short = "a = 1\n\n\nb = 2\n";
    assertEquals(
      collectCode(short).map(({ kind, text, language }) => [kind, text, language]),
      [
        ["code", short, "python"],
      ],
    );
    const long = "x = 1  # a line\n".repeat(10_000);
    const pieces = collectCode(long);
    assertEquals(pieces.map((piece) => piece.text).join(""), long);
    assertEquals(pieces.every((piece) => piece.text.endsWith("\n")), true);
  },
});

Deno.test({
  name: "isCodeBlock() takes no longer than a moment for lines made to be slow",
  ...pure,
  fn() {
    const lines = [
      " ".repeat(5000) + "- x",
      "a" + " ".repeat(5000) + "b",
      "a(=".repeat(2000),
      "[ ".repeat(2000),
      "if " + "( ".repeat(2000),
    ];
    const started = performance.now();
    assertEquals(isCodeBlock(Array.from({ length: 1000 }, () => lines).flat()), false);
    assert(performance.now() - started < 10_000);
    assertEquals(isCodeBlock(["    z = encoder(x)", "    z = z * 2"]), true);
    assertEquals(isCodeBlock(["out = model(x)"]), true);
    assertEquals(isCodeBlock(["The loss = 0.5 (see above)."]), false);
  },
});

Deno.test({
  name: "fileKind() goes by the first bytes where they tell",
  ...pure,
  fn() {
    const kind = (name: string, text: string) => fileKind(name, utf8(text));
    assertEquals(kind("report.py", "%PDF-1.7 ..."), "pdf");
    assertEquals(kind("report.md", "%PDF-1.7 ..."), "pdf");
    assertEquals(kind("report.py", "# not '%PDF-1.7'\n"), "code");
    assertEquals(kind("report.txt", "\n%PDF-1.7 ..."), "pdf");
  },
});
