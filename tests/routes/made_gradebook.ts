/**
 * A gradebook for tests of pages: a made-up class, the same at every run. Nothing was read
 * or graded; reports are put together from verdicts.
 *
 * @module
 */
import { join } from "@std/path";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { canonicalize } from "../../grader/canonical.ts";
import { sha256Hex } from "../../grader/collect/digest.ts";
import type { Outcome, Report } from "../../grader/report.ts";
import type { Verdict } from "../../rubric/check.ts";
import { itemsOf, possiblePoints, type Rubric } from "../../rubric/rubric.ts";
import { score } from "../../rubric/score.ts";

const text = (en: string, zh: string) => ({ en, "zh-TW": zh });
const digest = (letter: string, number = 0) =>
  letter + number.toString(16).padStart(63, "0");

/** The rubric of the made-up class. */
export const madeRubric: Rubric = {
  schema: "latentmark/rubric@1",
  id: "made-hw1",
  version: "1.0",
  title: text("Made-up homework 1", "虛構作業一"),
  questions: [
    {
      id: "q1",
      title: text("Autoencoder", "自編碼器"),
      text: text("Explain the autoencoder.", "請說明自編碼器。"),
      points: 2,
      floor: 0,
      scoring: "negative",
      items: [
        {
          id: "q1.introduction",
          text: text(
            "Introduction: wrong -1, minor mistakes -0.5",
            "介紹：錯誤 -1，小錯 -0.5",
          ),
          deduct: { partial: 0.5, unmet: 1 },
          check: "made-introduction",
          parameters: { minimum: 3, cues: ["encoder", "decoder"] },
        },
        {
          id: "q1.problem",
          text: text("Problem named: missing -1", "指出問題：缺 -1"),
          deduct: { partial: 0.5, unmet: 1 },
          check: "made-claim",
          parameters: { as: "problem" },
        },
      ],
    },
    {
      id: "q2",
      title: text("Latent codes", "潛在碼"),
      text: text("Adjust two elements.", "請調整兩個元素。"),
      points: 2,
      floor: 0,
      scoring: "positive",
      items: [
        {
          id: "q2.images",
          text: text("Images of each adjustment +1", "每次調整的圖片 +1"),
          award: { met: 1, partial: 0.5 },
          check: "made-claim",
          parameters: { as: "images" },
        },
        {
          id: "q2.description",
          text: text("Differences described +1", "描述差異 +1"),
          award: { met: 1, partial: 0.5 },
          check: "made-claim",
          parameters: { as: "description" },
        },
      ],
    },
  ],
};

const messages = {
  "made-introduction": {
    seen: text("{seen} of 3 parts explained", "說明了 3 項中的 {seen} 項"),
  },
  "made-claim": { named: text("Named: {what}", "提到：{what}") },
};

const families = ["Lin", "Chen", "Wang", "Huang", "Tsai", "Kuo", "Yang", "Liu"];
const given = ["Mei", "Wei", "An", "Yu", "Chi", "Ting"];

/** The verdicts of a submission by its number: all kinds, early ones among the first six. */
function verdictsOf(i: number): readonly Verdict[] {
  const turn: readonly Verdict[] = [
    "met",
    "met",
    "partial",
    "unmet",
    "met",
    "undetermined",
  ];
  return itemsOf(madeRubric).map((_, k) => turn[(i * (k + 1) + (i >> 2) + k) % 6]!);
}

/**
 * Fills a gradebook below a folder: submissions of one assignment, every seventh not
 * gradable, decisions on the second and third, a run that is going on.
 *
 * @param count submissions; the last one is not graded
 */
export async function madeGradebook(folder: string, count = 30): Promise<Gradebook> {
  const path = join(folder, "gradebook.db");
  let tick = Date.UTC(2026, 10, 2, 8);
  const gradebook = openGradebook(path, { now: () => new Date(tick += 1000) });
  gradebook.putRubric({ digest: digest("a"), rubric: madeRubric, messages });
  const run = gradebook.startRun({
    assignment: madeRubric.id,
    rubric: digest("a"),
    grader: digest("b"),
  });
  for (let i = 0; i < count; i++) {
    const id = `student_${String(i + 1).padStart(3, "0")}`;
    const words = `# Report ${
      i + 1
    }\n\nThe encoder makes a code, the decoder an image.\n`;
    const bytes = new TextEncoder().encode(words);
    const sha256 = gradebook.putBlob(bytes);
    const entry = `${id}.md`;
    const files = [{ path: entry, sha256, bytes: bytes.length }];
    const source = sha256Hex(canonicalize({ entry, files }));
    gradebook.putSource({ digest: source, entry, files });
    const name = `${given[i % 6]} ${families[(i * 5) % 8]}`;
    const sid = `b${9902000 + i}`;
    const submission = gradebook.putSubmission({
      assignment: madeRubric.id,
      id,
      source,
      submitters: [{ name, sid, email: `${sid}@school.example` }],
      externalId: null,
    });
    if (i === count - 1) continue;
    const outcome: Outcome = i % 7 === 6 ? "not-gradable" : "graded";
    const result = gradebook.putResult({
      source,
      rubric: digest("a"),
      grader: digest("b"),
      report: madeReport(id, files, sha256, outcome, verdictsOf(i), words),
      durationMs: 400,
    });
    gradebook.adopt(submission, result, run);
  }
  const who = { who: "Prof. Made", undoes: null, seen: 0 };
  const decide = (
    submission: number,
    item: string,
    verdict: "met" | "unmet" | "partial",
  ) =>
    gradebook.decide({
      ...who,
      submission,
      item,
      action: "override",
      verdict,
      points: null,
      comment: "Seen on the second page",
    });
  if (count >= 3) {
    decide(2, "q1.introduction", "met");
    decide(3, "q2.images", "unmet");
    decide(3, "q1.problem", "partial");
  }
  gradebook.updateRun(run, {
    total: count,
    done: count - 1,
    failed: 0,
    skipped: 0,
    status: "finished",
  });
  await Promise.resolve();
  return gradebook;
}

function madeReport(
  id: string,
  files: Report["submission"]["files"],
  sha256: string,
  outcome: Outcome,
  verdicts: readonly Verdict[],
  words: string,
): Report {
  const graded = outcome === "graded";
  const items = itemsOf(madeRubric).map(({ item, question }, k) => {
    const verdict = verdicts[k]!;
    const scored = score(madeRubric, new Map([[item.id, verdict]]))
      .items.find((one) => one.item === item.id)!;
    return {
      id: item.id,
      question: question.id,
      verdict,
      needsReview: verdict === "undetermined" || (verdict === "partial" && k === 0),
      points: scored.points,
      possible: possiblePoints(item),
      reasons: [k === 0 ? "2 of 3 parts explained" : "Named: a code"],
      messages: [
        k === 0
          ? { message: "seen", values: { seen: 2 } }
          : { message: "named", values: { "what": "a code", "what@zh-TW": "潛在碼" } },
      ],
      evidence: ["e2"],
    };
  });
  const points = score(madeRubric, new Map(items.map((item) => [item.id, item.verdict])));
  return {
    schema: "latentmark/report@1",
    submission: { id, digest: graded ? digest("d") : null, files, submitters: [] },
    outcome,
    outcomeReason: graded
      ? ""
      : `Cannot read "${id}.md" as it must hold text: it is empty`,
    rubric: { id: madeRubric.id, version: "1.0", digest: digest("a") },
    items: graded ? items : [],
    score: graded
      ? { earned: points.earned, possible: points.possible, pending: points.pending }
      : null,
    evidence: graded
      ? [{
        id: "e2",
        kind: "paragraph",
        where: { file: `${id}.md`, lines: [3, 3], offsets: [12, words.length - 1] },
        sha256,
        quote: "The encoder makes a code, the decoder an image.",
        via: "text",
      }]
      : [],
    readings: {},
    notices: [],
    personScores: null,
    provenance: {
      harness: "latentmark 0.1.0",
      deno: "2.9.6",
      libraries: {},
      seed: 0,
      limits: {},
    },
  };
}
