/**
 * The child process: one submission in, its signature out, both as JSON over the standard
 * streams. It runs under the permissions that `grader/sandbox.ts` gives.
 *
 * @module
 */
import { z } from "zod";
import { UnreadableFileError } from "../../grader/collect/errors.ts";
import { defaultLimits } from "../../grader/collect/limits.ts";
import { markOrigins } from "../../grader/collect/origins/mark_origins.ts";
import { collectDocument } from "../../grader/collect/submission.ts";
import { type answerSchema, signatureOf } from "./signature.ts";

/** What the child is asked. */
export const signJobSchema = z.strictObject({ path: z.string() });

/** Pictures are compared by their looks; text in them is not read, which would be slow. */
async function sign(path: string): Promise<z.infer<typeof answerSchema>> {
  try {
    const document = await collectDocument(path, defaultLimits, { ocr: null });
    // The assignment's own text is subtracted later, when the class is known.
    return signatureOf(markOrigins(document, []));
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    const none = { prints: [], pictures: [], words: 0 };
    return { signature: { ...none, unreadable: error.message }, text: [] };
  }
}

if (import.meta.main) {
  const input = await new Response(Deno.stdin.readable).text();
  const { path } = signJobSchema.parse(JSON.parse(input));
  await new Response(JSON.stringify(await sign(path))).body?.pipeTo(Deno.stdout.writable);
}
