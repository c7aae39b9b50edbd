import { assert, assertEquals } from "@std/assert";
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Facts } from "../../../rubric/facts.ts";
import type { Judgement } from "../../../rubric/check.ts";
import { parseLexicon } from "../../../rubric/load_lexicon.ts";
import { reasonText } from "../../../rubric/reason_text.ts";
import claim from "../../../rubric/checks/topic_claim.ts";
import introduction from "../../../rubric/checks/topic_introduction.ts";
import { readClaims } from "../../../grader/read/claims/read_claims.ts";
import { advantages, introductions, problems } from "./topic_answers.ts";
import { type Case, complete, flawed } from "./topic_cases.ts";
import { forms } from "./topic_forms.ts";
import { answers } from "./topic_whole_answers.ts";

const path = new URL("../../../rubric/lexicons/vae.yaml", import.meta.url);
const lexicon = parseLexicon(Deno.readTextFileSync(path), "vae.yaml");

function kindOf(text: string): Evidence["kind"] {
  if (text.startsWith("#")) return "heading";
  if (text.startsWith("    ")) return "code";
  if (text.startsWith("|")) return "table";
  return /^[-•] /.test(text) ? "list-item" : "paragraph";
}

function documentOf(
  blocks: readonly string[],
  problems: Document["problems"] = [],
): Document {
  const evidence = blocks.map((text, i): Evidence => ({
    id: `e${i + 1}`,
    kind: kindOf(text),
    where: { file: "report.md" },
    sha256: "",
    text,
    origin: "author",
    via: "text",
    ...(text.startsWith("#") ? { level: text.indexOf(" ") } : {}),
  }));
  return {
    files: [],
    evidence,
    rasters: new Map(),
    personScores: null,
    problems,
    textOnly: false,
  };
}

function factsOf(document: Document): Facts {
  return {
    document,
    architectures: () => [],
    adjustments: () => [],
    figures: () => ({ figures: [], claimed: [] }),
    comparisons: () => [],
    claims: (terms) => readClaims(document, terms),
  };
}

function judge(blocks: readonly string[], problems: Document["problems"] = []) {
  const facts = factsOf(documentOf(blocks, problems));
  const offered = (as: string) =>
    claim.judge(facts, claim.parameters.parse({ lexicon, as }));
  return {
    introduction: introduction.judge(facts, introduction.parameters.parse({ lexicon })),
    advantage: offered("advantage"),
    problem: offered("problem"),
  };
}

function compare(expected: string | undefined, seen: Judgement, what: string) {
  if (expected === undefined) return;
  const short = seen.verdict + (seen.needsReview ? "?" : "");
  const message = `${what}: ${short} ${JSON.stringify(seen.reasons)}`;
  if (expected === "review") assert(seen.needsReview, message);
  else if (expected === "not sure") assert(short !== "met", message);
  else assertEquals(short, expected, message);
}

function run(group: string, cases: readonly Case[]) {
  for (const one of cases) {
    Deno.test({
      name: `topic checks judge ${group}: ${one.name}`,
      permissions: "none",
      fn() {
        const seen = judge(one.blocks);
        compare(one.introduction, seen.introduction, "introduction");
        compare(one.advantage, seen.advantage, "advantage");
        compare(one.problem, seen.problem, "problem");
      },
    });
  }
}

const unsure = (blocks: readonly string[]) =>
  Object.entries(judge(blocks)).filter(([, j]) => j.needsReview).map(([what]) => what);

Deno.test({
  name: "topic checks are sure that nothing is there only where every sentence is read",
  permissions: "none",
  fn() {
    const introduced =
      "A VAE encodes an image as a Gaussian with mean and variance, samples a code and decodes it.";
    const good = "Advantage: new images can be generated.";
    assertEquals(unsure(["## Problem 1", introduced, good]), []);
    const strange = "Its elephants forget their names on rainy Tuesdays.";
    assertEquals(unsure(["## Problem 1", introduced, good, strange]), ["problem"]);
  },
});

run("a complete answer", complete);
run("a flawed answer", flawed);
run(
  "a complete answer laid out as",
  forms.map((blocks, i) => ({
    name: `form ${i + 1}`,
    blocks,
    introduction: "met",
    advantage: "met",
    problem: "met",
  })),
);

const rest = {
  introduction:
    "VAE 的 encoder 會輸出平均值與變異數，從這個分布取樣得到 code 之後再由 decoder 還原成圖片。",
  advantage: "優點：可以產生新的圖片。",
  problem: "缺點：圖片模糊。",
};
for (
  const [what, { right, wrong }] of Object.entries({
    introduction: introductions,
    advantage: advantages,
    problem: problems,
  }) as [keyof typeof rest, typeof introductions][]
) {
  const judged = new Map<string, Judgement>();
  const judgeAs = (text: string): Judgement => {
    let known = judged.get(text);
    if (known) return known;
    const texts = { ...rest };
    texts[what] = text;
    const { introduction, advantage, problem } = texts;
    const blocks = [
      "## Problem 1",
      introduction,
      advantage,
      problem,
      "## Problem 2",
      "Done.",
    ];
    judged.set(text, known = judge(blocks)[what]);
    return known;
  };
  for (const text of right) {
    Deno.test({
      name: `topic checks accept or review this ${what}: ${text}`,
      permissions: "none",
      fn() {
        const seen = judgeAs(text);
        assert(seen.verdict === "met" || seen.needsReview, JSON.stringify(seen.reasons));
      },
    });
  }
  for (const text of wrong) {
    Deno.test({
      name: `topic checks are not sure of this ${what}: ${text}`,
      permissions: "none",
      fn() {
        const seen = judgeAs(text);
        assert(seen.verdict !== "met" || seen.needsReview, JSON.stringify(seen.reasons));
      },
    });
  }
  Deno.test({
    name: `topic checks accept most right texts as ${what} without review`,
    permissions: "none",
    fn() {
      const sure = right.map(judgeAs).filter((j) =>
        j.verdict === "met" && !j.needsReview
      );
      assert(sure.length >= right.length * 0.9, `${sure.length} of ${right.length}`);
    },
  });
}

for (const [text, given] of answers) {
  Deno.test({
    name: `topic checks are never sure and wrong of: ${text.slice(0, 60)}`,
    permissions: "none",
    fn() {
      const seen = judge(["## 1.", text, "## 2.", "Model:"]);
      for (const [i, j] of [seen.introduction, seen.advantage, seen.problem].entries()) {
        const met = j.verdict === "met";
        assert(j.needsReview || met === (given[i] === "+"), JSON.stringify(j.reasons));
      }
    },
  });
}

Deno.test({
  name: "topic checks call concepts by their labels in each language",
  permissions: "none",
  fn() {
    const { advantage } = judge(complete[0]?.blocks ?? []);
    const [reason] = advantage.reasons;
    if (!reason) throw new TypeError("Cannot word a reason as there is none");
    assertEquals(
      reasonText(claim.messages, reason, "en"),
      "Advantage of the VAE named: a continuous latent space, interpolation",
    );
    assertEquals(
      reasonText(claim.messages, reason, "zh-TW"),
      "已提出VAE的優點：連續的潛在空間、內插",
    );
    const groups = [
      lexicon.subjects,
      lexicon.introduction,
      lexicon.advantages,
      lexicon.problems,
    ];
    for (const { id, label } of groups.flat()) assert(label, `${id} has a label`);
  },
});

Deno.test({
  name: "topic checks ask for a person where part of the submission could not be read",
  permissions: "none",
  fn() {
    const unread = [{ where: { file: "a.png" }, problem: "undecodable" }];
    const seen = judge(["# Report", "Nothing here."], unread);
    for (const judgement of Object.values(seen)) {
      assertEquals([judgement.verdict, judgement.needsReview], ["unmet", true]);
    }
  },
});

Deno.test({
  name: "topic checks cite the evidence they stand on",
  permissions: "none",
  fn() {
    const seen = judge(complete[0]?.blocks ?? []);
    assertEquals(seen.introduction.evidence[0], "e2");
    assertEquals(seen.advantage.evidence[0], "e3");
    assertEquals(seen.problem.evidence[0], "e4");
  },
});

Deno.test({
  name: "topic checks have a text for every reason they give",
  permissions: "none",
  fn() {
    for (const one of [...complete, ...flawed]) {
      const seen = judge(one.blocks);
      for (const { message } of seen.introduction.reasons) {
        assert(message in introduction.messages, message);
      }
      for (const { message } of [...seen.advantage.reasons, ...seen.problem.reasons]) {
        assert(message in claim.messages, message);
      }
    }
  },
});
