import { assertEquals } from "@std/assert";
import { chartRow } from "../../../../grader/read/architecture/chart_rows.ts";
import { repairOcrLine } from "../../../../grader/read/architecture/clean_code.ts";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import { code, sampleDocument } from "./sample_document.ts";

/** The sizes of the linear layers of every model read. */
function chains(text: string): readonly string[] {
  return readArchitectures(sampleDocument([code(text, "text")])).map(({ layers }) => {
    const linear = layers.filter(({ kind }) => kind === "linear");
    return [linear[0]?.inUnits, ...linear.map(({ outUnits }) => outUnits)].join("-");
  });
}

Deno.test({
  name: "readArchitectures() keeps a first row that is a layer like the next one",
  permissions: "none",
  fn() {
    const rows = [
      "Linear 900 -> 80   + ReLU",
      "Linear 80  -> 12            <- latent",
      "Linear 12  -> 80   + ReLU",
      "Linear 80  -> 900  + Tanh",
    ];
    assertEquals(chains(rows.join("\n")), ["900-80-12-80-900"]);
    assertEquals(chains(["Network of 30 lines   after it", ...rows].join("\n")), [
      "900-80-12-80-900",
    ]);
  },
});

Deno.test({
  name: "readArchitectures() reads matrices, one a line, as in times out or out times in",
  permissions: "none",
  fn() {
    const rows = ["Linear 900 x 80, BatchNorm, ReLU", "Linear 80 x 12", "Linear 12 x 80"];
    const last = "Linear 80 x 900, Tanh";
    assertEquals(chains([...rows, last].join("\n")), ["900-80-12-80-900"]);
    assertEquals(chains(["Flatten -> 900", ...rows, last].join("\n")), [
      "900-80-12-80-900",
    ]);
    assertEquals(
      chains("fc 80×900, ReLU\nfc 12×80, ReLU\nfc 80×12, ReLU\nfc 900×80, Sigmoid"),
      ["900-80-12-80-900"],
    );
    assertEquals(
      chains("fc 30*30*1 x 80\nfc 80 x 12\nfc 12 x 80\nfc 80 x 30*30*1"),
      ["900-80-12-80-900"],
    );
  },
});

Deno.test({
  name: "readArchitectures() reads a product as one size where nothing chains",
  permissions: "none",
  fn() {
    assertEquals(
      chains("Input 30 x 30\nLinear 80\nLinear 16\nLinear 80\nLinear 30 x 30"),
      ["900-80-16-80-900"],
    );
  },
});

Deno.test({
  name: "chartRow() reads a layer before its normalisation, and no normalisation alone",
  permissions: "none",
  fn() {
    const sized = chartRow("Linear 512, BatchNorm, ReLU");
    assertEquals([sized?.kind, sized?.kind === "layer" && sized.outUnits], [
      "layer",
      512,
    ]);
    assertEquals(chartRow("BatchNorm 512")?.kind, "neutral");
    assertEquals(chartRow("Dropout 20")?.kind, "neutral");
    assertEquals(chartRow("batch 512"), undefined);
    assertEquals(chartRow("Linear 512, learning rate 3"), undefined);
  },
});

Deno.test({
  name: "repairOcrLine() makes a function's name one word, and leaves other words alone",
  permissions: "none",
  fn() {
    assertEquals(repairOcrLine("def make _net(d=90):"), "def make_net(d=90):");
    assertEquals(repairOcrLine("def make net (d=90):"), "def make_net (d=90):");
    assertEquals(repairOcrLine("define make net (d)"), "define make net (d)");
  },
});
