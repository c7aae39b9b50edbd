import { assertEquals } from "@std/assert";
import type { Evidence } from "../../../rubric/evidence.ts";
import type { Check } from "../../../rubric/check.ts";
import type { Facts } from "../../../rubric/facts.ts";
import adjustmentsCheck from "../../../rubric/checks/latent_adjustments.ts";
import descriptionCheck from "../../../rubric/checks/difference_description.ts";
import { readAdjustments } from "../../../grader/read/adjustments/read_adjustments.ts";
import { readComparisons } from "../../../grader/read/description/read_comparisons.ts";
import { answers, cases, descriptions, shortfalls } from "./adjustment_cases.ts";
import { factsOf } from "./_facts.ts";

const before = `# Question 1

A variational autoencoder encodes an image as a distribution over the latent and is trained with a reconstruction loss and a KL term. Its advantage over the vanilla autoencoder is that new samples can be drawn; its problem is that they are blurry.

# Question 2

Fully connected autoencoder, ReLU in between: 12288 - 1024 - 256 - 64 - 256 - 1024 - 12288. It was trained with Adam and a learning rate of 0.001 for one hundred epochs on the faces of the training set.

`;

function evidenceOf(text: string): Evidence[] {
  return text.split(/\n\n/).flatMap((block): Partial<Evidence>[] => {
    const code = /^```\w*\n([^]*)\n```$/.exec(block);
    if (code) return [{ kind: "code", language: "python", text: code[1] ?? "" }];
    if (block.startsWith("#")) return [{ kind: "heading", level: 1, text: block }];
    if (block.startsWith("|")) return [{ kind: "table", text: block }];
    const pictures = [...block.matchAll(/!\[(\w*)\]\((\S+)\)/g)];
    if (pictures.length > 0) {
      return pictures.map((match): Partial<Evidence> => ({
        kind: "image",
        image: {
          raster: "",
          width: 64,
          height: 64,
          name: match[2] ?? "",
          alt: match[1] ?? "",
        },
      }));
    }
    const lines = block.split("\n");
    if (!lines.some((line) => /^[-*] /.test(line))) return [{ text: block }];
    return lines.map((line) =>
      /^[-*] /.test(line) ? { kind: "list-item", text: line } : { text: line }
    );
  }).map((part, i) => ({
    id: `e${i + 1}`,
    kind: "paragraph",
    where: { file: "report.md" },
    sha256: "",
    text: "",
    origin: "author",
    via: "text",
    ...part,
  }));
}

function factsIn(answer: string): Facts {
  const { document } = factsOf([], [], { evidence: evidenceOf(before + answer) });
  const adjustments = readAdjustments(document);
  return { ...factsOf(adjustments, readComparisons(document, adjustments)), document };
}

/** The verdict; `x either` also where it is `x` or where a person must look. */
function verdict<T>(
  check: Check<T>,
  facts: Facts,
  parameters: T,
  expected: string,
): string {
  const { verdict, needsReview } = check.judge(facts, parameters);
  const told = `${verdict}${needsReview ? " review" : ""}`;
  const either = expected.endsWith(" either") &&
    (needsReview || `${verdict} either` === expected);
  return either ? expected : told;
}

const changed = { minimum: 2 };
const described = { minimumStatements: 1, perAdjustment: false };

const short = answers.map(([adjustments, description, answer]) => ({
  name: answer.slice(0, 60).replace(/\n/g, " "),
  answer,
  adjustments,
  description,
}));

for (
  const { name, answer, adjustments, description } of [...cases, ...shortfalls, ...short]
) {
  Deno.test({
    name: `latent-adjustments and difference-description of an answer: ${name}`,
    permissions: "none",
    fn() {
      const facts = factsIn(answer);
      assertEquals([
        verdict(adjustmentsCheck, facts, changed, adjustments),
        verdict(descriptionCheck, facts, described, description),
      ], [adjustments, description]);
    },
  });
}

for (const [words, expected] of descriptions) {
  Deno.test({
    name: `difference-description of ${words}`,
    permissions: "none",
    fn() {
      const facts = factsIn(`I set z[3] to 9 and z[40] to -9.\n\n${words}`);
      assertEquals(verdict(descriptionCheck, facts, described, expected), expected);
    },
  });
}
