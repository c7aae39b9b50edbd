/**
 * What course platforms write into the names of files that they let people download in
 * bulk. Pure; only unmistakable names are read.
 *
 * @module
 */
import type { Submitter } from "../records.ts";

/** What the name of a file or folder says. */
export interface PlatformName {
  readonly platform: "moodle" | "canvas";
  /** What all files of one submission have in common. */
  readonly group: string;
  readonly submitter: Submitter;
  /** The platform's number of the submission (Moodle) or the user (Canvas). */
  readonly externalId: string;
  readonly late: boolean;
}

const moodle = /^(.{1,150}?)_(\d{1,12})_assignsubmission_(?:file|onlinetext)(?:[_.]|$)/u;
const canvas = /^([\p{L}\p{M}\p{N}'’.-]{1,100})_(LATE_)?(\d{2,20})_(\d{2,20})_(.+)$/su;

/**
 * Moodle: `Name_12345_assignsubmission_file_` as a folder, or followed by a file's name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const found = moodleName("王小明_4711_assignsubmission_file_hw8.pdf");
 * assertEquals([found?.submitter.name, found?.externalId], ["王小明", "4711"]);
 * assertEquals(moodleName("report_4711.pdf"), null);
 * ```
 */
export function moodleName(name: string): PlatformName | null {
  const found = moodle.exec(name);
  if (!found) return null;
  const [, who = "", id = ""] = found;
  return {
    platform: "moodle",
    group: `${who}_${id}`,
    submitter: { name: who.trim(), sid: null, email: null },
    externalId: id,
    late: false,
  };
}

/**
 * Canvas: `lastfirst_[LATE_]user_attachment_file`. One such name may be chance: that all
 * of a class are so is for the caller to see.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const found = canvasName("lovelaceada_LATE_123_45678_hw8.pdf");
 * assertEquals([found?.group, found?.externalId, found?.late], [
 *   "lovelaceada_123",
 *   "123",
 *   true,
 * ]);
 * ```
 */
export function canvasName(name: string): PlatformName | null {
  const found = canvas.exec(name);
  if (!found) return null;
  const [, who = "", late, user = ""] = found;
  return {
    platform: "canvas",
    group: `${who}_${user}`,
    submitter: { name: who, sid: null, email: null },
    externalId: user,
    late: late !== undefined,
  };
}
