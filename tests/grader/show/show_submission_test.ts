import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { showPages, showSubmission } from "../../../grader/show/show_submission.ts";

async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      await Deno.writeFile(join(folder, name), bytes);
    }
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function pdfOf(texts: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of texts) {
    pdf.addPage([300, 200]).drawText(text, { x: 20, y: 150, font, size: 12 });
  }
  return await pdf.save();
}

Deno.test("showSubmission() gives text as plain text, markup of the author and all", async () => {
  const markdown = "# Title\n\n<script>alert(1)</script>\n\nHello\n";
  await inFolder({ "report.md": markdown }, async (folder) => {
    const shown = await showSubmission(join(folder, "report.md"), []);
    if (!("showing" in shown)) throw new Error("no showing");
    const [part] = shown.showing.parts;
    if (part?.kind !== "blocks") throw new Error("no blocks");
    const texts = part.blocks.map(({ kind, text }) => `${kind}: ${text}`);
    assert(texts.includes("heading: # Title"));
    assert(texts.includes("paragraph: Hello"));
  });
});

Deno.test("showPages() draws the pages that are asked for, and no others", async () => {
  await inFolder({ "a.pdf": await pdfOf(["one", "two", "three"]) }, async (folder) => {
    const path = join(folder, "a.pdf");
    const shown = await showSubmission(path, []);
    if (!("showing" in shown)) throw new Error("no showing");
    const [part] = shown.showing.parts;
    if (part?.kind !== "pages") throw new Error("no pages");
    assertEquals(part.pages.map(({ page, width, height }) => [page, width, height]), [
      [1, 300, 200],
      [2, 300, 200],
      [3, 300, 200],
    ]);
    const drawn = await showPages(path, "a.pdf", [2, 9]);
    if (!("pages" in drawn)) throw new Error("no pages");
    assertEquals([...drawn.pages.keys()], ["2"]);
    const png = drawn.pages.get("2");
    assertEquals(png && String.fromCharCode(...png.subarray(1, 4)), "PNG");
  });
});

Deno.test("showSubmission() says why a broken file can not be shown", async () => {
  await inFolder({ "a.pdf": "%PDF-1.7\nnothing more" }, async (folder) => {
    const shown = await showSubmission(join(folder, "a.pdf"), []);
    if (!("unreadable" in shown)) throw new Error("no unreadable");
    assertStringIncludes(shown.unreadable, "a.pdf");
  });
});
