/**
 * Drawn faces, and drawings that are no faces, from a seeded avatar library; rendered to
 * 64x64 RGB. The same bytes on every run.
 * @module
 */

import { createAvatar, type Style } from "@dicebear/core";
import {
  glass,
  icons,
  identicon,
  rings,
  shapes,
  thumbs,
  toonHead,
} from "@dicebear/collection";
// By its file: the package's main module would load a native library, for other formats.
import svgRenderer from "imagescript/wasm/node/svg.js";
import { sha256 } from "./digest.ts";
import { type Dataset, memorySource } from "./image_source.ts";

const SIDE = 64;
const SHAPE = { height: SIDE, width: SIDE, channels: 3 };
const SIZE = SIDE * SIDE * 3;

/** What a class looks like; `face` is the one to train on. */
type DrawnClass =
  | "face"
  | "glass"
  | "icons"
  | "identicon"
  | "rings"
  | "shapes"
  | "thumbs";

/** Styles differ in their options, of which only the common ones are set here. */
const STYLES: Record<DrawnClass, Style<object>> = {
  face: toonHead,
  glass,
  icons,
  identicon,
  rings,
  shapes,
  thumbs,
};

/** Classes that a face detector should find odd, from easy to hard. */
const ANOMALIES = ["shapes", "identicon", "rings", "glass", "thumbs", "icons"] as const;

/** Behind every drawing. */
const BACKGROUND = [0xe0, 0xe8, 0xf0] as const;

/** Part of every cache key and digest: raise it when the same request gives other pixels. */
const RECIPE = "dicebear 9.4.3, imagescript 1.3.1, recipe 2";

/** How many pictures to draw. */
export interface DrawnCounts {
  /** Faces to train on. */
  readonly train: number;
  /** Faces in the test set. */
  readonly test: number;
  /** Drawings of each anomalous class in the test set. */
  readonly ofEachAnomaly: number;
}

/**
 * Draws the data set.
 *
 * @param seed names the faces; another seed draws other ones
 * @param cache folder for rendered pictures, or `undefined` to render anew
 */
export async function drawnFaces(
  seed: number,
  counts: DrawnCounts,
  cache?: string,
): Promise<Dataset> {
  const train = names("face", `${seed}/train`, counts.train);
  const test = [
    ...names("face", `${seed}/test`, counts.test),
    ...ANOMALIES.flatMap((each) => names(each, `${seed}`, counts.ofEachAnomaly)),
  ];
  return {
    name: "faces",
    images: await drawnSource("drawn faces", train, cache),
    test: {
      images: await drawnSource("drawn faces and other drawings", test, cache),
      classes: test.map(([kind]) => kind),
      anomalies: ANOMALIES,
    },
    credit: "Faces: Toon Head by Johan Melin, CC BY 4.0; other drawings: DiceBear, CC0 " +
      "(icons: Bootstrap Icons, MIT)",
  };
}

/** One drawing: its class, and the seed that the library draws it from. */
type Drawing = readonly [kind: DrawnClass, name: string];

function names(kind: DrawnClass, prefix: string, count: number): Drawing[] {
  return Array.from({ length: count }, (_, i) => [kind, `${prefix}/${i}`]);
}

async function drawnSource(name: string, drawings: readonly Drawing[], cache?: string) {
  const key = await sha256(JSON.stringify([RECIPE, SHAPE, drawings]));
  const path = cache === undefined ? undefined : `${cache}/drawn-${key}.bin`;
  let pixels = path === undefined
    ? undefined
    : await readCached(path, drawings.length * SIZE);
  if (!pixels) {
    pixels = new Uint8Array(drawings.length * SIZE);
    const renderer = await (svgRenderer as { init(): Promise<SvgRenderer> }).init();
    for (const [i, drawing] of drawings.entries()) {
      pixels.set(draw(renderer, drawing), i * SIZE);
    }
    if (path !== undefined) await writeCached(path, pixels);
  }
  return memorySource(name, SHAPE, await sha256(pixels), pixels);
}

/** The package's SVG renderer, in WebAssembly. */
interface SvgRenderer {
  rasterize(svg: Uint8Array, fit: number, size: number): { readonly buffer: Uint8Array };
}

/** What the renderer calls fitting to a width. */
const FIT_WIDTH = 2;

/** Renders one drawing over the background. */
function draw(renderer: SvgRenderer, [kind, seed]: Drawing): Uint8Array {
  const backgroundColor = [BACKGROUND.map((c) => c.toString(16)).join("")];
  const options = { seed, size: SIDE, backgroundColor };
  const svg = new TextEncoder().encode(createAvatar(STYLES[kind], options).toString());
  const { buffer } = renderer.rasterize(svg, FIT_WIDTH, SIDE);
  const rgb = new Uint8Array(SIZE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    // The renderer's colours come multiplied by their opacity.
    const rest = 1 - buffer[i * 4 + 3]! / 255;
    for (let c = 0; c < 3; c++) {
      rgb[i * 3 + c] = Math.round(buffer[i * 4 + c]! + BACKGROUND[c]! * rest);
    }
  }
  return rgb;
}

/** The cached pixels, followed in the file by their own digest; `undefined` if not whole. */
async function readCached(
  path: string,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let file: Uint8Array<ArrayBuffer>;
  try {
    file = await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const pixels = file.slice(0, bytes);
  const written = new TextDecoder().decode(file.subarray(bytes));
  return written === await sha256(pixels) ? pixels : undefined;
}

async function writeCached(path: string, pixels: Uint8Array<ArrayBuffer>): Promise<void> {
  const digest = new TextEncoder().encode(await sha256(pixels));
  const file = new Uint8Array(pixels.length + digest.length);
  file.set(pixels);
  file.set(digest, pixels.length);
  await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
  // Renamed into place, so that a reader never meets half a file.
  const draft = `${path}.${crypto.randomUUID()}`;
  await Deno.writeFile(draft, file);
  await Deno.rename(draft, path);
}
