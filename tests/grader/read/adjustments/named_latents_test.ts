import { assertEquals } from "@std/assert";
import { readAdjustments } from "../../../../grader/read/adjustments/read_adjustments.ts";
import { documentOf, heading, type Part, python } from "./_document.ts";

function read(...parts: readonly Part[]): string[] {
  return readAdjustments(documentOf(...parts))
    .map(({ counts, signature }) => `${counts} ${signature}`);
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `readAdjustments() ${name}`, permissions: "none", fn });
}

const second = heading("Question 2");
const code = python("w1 = w.clone(); w1[:, 0:4] += 2\nw2 = w.clone(); w2[:, 4:8] += 2");

test("follows a name that the words give to the latent into the code", () => {
  assertEquals(read(second, "Two blocks of the 32-dimensional code w moved:", code), [
    "yes add some[0,1,2,3] value=2",
    "yes add some[4,5,6,7] value=2",
  ]);
});

test("takes the same name for no latent where no words say so", () => {
  const weights = "The weights w of the first layer are drawn.";
  assertEquals(
    read(second, weights, code).filter((line) => line.startsWith("yes")),
    [],
  );
});

test("reads an element of a code by its letter, not a row of pictures", () => {
  assertEquals(
    read(
      second,
      "The code h of one picture was computed. Change A replaces h[4] by h[4] + 6. " +
        "Change B replaces h[9] by 0.",
    ),
    ["yes add some[4] value=6", "yes zero some[9]"],
  );
  assertEquals(
    read(second, "The picture x[4] is replaced by x[5].")
      .filter((line) => line.startsWith("yes")),
    [],
  );
});

test("reads a value behind its element, not a range of elements", () => {
  assertEquals(
    read(
      second,
      "I pushed two entries of the 32-d code out of their interval, one at a time: " +
        "entry 7 to +9, entry 12 to -9.",
    ),
    ["yes set some[7] value=9", "yes set some[12] value=-9"],
  );
});

test("opens a section by a numbered Markdown heading, unless it lies deeper", () => {
  const told = "把 24 维编码的最后 4 维全部置零。";
  const first = { ...heading("## 一、VAE"), level: 2 };
  const sections = (level: number) =>
    read(first, { ...heading("## 二、自编码器"), level }, told)
      .map((line) => line.split(" ")[0]);
  assertEquals(sections(2), ["yes"]);
  assertEquals(sections(3), ["unknown"]);
});

test("rejects by context alone nothing that names its elements", () => {
  const first = heading("Variational autoencoders");
  assertEquals(read(first, "I set element 5 of the code to 3.").slice(0, 1), [
    "unknown set some[5] value=3",
  ]);
  assertEquals(
    read(first, "In a VAE random noise is added to the latent code.")
      .map((line) => line.split(" ")[0]),
    ["no"],
  );
});
