/** The parts of a DOCX file before it becomes HTML. */

import {
  configure,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js";
import { UnreadableFileError } from "./errors.ts";
import type { Limits } from "./limits.ts";

configure({ useWebWorkers: false });

/** Style that runs get that nobody sees; the HTML has a class of this name. */
export const hiddenStyle = "LatentmarkHidden";

/** A DOCX file that can be turned into HTML without losing what matters here. */
export interface PreparedDocx {
  readonly bytes: Uint8Array;
  /** What the HTML will not have. */
  readonly lost: readonly string[];
}

/**
 * Marks hidden runs with a style of their own and turns formulas into runs of their text,
 * as the converter to HTML knows neither.
 *
 * @throws {UnreadableFileError} where the file is damaged, encrypted or over a limit
 */
export async function prepareDocx(
  bytes: Uint8Array,
  path: string,
  limits: Limits,
): Promise<PreparedDocx> {
  const rule = "it must be a whole DOCX file";
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    filenameValidation: "tolerant",
  });
  const parts = new Map<string, Uint8Array>();
  try {
    let total = 0;
    for (const entry of await reader.getEntries()) {
      if (entry.directory || parts.has(entry.filename)) continue;
      if (entry.encrypted) {
        throw new UnreadableFileError(path, "it must not be encrypted", entry.filename);
      }
      const chunks: Uint8Array[] = [];
      await entry.getData(
        new WritableStream<Uint8Array>({
          write(chunk) {
            total += chunk.length;
            if (total > limits.bytesPerFile * 2) {
              throw new UnreadableFileError(
                path,
                `it must unpack to ${limits.bytesPerFile * 2} bytes at most`,
                "more",
              );
            }
            chunks.push(chunk.slice());
          },
        }),
      );
      parts.set(
        entry.filename,
        new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer()),
      );
    }
  } catch (cause) {
    if (cause instanceof UnreadableFileError) throw cause;
    const seen = cause instanceof Error ? cause.message : "another kind of file";
    throw new UnreadableFileError(path, rule, seen, { cause });
  } finally {
    await reader.close();
  }
  const main = parts.get("word/document.xml");
  if (main === undefined) {
    throw new UnreadableFileError(path, rule, "no word/document.xml");
  }
  const xml = new TextDecoder().decode(main);
  if (xml.length > limits.characters * 8) {
    throw new UnreadableFileError(
      path,
      `its XML must have ${limits.characters * 8} characters at most`,
      `${xml.length} characters`,
    );
  }
  const most = limits.pieces * paragraphsPerPiece;
  const read = firstParagraphs(xml, most);
  if (read === null) {
    const rule = `it must have ${most} paragraphs at most`;
    throw new UnreadableFileError(path, rule, "more, in one table or box");
  }
  const changed = withMarkedRuns(withPlainFormulas(read));
  const lost = [
    ...(/<c:chart\b/.test(xml) ? ["a chart"] : []),
    ...(/<dgm:relIds\b/.test(xml) ? ["a SmartArt diagram"] : []),
    ...(read === xml ? [] : [`what comes after ${most} paragraphs`]),
  ];
  if (changed === xml) return { bytes, lost };
  parts.set("word/document.xml", new TextEncoder().encode(changed));
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level: 0 });
  for (const [name, content] of parts) {
    await writer.add(name, new Uint8ArrayReader(content), {
      lastModDate: new Date(Date.UTC(2000, 0, 1)),
    });
  }
  return { bytes: await writer.close(), lost };
}

/** Paragraphs are lines of listings and cells of tables, too. */
const paragraphsPerPiece = 2;

/**
 * The XML with so many paragraphs at most, cut where no table or box is open; `null` where
 * there is no such place. The converter takes a millisecond for each of them.
 */
function firstParagraphs(xml: string, most: number): string | null {
  let paragraphs = 0;
  let open = 0;
  const marks =
    /<(\/?)w:(?:tbl|txbxContent|sdtContent|ins|del|smartTag)(?=[ >])[^>]{0,2000}>|<\/w:p>/g;
  for (const mark of xml.matchAll(marks)) {
    if (mark[0] !== "</w:p>") {
      if (!mark[0].endsWith("/>")) open += mark[1] === "/" ? -1 : 1;
      continue;
    }
    paragraphs += 1;
    if (paragraphs < most || open > 0) continue;
    const end = xml.lastIndexOf("</w:body>");
    const at = mark.index + mark[0].length;
    if (end <= at || !xml.slice(at, end).includes("</w:p>")) return xml;
    return xml.slice(0, at) + xml.slice(end);
  }
  return paragraphs > most ? null : xml;
}

/** Runs that are vanished, white on nothing, or smaller than two points. */
function withMarkedRuns(xml: string): string {
  return xml.replace(
    /<w:rPr>((?:(?!<\/w:rPr>)[\s\S]){0,5000})<\/w:rPr>/g,
    (whole, inner) => {
      const properties = String(inner);
      if (!isHidden(properties)) return whole;
      const bare = properties.replace(/<w:rStyle\b[^>]{0,200}\/>/g, "");
      return `<w:rPr><w:rStyle w:val="${hiddenStyle}"/>${bare}</w:rPr>`;
    },
  );
}

function isHidden(properties: string): boolean {
  const vanish = /<w:(?:vanish|webHidden)\b([^>]{0,100})\/>/.exec(properties);
  if (vanish !== null && !/w:val="(?:0|false|off)"/.test(vanish[1]!)) return true;
  const color = /<w:color\b[^>]{0,200}w:val="(?:F[A-F0-9]){3}"/i.test(properties);
  const filled = /<w:(?:shd|highlight)\b/.test(properties);
  if (color && !filled && whitish(properties)) return true;
  const size = /<w:sz\b[^>]{0,100}w:val="(\d{1,4})"/.exec(properties)?.[1];
  return size !== undefined && Number(size) < 4;
}

function whitish(properties: string): boolean {
  const hex = /<w:color\b[^>]{0,200}w:val="([0-9A-F]{6})"/i.exec(properties)?.[1] ??
    "000000";
  return [0, 2, 4].every((i) => Number.parseInt(hex.slice(i, i + 2), 16) >= 0xF0);
}

/** Letters of a formula, and the tags that stand for a sign between letters. */
const formulaPart =
  /<m:t(?: [^>]{0,100})?>([^<]{0,2000})<\/m:t>|<\/?m:(?:d|sup|sub|num)(?: [^>]{0,100})?>/g;
const formulaSigns: Readonly<Record<string, string>> = {
  "<m:d>": "(",
  "</m:d>": ")",
  "<m:sup>": "^",
  "<m:sub>": "_",
  "</m:num>": "/",
};

/** Formulas as one run of their letters, which is how a reader speaks them. */
function withPlainFormulas(xml: string): string {
  if (!xml.includes("<m:oMath")) return xml;
  return xml.replace(/<\/?m:oMathPara\b[^>]{0,200}>/g, "").replace(
    /<m:oMath\b[^>]{0,200}>((?:(?!<\/m:oMath>)[\s\S]){0,20000})<\/m:oMath>/g,
    (_whole, inner) => {
      const letters = [...String(inner).matchAll(formulaPart)].map(([tag, text]) =>
        text ?? formulaSigns[tag.replace(/ [^>]*/, "")] ?? ""
      ).join("");
      return `<w:r><w:t xml:space="preserve">${letters}</w:t></w:r>`;
    },
  );
}
