import { assert, assertEquals, assertThrows } from "@std/assert";
import { chartFrame, extent } from "../../../models/figures/axes.ts";
import type { Drawing } from "../../../models/figures/drawing.ts";
import { lineChart } from "../../../models/figures/line_chart.ts";
import { lossCurves } from "../../../models/figures/loss_curves.ts";
import {
  noiseQuarters,
  type Quarter,
  seedQuarterLabels,
} from "../../../models/figures/noise_quarters.ts";
import { pictureSheet } from "../../../models/figures/picture_grid.ts";
import {
  interpolationFigure,
  pictureRows,
  traversalFigure,
} from "../../../models/figures/picture_rows.ts";
import { pictureCount, pictureMark } from "../../../models/figures/pictures.ts";
import { renderSvg } from "../../../models/figures/render_svg.ts";
import { rocFigure } from "../../../models/figures/roc_figure.ts";
import { scoreHistogram } from "../../../models/figures/score_histogram.ts";

const permissions = "none";

function greys(count: number, side = 64) {
  const values = Uint8Array.from({ length: count * side * side }, (_, i) => i % 251);
  return { height: side, width: side, channels: 1, values };
}

function texts({ marks }: Drawing): string[] {
  return marks.flatMap((mark) => mark.kind === "text" ? [mark.text] : []);
}

function insideOf(drawing: Drawing): void {
  for (const mark of drawing.marks) {
    if (mark.kind !== "picture") continue;
    assert(mark.x >= 0 && mark.x + mark.width * mark.scale <= drawing.width);
    assert(mark.y >= 0 && mark.y + mark.height * mark.scale <= drawing.height);
  }
}

Deno.test({
  name: "pictureMark() takes bytes as they are and clips numbers outside [-1, 1]",
  permissions,
  fn() {
    const size = { height: 1, width: 2 };
    const bytes = { ...size, channels: 3, values: new Uint8Array([1, 2, 3, 4, 5, 6]) };
    assertEquals([...pictureMark(bytes, 0, 0, 0, 1).rgb], [1, 2, 3, 4, 5, 6]);
    const values = new Float32Array([-1, 0, 1, 7, -7, NaN]);
    const numbers = { ...size, channels: 1, values };
    assertEquals(pictureCount(numbers), 3);
    const rgb = [0, 1, 2].map((i) => [...pictureMark(numbers, i, 0, 0, 1).rgb]);
    assertEquals(rgb, [
      [0, 0, 0, 128, 128, 128],
      [255, 255, 255, 255, 255, 255],
      [0, 0, 0, 0, 0, 0],
    ]);
  },
});

Deno.test({
  name: "pictureCount() refuses parts of pictures and other channels",
  permissions,
  fn() {
    const pictures = { height: 2, width: 2, channels: 3, values: new Uint8Array(13) };
    assertThrows(() => pictureCount(pictures), TypeError, "13 values for 2 x 2 x 3");
    const four = { ...pictures, channels: 4, values: new Uint8Array(16) };
    assertThrows(() => pictureCount(four), TypeError, "1 or 3 channels");
  },
});

Deno.test({
  name: "noiseQuarters() labels four quarters of the same pictures, in reading order",
  permissions,
  fn() {
    const quarter = (i: number) => ({ label: seedQuarterLabels[i]!, pictures: greys(9) });
    const drawing = noiseQuarters([quarter(0), quarter(1), quarter(2), quarter(3)]);
    insideOf(drawing);
    assertEquals(texts(drawing).slice(1), [...seedQuarterLabels]);
    const pictures = drawing.marks.filter(({ kind }) => kind === "picture");
    assertEquals(pictures.length, 36);
    const fewer: Quarter = { label: "fewer", pictures: greys(8) };
    assertThrows(
      () => noiseQuarters([quarter(0), quarter(1), fewer, quarter(3)]),
      TypeError,
      '"fewer" has 8 of 64 x 64',
    );
  },
});

Deno.test({
  name: "pictureRows() and its kin keep their pictures on the sheet",
  permissions,
  fn() {
    const rows = [
      { label: "Original", pictures: greys(5, 28) },
      { label: "Negated", note: "all elements", pictures: greys(5, 28) },
    ];
    const compared = pictureRows(rows, { title: "Adjustments", shown: 4 });
    insideOf(compared);
    assertEquals(texts(compared), ["Adjustments", "Original", "Negated", "all elements"]);
    assertEquals(compared.marks.filter(({ kind }) => kind === "picture").length, 8);

    const between = interpolationFigure([greys(5), greys(5)]);
    insideOf(between);
    assert(texts(between).join().includes("0%,25%,50%,75%,100%"));

    const sweep = traversalFigure([{ latent: 3, pictures: greys(3) }], [
      "\u22122.0",
      "0.0",
      "2.0",
    ]);
    insideOf(sweep);
    assertEquals(texts(sweep).slice(1), ["Value", "\u22122.0", "0.0", "2.0", "z[3]"]);

    insideOf(pictureSheet("Samples from the prior", greys(7), 3, "beta 1"));
    assertThrows(() => pictureRows([], { title: "none" }), RangeError, "got none");
  },
});

Deno.test({
  name: "chartFrame() puts ticks at round numbers of linear and logarithmic axes",
  permissions,
  fn() {
    const frame = chartFrame({
      title: "t",
      x: { label: "x", domain: [0, 300] },
      y: { label: "y", domain: [0.009, 1.1], logarithmic: true },
      width: 640,
      height: 400,
    });
    const labels = frame.marks.flatMap((mark) => mark.kind === "text" ? [mark.text] : []);
    assertEquals(labels.slice(1, 8), ["0", "50", "100", "150", "200", "250", "300"]);
    assert(labels.includes("0.01") && labels.includes("0.5") && labels.includes("1"));
    assertEquals(frame.x(0), frame.area.left);
    assertEquals(frame.x(300), frame.area.right);
    const steps = [0.01, 0.1, 1].map(frame.y);
    assert(Math.abs((steps[0]! - steps[1]!) - (steps[1]! - steps[2]!)) < 1e-9);
    const short = chartFrame({
      title: "t",
      x: { label: "x", domain: [0, 1] },
      y: { label: "y", domain: [0.021, 0.045], logarithmic: true },
      width: 640,
      height: 400,
    });
    assert(short.marks.some((mark) => mark.kind === "text" && mark.text === "0.030"));
    assertThrows(
      () =>
        chartFrame({
          title: "t",
          x: { label: "steps", domain: [0, 1], logarithmic: true },
          y: { label: "y", domain: [0, 1] },
          width: 9,
          height: 9,
        }),
      RangeError,
      'Cannot draw axis "steps"',
    );
    assertEquals(extent([NaN, 3, -1, Infinity]), [-1, 3]);
    assertEquals(extent([]), [0, 1]);
  },
});

Deno.test({
  name:
    "lossCurves() takes a logarithmic axis only for losses above zero, and breaks at NaN",
  permissions,
  fn() {
    const figure = (values: number[]) =>
      lossCurves([{ label: "training", at: [1, 2, 3, 4, 5], values }], {
        title: "Loss",
        unit: "step",
      });
    assert(texts(figure([5, 4, 3, 2, 1])).includes("Loss (log scale)"));
    assert(texts(figure([5, 4, 3, 2, 0])).includes("Loss"));
    const curves = (drawing: Drawing) =>
      drawing.marks.filter((mark) => mark.kind === "line" && mark.color === "#0072b2")
        .length - 1;
    assertEquals(curves(figure([5, 4, 3, 2, 1])), 1);
    assertEquals(curves(figure([5, 4, NaN, 2, 1])), 2);
    assertEquals(curves(figure([NaN, NaN, NaN, NaN, NaN])), 0);
    assertThrows(
      () => figure([1]),
      TypeError,
      'Cannot draw curve "training" as each point needs x and y: 5 x, 1 y',
    );
  },
});

Deno.test({
  name: "scoreHistogram() shows shares, so that group sizes do not matter",
  permissions,
  fn() {
    const figure = (copies: number) => {
      const scores = Array.from({ length: 4 * copies }, (_, i) => i % 4);
      const drawing = scoreHistogram([{ label: "normal", scores }], { bins: 4 });
      return drawing.marks.filter((mark) =>
        mark.kind === "rectangle" && mark.opacity === 0.35
      );
    };
    assertEquals(figure(1), figure(10));
    assertEquals(figure(1).length, 4);
    // Equal scores have no spread; empty groups no mean.
    const edge = [{ label: "equal", scores: [2, 2] }, { label: "empty", scores: [] }];
    assert(!renderSvg(scoreHistogram(edge)).includes("NaN"));
  },
});

Deno.test({
  name: "rocFigure() prints the area and refuses unequal lists",
  permissions,
  fn() {
    const curve = {
      label: "AE",
      falsePositiveRates: [0, 0.2, 1],
      truePositiveRates: [0, 0.9, 1],
      auc: 0.8317,
    };
    assert(texts(rocFigure([curve])).includes("AE: AUC 0.8317"));
    const broken = { ...curve, truePositiveRates: [0, 1] };
    assertThrows(() => rocFigure([broken]), TypeError, "3 false, 2 true");
  },
});

Deno.test({
  name: "renderSvg() escapes text, has no NaN, and refuses pictures",
  permissions,
  fn() {
    const chart = lineChart([{ label: '<b> & "c"', x: [1], y: [1], dotted: true }], {
      title: "A & B",
      xLabel: "x",
      yLabel: "y",
    });
    const svg = renderSvg(chart);
    assert(svg.includes("&lt;b&gt; &amp; &quot;c&quot;") && !svg.includes("<b>"));
    assert(!svg.includes("NaN") && !svg.includes("style="));
    assertThrows(
      () => renderSvg(pictureSheet("p", greys(1), 1)),
      TypeError,
      "vectors only",
    );
  },
});
