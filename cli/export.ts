/**
 * `export --format F`: a gradebook -> the file that a course platform, a spreadsheet or a
 * tool takes.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { basename, dirname, join, resolve } from "@std/path";
import { EchoError } from "../gradebook/export/echoed_table.ts";
import { type ExportFormat, exportFormats } from "../gradebook/export/formats.ts";
import {
  ExportError,
  type ExportInput,
  runExport,
} from "../gradebook/export/run_export.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import { assignmentOf } from "./assignment.ts";
import { defaultGradebook, namedGradebook } from "./open_gradebook.ts";
import { plain } from "./view.ts";
import {
  givenPath,
  languageOf,
  noSuchFlag,
  oneOf,
  readGiven,
  systemReason,
  UsageError,
} from "./usage.ts";

const formats = exportFormats.map(({ id }) => id);

const help = `Usage: deno task export --format F [options]

Writes what a gradebook stands at, people's decisions counted. What is not decided is
never written as a number.

${
  exportFormats.map(({ id, title, needs }) =>
    `  ${id.padEnd(24)}${title.en}` +
    (needs === "file" ? "; --echo" : needs === "submission" ? "; --submission" : "")
  ).join("\n")
}

Options:
  --format F       one of the above
  --gradebook FILE what is exported (${defaultGradebook})
  --assignment A   id of the rubric, where the gradebook has several
  --out FILE       where to write; a folder keeps the usual name; - is the standard output
  --echo FILE      what Canvas or Moodle exported: it is given back with scores in it
  --column NAME    its column for points, where that is not clear
  --feedback NAME  its column for feedback (moodle), where that is not clear
  --submission ID  only this one
  --as-of TIME     as it stood then, such as 2026-01-31T12:00Z
  --lang L         language of reasons and pages: en or zh-TW (en)
  --no-pictures    a page without pictures (html)
  --help           this text

Exit codes: 0 written, 1 the gradebook can not be read, 2 wrong use.`;

/** Runs `export`; resolves to the exit code. */
export async function exportCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: [
      ...["format", "gradebook", "assignment", "out", "echo", "column", "feedback"],
      ...["submission", "as-of", "lang"],
    ],
    boolean: ["help", "pictures"],
    negatable: ["pictures"],
    default: { gradebook: defaultGradebook, lang: "en", pictures: true },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  // A lone dash is no flag's value to the parser.
  const toOutput = flags.out === "" && flags._.length === 1 && flags._[0] === "-";
  if (flags._.length > 0 && !toOutput) {
    throw new UsageError(
      `Cannot export "${
        flags._[0]
      }" as a gradebook must be named by --gradebook\n\n${help}`,
    );
  }
  if (flags.format === undefined) {
    throw new UsageError(
      `Cannot export as --format must be one of ${formats.join(", ")}: none is given`,
    );
  }
  const format = oneOf<ExportFormat>("format", formats, flags.format);
  const language = languageOf(flags.lang);
  const echoPath = flags.echo === undefined ? null : givenPath(flags.echo);
  const echo = echoPath === null ? null : await readGiven("echo", echoPath);
  using gradebook = namedGradebook(flags.gradebook, { readOnly: true });
  const input: ExportInput = {
    ...{ gradebook, format, language, pictures: flags.pictures },
    assignment: assignmentOf(gradebook, flags.assignment),
    ...(flags.submission === undefined ? {} : { submission: flags.submission }),
    ...(flags["as-of"] === undefined ? {} : { asOf: flags["as-of"] }),
    ...(echo === null || echoPath === null ? {} : {
      echo: {
        ...{ bytes: echo, name: basename(echoPath) },
        ...(flags.column === undefined ? {} : { column: flags.column }),
        ...(flags.feedback === undefined ? {} : { feedback: flags.feedback }),
      },
    }),
  };
  try {
    const made = await runExport(input);
    const out = toOutput ? "-" : flags.out ?? made.fileName;
    const target = out === "-" ? "-" : await targetOf(out, made.fileName, [
      ...(echoPath === null ? [] : [echoPath]),
      ...["", "-wal", "-shm"].map((end) => gradebook.path + end),
    ]);
    await writeWhole(target, made.bytes);
    for (const { who, why } of made.leftOut) {
      console.error(`Left out: ${plain(who)}: ${plain(why[language])}`);
    }
    for (const warning of made.warnings) {
      console.error(`Note: ${plain(warning[language])}`);
    }
    console.error(
      `Wrote ${target === "-" ? "to the standard output" : target}: ${made.written} ` +
        `${unitOf(format, made.written)}` +
        (made.leftOut.length > 0 ? `, ${made.leftOut.length} left out` : ""),
    );
    return 0;
  } catch (error) {
    if (error instanceof ExportError || error instanceof EchoError) {
      const hint = input.submission === undefined && format === "html"
        ? " (--submission names it)"
        : echo === null && (format === "canvas" || format === "moodle")
        ? " (--echo names it)"
        : "";
      throw new UsageError(error.message + hint);
    }
    if (!(error instanceof GradebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function unitOf(format: ExportFormat, count: number): string {
  const units: Partial<Record<ExportFormat, readonly [string, string]>> = {
    junit: ["suite", "suites"],
    sarif: ["result", "results"],
    html: ["submission", "submissions"],
  };
  const [one, many] = units[format] ?? ["row", "rows"];
  return count === 1 ? one : many;
}

/** Where to write: never over what was read. */
async function targetOf(
  out: string,
  fileName: string,
  inputs: readonly string[],
): Promise<string> {
  if (out === "") {
    throw new UsageError("Cannot use --out as it must name a file: no name is given");
  }
  const start = Deno.env.get("INIT_CWD") ?? ".";
  const given = resolve(start, out);
  const isFolder = await Deno.stat(given).then((info) => info.isDirectory, () => false);
  const target = isFolder ? join(given, fileName) : given;
  const real = async (path: string) =>
    await Deno.realPath(path).catch(() => resolve(path));
  const own = await real(target);
  for (const input of inputs) {
    if (await real(input) !== own) continue;
    throw new UsageError(
      `Cannot write to "${out}" as it must be another file than what is read: it is ` +
        `"${input}" (--out names another)`,
    );
  }
  return target;
}

/** Writes a file whole or not at all. */
async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  if (target === "-") {
    const writer = Deno.stdout.writable.getWriter();
    await writer.write(bytes);
    writer.releaseLock();
    return;
  }
  let partial: string | null = null;
  try {
    partial = await Deno.makeTempFile({ dir: dirname(target), prefix: ".export-" });
    await Deno.writeFile(partial, bytes);
    // A temporary file is its owner's alone; what replaces a file keeps its mode.
    const mode = await Deno.stat(target).then((info) => info.mode, () => null);
    if (mode !== null && Deno.build.os !== "windows") {
      await Deno.chmod(partial, mode & 0o777);
    }
    await Deno.rename(partial, target);
  } catch (error) {
    if (partial !== null) await Deno.remove(partial).catch(() => {});
    const seen = systemReason(error);
    if (seen === null) throw error;
    throw new UsageError(
      `Cannot write to "${target}" as it must be a file that can be written: ${seen}`,
    );
  }
}
