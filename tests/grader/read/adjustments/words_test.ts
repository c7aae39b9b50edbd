import { assertEquals } from "@std/assert";
import { readAdjustments } from "../../../../grader/read/adjustments/read_adjustments.ts";
import { documentOf, heading, type Part } from "./_document.ts";

function read(...parts: readonly Part[]): string[] {
  return readAdjustments(documentOf(heading("Question 2"), ...parts))
    .map(({ counts, signature }) => `${counts} ${signature}`);
}

/** Only what counts. */
function counted(...parts: readonly Part[]): string[] {
  return read(...parts).filter((line) => line.startsWith("yes"))
    .map((line) => line.slice(4));
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `readAdjustments() ${name}`, permissions: "none", fn });
}

test("reads Traditional and Simplified Chinese", () => {
  assertEquals(counted("將latent的第3個element乘以-1，以及將第10個element乘以5。"), [
    "negate some[2]",
    "scale some[9] factor=5",
  ]);
  assertEquals(counted("编码器输出的第2维设为0，第8维乘以3，分别解码。"), [
    "zero some[1]",
    "scale some[7] factor=3",
  ]);
  assertEquals(counted("調整1: latent 所有element加0.5", "調整2: 所有element取負號"), [
    "add all value=0.5",
    "negate all",
  ]);
});

test("reads English", () => {
  assertEquals(
    counted("I doubled the 5th latent value and set z[10] to 0 in a second experiment."),
    ["scale some[4] factor=2", "zero some[10]"],
  );
  assertEquals(
    counted(
      "Adjustment 1: the latent vector was multiplied by 2.",
      "Adjustment 2: I added Gaussian noise with std 0.5 to the latent vector.",
    ),
    ["scale unknown factor=2", "add-noise unknown ratio=0.5"],
  );
  assertEquals(
    counted("All values of the code were rounded.", "The code was shuffled."),
    [
      "other all round",
      "other unknown shuffle",
    ],
  );
});

test("reads Japanese and Korean", () => {
  assertEquals(counted("潜在ベクトルの第3成分だけを −3 から +3 まで動かした。"), [
    "sweep some[2] from=-3 to=3",
  ]);
  assertEquals(counted("latent 벡터의 3번째 차원을 2배로 했다."), [
    "scale some[2] factor=2",
  ]);
});

test("reads columns of a table and sizes of noise", () => {
  const text =
    "| Index | Change |\n|---|---|\n| 5 | set to 0 |\n| 17 | multiplied by -3 |";
  assertEquals(counted({ kind: "table", text }), [
    "zero some[5]",
    "scale some[17] factor=-3",
  ]);
  assertEquals(counted("我把 latent code 加上 random noise (0.2 / 0.5 / 0.8)").length, 3);
  assertEquals(counted("將 latent 的兩個維度（第5維與第20維）分別設為最大值。"), [
    "set some[4]",
    "set some[19]",
  ]);
});

test("reads formulas and the captions of a figure", () => {
  assertEquals(
    counted(
      "右上: latent pixel value * 0.8 + 0.2 * (random noise -> 每個 latent 都用相同的 noise) " +
        "左下: latent pixel value * 0.5 + 0.5 * (random noise)",
    ),
    ["mix-noise all ratio=0.2", "mix-noise all ratio=0.5"],
  );
  assertEquals(counted("記 h 為一張圖的瓶頸編碼，h′ = h + 0.8 ε，h″ = −h"), [
    "add-noise all ratio=0.8",
    "negate all",
  ]);
});

test("reads rows of a table and inline code apart from each other", () => {
  assertEquals(
    counted({
      kind: "table",
      text: "| change | effect |\n|---|---|\n| z[0] = 0 | left |\n| z[5] * 3 | dark |",
    })
      .length,
    2,
  );
  assertEquals(counted("z[3] *= 2 and z[7] = 0").length, 2);
});

test("takes a list of ratios for one adjustment each, a joint change for one", () => {
  assertEquals(counted("We mixed the latent with 20%, 50% and 80% noise.").length, 3);
  assertEquals(counted("我將 latent representation 的前四維同時乘以 5。"), [
    "scale some[0,1,2,3] factor=5",
  ]);
});

test("does not count the same change twice", () => {
  assertEquals(
    counted(
      "I negated coordinate 7 of the latent.",
      "After coordinate 7 was negated the face leans to the left.",
    ),
    ["negate some[7]"],
  );
});

test("counts no negation, no plan, no question and no other quantity", () => {
  for (
    const sentence of [
      "I did not adjust the latent vector because I ran out of time.",
      "In the future one could multiply the latent vector by 2 or set z[3] to 0.",
      "How would the reconstruction change if you multiply z by 2?",
      "I set the learning rate to 0.001 and doubled the number of epochs.",
      "We trained two models, one with latent dimension 2 and one with latent dimension 64.",
      "I added Gaussian noise to the input image with std 0.1 and reconstructed it.",
      "本實驗沒有調整 latent。",
    ]
  ) assertEquals(counted(sentence), [], sentence);
});

test("counts nothing that is said of the variational autoencoder", () => {
  const found = readAdjustments(documentOf(
    heading("Question 1"),
    "A VAE adds noise to the latent code; VAE 在 latent 加上 noise。",
  ));
  assertEquals(found.filter(({ counts }) => counts !== "no"), []);
});

test("keeps the answers apart where both questions stand before them", () => {
  const found = readAdjustments(documentOf(
    {
      text: "1 Make a brief introduction about variational autoencoder",
      origin: "assignment",
    },
    { text: "2 adjust two elements of the latent representation", origin: "assignment" },
    "AE 的 latent 是一對一的，VAE 則是使 latent representation 加了一些 noise。",
    "2.",
    "左下: latent pixel value * 0.5 + 0.5 * (random noise)",
  ));
  assertEquals(
    found.filter(({ counts }) => counts !== "no").map(({ signature }) => signature),
    ["mix-noise all ratio=0.5"],
  );
});

test("reads nothing that the author did not write", () => {
  const text = "I doubled the 5th latent value and set z[10] to 0.";
  for (const origin of ["assignment", "grader", "hidden"] as const) {
    assertEquals(read({ text, origin }), []);
  }
});
