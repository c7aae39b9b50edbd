/**
 * The command line: `main.ts <command> ...`. The only place that exits.
 *
 * @module
 */
import { gradeCommand } from "./grade.ts";
import { UsageError } from "./usage.ts";
import { verifyCommand } from "./verify.ts";

const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  grade: gradeCommand,
  verify: verifyCommand,
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

Deno.exit(await main(Deno.args));
