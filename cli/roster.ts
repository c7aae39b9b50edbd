/**
 * `roster <students.csv>`: tells a gradebook who handed in what.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { basename } from "@std/path";
import { ImportError } from "../gradebook/import/import_error.ts";
import { matchRoster, readRoster } from "../gradebook/import/roster.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import { assignmentOf } from "./assignment.ts";
import { defaultGradebook, namedGradebook } from "./open_gradebook.ts";
import { givenPath, noSuchFlag, readGiven, UsageError } from "./usage.ts";
import { plain } from "./view.ts";

const help = `Usage: deno task roster <students.csv> [options]

Tells the gradebook who handed in, for submissions of which nobody said. The list has the
columns Name and SID or Email, and perhaps Submission ID: Gradescope's scores and rosters
do. Without that, a student's id must stand as a whole in the submission's name.

  --gradebook FILE what is changed (${defaultGradebook})
  --assignment A   id of the rubric, where the gradebook has several
  --all            also submissions whose students are known
  --dry-run        only say what would be done
  --help           this text

Exit codes: 0 done, 1 the gradebook can not be written, 2 wrong use.`;

/** Runs `roster`; resolves to the exit code. */
export async function rosterCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["_", "gradebook", "assignment"],
    boolean: ["help", "all", "dry-run"],
    default: { gradebook: defaultGradebook },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const [given, ...more] = flags._.map((path: unknown) => String(path));
  if (given === undefined || more.length > 0) {
    throw new UsageError(
      `Cannot read a list of students as one file must be given: ${flags._.length} are` +
        `\n\n${help}`,
    );
  }
  const file = givenPath(given);
  const dry = flags["dry-run"];
  const bytes = await readGiven("read", file);
  using gradebook = namedGradebook(flags.gradebook, { readOnly: dry });
  const assignment = assignmentOf(gradebook, flags.assignment);
  try {
    const roster = readRoster(bytes, basename(file));
    const records = gradebook.submissions(assignment)
      .filter(({ submitters }) => flags.all || submitters.length === 0);
    const { matched, unmatched } = matchRoster(records, roster);
    for (const record of records) {
      const students = matched.get(record.key);
      if (!students) continue;
      const names = students.map(({ name, sid, email }) => name ?? sid ?? email ?? "?");
      console.log(`${plain(record.id)}: ${plain(names.join(", "))}`);
    }
    if (!dry) {
      gradebook.transaction(() => {
        for (const record of records) {
          const submitters = matched.get(record.key);
          if (submitters) gradebook.putSubmission({ ...record, submitters });
        }
      });
    }
    for (const line of unmatched) console.error(`Left alone: ${plain(line)}`);
    console.error(
      `${matched.size} of ${records.length} submissions ${dry ? "would get" : "got"} ` +
        "their students",
    );
    return 0;
  } catch (error) {
    if (error instanceof ImportError) throw new UsageError(error.message);
    if (!(error instanceof GradebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}
