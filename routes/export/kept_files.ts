/**
 * Files that were made and wait to be fetched: in memory, for a short while.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import type { Exported } from "../../gradebook/export/run_export.ts";

/** A shelf for made files. */
export interface KeptFiles {
  /** Keeps a file; its name on the shelf. */
  keep(file: Exported, now: Date): string;
  /** The file; `null`: never there, or no longer. */
  take(id: string, now: Date): Exported | null;
}

const keptMs = 10 * 60 * 1000;
const mostKept = 20;

/** An empty shelf. The oldest files go when it is full. */
export function keptFiles(): KeptFiles {
  const shelf = new Map<string, { readonly file: Exported; readonly until: number }>();
  const sweep = (now: Date) => {
    for (const [id, { until }] of shelf) {
      if (until <= now.getTime() || shelf.size > mostKept) shelf.delete(id);
    }
  };
  return {
    keep(file, now) {
      const id = randomBytes(12).toString("base64url");
      shelf.set(id, { file, until: now.getTime() + keptMs });
      sweep(now);
      return id;
    },
    take(id, now) {
      sweep(now);
      return shelf.get(id)?.file ?? null;
    },
  };
}
