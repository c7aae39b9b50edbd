/**
 * Pictures to train on, read in batches by index, so that a source may be larger than memory.
 * @module
 */

/** Size of every picture of a source. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Pictures of one size: unsigned bytes, rows, columns, channels (NHWC). */
export interface ImageSource {
  /** What it is, for manifests and captions. */
  readonly name: string;
  readonly shape: ImageShape;
  readonly count: number;
  /** SHA-256, hexadecimal, of what determines the pictures. */
  readonly digest: string;
  /** The pictures at these indices, one after another. */
  read(indices: ArrayLike<number>): Promise<Uint8Array<ArrayBuffer>>;
  /** Frees files. */
  close(): void;
}

/** Pictures with the truth about them, to measure anomaly detection by. */
export interface LabelledImages {
  readonly images: ImageSource;
  /** For each picture, its class; `undefined` when nobody said. */
  readonly classes: readonly string[] | undefined;
  /** Classes that are not what was trained on. */
  readonly anomalies: readonly string[];
}

/** What a run trains on. */
export interface Dataset {
  readonly name: string;
  /** To be split into training and validation. */
  readonly images: ImageSource;
  readonly test: LabelledImages | undefined;
  /** Who made the pictures, where a licence wants it said. */
  readonly credit: string | undefined;
}

/** Numbers of one picture. */
export function pictureSize({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

/** Pictures that are held in memory. */
export function memorySource(
  name: string,
  shape: ImageShape,
  digest: string,
  pixels: Uint8Array,
): ImageSource {
  const size = pictureSize(shape);
  return {
    name,
    shape,
    count: pixels.length / size,
    digest,
    read(indices) {
      const batch = new Uint8Array(indices.length * size);
      for (let i = 0; i < indices.length; i++) {
        const from = indices[i]! * size;
        batch.set(pixels.subarray(from, from + size), i * size);
      }
      return Promise.resolve(batch);
    },
    close() {},
  };
}

const TO_UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);

/**
 * Bytes to [-1, 1], where the models live.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toUnitRange } from "./image_source.ts";
 * assertEquals([...toUnitRange(new Uint8Array([0, 255]))], [-1, 1]);
 * ```
 */
export function toUnitRange(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) numbers[i] = TO_UNIT[bytes[i]!]!;
  return numbers;
}

/** [-1, 1] to bytes; what lies outside is clipped. */
export function toBytes(numbers: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(numbers, (value) => (value + 1) * 127.5);
}
