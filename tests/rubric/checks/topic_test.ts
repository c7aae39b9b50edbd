import { assert, assertEquals } from "@std/assert";
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Facts } from "../../../rubric/facts.ts";
import type { Judgement } from "../../../rubric/check.ts";
import { parseLexicon } from "../../../rubric/load_lexicon.ts";
import claim from "../../../rubric/checks/topic_claim.ts";
import introduction from "../../../rubric/checks/topic_introduction.ts";
import { readClaims } from "../../../grader/read/claims/read_claims.ts";
import { type Case, complete, flawed } from "./topic_cases.ts";
import { forms } from "./topic_forms.ts";

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
