/**
 * Glyph outlines out of a TrueType file, so that labels look the same on every machine, with
 * or without fonts. Left to right, one line, no kerning, no hinting. Follows the OpenType
 * specification, 1.9: tables `head`, `maxp`, `hhea`, `hmtx`, `cmap` (format 4), `loca`, `glyf`.
 * @module
 */

/** A font, opened. Sizes are pixels an em. */
export interface OutlineFont {
  /** Width of a line of text. */
  measure(text: string, size: number): number;
  /** SVG path data of a line of text whose baseline starts at `(x, y)`. */
  path(text: string, x: number, y: number, size: number): string;
}

/** One glyph in font units, y upwards: closed contours of points on and off the curve. */
type Contour = readonly {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}[];

/** Composite glyphs refer to glyphs, which may be composite again, but not for long. */
const MAX_DEPTH = 4;

/**
 * Opens a TrueType file.
 *
 * @throws {SyntaxError} when a needed table is missing
 */
export function openOutlineFont(bytes: Uint8Array): OutlineFont {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = readTables(view);
  const table = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) {
      throw new SyntaxError(
        `Cannot open a font as TrueType needs the table "${tag}": it is missing`,
      );
    }
    return offset;
  };
  const unitsPerEm = view.getUint16(table("head") + 18);
  const longOffsets = view.getInt16(table("head") + 50) === 1;
  const metricCount = view.getUint16(table("hhea") + 34);
  const [loca, glyf, hmtx] = [table("loca"), table("glyf"), table("hmtx")];
  const glyphOf = readCharacterMap(view, table("cmap"));
  const advance = (glyph: number) =>
    view.getUint16(hmtx + 4 * Math.min(glyph, metricCount - 1));
  const offsetOf = (glyph: number) =>
    longOffsets ? view.getUint32(loca + 4 * glyph) : 2 * view.getUint16(loca + 2 * glyph);
  const contours = (glyph: number, depth = 0): Contour[] => {
    const [start, end] = [offsetOf(glyph), offsetOf(glyph + 1)];
    if (start === end || depth > MAX_DEPTH) return [];
    const at = glyf + start;
    return view.getInt16(at) >= 0
      ? readContours(view, at)
      : readParts(view, at).flatMap(({ part, dx, dy }) =>
        contours(part, depth + 1).map((contour) =>
          contour.map(({ x, y, on }) => ({ x: x + dx, y: y + dy, on }))
        )
      );
  };
  const cache = new Map<number, Contour[]>();
  const outline = (glyph: number): Contour[] => {
    const known = cache.get(glyph);
    if (known) return known;
    const fresh = contours(glyph);
    cache.set(glyph, fresh);
    return fresh;
  };
  const glyphs = (text: string) =>
    [...text].map((character) => glyphOf(character.codePointAt(0)!));
  return {
    measure: (text, size) =>
      glyphs(text).reduce((sum, glyph) => sum + advance(glyph), 0) * size / unitsPerEm,
    path(text, x, y, size) {
      const scale = size / unitsPerEm;
      let pen = x;
      let data = "";
      for (const glyph of glyphs(text)) {
        for (const contour of outline(glyph)) data += contourPath(contour, pen, y, scale);
        pen += advance(glyph) * scale;
      }
      return data;
    },
  };
}

function readTables(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)));
    tables.set(tag, view.getUint32(at + 8));
  }
  return tables;
}

/** From code point to glyph; 0 is the glyph of what the font lacks. */
function readCharacterMap(view: DataView, cmap: number): (code: number) => number {
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i++) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * i);
    if (view.getUint16(at) === 4) return (code) => lookUp(view, at, code);
  }
  throw new SyntaxError(
    "Cannot open a font as its character map must have a table of format 4: it has none",
  );
}

function lookUp(view: DataView, at: number, code: number): number {
  const doubled = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + doubled];
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled];
  for (let i = 0; i < doubled; i += 2) {
    if (code > view.getUint16(ends + i)) continue;
    const start = view.getUint16(starts + i);
    if (code < start) return 0;
    const delta = view.getUint16(deltas + i);
    const range = view.getUint16(ranges + i);
    if (range === 0) return (code + delta) & 0xffff;
    const glyph = view.getUint16(ranges + i + range + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

function readContours(view: DataView, at: number): Contour[] {
  const contourCount = view.getInt16(at);
  const ends = Array.from(
    { length: contourCount },
    (_, i) => view.getUint16(at + 10 + 2 * i),
  );
  const count = (ends.at(-1) ?? -1) + 1;
  let cursor = at + 10 + 2 * contourCount;
  cursor += 2 + view.getUint16(cursor);
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = view.getUint8(cursor++);
    const repeats = flag & 8 ? view.getUint8(cursor++) : 0;
    for (let i = 0; i <= repeats; i++) flags.push(flag);
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) {
        value += flag & same ? view.getUint8(cursor++) : -view.getUint8(cursor++);
      } else if (!(flag & same)) {
        value += view.getInt16(cursor);
        cursor += 2;
      }
      return value;
    });
  };
  const xs = coordinates(2, 16);
  const ys = coordinates(4, 32);
  return ends.map((end, i) => {
    const from = i === 0 ? 0 : ends[i - 1]! + 1;
    return flags.slice(from, end + 1).map((flag, k) => ({
      x: xs[from + k]!,
      y: ys[from + k]!,
      on: (flag & 1) === 1,
    }));
  });
}

/** Parts of a composite glyph; their scales, which accents do not use, are passed over. */
function readParts(
  view: DataView,
  at: number,
): { part: number; dx: number; dy: number }[] {
  const parts: { part: number; dx: number; dy: number }[] = [];
  let cursor = at + 10;
  for (;;) {
    const flags = view.getUint16(cursor);
    const part = view.getUint16(cursor + 2);
    const words = (flags & 1) !== 0;
    const [dx, dy] = words
      ? [view.getInt16(cursor + 4), view.getInt16(cursor + 6)]
      : [view.getInt8(cursor + 4), view.getInt8(cursor + 5)];
    parts.push({ part, dx, dy });
    cursor += words ? 8 : 6;
    cursor += flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    if (!(flags & 0x20)) return parts;
  }
}

/** A closed run of quadratic curves; between two points off the curve lies one on it. */
function contourPath(contour: Contour, x: number, y: number, scale: number): string {
  if (contour.length < 2) return "";
  const first = contour.findIndex(({ on }) => on);
  const points = first < 0
    ? contour
    : [...contour.slice(first), ...contour.slice(0, first)];
  const px = (value: number) => round(x + value * scale);
  const py = (value: number) => round(y - value * scale);
  const middle = (a: { x: number; y: number }, b: { x: number; y: number }) => ({
    x: (a.x + b.x) / 2,
    y: (a.y + b.y) / 2,
  });
  const start = first < 0 ? middle(points.at(-1)!, points[0]!) : points[0]!;
  let data = `M${px(start.x)} ${py(start.y)}`;
  for (let i = first < 0 ? 0 : 1; i < points.length; i++) {
    const point = points[i]!;
    if (point.on) {
      data += `L${px(point.x)} ${py(point.y)}`;
      continue;
    }
    const next = points[i + 1] ?? { ...start, on: true };
    const end = next.on ? next : middle(point, next);
    data += `Q${px(point.x)} ${py(point.y)} ${px(end.x)} ${py(end.y)}`;
    if (next.on) i++;
  }
  return `${data}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
