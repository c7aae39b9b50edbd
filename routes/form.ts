/**
 * Forms that were posted, within limits.
 *
 * @module
 */
import { HttpError } from "fresh";

/** The most that a posted form may have, an uploaded gradebook among it. */
export const maxFormBytes: number = 8 * 1024 * 1024;

/**
 * The form of a request.
 *
 * @throws {HttpError} 413 more than {@linkcode maxFormBytes}; 415 no form; 400 a broken one
 */
export async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    throw new HttpError(415, "form");
  }
  if (Number(request.headers.get("content-length") ?? 0) > maxFormBytes) {
    throw new HttpError(413, "size");
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  if (request.body !== null) {
    const reader = request.body.getReader();
    for (;;) {
      // Who goes away before all was sent is no fault of the server.
      const { value: chunk } = await reader.read().catch((cause) => {
        throw new HttpError(400, "form", { cause });
      });
      if (chunk === undefined) break;
      size += chunk.length;
      if (size > maxFormBytes) {
        reader.cancel().catch(() => {});
        throw new HttpError(413, "size");
      }
      chunks.push(chunk);
    }
  }
  try {
    const body = new Response(new Blob(chunks), { headers: { "content-type": type } });
    return await body.formData();
  } catch {
    throw new HttpError(400, "form");
  }
}
