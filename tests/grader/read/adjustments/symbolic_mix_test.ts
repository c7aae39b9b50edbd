import { assertEquals } from "@std/assert";
import { readAdjustments } from "../../../../grader/read/adjustments/read_adjustments.ts";
import { documentOf, heading } from "./_document.ts";

function ratios(...texts: readonly string[]): number[] {
  return readAdjustments(documentOf(heading("Question 2"), ...texts))
    .filter(({ counts, kind }) => counts === "yes" && kind === "mix-noise")
    .map(({ parameters }) => parameters["ratio"])
    .filter((ratio) => ratio !== undefined);
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `symbolicMixes() ${name}`, permissions: "none", fn });
}

test("gives a mix one adjustment for each value of its share", () => {
  assertEquals(
    ratios(
      "把 latent z 換成 (1−α) z + α n，n 是固定的隨機向量。",
      "左：α = 0.2，右：α = 0.6。",
    ),
    [0.2, 0.6],
  );
  assertEquals(
    ratios("The latent becomes a * noise + (1 - a) * z with a = 0.25, 0.5."),
    [0.25, 0.5],
  );
});

test("gives no value of a share where the shares differ or the other part is no noise", () => {
  assertEquals(ratios("The latent is (1 - a) * z + b * noise, a = 0.2, b = 0.6."), []);
  assertEquals(
    ratios("The latent is (1 - a) z + a m, m is the code of a friend, a = 0.2, 0.6."),
    [],
  );
});
