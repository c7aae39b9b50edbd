import { assert, assertEquals } from "@std/assert";
import { gradeCommand } from "../../cli/grade.ts";

const report = `# HW8

## Question 2

Model:

\`\`\`python
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 16))
        self.decoder = nn.Sequential(nn.Linear(16, 64), nn.ReLU(), nn.Linear(64, 784), nn.Tanh())

model = AE()
z = model.encoder(x)
z[:, 3] = -z[:, 3]
out = model.decoder(z)
\`\`\`
`;

Deno.test("gradeCommand() re-creates beside a report that stays as it is", async () => {
  const folder = await Deno.makeTempDir();
  const log = console.log;
  const lines: string[] = [];
  console.log = (line: string) => lines.push(line);
  try {
    await Deno.writeTextFile(`${folder}/toy.md`, report);
    const read = (out: string) => Deno.readTextFile(`${folder}/${out}/toy/report.json`);
    assertEquals(await gradeCommand([`${folder}/toy.md`, "--out", `${folder}/a`]), 0);
    assert(!lines.join("\n").includes("Re-creation"));
    const code = await gradeCommand([
      `${folder}/toy.md`,
      `--out=${folder}/b`,
      "--reproduce=quick",
      "--backend=wasm",
    ]);
    assertEquals(code, 0);
    assertEquals(await read("a"), await read("b"));
    assert(lines.join("\n").includes("784-64-16-64-784: 103,328 parameters"));
    const files = [...Deno.readDirSync(`${folder}/b/toy/reproduction`)];
    assertEquals(files.map(({ name }) => name).sort(), [
      "adjustments.png",
      "noise-quarters.png",
      "reproduction.json",
    ]);
  } finally {
    console.log = log;
    await Deno.remove(folder, { recursive: true });
  }
});
