import { assert, assertEquals } from "@std/assert";
import check from "../../../rubric/checks/adjusted_figures.ts";
import type { Document } from "../../../rubric/evidence.ts";
import type {
  Adjustment,
  Answer,
  Facts,
  Figure,
  FigureReading,
  Panel,
  PanelRole,
} from "../../../rubric/facts.ts";

function panel(role: PanelRole, extra: Partial<Panel> = {}): Panel {
  return {
    id: "p",
    image: "e1",
    box: [0, 0, 1, 1],
    role,
    basis: "caption",
    confidence: 0.9,
    evidence: ["e1"],
    ...extra,
  };
}

const original = panel("original", { label: "原圖" });
const plain = panel("reconstruction", { label: "reconstruction" });
const adjusted = (n: number, extra: Partial<Panel> = {}) =>
  panel("adjusted", { adjustment: n, label: `z * ${n}`, ...extra });

interface Setting {
  readonly panels?: readonly Panel[];
  readonly content?: Figure["content"];
  readonly counts?: readonly Answer[];
  readonly claimed?: FigureReading["claimed"];
  readonly document?: Partial<Document>;
}

function judge(setting: Setting) {
  const { panels = [], content = "pictures" } = setting;
  const adjustments = (setting.counts ?? ["yes", "yes"]).map((counts, i): Adjustment => ({
    id: `a${i}`,
    kind: "scale",
    target: { elements: "all" },
    parameters: {},
    basis: "code",
    counts,
    reason: "noise on the input",
    signature: `s${i}`,
    evidence: [],
  }));
  const document: Document = {
    files: [],
    evidence: [],
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
    ...setting.document,
  };
  const facts: Facts = {
    document,
    architectures: () => [],
    adjustments: () => adjustments,
    figures: () => ({
      figures: panels.length > 0
        ? [{ image: "e1", content, rows: 1, columns: 1, panels }]
        : [],
      claimed: setting.claimed ?? [],
    }),
    comparisons: () => [],
    claims: () => [],
  };
  const judgement = check.judge(facts, { original: true, adjusted: 2 });
  for (const { message, values } of judgement.reasons) {
    const text = check.messages[message];
    if (!text) throw new Error(`no text for ${message}`);
    for (const language of [text.en, text["zh-TW"]]) {
      const names = [...language.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      assert(names.every((name) => name in values), `${message}: ${language}`);
    }
  }
  return {
    verdict: judgement.verdict,
    review: judgement.needsReview,
    reasons: judgement.reasons.map(({ message }) => message),
  };
}

Deno.test({
  name: "adjusted-figures is met by a reference and two adjusted pictures, with no flag",
  permissions: "none",
  fn() {
    for (const reference of [original, plain]) {
      const { verdict, review } = judge({
        panels: [reference, adjusted(1), adjusted(2)],
      });
      assertEquals([verdict, review], ["met", false]);
    }
  },
});

Deno.test({
  name: "adjusted-figures is partial for one adjustment, however many pictures show it",
  permissions: "none",
  fn() {
    const once = judge({ panels: [original, adjusted(1), adjusted(1)], counts: ["yes"] });
    assertEquals([once.verdict, once.review], ["partial", false]);
    const more = judge({
      panels: [original, adjusted(1), panel("unknown", { confidence: 0 })],
    });
    assertEquals([more.verdict, more.review], ["partial", true]);
  },
});

Deno.test({
  name: "adjusted-figures asks a person where words are weak or missing",
  permissions: "none",
  fn() {
    const weak = { confidence: 0.45, basis: "position" as const };
    const half = judge({ panels: [original, adjusted(1, weak), adjusted(2, weak)] });
    assertEquals([half.verdict, half.review], ["met", true]);
    const guess = { confidence: 0.3, basis: "position" as const };
    const position = judge({
      panels: [panel("original", guess), adjusted(1, guess), adjusted(2, guess)],
    });
    assertEquals([position.verdict, position.review], ["partial", true]);
    const alone = judge({ panels: [adjusted(1), adjusted(2)] });
    assertEquals([alone.verdict, alone.review], ["partial", true]);
    const unknown = judge({ panels: [panel("unknown", { confidence: 0 })] });
    assertEquals([unknown.verdict, unknown.review], ["undetermined", true]);
  },
});

Deno.test({
  name: "adjusted-figures does not count a picture that contradicts its label",
  permissions: "none",
  fn() {
    const same = adjusted(2, { contradiction: "same picture as p1 (original)" });
    const result = judge({ panels: [original, adjusted(1), same] });
    assertEquals([result.verdict, result.review], ["partial", true]);
    assert(result.reasons.includes("contradiction"));
  },
});

Deno.test({
  name: "adjusted-figures does not take noise on the input for an adjustment",
  permissions: "none",
  fn() {
    const panels = [original, adjusted(1), adjusted(2)];
    const denied = judge({ panels, counts: ["no", "no"] });
    assertEquals([denied.verdict, denied.review], ["partial", true]);
    const half = judge({ panels, counts: ["yes", "no"] });
    assertEquals([half.verdict, half.review], ["met", true]);
    const beside = judge({ panels, counts: ["yes", "yes", "no"] });
    assertEquals([beside.verdict, beside.review], ["met", false]);
  },
});

Deno.test({
  name:
    "adjusted-figures leaves claimed pictures to a person and denies what is not there",
  permissions: "none",
  fn() {
    const claimed = [{ role: "adjusted" as const, label: "右上: 20%", evidence: ["e3"] }];
    const text = judge({ claimed, document: { textOnly: true } });
    assertEquals([text.verdict, text.review], ["undetermined", true]);
    const broken = judge({ claimed });
    assertEquals([broken.verdict, broken.review], ["undetermined", true]);
    assertEquals(judge({ counts: [] }).verdict, "unmet");
    assertEquals(judge({ counts: [] }).review, false);
    const charts = judge({ panels: [panel("other")], content: "chart", counts: [] });
    assertEquals([charts.verdict, charts.review], ["unmet", false]);
    const problems = [{
      where: { file: "a.pdf", page: 2 },
      problem: "page 2 is damaged",
    }];
    const damaged = judge({ counts: [], document: { problems } });
    assertEquals([damaged.verdict, damaged.review], ["undetermined", true]);
  },
});

Deno.test({
  name: "adjusted-figures asks nobody about pictures where no latent is adjusted",
  permissions: "none",
  fn() {
    const unlabelled = panel("unknown", { confidence: 0 });
    const samples = judge({ panels: [unlabelled, unlabelled], counts: [] });
    assertEquals([samples.verdict, samples.review], ["unmet", false]);
    const rebuilt = judge({ panels: [original, plain, unlabelled], counts: [] });
    assertEquals([rebuilt.verdict, rebuilt.review], ["partial", false]);
    const badge = [{ role: "unknown" as const, label: "badge.svg", evidence: ["e3"] }];
    const remote = judge({ claimed: badge, counts: [] });
    assertEquals([remote.verdict, remote.review], ["unmet", false]);
    // The same pictures where adjustments are told: what they show is open.
    assertEquals(judge({ panels: [unlabelled, unlabelled] }).verdict, "undetermined");
    assertEquals(judge({ panels: [original, plain, unlabelled] }).review, true);
    assertEquals(judge({ claimed: badge }).verdict, "undetermined");
  },
});

Deno.test({
  name: "adjusted-figures asks where pictures are called adjusted and too little adjusts",
  permissions: "none",
  fn() {
    const panels = [original, adjusted(1), adjusted(2)];
    const none = judge({ panels, counts: [] });
    assertEquals([none.verdict, none.review], ["met", true]);
    const one = judge({ panels, counts: ["yes"] });
    assertEquals([one.verdict, one.review], ["met", true]);
    const lone = judge({ panels: [original, adjusted(1)], counts: [] });
    assertEquals([lone.verdict, lone.review], ["partial", true]);
    const open = judge({ panels, counts: ["no", "unknown"] });
    assertEquals([open.verdict, open.review], ["partial", true]);
  },
});

Deno.test({
  name: "adjusted-figures denies a text export that names no picture",
  permissions: "none",
  fn() {
    const silent = judge({ document: { textOnly: true } });
    assertEquals([silent.verdict, silent.review], ["unmet", false]);
    assert(silent.reasons.includes("textOnly"));
  },
});

Deno.test({
  name: "adjusted-figures refuses parameters that make no sense",
  permissions: "none",
  fn() {
    assert(check.parameters.safeParse({ original: true, adjusted: 2 }).success);
    assert(!check.parameters.safeParse({ original: true, adjusted: 0 }).success);
    assert(!check.parameters.safeParse({ original: true, adjusted: 2, more: 1 }).success);
  },
});
