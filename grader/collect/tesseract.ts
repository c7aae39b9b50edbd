/**
 * The OCR engine: Tesseract (WebAssembly) with language data from installed packages.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { fromFileUrl } from "@std/path";
import type { Worker } from "tesseract.js";
import type { Raster } from "../../rubric/evidence.ts";
import type { OcrEngine, OcrLine, OcrOptions } from "./ocr_engine.ts";

/** Page segmentation modes of Tesseract. */
const modes = { block: "6", page: "3", line: "7" } as const;

const packages = {
  eng: "@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz",
  chi_tra: "@tesseract.js-data/chi_tra/4.0.0_best_int/chi_tra.traineddata.gz",
} as const;

/** The folder that holds the file of a model. */
function folderOf(code: keyof typeof packages): string {
  return fromFileUrl(new URL(".", import.meta.resolve(packages[code])));
}

async function readModel(code: keyof typeof packages): Promise<Uint8Array> {
  const file = await Deno.open(new URL(import.meta.resolve(packages[code])));
  const data = file.readable.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(data).arrayBuffer());
}

/**
 * Comments out, in memory, the line by which the Chinese model asks for a model of vertical
 * text, which is not there: the engine would only complain on the error stream.
 */
function withoutVertical(model: Uint8Array): Uint8Array {
  const head = new TextDecoder("latin1").decode(model.subarray(0, 4096));
  const at = head.indexOf("tessedit_load_sublangs");
  if (at >= 0) model[at] = "#".charCodeAt(0);
  return model;
}

async function startWorker(languages: OcrOptions["languages"]): Promise<Worker> {
  // Loaded when it is needed: most reports have no text in pictures.
  const { createWorker } = await import("tesseract.js");
  const worker = await createWorker("eng", 1, {
    langPath: folderOf("eng"),
    cacheMethod: "none",
  });
  if (languages === "chi_tra") {
    // Models of two packages lie in two folders, and the worker takes one: the second is
    // put into its file system. Where a language is an object, `data` is what the engine is
    // told to use; a file of its `code` is written, too, and never read.
    const model = withoutVertical(await readModel("chi_tra"));
    await worker.FS("writeFile", ["./chi_tra.traineddata", model]);
    await worker.reinitialize([{ code: "unused", data: "chi_tra+eng" }], 1);
  }
  await worker.setParameters({
    preserve_interword_spaces: "1",
    user_defined_dpi: "150",
  });
  return worker;
}

/** A grey picture as a binary PGM file, which needs no codec. */
function pgm({ width, height, rgb }: Raster): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const out = new Uint8Array(head.length + width * height);
  out.set(head);
  for (let i = 0, from = 0; i < width * height; i++, from += 3) {
    out[head.length + i] = rgb[from]! * 0.299 + rgb[from + 1]! * 0.587 +
      rgb[from + 2]! * 0.114;
  }
  return out;
}

/**
 * Starts nothing yet: a worker is started at the first picture of its languages, and reused.
 * Pictures are read one after the other. Reads the language data from disk, and touches no
 * network.
 *
 * @returns the engine; the caller ends it with `close`, even after a failure
 */
export function startTesseract(): OcrEngine {
  const workers = new Map<OcrOptions["languages"], Promise<Worker>>();
  let settings = new Map<Worker, string>();
  let queue: Promise<unknown> = Promise.resolve();

  async function read(raster: Raster, options: OcrOptions): Promise<OcrLine[]> {
    const known = workers.get(options.languages) ?? startWorker(options.languages);
    workers.set(options.languages, known);
    const worker = await known;
    const setting = `${options.layout} ${options.whitelist ?? ""}`;
    if (settings.get(worker) !== setting) {
      await worker.setParameters({
        // deno-lint-ignore camelcase
        tessedit_pageseg_mode: modes[options.layout] as never,
        // deno-lint-ignore camelcase
        tessedit_char_whitelist: options.whitelist ?? "",
      });
      settings.set(worker, setting);
    }
    const { data } = await worker.recognize(Buffer.from(pgm(raster)), {}, {
      blocks: true,
      text: false,
    });
    return (data.blocks ?? []).flatMap((block) => block.paragraphs).flatMap(({ lines }) =>
      lines
    ).map(({ words, bbox }) => ({
      box: [bbox.x0, bbox.y0, bbox.x1 - bbox.x0, bbox.y1 - bbox.y0] as const,
      words: words.filter(({ text }) => text.trim() !== "").map((word) => ({
        text: word.text,
        confidence: word.confidence / 100,
        box: [
          word.bbox.x0,
          word.bbox.y0,
          word.bbox.x1 - word.bbox.x0,
          word.bbox.y1 - word.bbox.y0,
        ] as const,
      })),
    })).filter(({ words }) => words.length > 0);
  }

  return {
    recognize(raster: Raster, options: OcrOptions): Promise<readonly OcrLine[]> {
      const result = queue.then(() => read(raster, options));
      queue = result.catch(() => {});
      return result;
    },
    async close(): Promise<void> {
      await queue;
      for (const worker of workers.values()) {
        try {
          await (await worker).terminate();
        } catch {
          // A worker that did not start has nothing to end.
        }
      }
      workers.clear();
      settings = new Map();
    },
  };
}
