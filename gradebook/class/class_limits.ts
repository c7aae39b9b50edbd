/**
 * How much of a class is taken in: limits as data, beside those of a single submission.
 *
 * @module
 */

/** Upper bounds of a class; all are inclusive. */
export interface ClassLimits {
  /** Entries of an archive that holds a class. */
  readonly entries: number;
  /** Children of a class. */
  readonly children: number;
  /** Bytes of all files of an archive, as they come out. */
  readonly bytes: number;
  /** Bytes of one submission in an archive, as they come out. */
  readonly bytesPerSubmission: number;
  /** Unpacked bytes of one entry divided by its packed bytes, above 64 MiB. */
  readonly entryRatio: number;
  /** Bytes of a platform's list of submissions. */
  readonly metadataBytes: number;
  /** Nesting of that list, in brackets, columns of indentation and dashes. */
  readonly metadataDepth: number;
  /** Aliases in that list. */
  readonly metadataAliases: number;
}

/** Room for a very large course. */
export const defaultClassLimits: ClassLimits = {
  entries: 200_000,
  children: 50_000,
  bytes: 64 * 1024 ** 3,
  bytesPerSubmission: 512 * 1024 ** 2,
  entryRatio: 1_000,
  metadataBytes: 32 * 1024 ** 2,
  metadataDepth: 200,
  metadataAliases: 100_000,
};
