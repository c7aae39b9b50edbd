import { assert, assertEquals } from "@std/assert";
import { adjustmentWords } from "../../../../grader/read/figures/adjustment_words.ts";
import { captionItems } from "../../../../grader/read/figures/caption_items.ts";
import { drawnLists } from "../../../../grader/read/figures/code_lists.ts";
import { drawnPanels } from "../../../../grader/read/figures/code_panels.ts";
import {
  figureNumber,
  figureReferences,
} from "../../../../grader/read/figures/figure_references.ts";
import { formulaRole } from "../../../../grader/read/figures/formula_role.ts";
import { expressionRole, labelRole } from "../../../../grader/read/figures/label_role.ts";
import { alikeColumns } from "../../../../grader/read/figures/panel_words.ts";
import type { Label } from "../../../../grader/read/figures/picture_labels.ts";
import type { Document, Evidence } from "../../../../rubric/evidence.ts";
import type { Adjustment } from "../../../../rubric/facts.ts";

function documentOf(...texts: readonly string[]): Document {
  const evidence = texts.map((text, i): Evidence => ({
    id: `e${i + 1}`,
    kind: "paragraph",
    where: { file: "report.md" },
    sha256: "",
    text,
    origin: "author",
    via: "text",
  }));
  return {
    files: [],
    evidence,
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
  };
}

function adjustment(evidence: string, extra: Partial<Adjustment> = {}): Adjustment {
  return {
    id: "a1",
    kind: "set",
    target: { elements: "some" },
    parameters: {},
    basis: "prose",
    counts: "yes",
    reason: "",
    signature: evidence,
    evidence: [evidence],
    ...extra,
  };
}

Deno.test({
  name: "captionItems() deals a line out to as many pictures as it names",
  permissions: "none",
  fn() {
    const cases: readonly [string, number, readonly string[]][] = [
      ["原圖、沒調過的輸出：", 2, ["原圖", "沒調過的輸出"]],
      ["Original, recon, z*2 and z*5:", 4, ["Original", "recon", "z*2", "z*5"]],
      ["由左至右依序為原圖、重建圖、調整一、調整二。", 4, [
        "原圖",
        "重建圖",
        "調整一",
        "調整二",
      ]],
      ["input → z + 3 → z * 2", 3, ["input", "z + 3", "z * 2"]],
      ["x      f(a, b)   recon", 3, ["x", "f(a, b)", "recon"]],
      ["The picture shows the input and two adjusted images.", 3, [
        "the input",
        "two adjusted images #1",
        "two adjusted images #2",
      ]],
    ];
    for (const [text, count, items] of cases) {
      assertEquals(captionItems(text, count), items);
    }
  },
});

Deno.test({
  name: "captionItems() leaves prose, other counts and other pictures alone",
  permissions: "none",
  fn() {
    assertEquals(captionItems("Original, recon, z*2:", 2), []);
    assertEquals(
      captionItems("We set z[5] = 4, multiplied z[9], and decoded again.", 3),
      [],
    );
    assertEquals(captionItems("The hair is longer, the skin is darker:", 2), []);
    assertEquals(captionItems("training loss, original:", 2), []);
    assertEquals(captionItems("取出一張圖片的 latent，將第 77 維改為 -15", 2), []);
  },
});

Deno.test({
  name:
    "formulaRole() tells decoded latents from changed ones, and plain words from both",
  permissions: "none",
  fn() {
    const role = (label: string) => formulaRole(label)?.role;
    for (const label of ["g(z)", "𝑔(𝑧)", "$D(E(x))$", "x̂", "\\hat{x}", "model(x)"]) {
      assertEquals(role(label), "reconstruction", label);
    }
    for (
      const label of ["g(z̃)", "dec(z + 3e)", "D(z')", "dec(z1)", "decode([c_x, c_y])"]
    ) {
      assertEquals(role(label), "adjusted", label);
    }
    assertEquals(role("x"), "original");
    for (const label of ["p(x|z)", "loss(x)", "latent", "k", "f(a)", "z"]) {
      assertEquals(role(label), undefined, label);
    }
  },
});

Deno.test({
  name: "adjustmentWords() reads tags, indices, parameters and the report's own words",
  permissions: "none",
  fn() {
    const document = documentOf(
      "A. z + 3 e17, (B) 0.4 z + 0.6 z', ① z[6] = 20",
      "z[13] += k, and z + σ * randn(20)",
      "z[0, 1] 和 z[0, 2] 對調",
      "The smile of another picture: w = 3",
    );
    const named = adjustmentWords(document, [
      adjustment("e1", { target: { elements: "some", indices: [6] } }),
      adjustment("e2"),
      adjustment("e3"),
    ]);
    const role = (label: string) => named(label)?.role;
    for (
      const label of ["(A)", "B", "Operation B", "①", "x with (A)", "index 6", "第 7 維"]
    ) {
      assertEquals(role(label), "adjusted", label);
    }
    for (const label of ["k=+3", "sigma=0.2", "對調"]) {
      assertEquals(role(label), "adjusted", label);
    }
    assertEquals(role("sigma = 0"), "reconstruction");
    assertEquals(named("k=-1")?.key, named("k=3")?.key);
    for (
      const label of [
        "C",
        "index 40",
        "w = 3",
        "smile",
        "epoch = 3",
        "(A) is brighter; (B) is darker",
        "image",
      ]
    ) {
      assertEquals(role(label), undefined, label);
    }
    assertEquals(adjustmentWords(document, [])("B"), null);
  },
});

Deno.test({
  name:
    "drawnLists() and drawnPanels() follow the lists that a drawing loop goes through",
  permissions: "none",
  fn() {
    const zipped = drawnPanels(
      "for ax, im, t in zip(axes, ims, ['input', 'recon', 'z * 2']):\n    ax.imshow(im)\n    ax.set_title(t)",
    );
    assertEquals(zipped.titles, ["input", "recon", "z * 2"]);
    const counted = drawnPanels(
      "for i, im in enumerate([x, net.decode(z), net.decode(z * 2)]):\n    ax[i].imshow(show(im))",
    );
    assertEquals(counted.shown, ["x", "net.decode(z)", "net.decode(z * 2)"]);
    const roles = counted.shown.map((shown) => expressionRole(shown, new Map()).role);
    assertEquals(roles.slice(1), ["reconstruction", "adjusted"]);
    assertEquals(drawnLists('d = {"original": x, "changed": y}').titles, [
      "original",
      "changed",
    ]);
    assertEquals(drawnLists("a[i] = b[j]; n = [1, 2, 3]").shown, []);
    // What is trained is not drawn.
    assertEquals(drawnPanels("layers = [fc1, fc2]\nloss = mse(a, b)").shown, []);
  },
});

Deno.test({
  name: "figureReferences() gives numbered figures what the text says of them",
  permissions: "none",
  fn() {
    const references = figureReferences(documentOf(
      "Figure 1 is the original, figure 2 and 3 are decoded after (a) and (b).",
      "圖四為重建圖，圖五則是 z 加倍的結果。",
      "We saw this in 2 figures.",
    ));
    const words = [1, 2, 3, 4, 5].map((n) => references.get(n)?.words);
    assertEquals(words, ["the original", "(a)", "(b)", "重建圖", "z 加倍的結果"]);
    assertEquals(figureNumber("Figure 2"), 2);
    assertEquals(figureNumber("圖三"), 3);
    assertEquals(figureNumber("Figures of speech"), null);
    assert(!references.has(6));
  },
});

Deno.test({
  name: "alikeColumns() fills a title that was not read from the rest of its column",
  permissions: "none",
  fn() {
    const label = (words: string): Label => ({
      words,
      said: labelRole(words),
      basis: "title",
      evidence: "e1",
    });
    const places = [0, 1, 2].flatMap((row) => [0, 1].map((at) => [row, at] as const));
    const grid = { rows: 3, columns: 2, places };
    const roles = (...words: string[]) =>
      alikeColumns(words.map((word) => word === "" ? null : label(word)), grid)
        .map((item) => item?.said.role ?? "none");
    const [o, a] = ["original", "z * 2"];
    assertEquals(roles(o, "", o, a, o, a)[1], "adjusted");
    assertEquals(roles(o, "", o, a, o, "z * 5")[1], "none");
    assertEquals(roles(o, "", o, "", o, a)[1], "none");
  },
});
