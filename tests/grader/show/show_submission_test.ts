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

Deno.test("showSubmission() shows the first pages of a PDF that has too many", async () => {
  const texts = Array.from({ length: 122 }, (_, i) => `${i + 1}`);
  await inFolder({ "a.pdf": await pdfOf(texts) }, async (folder) => {
    const shown = await showSubmission(join(folder, "a.pdf"), []);
    if (!("showing" in shown)) throw new Error("no showing");
    const [part] = shown.showing.parts;
    if (part?.kind !== "pages") throw new Error("no pages");
    assertEquals(part.pages.length, 120);
    assertEquals(shown.showing.omitted, [
      { file: "a.pdf", reason: "120 of 122 pages" },
    ]);
  });
});

Deno.test("showPages() draws a page of any paper within its limits", async () => {
  const pdf = await PDFDocument.create();
  pdf.addPage([14_400, 14_400]);
  pdf.addPage([3, 14_400]);
  await inFolder({ "a.pdf": await pdf.save() }, async (folder) => {
    const drawn = await showPages(join(folder, "a.pdf"), "a.pdf", [1, 2]);
    if (!("pages" in drawn)) throw new Error("no pages");
    const sides = [...drawn.pages.values()].map((png) => {
      const view = new DataView(png.buffer, png.byteOffset);
      return view.getUint32(16) * view.getUint32(20);
    });
    assertEquals(sides.length, 2);
    assertEquals(sides.every((pixels) => pixels > 0 && pixels <= 4_010_000), true);
  });
});
