/**
 * What a submission looks like, made in a child process: it is as hostile here as it is to
 * the grader.
 *
 * @module
 */
import { decodeBase64 } from "@std/encoding";
import { lonePictures } from "../lone_pictures.ts";
import { defaultSandboxLimits, runSandboxed, type SandboxLimits } from "../sandbox.ts";
import { type Answer, answerSchema, type Showing, type ShowJob } from "./showing.ts";

/** Changes with the look: what was made by another version is made again. */
export const showVersion = 1;

/** PNG files by name. */
export type Pictures = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** A person waits: a minute is long. */
const limits: SandboxLimits = {
  ...defaultSandboxLimits,
  durationMs: 60_000,
  cpuSeconds: 60,
};

/** What there is to show, or why there is nothing. */
export type Shown<T> = T | { readonly unreadable: string };

/**
 * Reads a submission for the eye; what it does can not make this reject.
 *
 * @param path file, folder or zip
 * @param questions the questions in every language, whose copies are marked
 * @returns the showing and its pictures by digest
 * @throws {Deno.errors.NotFound} there is nothing at the path
 */
export async function showSubmission(
  path: string,
  questions: readonly string[],
): Promise<Shown<{ readonly showing: Showing; readonly pictures: Pictures }>> {
  const answer = await ask({ what: "showing", path, questions: [...questions] });
  if ("unreadable" in answer) return answer;
  if (!("showing" in answer)) return { unreadable: "its reader gave another answer" };
  return { showing: answer.showing, pictures: decoded(answer.pictures) };
}

/**
 * Draws pages of a PDF of a submission.
 *
 * @param file path inside the submission
 * @param pages numbers from 1
 * @returns the pages that could be drawn, by number
 * @throws {Deno.errors.NotFound} there is nothing at the path
 */
export async function showPages(
  path: string,
  file: string,
  pages: readonly number[],
): Promise<Shown<{ readonly pages: Pictures }>> {
  const answer = await ask({ what: "pages", path, file, pages: [...pages] });
  if ("unreadable" in answer) return answer;
  if (!("pages" in answer)) return { unreadable: "its reader gave another answer" };
  return { pages: decoded(answer.pages) };
}

async function ask(job: ShowJob): Promise<Answer> {
  const path = await Deno.realPath(job.path);
  const result = await runSandboxed({
    module: new URL("./child.ts", import.meta.url).href,
    readable: [path, ...await lonePictures(path)],
    input: JSON.stringify({ ...job, path }),
    limits,
  });
  if (result.ended === "badly") return { unreadable: result.reason };
  try {
    return answerSchema.parse(JSON.parse(result.output));
  } catch {
    return { unreadable: "its reader gave an answer that can not be used" };
  }
}

/** Only what begins as PNG: nothing else is served as a picture. */
function decoded(pictures: readonly { name: string; base64: string }[]): Pictures {
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { name, base64 } of pictures) {
    const bytes = decodeBase64(base64) as Uint8Array<ArrayBuffer>;
    if (String.fromCharCode(...bytes.subarray(0, 4)) === "\x89PNG") {
      found.set(name, bytes);
    }
  }
  return found;
}
