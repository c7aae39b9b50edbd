/**
 * PDFium (WebAssembly) behind a small typed surface: its memory, documents and pages.
 *
 * @module
 */

import { init, type WrappedPdfiumModule } from "@embedpdf/pdfium";
import type { Raster } from "../../rubric/evidence.ts";

/** The engine; one for a process, as documents do not share state. */
export type Pdfium = WrappedPdfiumModule;

/** `[a, b, c, d, e, f]`: `x' = a x + c y + e`, `y' = b x + d y + f`. */
export type Matrix = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
];

let loading: Promise<Pdfium> | null = null;

/** Starts the engine from its own file; a later call returns the same one. */
export function startPdfium(): Promise<Pdfium> {
  loading ??= (async () => {
    const url = import.meta.resolve("@embedpdf/pdfium/pdfium.wasm");
    const bytes = await Deno.readFile(new URL(url));
    const engine = await init({ wasmBinary: new Uint8Array(bytes).buffer });
    engine.PDFiumExt_Init();
    return engine;
  })();
  return loading;
}

/** Gives an engine up that a document broke: the next document gets a new one. */
export function forgetPdfium(): void {
  loading = null;
}

/** Memory of the engine that a reader needs over and over, and views on it. */
export class Scratch {
  readonly #engine: Pdfium;
  /** Address of 64 bytes that any call may write to. */
  readonly at: number;

  constructor(engine: Pdfium) {
    this.#engine = engine;
    this.at = engine.pdfium.wasmExports.malloc(64);
  }

  /** The `index`th 32-bit float. Memory may have grown: views are made anew. */
  float(index: number): number {
    return this.#engine.pdfium.HEAPF32[(this.at >> 2) + index] ?? 0;
  }

  /** The `index`th 64-bit float. */
  double(index: number): number {
    return this.#engine.pdfium.HEAPF64[(this.at >> 3) + index] ?? 0;
  }

  /** The `index`th 32-bit unsigned integer. */
  uint(index: number): number {
    return this.#engine.pdfium.HEAPU32[(this.at >> 2) + index] ?? 0;
  }

  /** Writes 32-bit floats from the start. */
  setFloats(values: readonly number[]): void {
    this.#engine.pdfium.HEAPF32.set(values, this.at >> 2);
  }

  /** Reads a matrix that was written at the start. */
  matrix(): Matrix {
    return [
      this.float(0),
      this.float(1),
      this.float(2),
      this.float(3),
      this.float(4),
      this.float(5),
    ];
  }

  free(): void {
    this.#engine.pdfium.wasmExports.free(this.at);
  }
}

/** First `inner`, then `outer`. */
export function concat(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [
    a * A + b * C,
    a * B + b * D,
    c * A + d * C,
    c * B + d * D,
    e * A + f * C + E,
    e * B + f * D + F,
  ];
}

/** A point under a matrix. */
export function apply(matrix: Matrix, x: number, y: number): [x: number, y: number] {
  const [a, b, c, d, e, f] = matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

/**
 * Copies a bitmap of the engine, on white where it has alpha, and destroys it. `null` where
 * the format is unknown.
 */
export function takeBitmap(
  engine: Pdfium,
  bitmap: number,
  alpha: boolean,
): Raster | null {
  try {
    const width = engine.FPDFBitmap_GetWidth(bitmap);
    const height = engine.FPDFBitmap_GetHeight(bitmap);
    const stride = engine.FPDFBitmap_GetStride(bitmap);
    const format = engine.FPDFBitmap_GetFormat(bitmap);
    const start = engine.FPDFBitmap_GetBuffer(bitmap);
    const step = [0, 1, 3, 4, 4, 4][format] ?? 0;
    if (step === 0 || width < 1 || height < 1 || start === 0) return null;
    const heap = engine.pdfium.HEAPU8;
    const rgb = new Uint8Array(width * height * 3);
    let to = 0;
    for (let y = 0; y < height; y++) {
      let from = start + y * stride;
      for (let x = 0; x < width; x++, from += step, to += 3) {
        if (step === 1) {
          rgb[to] = rgb[to + 1] = rgb[to + 2] = heap[from]!;
          continue;
        }
        if (format < 4 || !alpha || heap[from + 3] === 255) {
          rgb[to] = heap[from + 2]!;
          rgb[to + 1] = heap[from + 1]!;
          rgb[to + 2] = heap[from]!;
          continue;
        }
        // Formats 4 and 5 have alpha; 5 is premultiplied.
        const opacity = heap[from + 3]!;
        const own = format === 5 ? 1 : opacity / 255;
        const white = 255 - opacity;
        rgb[to] = heap[from + 2]! * own + white;
        rgb[to + 1] = heap[from + 1]! * own + white;
        rgb[to + 2] = heap[from]! * own + white;
      }
    }
    return { width, height, rgb };
  } finally {
    engine.FPDFBitmap_Destroy(bitmap);
  }
}

/** Renders a whole page on white, `scale` pixels a point; `null` where there is no room. */
export function renderPage(engine: Pdfium, page: number, scale: number): Raster | null {
  const width = Math.max(1, Math.round(engine.FPDF_GetPageWidthF(page) * scale));
  const height = Math.max(1, Math.round(engine.FPDF_GetPageHeightF(page) * scale));
  const bitmap = engine.FPDFBitmap_Create(width, height, 0);
  if (bitmap === 0) return null;
  engine.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
  engine.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
  return takeBitmap(engine, bitmap, false);
}
