import { assertEquals, assertRejects } from "@std/assert";
import { createContext } from "../../../grader/collect/context.ts";
import { collectDocx } from "../../../grader/collect/docx.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { docxOf, utf8, zipOf } from "../../fixtures/collect/sources.ts";

const run = (text: string, properties = "") =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

async function collect(body: string) {
  const context = createContext(defaultLimits, null);
  const bytes = await docxOf(body);
  return { pieces: await collectDocx({ path: "a.docx", bytes }, context), context };
}

for (
  const [what, properties, origin] of [
    ["vanished", "<w:vanish/>", "hidden"],
    ["white", '<w:color w:val="FFFFFF"/>', "hidden"],
    ["tiny", '<w:sz w:val="2"/>', "hidden"],
    ["not vanished", '<w:vanish w:val="0"/>', "author"],
    [
      "white on a dark ground",
      '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>',
      "author",
    ],
    ["black", '<w:color w:val="000000"/><w:sz w:val="24"/>', "author"],
  ] as const
) {
  Deno.test(`collectDocx() takes ${what} text for ${origin}`, async () => {
    const { pieces } = await collect(
      `<w:p>${run("seen")}</w:p><w:p>${run("text", properties)}</w:p>`,
    );
    assertEquals(pieces.map((piece) => [piece.text, piece.origin]), [
      ["seen", "author"],
      ["text", origin],
    ]);
  });
}

Deno.test("collectDocx() parts hidden runs from the paragraph they stand in", async () => {
  const { pieces } = await collect(
    `<w:p>${run("one ")}${run("secret ", "<w:vanish/>")}${run("two")}</w:p>`,
  );
  assertEquals(pieces.map((piece) => piece.text), ["one two", "secret"]);
});

Deno.test("collectDocx() reads tables and formulas", async () => {
  const cell = (text: string) => `<w:tc><w:p>${run(text)}</w:p></w:tc>`;
  const { pieces, context } = await collect(
    `<w:tbl><w:tr>${cell("a")}${cell("b")}</w:tr><w:tr>${cell("1")}${
      cell("2")
    }</w:tr></w:tbl>` +
      `<w:p>${
        run("so ")
      }<m:oMath><m:r><m:t>KL</m:t></m:r><m:d><m:e><m:r><m:t>q‖p</m:t></m:r></m:e></m:d></m:oMath></w:p>`,
  );
  assertEquals(pieces.map(({ kind, text }) => [kind, text]), [
    ["table", "a | b\n1 | 2"],
    ["paragraph", "so KL(q‖p)"],
  ]);
  assertEquals(context.problems, []);
});

Deno.test("collectDocx() says that a chart was lost", async () => {
  const { context } = await collect(
    `<w:p>${run("x")}<w:r><c:chart xmlns:c="c"/></w:r></w:p>`,
  );
  assertEquals(context.problems.map(({ problem }) => problem), [
    "a chart could not be read",
  ]);
});

Deno.test("collectDocx() refuses what is no DOCX file", async () => {
  const context = createContext(defaultLimits, null);
  for (
    const bytes of [utf8("PK\x03\x04"), await zipOf([["a.txt", "x"]]), await docxOf("")]
  ) {
    await assertRejects(
      () => collectDocx({ path: "a.docx", bytes }, context),
      UnreadableFileError,
    );
  }
});
