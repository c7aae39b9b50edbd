/**
 * Files of submissions in the database, each once, in rows of bounded size.
 *
 * @module
 */
import { sha256Hex } from "../../grader/collect/digest.ts";
import type { Sql } from "./database.ts";
import { chunkBytes, schema } from "./schema.ts";

/** Which of these blobs the database does not hold. */
export async function missingBlobs(
  sql: Sql,
  digests: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql(
    `select encode(sha256, 'hex') as sha256 from ${schema}.blob
     where sha256 in (select decode(hex, 'hex') from unnest($1::text[]) as hex)`,
    [digests],
  );
  const there = new Set(rows.map((row) => row.sha256));
  return [...new Set(digests)].filter((digest) => !there.has(digest));
}

/** Writes a blob; nothing where it is there. In a transaction: whole or not at all. */
export async function putBlob(
  sql: Sql,
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const [written] = await sql(
    `insert into ${schema}.blob (sha256, bytes) values (decode($1, 'hex'), $2)
     on conflict do nothing returning 1 as one`,
    [sha256, bytes.length],
  );
  if (!written) return;
  for (let number = 0; number * chunkBytes < bytes.length; number++) {
    const from = number * chunkBytes;
    await sql(
      `insert into ${schema}.chunk (sha256, number, data)
       values (decode($1, 'hex'), $2, $3)`,
      [sha256, number, bytes.subarray(from, from + chunkBytes)],
    );
  }
}

/**
 * Reads a blob.
 *
 * @throws {RangeError} it is not there, or it is not what its digest says
 */
export async function readBlob(
  sql: Sql,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [row] = await sql(
    `select bytes from ${schema}.blob where sha256 = decode($1, 'hex')`,
    [sha256],
  );
  if (!row) {
    throw new RangeError(
      `Cannot read blob ${sha256} as the database must hold it: there is none`,
    );
  }
  const bytes = new Uint8Array(Number(row.bytes));
  for (let number = 0; number * chunkBytes < bytes.length; number++) {
    const [chunk] = await sql(
      `select data from ${schema}.chunk where sha256 = decode($1, 'hex') and number = $2`,
      [sha256, number],
    );
    if (!(chunk?.data instanceof Uint8Array)) break;
    bytes.set(chunk.data.subarray(0, bytes.length), number * chunkBytes);
  }
  const seen = sha256Hex(bytes);
  if (seen !== sha256) {
    throw new RangeError(
      `Cannot read blob ${sha256} as its bytes must have that digest: it is ${seen}`,
    );
  }
  return bytes;
}
