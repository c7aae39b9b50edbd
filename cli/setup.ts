/**
 * `setup`: what a bare machine lacks, installed where that is possible and named where
 * it is not. Grading itself needs none of it.
 *
 * @module
 */

/** A Debian package, what tells that it is there, and what it is for. */
interface Need {
  readonly debianPackage: string;
  readonly present: () => Promise<boolean>;
  readonly purpose: string;
}

const needs: readonly Need[] = [
  {
    debianPackage: "mesa-vulkan-drivers",
    present: () => anyFile("/usr/share/vulkan/icd.d"),
    purpose: "a software WebGPU device; without it models train on WASM",
  },
  {
    debianPackage: "chromium",
    present: () => anyOf(["/usr/bin/chromium", "/usr/bin/google-chrome"]),
    purpose: "drawing the sample PDFs and testing pages in a browser",
  },
  {
    debianPackage: "fonts-noto-cjk",
    present: () => anyFile("/usr/share/fonts/opentype/noto"),
    purpose: "Chinese text in the sample PDFs",
  },
  {
    debianPackage: "postgresql",
    present: () => anyFile("/usr/lib/postgresql"),
    purpose: "testing queues; their tests are skipped",
  },
];

/**
 * Installs what is missing; never fails for it.
 *
 * @param only Debian packages that are wanted; default: all
 */
export async function setup(only?: readonly string[]): Promise<void> {
  if (Deno.build.os !== "linux") return;
  const missing: Need[] = [];
  for (const need of needs) {
    if (only && !only.includes(need.debianPackage)) continue;
    if (!await need.present()) missing.push(need);
  }
  if (missing.length === 0) return;
  const names = missing.map((need) => need.debianPackage);
  const installed = Deno.uid() === 0 && await anyOf(["/usr/bin/apt-get"]) &&
    await aptInstall(names);
  if (installed) {
    console.error(`Set up: installed ${names.join(", ")}`);
    return;
  }
  for (const { debianPackage, purpose } of missing) {
    console.error(
      `Set up: ${debianPackage} is missing (${purpose}); going on without it`,
    );
  }
}

async function aptInstall(names: readonly string[]): Promise<boolean> {
  console.error(`Set up: installing ${names.join(", ")} ...`);
  const apt = (args: string[]) =>
    new Deno.Command("apt-get", {
      args: ["-qq", ...args],
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
      stderr: "null",
    }).output().then((result) => result.success, () => false);
  await apt(["update"]);
  return await apt(["install", "-y", "--no-install-recommends", ...names]);
}

async function anyOf(paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    if (await Deno.stat(path).then(() => true, () => false)) return true;
  }
  return false;
}

async function anyFile(folder: string): Promise<boolean> {
  try {
    for await (const _entry of Deno.readDir(folder)) return true;
  } catch {
    // No such folder.
  }
  return false;
}

if (import.meta.main) await setup();
