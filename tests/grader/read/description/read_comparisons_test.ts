import { assertEquals } from "@std/assert";
import { readAdjustments } from "../../../../grader/read/adjustments/read_adjustments.ts";
import { readComparisons } from "../../../../grader/read/description/read_comparisons.ts";
import type { Comparison } from "../../../../rubric/facts.ts";
import { documentOf, heading, type Part } from "../adjustments/_document.ts";

const adjusted =
  "I doubled the 5th latent value and set z[10] to 0 in a second experiment.";
const 調整 = "將 latent 的第 3 維乘以 2，第 7 維設為 0。";

function read(...parts: readonly Part[]): readonly Comparison[] {
  const document = documentOf(heading("Question 2"), ...parts);
  return readComparisons(document, readAdjustments(document));
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `readComparisons() ${name}`, permissions: "none", fn });
}

/** Every part is said clearly after an adjustment. */
function assertClear(before: string, sentences: readonly string[]) {
  for (const sentence of sentences) {
    const found = read(before, sentence).filter(({ strength }) => strength >= 0.6);
    assertEquals(found.map(({ quote }) => quote), [sentence], sentence);
  }
}

/** Nothing clear is said. */
function assertUnclear(before: string, sentences: readonly string[]) {
  for (const sentence of sentences) {
    const found = read(before, sentence).filter(({ strength }) => strength >= 0.6);
    assertEquals(found.map(({ quote }) => quote), [], sentence);
  }
}

test("finds what became of the pictures", () => {
  assertClear(adjusted, [
    "After doubling, the hair gets darker.",
    "With z[10] set to zero, the glasses disappear.",
    "The first one looks over-saturated, while the second is more blurred.",
    "There is no visible difference between the adjusted images and the original.",
  ]);
  assertClear(調整, [
    "可以看到第一種調整後臉變得比較暗，第二種頭髮顏色變淺。",
    "第 7 維設為 0 之後背景變黑了。",
    "第一張圖臉部變紅，第二張圖臉部變藍。",
    "加到80%所有的圖都長得一樣。",
  ]);
});

test("takes no procedure, boilerplate, bare caption or number of merit", () => {
  assertUnclear(adjusted, [
    "The results are shown below.",
    "Figure 2: adjusted image 1",
    "I multiplied the latent by 2.",
    "The loss went down to 0.03 after 60 epochs of training.",
    "You should describe the differences of the images.",
  ]);
  assertUnclear(調整, [
    "結果如下圖所示。",
    "圖二：調整後的圖片",
    "訓練 50 個 epoch 後 loss 下降到 0.02。",
  ]);
});

test("takes no comparison of models or of inputs for one of adjustments", () => {
  const found = read(
    "I added Gaussian noise to the input image.",
    "The picture with more noise is more blurred and the face is lost.",
  );
  assertEquals(found.filter(({ strength }) => strength >= 0.6), []);
  assertEquals(found.length, 1);
});

test("reads a caption that also tells the outcome", () => {
  const found = read(
    adjusted,
    "Fig 3: after doubling the 5th element, the smile disappears",
  );
  assertEquals(found.filter(({ strength }) => strength >= 0.6).length, 1);
});

test("links a statement to the adjustment that it names", () => {
  const found = read(adjusted, "With z[10] set to zero, the glasses disappear.");
  assertEquals(found.map(({ adjustments }) => adjustments), [["a2"]]);
});

test("reads nothing that the author did not write", () => {
  const text = "After doubling, the hair gets darker.";
  for (const origin of ["assignment", "grader", "hidden"] as const) {
    assertEquals(read(adjusted, { text, origin }), []);
  }
});

test("holds numbers alone for a weak description, those of the training for none", () => {
  const told = "Difference: the MSE of the first adjustment rises to 0.048.";
  assertEquals(read(adjusted, told).map(({ quote, strength }) => [quote, strength]), [
    [told, 0.3],
  ]);
  assertEquals(read(adjusted, "The training loss was 0.012 after 50 epochs."), []);
});
