import { assert, assertEquals } from "@std/assert";
import { lossFigures } from "../../../models/figures/loss_figures.ts";
import {
  type ComparedModel,
  modelComparison,
} from "../../../models/figures/model_comparison.ts";

const point = (step: number) => ({
  step,
  loss: 3 / step,
  reconstruction: 2 / step,
  kl: 1,
});

Deno.test({
  name: "lossFigures() shows a VAE's terms apart, and nothing before the first step",
  permissions: "none",
  fn() {
    const curves = { train: [point(1), point(2)], validation: [point(2)] };
    assertEquals(Object.keys(lossFigures("AE", "ae", curves)), ["loss"]);
    const drawn = lossFigures("VAE", "vae", curves);
    assertEquals(Object.keys(drawn), ["loss", "loss-terms"]);
    const terms = drawn["loss-terms"]!.description;
    assert(terms.includes("KL, training goes from 1.000 at 1"), terms);
    assert(terms.includes("reconstruction, validation"), terms);
    const alone = lossFigures("AE", "ae", { ...curves, validation: [] });
    assert(!alone["loss"]!.description.includes("validation"));
    assertEquals(lossFigures("AE", "ae", { train: [], validation: [] }), {});
  },
});

Deno.test({
  name: "modelComparison() stands the models' rows beside each other with their measures",
  permissions: "none",
  fn() {
    const pictures = { values: new Float32Array(2 * 4), rows: 2, size: 4 };
    const shape = { height: 2, width: 2, channels: 1 };
    const model = (name: string, detailKept: number): ComparedModel => ({
      name,
      measures: {
        reconstructionMse: 0.1,
        auc: null,
        noiseDistances: [],
        detailKept,
        neighbourDistanceRatio: 0.5,
        priorDistanceRatio: 0.7,
        priorVarietyRatio: 1,
      },
      reconstructions: pictures,
      neighbours: pictures,
      drawn: pictures,
    });
    const { marks } = modelComparison(pictures, shape, [
      model("A", 0.25),
      model("B", 0.75),
    ]);
    const words = marks.flatMap((mark) => mark.kind === "text" ? [mark.text] : []);
    for (const word of ["A: reconstruction", "B: N(0, 1)", "detail kept 0.75 of 1"]) {
      assert(words.includes(word), words.join());
    }
    assertEquals(marks.filter(({ kind }) => kind === "picture").length, 7 * 2);
  },
});
