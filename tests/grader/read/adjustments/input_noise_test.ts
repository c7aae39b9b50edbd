import { assertEquals } from "@std/assert";
import { readAdjustments } from "../../../../grader/read/adjustments/read_adjustments.ts";
import { documentOf, heading, python } from "./_document.ts";

function counts(told: string, code: string): string[] {
  return readAdjustments(documentOf(heading("Question 2"), told, python(code)))
    .filter(({ kind }) => kind.endsWith("noise"))
    .map(({ counts, parameters }) => `${counts} ${parameters["ratio"]}`);
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `withoutInputNoise() ${name}`, permissions: "none", fn });
}

const told = "調整一加入強度 0.3 的雜訊，調整二加入強度 0.6 的雜訊。";
const noisy = (name: string, size: number) =>
  `${name}1 = ${name} + ${size} * torch.randn_like(${name})`;

test("holds noise that code adds to a picture for none of the latent", () => {
  assertEquals(counts(told, `${noisy("x", 0.3)}\n${noisy("img", 0.6)}`), [
    "no 0.3",
    "no 0.6",
  ]);
});

test("leaves noise of another size, and noise on a latent, as it is", () => {
  assertEquals(counts(told, `${noisy("x", 0.3)}\n${noisy("x", 0.9)}`), [
    "no 0.3",
    "unknown 0.6",
  ]);
  const latent = `z = encoder(x)\nz1 = z + 0.3 * torch.randn_like(z)\n` +
    `z2 = z + 0.6 * torch.randn_like(z)\ny = [decoder(v) for v in (z1, z2)]`;
  assertEquals(counts(told, latent), ["yes 0.3", "yes 0.6"]);
});
