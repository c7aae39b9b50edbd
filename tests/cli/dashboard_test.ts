import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";

const root = fromFileUrl(new URL("../../", import.meta.url));

function start(args: readonly string[]) {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--no-check", "--allow-read", "--allow-write"],
      ...[
        "--allow-env",
        "--allow-sys=uid",
        "--allow-run",
        "--allow-net=127.0.0.1,0.0.0.0",
      ],
      ...["cli/main.ts", "dashboard", ...args],
    ],
    cwd: root,
    env: { NO_COLOR: "1", USER: "ada" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Reads until a line has a text. */
async function until(stream: ReadableStream<Uint8Array>, text: string): Promise<string> {
  const decoder = new TextDecoder();
  let seen = "";
  const reader = stream.getReader();
  while (!seen.includes(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    seen += decoder.decode(value, { stream: true });
  }
  reader.releaseLock();
  return seen;
}

async function ended(args: readonly string[]) {
  const child = start(args);
  const { code, stderr } = await child.output();
  return { code, error: new TextDecoder().decode(stderr) };
}

Deno.test({
  name: "dashboard serves by link and ends at Ctrl-C, with a page still open",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    const file = join(folder, "class.db");
    const child = start(["--port", "0", "--gradebook", file, "--lang", "zh-TW"]);
    const said = await until(child.stdout, "Ctrl-C");
    const links = [...said.matchAll(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}/g)];
    assertEquals(links.length, 2);
    const link = links[0]![0];
    const login = await fetch(link, { redirect: "manual" });
    assertEquals([login.status, login.headers.get("location")], [303, "/"]);
    await login.body?.cancel();
    const cookie = (login.headers.get("set-cookie") ?? "").split(";")[0]!;
    const page = await fetch(new URL("/rubric", link), { headers: { cookie } });
    const html = await page.text();
    assertStringIncludes(html, 'lang="zh-TW"');
    assertStringIncludes(html, "<summary>ada</summary>");
    // Nobody reads this one to its end.
    const open = await fetch(new URL("/static/dashboard.css", link), {
      headers: { cookie },
    });
    child.kill("SIGINT");
    const { code } = await child.status;
    assertEquals(code, 0);
    await open.body?.cancel().catch(() => {});
    const note = await until(child.stderr, "never");
    assertStringIncludes(note, "Nothing is in the gradebook");
    assertStringIncludes(note, `deno task grade --gradebook ${file}`);
    await child.stdout.cancel();
    await child.stderr.cancel();
    assert((await Deno.stat(file)).isFile);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test("dashboard refuses what it can not do, and says why", async () => {
  const folder = await Deno.makeTempDir();
  const file = join(folder, "notes.txt");
  await Deno.writeTextFile(file, "These are notes, and no gradebook.\n".repeat(100));
  const taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const cases: [readonly string[], number, RegExp][] = [
    [["--gradebook", file], 1, /^Cannot open gradebook ".*notes\.txt" as /],
    [["--port", "x"], 2, /^Cannot listen on --port/],
    [["--host", "a/b"], 2, /^Cannot answer as --host/],
    [["--color"], 2, /^Cannot use --color/],
    [["gradebook.db"], 2, /must be named by --gradebook/],
    [
      ["--gradebook", join(folder, "a.db"), "--port", String(taken.addr.port)],
      2,
      /^Cannot listen on port \d+ as it must be free/,
    ],
  ];
  for (const [args, wanted, words] of cases) {
    const { code, error } = await ended(args);
    assertEquals(code, wanted, error);
    assertMatch(error, words);
  }
  taken.close();
  await Deno.remove(folder, { recursive: true });
});
