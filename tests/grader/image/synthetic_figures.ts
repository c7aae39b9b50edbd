/**
 * Composite pictures drawn from a seed, with known panels: faces of blobs, digits of
 * strokes, noise, in grids with gutters of many kinds.
 */
import type { Box, Raster } from "../../../rubric/evidence.ts";

/** A small deterministic generator (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type Color = readonly [number, number, number];

export function canvas(width: number, height: number, color: Color): Raster {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = color[i % 3]!;
  return { width, height, rgb };
}

export function paste(target: Raster, source: Raster, left: number, top: number): void {
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < source.width; x++) {
      const to = ((top + y) * target.width + left + x) * 3;
      const from = (y * source.width + x) * 3;
      if (left + x < target.width && top + y < target.height) {
        for (let c = 0; c < 3; c++) target.rgb[to + c] = source.rgb[from + c]!;
      }
    }
  }
}

/** A blurred head on a shaded ground, different for every seed. */
export function face(seed: number, size: number, change = 0): Raster {
  const next = random(seed);
  const ground = [next() * 200 + 20, next() * 200 + 20, next() * 200 + 20];
  const skin = [150 + next() * 90, 100 + next() * 90, 70 + next() * 90];
  const slope = next() * 60 - 30;
  const tilt = next() * 60 - 30;
  const cx = size * (0.4 + next() * 0.2);
  const cy = size * (0.45 + next() * 0.1);
  const wide = size * (0.2 + next() * 0.08);
  const out = canvas(size, size, [0, 0, 0]);
  const grain = random(seed * 31 + 7);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const r = Math.hypot((x - cx) / wide, (y - cy) / (wide * 1.3));
      const inside = 1 / (1 + Math.exp((r - 1) * 9));
      const eye = Math.exp(
        -(((Math.abs(x - cx) - wide * 0.4) ** 2 + (y - cy + wide * 0.3) ** 2) /
          (wide * 0.12) ** 2),
      );
      for (let c = 0; c < 3; c++) {
        const base = ground[c]! + slope * (y / size - 0.5) + tilt * (x / size - 0.5);
        const value = base * (1 - inside) + skin[c]! * inside - 120 * eye +
          change * (c === 1 ? 1 : -1) + (grain() - 0.5) * 10;
        out.rgb[(y * size + x) * 3 + c] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return out;
}

/** A bright stroke on black, as of a handwritten digit. */
export function digit(seed: number, size: number): Raster {
  const next = random(seed);
  const out = canvas(size, size, [0, 0, 0]);
  const points = Array.from({ length: 4 }, (_, i) => [
    size * (0.3 + next() * 0.4),
    size * (0.2 + 0.2 * i),
  ]);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let near = Infinity;
      for (let i = 0; i + 1 < points.length; i++) {
        const [ax, ay] = points[i]! as [number, number];
        const [bx, by] = points[i + 1]! as [number, number];
        const t = Math.max(
          0,
          Math.min(
            1,
            ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) /
              ((bx - ax) ** 2 + (by - ay) ** 2),
          ),
        );
        near = Math.min(near, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
      }
      const value = 255 / (1 + Math.exp((near - size * 0.05) * 1.2));
      out.rgb.fill(value, (y * size + x) * 3, (y * size + x) * 3 + 3);
    }
  }
  return out;
}

export function noise(seed: number, size: number): Raster {
  const next = random(seed);
  const out = canvas(size, size, [0, 0, 0]);
  for (let i = 0; i < out.rgb.length; i++) out.rgb[i] = next() * 256;
  return out;
}

/** Marks like small letters, in a row. */
export function letters(
  target: Raster,
  left: number,
  top: number,
  count: number,
  seed = 1,
): void {
  const next = random(seed);
  for (let i = 0; i < count; i++) {
    if (next() < 0.15) continue;
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 5; x++) {
        if (next() < 0.5) continue;
        const px = left + i * 7 + x;
        const py = top + y;
        if (px < 0 || py < 0 || px >= target.width || py >= target.height) continue;
        target.rgb.fill(
          20,
          (py * target.width + px) * 3,
          (py * target.width + px) * 3 + 3,
        );
      }
    }
  }
}

/** Every pixel `k` times, across and down. */
export function enlarge(source: Raster, k: number): Raster {
  const out = canvas(source.width * k, source.height * k, [0, 0, 0]);
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const from = (Math.floor(y / k) * source.width + Math.floor(x / k)) * 3;
      for (let c = 0; c < 3; c++) {
        out.rgb[(y * out.width + x) * 3 + c] = source.rgb[from + c]!;
      }
    }
  }
  return out;
}

export interface GridOptions {
  readonly rows: number;
  readonly columns: number;
  readonly size: number;
  readonly gutter: number;
  readonly margin: number;
  readonly color: Color;
  readonly titles?: boolean;
  readonly tile: (index: number) => Raster;
}

export interface Drawn {
  readonly raster: Raster;
  readonly boxes: readonly Box[];
}

/** A grid of tiles; with titles, letters stand above each tile. */
export function drawGrid(options: GridOptions): Drawn {
  const { rows, columns, size, gutter, margin, color } = options;
  const head = options.titles ? 16 : 0;
  const raster = canvas(
    columns * size + (columns - 1) * gutter + 2 * margin,
    rows * (size + head) + (rows - 1) * gutter + 2 * margin,
    color,
  );
  const boxes: Box[] = [];
  for (let i = 0; i < rows * columns; i++) {
    const x = margin + (i % columns) * (size + gutter);
    const y = margin + Math.floor(i / columns) * (size + head + gutter) + head;
    if (options.titles) letters(raster, x + 4, y - 12, Math.floor(size / 9), i + 3);
    paste(raster, options.tile(i), x, y);
    boxes.push([x, y, size, size]);
  }
  return { raster, boxes };
}

/** Axes with a curve, as of a training loss. */
export function chart(seed: number, width = 450, height = 300): Raster {
  const next = random(seed);
  const out = canvas(width, height, [255, 255, 255]);
  const dot = (x: number, y: number, color: Color) => {
    for (let c = 0; c < 3; c++) out.rgb[(Math.round(y) * width + x) * 3 + c] = color[c]!;
  };
  for (let x = 50; x < width - 20; x++) {
    dot(x, 20, [0, 0, 0]);
    dot(x, height - 40, [0, 0, 0]);
    const y = height - 50 - 200 * (1 - Math.exp(-(x - 50) / 90)) + next() * 6;
    dot(x, Math.max(22, y), [31, 119, 180]);
    dot(x, Math.max(22, y + 1), [31, 119, 180]);
  }
  for (let y = 20; y <= height - 40; y++) {
    dot(50, y, [0, 0, 0]);
    dot(width - 21, y, [0, 0, 0]);
  }
  for (let i = 0; i < 5; i++) letters(out, 60 + i * 75, height - 30, 3, i + 1);
  for (let i = 0; i < 5; i++) letters(out, 15, 30 + i * 45, 4, i + 11);
  letters(out, width / 2 - 40, 4, 12, 21);
  return out;
}
