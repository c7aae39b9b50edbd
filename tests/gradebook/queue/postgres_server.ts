/**
 * A PostgreSQL of a test's own: on loopback, on a free port, in a temporary folder.
 *
 * @module
 */
import { join } from "@std/path";

/** A running server. */
export interface PostgresServer extends AsyncDisposable {
  /** Address of its database, with a password in it. */
  readonly url: string;
  /** The password in it. */
  readonly password: string;
  /** Ends it as a crash would and starts it again. */
  restart(): Promise<void>;
  /** Ends it as a crash would. */
  crash(): Promise<void>;
  /** Starts it again. */
  start(): Promise<void>;
  /** Runs SQL; each row as text with `|` between its values. */
  sql(text: string): Promise<string[]>;
}

const folders = ["/usr/lib/postgresql", "/usr/local/pgsql"];

/** Where the server's programs are; `null`: not installed. */
export function postgresPrograms(): string | null {
  for (const folder of folders) {
    const versions = [...entries(folder)].sort((a, b) => Number(b) - Number(a));
    for (const bin of [...versions.map((v) => join(folder, v, "bin")), `${folder}/bin`]) {
      if (exists(join(bin, "initdb")) && exists(join(bin, "pg_ctl"))) return bin;
    }
  }
  return null;
}

/** Why a test can not run here; `null`: it can. */
export function whyNoPostgres(): string | null {
  if (Deno.build.os !== "linux") return "the tests start PostgreSQL on Linux only";
  if (postgresPrograms() === null) return "PostgreSQL is not installed";
  if (Deno.uid() === 0 && !exists("/usr/sbin/runuser") && !exists("/sbin/runuser")) {
    return "PostgreSQL refuses to run as root, and there is no runuser";
  }
  return null;
}

/**
 * Starts a server; disposed of, it and its folder are gone.
 *
 * @param tls Certificate and key for `localhost`, as PEM; then it takes nothing else
 */
export async function startPostgres(
  tls?: { readonly certificate: string; readonly key: string },
): Promise<PostgresServer> {
  const bin = postgresPrograms();
  if (bin === null) throw new Error(whyNoPostgres() ?? "PostgreSQL is not installed");
  const folder = await Deno.makeTempDir({ prefix: "latentmark-pg-" });
  const port = freePort();
  const password = "only-for/this test";
  const passwordFile = join(folder, "password");
  await Deno.writeTextFile(passwordFile, password);
  const data = join(folder, "data");
  // It refuses root: whoever it runs as owns the folder.
  const asUser = Deno.uid() === 0 ? ["runuser", "-u", "nobody", "--"] : [];
  if (asUser.length > 0) await run(["chown", "-R", "nobody", folder]);
  await run([
    ...asUser,
    join(bin, "initdb"),
    `--pgdata=${data}`,
    "--username=latentmark",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ]);
  if (tls) {
    const access = `hostssl all all 127.0.0.1/32 scram-sha-256\n`;
    const files = { "server.crt": tls.certificate, "server.key": tls.key };
    for (const [name, text] of Object.entries({ ...files, "pg_hba.conf": access })) {
      await Deno.writeTextFile(join(data, name), text);
      await Deno.chmod(join(data, name), 0o600);
    }
    if (asUser.length > 0) await run(["chown", "-R", "nobody", data]);
  }
  const settings = [
    ...(tls ? ["-c ssl=on"] : []),
    `-p ${port}`,
    "-c listen_addresses=127.0.0.1",
    "-c unix_socket_directories=",
    "-c max_connections=60",
    "-c shared_buffers=64MB",
  ].join(" ");
  const control = async (...args: string[]) => {
    const common = ["-D", data, "-w", "-t", "60", "-s"];
    await run([...asUser, join(bin, "pg_ctl"), ...common, ...args]);
  };
  const log = join(folder, "log");
  const start = () => control("-l", log, "-o", settings, "start");
  await start();
  const address = `127.0.0.1:${port}/postgres`;
  return {
    url: `postgres://latentmark:${encodeURIComponent(password)}@${address}`,
    password,
    start,
    crash: () => control("-m", "immediate", "stop"),
    restart: () => control("-l", log, "-o", settings, "-m", "immediate", "restart"),
    sql: async (text) => {
      const output = await run(
        [join(bin, "psql"), "-XAtq", `postgres://latentmark@${address}`, "-c", text],
        { PGPASSWORD: password },
      );
      return output.split("\n").filter((line) => line !== "");
    },
    async [Symbol.asyncDispose]() {
      await control("-m", "immediate", "stop").catch(() => {});
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function run(
  command: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const [program = "", ...args] = command;
  const result = await new Deno.Command(program, {
    args,
    env: { LC_ALL: "C", ...env },
    cwd: "/",
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!result.success) {
    throw new Error(`Cannot run ${program} as it must end well: ${text(result.stderr)}`);
  }
  return text(result.stdout);
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function* entries(folder: string): Generator<string> {
  try {
    for (const entry of Deno.readDirSync(folder)) yield entry.name;
  } catch {
    // No such folder.
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
