/**
 * A class of small submissions in memory, and what grading it in this process gives.
 *
 * @module
 */
import { rubricDigest } from "../../../grader/build_report.ts";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { gradeSource } from "../../../gradebook/class/grade_source.ts";
import type { WorkItem } from "../../../gradebook/class/work.ts";
import type { Gradebook } from "../../../gradebook/gradebook.ts";
import type { Source, SourceFile } from "../../../gradebook/records.ts";
import { type LoadedRubric, loadRubric } from "../../../rubric/load_rubric.ts";

/** Stands for the digest of this harness: any will do. */
export const grader = sha256Hex("a harness of the tests");

/** The project's own rubric. */
export function madeRubric(): Promise<LoadedRubric> {
  const url = new URL("../../../rubric/ntu_ml_hw8.yaml", import.meta.url);
  return loadRubric(decodeURIComponent(url.pathname));
}

/** A class: its work, and the part of a gradebook that holds it. */
export interface MadeClass {
  readonly rubric: LoadedRubric;
  readonly rubricDigest: string;
  readonly items: readonly WorkItem[];
  readonly gradebook: Pick<Gradebook, "source" | "blob">;
  /** Sources by digest. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** Makes a class of so many submissions, no two the same. */
export async function makeClass(size: number): Promise<MadeClass> {
  const rubric = await madeRubric();
  const digest = rubricDigest(rubric.rubric);
  const blobs = new Map<string, Uint8Array<ArrayBuffer>>();
  const sources = new Map<string, Source>();
  const items: WorkItem[] = [];
  for (let n = 1; n <= size; n++) {
    const files = [file(blobs, "report.md", text(n))];
    // Every second is a folder.
    if (n % 2 === 0) {
      files.unshift(file(blobs, "model.py", `LATENT = ${n}\nprint(LATENT)\n`));
    }
    const content = files.length === 1 ? { entry: "report.md", files } : {
      entry: "homework",
      files: files.map((one) => ({ ...one, path: `homework/${one.path}` })),
    };
    const source = { digest: sha256Hex(canonicalize(content)), ...content };
    sources.set(source.digest, source);
    items.push({ key: { source: source.digest, rubric: digest, grader }, id: `s${n}` });
  }
  return {
    rubric,
    rubricDigest: digest,
    items,
    sources,
    gradebook: {
      source: (digest) => sources.get(digest) ?? null,
      blob: (sha256) => blobs.get(sha256) ?? null,
    },
  };
}

/** What children of this process give: digest of the report by submission id. */
export async function gradeHere(made: MadeClass): Promise<Map<string, string>> {
  const folder = await Deno.makeTempDir();
  const reports = new Map<string, string>();
  try {
    for (const { key, id } of made.items) {
      const source = made.sources.get(key.source);
      if (!source) throw new Error(`no source ${key.source}`);
      const options = { rubric: made.rubric, seed: 0, id };
      const attempt = await gradeSource(source, made.gradebook.blob, folder, options);
      if (attempt.ended === "death") throw new Error(attempt.reason);
      reports.set(id, sha256Hex(canonicalize(attempt.report)));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return reports;
}

function text(n: number): string {
  return `# Homework 8, student ${n}

## 1. Variational autoencoder

A VAE encodes a picture as a distribution over latents, a mean and a variance, and samples
from it. Its loss is the reconstruction loss plus the KL divergence to a normal prior.
An advantage over the plain autoencoder is that new pictures can be sampled. A problem is
that its reconstructions are blurry.

## 2. Fully connected autoencoder

The encoder has layers 784-${64 + n}-${8 + n % 5} and the decoder mirrors it.
`;
}

function file(
  blobs: Map<string, Uint8Array<ArrayBuffer>>,
  path: string,
  content: string,
): SourceFile {
  const bytes = new TextEncoder().encode(content);
  const sha256 = sha256Hex(bytes);
  blobs.set(sha256, bytes);
  return { path, sha256, bytes: bytes.length };
}
