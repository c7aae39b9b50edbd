/** Writes small PDF files for tests: pages of content streams, images, standard fonts. */

/** A page: its content stream, and what makes it special. */
export interface PageSource {
  readonly content: string;
  readonly mediaBox?: readonly number[];
  readonly cropBox?: readonly number[];
  readonly rotate?: number;
}

/** An RGB image XObject `/Im<index>`; `mask` is its soft mask, one byte a pixel. */
export interface ImageSource {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  readonly mask?: Uint8Array;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("") + ">";
}

/**
 * A PDF with fonts `/F1` Helvetica, `/F2` Courier, `/F3` Helvetica-Bold, and images
 * `/Im0`, `/Im1`, ...
 */
export function buildPdf(
  pages: readonly PageSource[],
  images: readonly ImageSource[] = [],
  forms: readonly string[] = [],
): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const stream = (dictionary: string, data: string) =>
    `<< ${dictionary} /Length ${data.length} >>\nstream\n${data}\nendstream`;
  const kids = pages.map((_, i) => `${6 + 2 * i} 0 R`).join(" ");
  const firstImage = 6 + 2 * pages.length;
  const firstForm = firstImage + 2 * images.length;
  const xObjects = [
    ...images.map((_, i) => `/Im${i} ${firstImage + 2 * i} 0 R`),
    ...forms.map((_, i) => `/Fm${i} ${firstForm + i} 0 R`),
  ].join(" ");
  const resources = "<< /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> " +
    `/ExtGState << /Clear << /ca 0 /CA 0 >> >> /XObject << ${xObjects} >> >>`;
  add("<< /Type /Catalog /Pages 2 0 R >>");
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  for (const font of ["Helvetica", "Courier", "Helvetica-Bold"]) {
    add(
      `<< /Type /Font /Subtype /Type1 /BaseFont /${font} /Encoding /WinAnsiEncoding >>`,
    );
  }
  pages.forEach((page, i) => {
    const box = (page.mediaBox ?? [0, 0, 600, 800]).join(" ");
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] ` +
        (page.cropBox === undefined ? "" : `/CropBox [${page.cropBox.join(" ")}] `) +
        (page.rotate === undefined ? "" : `/Rotate ${page.rotate} `) +
        `/Resources ${resources} /Contents ${7 + 2 * i} 0 R >>`,
    );
    add(stream("", page.content));
  });
  images.forEach(({ width, height, rgb, mask }, i) => {
    const size = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} ` +
      "/BitsPerComponent 8 /Filter /ASCIIHexDecode";
    const soft = mask === undefined ? "" : ` /SMask ${firstImage + 2 * i + 1} 0 R`;
    add(stream(`${size} /ColorSpace /DeviceRGB${soft}`, hex(rgb)));
    add(
      stream(
        `${size} /ColorSpace /DeviceGray`,
        hex(mask ?? new Uint8Array(width * height)),
      ),
    );
  });
  for (const content of forms) {
    add(
      stream(
        `/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources ${resources}`,
        content,
      ),
    );
  }
  let text = "%PDF-1.7\n";
  const offsets: number[] = [];
  objects.forEach((body, i) => {
    offsets.push(text.length);
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) text += `${String(offset).padStart(10, "0")} 00000 n \n`;
  text += `trailer\n<< /Size ${
    objects.length + 1
  } /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

/** Lines of text from the given place down, one `Tj` a line. */
export function lines(
  texts: readonly string[],
  { x = 72, y = 720, size = 11, font = "F1", leading = 14, before = "" } = {},
): string {
  const escaped = texts.map((text) => text.replaceAll(/[\\()]/g, "\\$&"));
  return `BT ${before} /${font} ${size} Tf ${leading} TL ${x} ${y} Td ` +
    escaped.map((text) => `(${text}) Tj T*`).join(" ") + " ET\n";
}

/** An image of one colour with a darker stripe, so that it is not plain. */
export function picture(
  width: number,
  height: number,
  color: readonly [red: number, green: number, blue: number],
): ImageSource {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const dark = (i % width) > width / 2 ? 0.5 : 1;
    rgb.set(color.map((value) => value * dark), i * 3);
  }
  return { width, height, rgb };
}
