/**
 * From a request's words to a data set.
 * @module
 */

import { digitData } from "./digits.ts";
import { drawnFaces } from "./drawn_pictures.ts";
import type { Dataset, LabelledImages } from "./image_source.ts";
import { openNpy } from "./npy.ts";
import { openPictureFolder } from "./picture_folder.ts";

/** Which data, in a request's words. */
export interface DataRequest {
  /** `"faces"`, `"digits"`, or the path of an `.npy` file or a folder of pictures. */
  readonly data: string;
  /** Path of an `.npy` file to measure on, or `null`. */
  readonly test: string | null;
  /** Faces to draw for training. */
  readonly pictures: number;
  readonly seed: number;
}

/** Drawn faces held for the test, at most. */
const TEST_FACES = 64;

/**
 * Opens the data set; the caller closes its sources.
 *
 * @param cache folder for drawn pictures, or `undefined` to draw anew
 * @throws {TypeError} when the test's pictures have another size than the training's
 */
export async function openDataset(
  { data, test, pictures, seed }: DataRequest,
  cache?: string,
): Promise<Dataset> {
  const dataset = await openImages(data, pictures, seed, cache);
  if (test === null) return dataset;
  const images = await openNpy(test);
  const size = JSON.stringify(images.shape);
  if (size !== JSON.stringify(dataset.images.shape)) {
    images.close();
    throw new TypeError(
      `Cannot measure on "${test}" as its pictures must be as large as those trained on: ` +
        `${size} is not ${JSON.stringify(dataset.images.shape)}`,
    );
  }
  const labelled: LabelledImages = { images, classes: undefined, anomalies: [] };
  return { ...dataset, test: labelled };
}

async function openImages(
  data: string,
  pictures: number,
  seed: number,
  cache: string | undefined,
): Promise<Dataset> {
  if (data === "faces") {
    const counts = {
      train: pictures,
      test: Math.min(TEST_FACES, pictures),
      ofEachAnomaly: Math.min(16, Math.ceil(pictures / 16)),
    };
    return await drawnFaces(seed, counts, cache);
  }
  if (data === "digits") return await digitData(seed);
  const images = data.endsWith(".npy")
    ? await openNpy(data)
    : await openPictureFolder(data);
  return { name: images.name, images, test: undefined, credit: undefined };
}
