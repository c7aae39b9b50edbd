/**
 * What of the harness decides a report, as one digest: a result is used again only where
 * nothing of it is another.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { fromFileUrl } from "@std/path";
import config from "../deno.json" with { type: "json" };
import { canonicalize } from "../grader/canonical.ts";
import { defaultLimits, type Limits } from "../grader/collect/limits.ts";
import { defaultSandboxLimits, type SandboxLimits } from "../grader/sandbox.ts";
import { harness } from "../grader/versions.ts";

/** What a run chooses. */
export interface GraderChoices {
  /** Recorded in reports; default 0. */
  readonly seed?: number;
  /** How much is read; default: `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  /**
   * Time and memory; default: `defaultSandboxLimits`. They change no report that is made,
   * but other limits are another chance for what failed.
   */
  readonly sandbox?: Partial<SandboxLimits>;
  /** Check name -> file URL, as the rubric was loaded; those of the harness are known. */
  readonly checks?: ReadonlyMap<string, string>;
}

const root = new URL("../", import.meta.url);
/** Folders of the harness that decide a report, and what in them does not. */
const deciding = ["grader/", "rubric/"];
const apart = new Set(["grader/reproduce/", "grader/show/", "rubric/lexicons/"]);

/**
 * SHA-256 over the version of the harness and of Deno, the libraries, the harness's own
 * sources, the seed, the limits and the sources of checks beside the rubric; hex. The
 * rubric and its lexicons are not in it: they have a digest of their own.
 *
 * Takes some 25 ms: a run asks once.
 *
 * @throws {Deno.errors.NotFound} a check's file is gone
 *
 * @example
 * ```ts
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * assertEquals(graderDigest({}), graderDigest({ seed: 0 }));
 * assertNotEquals(graderDigest({}), graderDigest({ seed: 1 }));
 * ```
 */
export function graderDigest(choices: GraderChoices): string {
  const sandbox = { ...defaultSandboxLimits, ...choices.sandbox };
  const others = canonicalize(sandbox) !== canonicalize(defaultSandboxLimits);
  const hash = createHash("sha256");
  hash.update(canonicalize({
    harness,
    deno: Deno.version.deno,
    libraries: config.imports,
    sources: harnessDigest(),
    seed: choices.seed ?? 0,
    limits: { ...defaultLimits, ...choices.limits },
    ...(others ? { sandbox } : {}),
    checks: customChecks(choices.checks ?? new Map()),
  }));
  return hash.digest("hex");
}

/** Read anew each time: children load what is there when they start. */
function harnessDigest(): string {
  return sourcesDigest(root, deciding.flatMap((folder) => list(folder)));
}

function list(folder: string): string[] {
  if (apart.has(folder)) return [];
  return [...Deno.readDirSync(new URL(folder, root))].flatMap((entry) => {
    if (entry.isDirectory) return list(`${folder}${entry.name}/`);
    const decides = /\.(?:ts|json)$/.test(entry.name) &&
      !entry.name.endsWith(".schema.json");
    return decides ? [`${folder}${entry.name}`] : [];
  });
}

function sourcesDigest(base: URL, names: readonly string[]): string {
  const hash = createHash("sha256");
  for (const name of [...names].sort()) {
    const content = Deno.readFileSync(new URL(name, base));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Digests of checks outside the harness, with the files beside them that they import. */
function customChecks(checks: ReadonlyMap<string, string>): Record<string, string[]> {
  const own = new URL("rubric/checks/", root).href;
  const found: Record<string, string[]> = {};
  for (const [name, url] of checks) {
    if (!url.startsWith(own)) found[name] = importsOf(url);
  }
  return found;
}

/** Digests of a module and of all that it imports by relative paths, in order. */
function importsOf(url: string): string[] {
  const seen = new Set([url]);
  const digests: string[] = [];
  for (const at of seen) {
    const source = Deno.readTextFileSync(fromFileUrl(at));
    digests.push(createHash("sha256").update(source).digest("hex"));
    for (const [, specifier] of source.matchAll(/["'](\.{1,2}\/[^"'\n]+\.\w+)["']/g)) {
      const next = new URL(specifier!, at);
      const inside = next.href.startsWith(root.href + "grader/") ||
        next.href.startsWith(root.href + "rubric/");
      if (inside || !isFile(next)) continue;
      seen.add(next.href);
    }
  }
  return digests;
}

function isFile(url: URL): boolean {
  try {
    return Deno.statSync(url).isFile;
  } catch {
    return false;
  }
}
