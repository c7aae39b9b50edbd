/**
 * A made report in each format that students hand in.
 *
 * @module
 */
import { encodeBase64 } from "@std/encoding";
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import type { Pictures } from "./pictures.ts";
import type { MadeReport } from "./texts.ts";

configure({ useWebWorkers: false });

/** Files by path. */
export type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

const encoder = new TextEncoder();
const bytes = (text: string) => encoder.encode(text);

/** Markdown, with its pictures in a folder beside it. */
export function markdownFiles(report: MadeReport, pictures: Pictures): Files {
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  const lines = [`# ${report.title}`];
  for (const block of report.blocks) {
    if (block.kind === "heading") lines.push(`## ${block.text}`);
    else if (block.kind === "text") lines.push(block.text);
    else if (block.kind === "code") lines.push("```python\n" + block.text + "\n```");
    else {
      lines.push(block.text, `![${block.name}](images/${block.name}.png)`);
      files[`images/${block.name}.png`] = pictures[block.name];
    }
  }
  return { "report.md": bytes(lines.join("\n\n") + "\n"), ...files };
}

/** A notebook (nbformat 4.5): code cells, pictures as outputs of one. */
export function notebook(
  report: MadeReport,
  pictures: Pictures,
): Uint8Array<ArrayBuffer> {
  const cells: unknown[] = [];
  const id = () => `cell-${cells.length + 1}`;
  const source = (text: string) => text.split(/(?<=\n)/);
  const markdown = (text: string) =>
    cells.push({
      ...{ cell_type: "markdown", id: id(), metadata: {}, source: source(text) },
    });
  const code = (text: string, outputs: unknown[]) =>
    cells.push({
      ...{ cell_type: "code", execution_count: cells.length, id: id(), metadata: {} },
      ...{ outputs, source: source(text) },
    });
  markdown(`# ${report.title}`);
  for (const block of report.blocks) {
    if (block.kind === "heading") markdown(`## ${block.text}`);
    else if (block.kind === "text") markdown(block.text);
    else if (block.kind === "code") code(block.text, []);
    else {
      markdown(block.text);
      const data = {
        "image/png": encodeBase64(pictures[block.name]),
        "text/plain": ["<Figure size 64x64>"],
      };
      const output = { data, metadata: {}, output_type: "display_data" };
      code(`show(${block.name})`, [output]);
    }
  }
  const kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
  const whole = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  return bytes(JSON.stringify(whole, null, 1) + "\n");
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** One HTML file, its pictures in it. */
export function html(report: MadeReport, pictures: Pictures): Uint8Array<ArrayBuffer> {
  const body = report.blocks.map((block) => {
    const text = escaped(block.text);
    if (block.kind === "heading") return `<h2>${text}</h2>`;
    if (block.kind === "text") return `<p>${text}</p>`;
    if (block.kind === "code") return `<pre><code>${text}</code></pre>`;
    const data = encodeBase64(pictures[block.name]);
    return `<p>${text}</p>\n<img alt="${block.name}" src="data:image/png;base64,${data}">`;
  });
  const title = escaped(report.title);
  const head =
    `<!doctype html>\n<html><head><meta charset="utf-8"><title>${title}</title>`;
  return bytes(
    `${head}</head>\n<body><h1>${title}</h1>\n${body.join("\n")}\n</body></html>`,
  );
}

const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const drawing = "http://schemas.openxmlformats.org/drawingml/2006/";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006/";

/** A DOCX file (ECMA-376), as small as one can be. */
export function docx(
  report: MadeReport,
  pictures: Pictures,
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  const links: string[] = [];
  const run = (text: string) =>
    `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  const paragraph = (text: string, style = "") =>
    `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${run(text)}</w:p>`;
  const body = report.blocks.map((block) => {
    if (block.kind === "heading") return paragraph(block.text, "Heading1");
    if (block.kind === "text") return paragraph(block.text);
    if (block.kind === "code") {
      return block.text.split("\n").map((line) => paragraph(line)).join("");
    }
    const id = `rId${links.length + 1}`;
    files[`word/media/${block.name}.png`] = pictures[block.name];
    links.push(
      `<Relationship Id="${id}" Type="${relations}/image" ` +
        `Target="media/${block.name}.png"/>`,
    );
    const size = `cx="1800000" cy="1800000"`;
    return paragraph(block.text) +
      `<w:p><w:r><w:drawing><wp:inline><wp:extent ${size}/>` +
      `<wp:docPr id="${links.length}" name="${block.name}"/><a:graphic>` +
      `<a:graphicData uri="${drawing}picture"><pic:pic><pic:nvPicPr>` +
      `<pic:cNvPr id="0" name="${block.name}"/><pic:cNvPicPr/></pic:nvPicPr>` +
      `<pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill><pic:spPr><a:xfrm>` +
      `<a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"/>` +
      `</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
  });
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
  const document = `${xml}<w:document xmlns:w="${word}" xmlns:r="${relations}" ` +
    `xmlns:wp="${drawing}wordprocessingDrawing" xmlns:a="${drawing}main" ` +
    `xmlns:pic="${drawing}picture"><w:body>${paragraph(report.title, "Title")}` +
    `${body.join("")}</w:body></w:document>`;
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  return zip({
    "[Content_Types].xml": bytes(
      `${xml}<Types xmlns="${packages}content-types">` +
        `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="png" ContentType="image/png"/>` +
        `<Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/></Types>`,
    ),
    "_rels/.rels": bytes(
      `${xml}<Relationships xmlns="${packages}relationships">` +
        `<Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    "word/document.xml": bytes(document),
    "word/_rels/document.xml.rels": bytes(
      `${xml}<Relationships xmlns="${packages}relationships">${
        links.join("")
      }</Relationships>`,
    ),
    ...files,
  });
}

/** A zip archive of files, the same bytes each time. */
export async function zip(
  files: Files,
  options: { readonly password?: string } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    extendedTimestamp: false,
    keepOrder: true,
    // Local time, as archives have it: the same on every machine.
    lastModDate: new Date(2026, 0, 1),
    ...options,
  });
  for (const [path, content] of Object.entries(files)) {
    await writer.add(path, new Uint8ArrayReader(content));
  }
  return new Uint8Array(await writer.close());
}
