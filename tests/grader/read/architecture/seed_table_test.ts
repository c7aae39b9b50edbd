import { assertEquals } from "@std/assert";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import type { Architecture } from "../../../../rubric/facts.ts";
import { code, sampleDocument } from "./sample_document.ts";

/** Type, units and count of each row of the table that the seed's notebook prints. */
const ROWS = [
  ["Linear", "4096", "50,335,744"],
  ["BatchNorm1d", "4096", "8,192"],
  ["ReLU", "4096", "0"],
  ["Linear", "2048", "8,390,656"],
  ["BatchNorm1d", "2048", "4,096"],
  ["ReLU", "2048", "0"],
  ["Linear", "4096", "8,392,704"],
  ["BatchNorm1d", "4096", "8,192"],
  ["ReLU", "4096", "0"],
  ["Linear", "12288", "50,343,936"],
  ["Tanh", "12288", "0"],
] as const;
const TOTAL = "117,483,520";

function table(rows: readonly (readonly string[])[], total: string): string {
  const rule = "-".repeat(64);
  return [
    rule,
    "        Layer (type)               Output Shape         Param #",
    "=".repeat(64),
    ...rows.map(([type = "", units = "", count = ""], i) =>
      `${type}-${i + 1}`.padStart(20) + `[-1, ${units}]`.padStart(27) +
      count.padStart(16)
    ),
    "=".repeat(64),
    `Total params: ${total}`,
    rule,
  ].join("\n");
}

function read(rows: readonly (readonly string[])[], total: string): Architecture {
  const [model, ...others] = readArchitectures(
    sampleDocument([code(table(rows, total), "text")]),
  );
  assertEquals(others, []);
  if (!model) throw new Error("no model");
  return model;
}

/** The text with its digit at a place one higher; 9 becomes 0. */
function raised(text: string, at: number): string {
  const digit = (Number(text[at]) + 1) % 10;
  return text.slice(0, at) + digit + text.slice(at + 1);
}

/** Places of the digits of a number that can change without making it no number. */
function places(text: string): readonly number[] {
  return [...text].flatMap((c, i) =>
    /\d/.test(c) && !(i === 0 && c === "9" && text.length > 1) ? [i] : []
  );
}

Deno.test({
  name: "readArchitectures() verifies the seed's table to the unit",
  permissions: "none",
  fn() {
    const model = read(ROWS, TOTAL);
    assertEquals(model.layers.map(({ parameters }) => parameters), [
      50_335_744,
      8_192,
      0,
      8_390_656,
      4_096,
      0,
      8_392_704,
      8_192,
      0,
      50_343_936,
      0,
    ]);
    assertEquals([model.printedTotal, model.computedTotal], [117_483_520, 117_483_520]);
    assertEquals([model.inputSize, model.latentSize, model.outputSize], [
      12288,
      2048,
      12288,
    ]);
    assertEquals([model.arithmetic.holds, model.arithmetic.notes], ["yes", [
      "sum of the layers is the printed total 117,483,520",
    ]]);
  },
});

Deno.test({
  name: "readArchitectures() does not verify the seed's table with one digit changed",
  permissions: "none",
  fn() {
    for (const at of places(TOTAL)) {
      const total = raised(TOTAL, at);
      assertEquals(read(ROWS, total).arithmetic.holds, "no", total);
    }
    ROWS.forEach((row, i) => {
      for (const cell of [1, 2] as const) {
        for (const at of places(row[cell])) {
          const changed = raised(row[cell], at);
          const rows = ROWS.map((own, k) =>
            k === i ? own.map((text, c) => c === cell ? changed : text) : own
          );
          const shown = `${row[0]}-${i + 1}: ${row[cell]} as ${changed}`;
          assertEquals(read(rows, TOTAL).arithmetic.holds, "no", shown);
        }
      }
    });
  },
});
