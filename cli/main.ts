/**
 * The command line: `main.ts <command> ...`. The only place that exits.
 *
 * @module
 */
import { endChildren } from "../grader/sandbox.ts";
import { isClassCall } from "./class_call.ts";
import { interrupt } from "./interruptions.ts";
import { UsageError } from "./usage.ts";

/** Each command is loaded when it is asked for: grading needs none of the models. */
const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  autograde: async (args) => (await import("./autograde.ts")).autogradeCommand(args),
  compare: async (args) => (await import("./compare.ts")).compareCommand(args),
  dashboard: async (args) => (await import("./dashboard.ts")).dashboardCommand(args),
  export: async (args) => (await import("./export.ts")).exportCommand(args),
  demo: async (args) => (await import("./demo.ts")).demoCommand(args),
  grade: async (args) => {
    // The task may use the network for a queue; without one it gives that up for good.
    if (!args.some((arg) => arg.startsWith("--queue"))) {
      await Deno.permissions.revoke({ name: "net" });
    }
    return isClassCall(args)
      ? await (await import("./grade_class.ts")).gradeClassCommand(args)
      : await (await import("./grade.ts")).gradeCommand(args);
  },
  "package-gradescope": async (args) =>
    (await import("./package_gradescope.ts")).packageGradescopeCommand(args),
  roster: async (args) => (await import("./roster.ts")).rosterCommand(args),
  similar: async (args) => (await import("./similar.ts")).similarCommand(args),
  train: async (args) => (await import("./train.ts")).train(args),
  verify: async (args) => (await import("./verify.ts")).verifyCommand(args),
  worker: async (args) => (await import("./worker.ts")).workerCommand(args),
};

async function main(args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.error(
      `Cannot run a command as it must be one of ${Object.keys(commands).join(", ")}: ` +
        `"${name}"`,
    );
    return 2;
  }
  try {
    return await command(rest);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(error.message);
      return 2;
    }
    throw error;
  }
}

// Keys that interrupt reach the children by themselves; this signal does not.
if (Deno.build.os !== "windows") {
  Deno.addSignalListener("SIGTERM", () => {
    if (interrupt("SIGTERM")) return;
    endChildren();
    Deno.exit(143);
  });
}

Deno.exit(await main(Deno.args));
