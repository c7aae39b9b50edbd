/**
 * `dashboard`: serves a gradebook on this machine until it is told to end.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import type { Gradebook } from "../gradebook/gradebook.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import { openGradebook } from "../gradebook/store/open_gradebook.ts";
import { newTokens } from "../routes/access.ts";
import { dashboard } from "../routes/app.tsx";
import type { Language } from "../rubric/reason_text.ts";
import { onInterrupt } from "./interruptions.ts";
import { defaultGradebook } from "./open_gradebook.ts";
import { givenPath, languageOf, noSuchFlag, UsageError } from "./usage.ts";

const help = `Usage: deno task dashboard [options]

Serves the gradebook on this machine and prints two links, one for graders and one for
people who only look. A link is the key: give it to nobody else.

  --gradebook FILE  what to show (gradebook.db); made where there is none
  --port N          where to listen (8000, or the next one that is free)
  --lang L          en or zh-TW, for who has not chosen (en)
  --name NAME       stands beside decisions of who has not said a name
  --models DIR      training runs that are shown (results/train)
  --host NAME       also answers other machines, which ask for it by this name or address;
                    nothing is encrypted: only in a network that you trust
  --help            this text`;

/** What is served, and where. */
export interface DashboardPlan {
  readonly gradebook: string;
  /** `null`: the first free one from 8000. */
  readonly port: number | null;
  readonly language: Language;
  readonly person: string;
  readonly models: string;
  /** A name under which other machines ask; `null`: this machine only. */
  readonly host: string | null;
}

/** Runs `dashboard`; resolves to the exit code when it is told to end. */
export async function dashboardCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["gradebook", "port", "lang", "name", "models", "host"],
    boolean: ["help"],
    default: {
      gradebook: defaultGradebook,
      lang: "en",
      name: userName(),
      models: "results/train",
    },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  if (flags._.length > 0) {
    throw new UsageError(
      `Cannot show "${flags._[0]}" as a gradebook must be named by --gradebook`,
    );
  }
  const port = flags.port === undefined ? null : Number(flags.port);
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
    throw new UsageError(
      `Cannot listen on --port as it must be a number from 0 to 65535: "${flags.port}"`,
    );
  }
  const host = flags.host ?? null;
  if (host !== null && !/^[\w.-]+$/.test(host)) {
    throw new UsageError(
      `Cannot answer as --host as it must be a name or an IPv4 address: "${host}"`,
    );
  }
  return await serveDashboard({
    gradebook: givenPath(flags.gradebook),
    port,
    language: languageOf(flags.lang),
    person: flags.name,
    models: givenPath(flags.models),
    host,
  });
}

/** Opens the gradebook and serves it until Ctrl-C; resolves to the exit code. */
export async function serveDashboard(plan: DashboardPlan): Promise<number> {
  let gradebook: Gradebook;
  try {
    gradebook = openGradebook(plan.gradebook);
  } catch (error) {
    if (!(error instanceof GradebookError)) throw error;
    console.error(error.message);
    return 1;
  }
  using _closed = gradebook;
  const closing = new AbortController();
  const tokens = newTokens();
  const handler = dashboard({
    gradebook,
    tokens,
    language: plan.language,
    person: plan.person,
    models: plan.models,
    hosts: plan.host === null ? [] : [plan.host],
    closing: closing.signal,
  });
  const server = listen(plan, handler);
  const origin = `http://${plan.host ?? "127.0.0.1"}:${server.addr.port}`;
  if (plan.host !== null) {
    console.error(
      "Warning: other machines can ask for this dashboard, and what they are sent is not " +
        "encrypted: students' work among it. Use it in a network that you trust.",
    );
  }
  if (gradebook.assignments().length === 0) {
    const named = plan.gradebook === defaultGradebook
      ? ""
      : `--gradebook ${plan.gradebook} `;
    console.error(
      `Nothing is in the gradebook "${plan.gradebook}" yet. Grade reports into it:\n` +
        `  deno task grade ${named}report.pdf`,
    );
  }
  console.log(
    `Dashboard of ${plan.gradebook}\n` +
      `  to grade:  ${origin}/?token=${tokens.grader}\n` +
      `  to look:   ${origin}/?token=${tokens.viewer}\n` +
      `Ctrl-C ends it.`,
  );
  const told = Promise.withResolvers<void>();
  using _told = onInterrupt(() => told.resolve());
  await told.promise;
  closing.abort();
  // A browser may hold its connection open: it need not be waited for long.
  let patience: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    server.shutdown(),
    new Promise((done) => patience = setTimeout(done, 1000)),
  ]);
  clearTimeout(patience);
  return 0;
}

function listen(
  plan: DashboardPlan,
  handler: (request: Request) => Promise<Response>,
): Deno.HttpServer<Deno.NetAddr> {
  const hostname = plan.host === null ? "127.0.0.1" : "0.0.0.0";
  const ports = plan.port !== null
    ? [plan.port]
    : Array.from({ length: 20 }, (_, i) => 8000 + i);
  for (const port of ports) {
    try {
      return Deno.serve(
        { port, hostname, onListen: () => {} },
        (request) => handler(request),
      );
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  const tried = ports.length === 1 ? `${ports[0]}` : `${ports[0]} to ${ports.at(-1)}`;
  throw new UsageError(
    `Cannot listen on port ${tried} as it must be free: another program is there; name ` +
      "one with --port",
  );
}

/** The system's name of the person, where it is a person. */
function userName(): string {
  const name = Deno.env.get("USER") ?? Deno.env.get("USERNAME") ?? "";
  return name === "root" ? "" : name;
}
