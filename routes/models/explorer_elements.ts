/**
 * Which elements of a latent the explorer shows, and between which values.
 *
 * @module
 */
import { decodeBase64 } from "@std/encoding";
import { z } from "zod";

const explorerSchema = z.object({
  schema: z.literal("latentmark/explorer@1"),
  shape: z.object({ height: z.number(), width: z.number(), channels: z.number() }),
  latent: z.int().min(1),
  count: z.int().min(1),
  latents: z.string(),
  mean: z.string(),
  stdDev: z.string(),
});

/** One element. */
export interface ExplorerElement {
  readonly element: number;
  readonly least: number;
  readonly most: number;
}

/** A latent as the page draws sliders for it. */
export interface ExplorerLatent {
  readonly latent: number;
  /** Pictures to start from. */
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** Those that vary most, the first the most. */
  readonly elements: readonly ExplorerElement[];
}

/** Sliders at first. */
export const shownElements = 12;

/** Slider's ends, in standard deviations from the mean. */
const reach = 3;

/**
 * Reads an explorer file.
 *
 * @throws {Error} when it is none
 */
export function explorerLatent(text: string): ExplorerLatent {
  const data = explorerSchema.parse(JSON.parse(text));
  const { latent, count, shape } = data;
  const mean = floats(data.mean, latent);
  const stdDev = floats(data.stdDev, latent);
  const latents = floats(data.latents, latent * count);
  const elements = [...stdDev.keys()]
    .sort((a, b) => stdDev[b]! - stdDev[a]! || a - b)
    .slice(0, shownElements)
    .map((element): ExplorerElement => {
      const own = Array.from({ length: count }, (_, i) => latents[i * latent + element]!);
      const [center, spread] = [mean[element]!, stdDev[element]! || 1 / reach];
      return {
        element,
        least: Math.min(center - reach * spread, ...own),
        most: Math.max(center + reach * spread, ...own),
      };
    });
  return { latent, count, height: shape.height, width: shape.width, elements };
}

function floats(text: string, count: number): Float32Array {
  const bytes = decodeBase64(text);
  if (bytes.length !== 4 * count) {
    throw new RangeError(
      `Cannot read an explorer file as an array must hold ${count} numbers: ` +
        `it has ${bytes.length} bytes`,
    );
  }
  return new Float32Array(bytes.slice().buffer);
}
