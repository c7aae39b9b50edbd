/**
 * Making signatures of the submissions of an assignment, and where a gradebook keeps them.
 *
 * @module
 */
import { defaultSandboxLimits, runSandboxed } from "../../grader/sandbox.ts";
import type { Gradebook } from "../gradebook.ts";
import { writeSource } from "../source_files.ts";
import {
  answerSchema,
  type Signature,
  signatureVersion,
  type SignedText,
} from "./signature.ts";

/** Where the signature of a source is kept. */
export function signatureKey(source: string): string {
  return `similar/${signatureVersion}/${source}`;
}

/** Where the text of a signature is kept: it is only read to be shown. */
export function textKey(source: string): string {
  return `similar-text/${signatureVersion}/${source}`;
}

/** How {@linkcode makeSignatures} works. */
export interface SignOptions {
  /** Submissions at the same time. */
  readonly jobs: number;
  /** Also those that could not be read before. */
  readonly retry?: boolean;
  /** Called after each. */
  readonly onDone?: (done: number, total: number) => void;
}

/**
 * Makes the signatures that are missing, each in a child process that may read this
 * submission alone. A submission that can not be read is kept as such.
 *
 * @returns how many were made
 */
export async function makeSignatures(
  gradebook: Gradebook,
  assignment: string,
  { jobs, onDone, retry = false }: SignOptions,
): Promise<number> {
  const sources = new Set(gradebook.submissions(assignment).map(({ source }) => source));
  const missing = [...sources].filter((source) => {
    const bytes = gradebook.derived(signatureKey(source));
    return bytes === null || (retry && decode<Signature>(bytes).unreadable !== "");
  });
  let done = 0;
  const queue = missing.values();
  const work = async () => {
    for (const source of queue) {
      const { signature, text } = await signOne(gradebook, source);
      gradebook.transaction(() => {
        gradebook.putDerived(textKey(source), encode(text));
        gradebook.putDerived(signatureKey(source), encode(signature));
      });
      done += 1;
      onDone?.(done, missing.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  return missing.length;
}

async function signOne(
  gradebook: Gradebook,
  digest: string,
): Promise<{ signature: Signature; text: SignedText }> {
  const unreadable = (reason: string) => ({
    signature: { prints: [], pictures: [], words: 0, unreadable: reason },
    text: [],
  });
  const source = gradebook.source(digest);
  if (source === null) return unreadable("its files are not kept");
  const folder = await Deno.makeTempDir({ prefix: "latentmark-similar-" });
  try {
    const real = await Deno.realPath(folder);
    const path = await writeSource((sha256) => gradebook.blob(sha256), source, real);
    const result = await runSandboxed({
      module: new URL("./child.ts", import.meta.url).href,
      // The folder holds this submission alone, and its name has no comma.
      readable: [real],
      input: JSON.stringify({ path }),
      limits: { ...defaultSandboxLimits, durationMs: 120_000, cpuSeconds: 120 },
    });
    if (result.ended === "badly") return unreadable(result.reason);
    const answer = answerSchema.safeParse(JSON.parse(result.output));
    return answer.success ? answer.data : unreadable("its reader gave another answer");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return unreadable(error.message);
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

/** Derived data as it is kept. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** Derived data as it was kept: it was validated when it was made. */
export function decode<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
