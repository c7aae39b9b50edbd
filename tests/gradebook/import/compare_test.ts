import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { configure, TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { compareGrading } from "../../../gradebook/import/compare.ts";
import { ImportError } from "../../../gradebook/import/import_error.ts";
import { noMapping, parseMapping } from "../../../gradebook/import/mapping.ts";
import { readPastGrading } from "../../../gradebook/import/read_past_grading.ts";
import { writeCsv } from "../../../gradebook/export/csv.ts";
import { writeGradescope } from "../../../gradebook/export/gradescope.ts";
import { writeGradescopeEvaluations } from "../../../gradebook/export/gradescope_evaluations.ts";
import { logged, reportOf, rubric } from "../store/_class.ts";
import { classOf, submissionOf } from "../export/_class.ts";

async function zipOf(files: Record<string, string>): Promise<Uint8Array> {
  configure({ useWebWorkers: false });
  const zip = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, text] of Object.entries(files)) {
    await zip.add(name, new TextReader(text));
  }
  return await zip.close();
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The rubric of the made class with texts that a sheet can be matched with. */
const named = {
  ...rubric,
  questions: rubric.questions.map((question, i) => ({
    ...question,
    title: i === 0
      ? { en: "Autoencoders", "zh-TW": "自編碼器" }
      : { en: "Latents", "zh-TW": "潛在表示" },
    items: question.items.map((item, k) => ({
      ...item,
      text: i === 0
        ? [
          { en: "Introduction: major or minor mistakes", "zh-TW": "介紹：錯誤" },
          { en: "Advantage: wrong or unclear", "zh-TW": "優點：不清楚" },
          { en: "Problem: wrong or unclear", "zh-TW": "問題：不清楚" },
        ][k]!
        : [
          { en: "Show your architecture", "zh-TW": "展示模型架構" },
          { en: "Show your adjustments", "zh-TW": "展示調整" },
          { en: "Show the reconstructed images", "zh-TW": "展示重建圖片" },
          { en: "Describe the differences", "zh-TW": "描述差異" },
        ][k]!,
    })),
  })),
} as typeof rubric;

const data = {
  ...classOf([
    submissionOf("s1", reportOf(["unmet"]), { externalId: "901" }),
    submissionOf("s2", reportOf(["met", "partial"]), { externalId: "902" }),
    submissionOf("s3", reportOf([]), { students: [{ email: "c@x.edu" }] }),
    submissionOf("s4", reportOf(["undetermined"]), { externalId: "904" }),
    submissionOf("s5", reportOf([]), { externalId: "999" }),
  ]),
  rubric: named,
};

const head = "Assignment Submission ID,Question Submission ID,First Name,Last Name,SID," +
  "Email,Sections,Score,Submission Time,";
const q1 = head +
  "Introduction: major mistake(s) / unclarity,Introduction: minor mistake(s) / unclarity," +
  "Advantage: mistake(s) / unclear,問題：不清楚,Good!,Adjustment,Comments,Grader,Tags\n" +
  "901,1,A,B,,,,1.0,t,true,false,false,false,false,,wrong,TA,\n" +
  "902,2,A,B,,,,1.5,t,false,true,false,false,false,,,TA,\n" +
  "903,3,A,B,,c@x.edu,,2.0,t,false,false,false,false,true,,,TA,\n" +
  "904,4,A,B,,,,2.0,t,false,false,false,false,true,,,TA,\n" +
  "905,5,No,Body,,,,2.0,t,false,false,false,false,true,,,TA,\n" +
  "Point Values,,,,,,,,,-1.0,-0.5,-0.5,-0.5,0.0,,,,\n" +
  "Rubric Numbers,,,,,,,,,1,2,3,4,5,,,,\n";

Deno.test({
  name: "compareGrading() sets ticks of a marking sheet against the harness's verdicts",
  permissions: "none",
  async fn() {
    const zip = await zipOf({ "x/1_Autoencoders.csv": q1, "x/notes.txt": "no" });
    const past = await readPastGrading(zip, "e.zip");
    const { items, differences, matched, unmatched } = compareGrading(
      data,
      past,
      noMapping,
    );
    assertEquals(matched, 4);
    assertEquals(items.map(({ item }) => item), ["q1.a", "q1.b", "q1.c"]);
    const [intro, advantage] = items;
    // s1 unmet both, s2 person partial and harness met, s3 met both, s4 not decided.
    assertEquals(
      [intro!.agreement.compared, intro!.agreement.agreed, intro!.agreement.undetermined],
      [3, 2, 1],
    );
    // po 2/3, pe (1*2 + 1*0 + 1*1)/9 = 1/3: kappa 1/2.
    assertAlmostEquals(intro!.agreement.kappa ?? 0, 0.5);
    // The sheet has no half for the advantage; the harness's partial differs.
    assertEquals([advantage!.agreement.compared, advantage!.agreement.agreed], [4, 3]);
    assertEquals(
      differences.map(({ submission, what, person, harness }) =>
        [submission.record.id, what, person, harness].join(" ")
      ),
      ["s2 q1.a partial met", "s2 q1.b met partial"],
    );
    assert(
      unmatched.some((line) => /line "Good!" of q1: it changes no points/.test(line)),
    );
    assert(unmatched.some((line) => /row of No Body \(905\)/.test(line)));
    assert(unmatched.some((line) => /submission "s5"/.test(line)));
  },
});

Deno.test({
  name:
    "compareGrading() leaves a line that is not clear, until a mapping says what it is",
  permissions: { env: true }, // The YAML library asks for a variable.
  async fn() {
    const odd = q1.replace("Advantage: mistake(s) / unclear", "Part B");
    const past = await readPastGrading(bytesOf(odd), "1_Autoencoders.csv");
    const before = compareGrading(data, past, noMapping);
    assert(before.unmatched.some((line) => /line "Part B" of q1: no item/.test(line)));
    assert(before.unmatched.some((line) => /item "q1.b": no line/.test(line)));
    const mapping = parseMapping(
      "lines:\n  q1:\n    Part B: { item: q1.b, verdict: unmet }\n    Good!: none\n",
      "m.yaml",
    );
    const after = compareGrading(data, past, mapping);
    assertEquals(after.items.map(({ item }) => item), ["q1.a", "q1.b", "q1.c"]);
  },
});

Deno.test({
  name: "compareGrading() takes no question whose name and number disagree",
  permissions: { env: true }, // The YAML library asks for a variable.
  async fn() {
    const zip = await zipOf({ "2_Autoencoders.csv": q1, "1_Latents.csv": q1 });
    const past = await readPastGrading(zip, "e.zip");
    const { items, unmatched } = compareGrading(data, past, noMapping);
    assertEquals(items, []);
    assertEquals(unmatched.filter((line) => line.startsWith("question")).length, 2);
    const told = parseMapping('questions: { "2_Autoencoders.csv": q1 }', "m");
    assertEquals(compareGrading(data, past, told).items.length, 3);
  },
});

Deno.test({
  name: "compareGrading() agrees with what the harness itself exported",
  permissions: "none",
  async fn() {
    const files = [
      ["e.zip", (await writeGradescopeEvaluations(data, "en")).bytes],
      ["own.csv", writeCsv(data).bytes],
      ["scores.csv", writeGradescope(data).bytes],
    ] as const;
    for (const [name, bytes] of files) {
      const past = await readPastGrading(bytes, name);
      const { items, scores, differences } = compareGrading(data, past, noMapping);
      assertEquals(differences, [], name);
      if (name === "scores.csv") {
        assertEquals(scores.map(({ what, compared, equal }) => [what, compared, equal]), [
          ...[["total", 4, 4], ["q1", 4, 4], ["q2", 4, 4]],
        ]);
      } else assertEquals(items.length, 7, name);
    }
  },
});

Deno.test({
  name: "compareGrading() compares scores with what the harness alone gives",
  permissions: "none",
  async fn() {
    const one = {
      ...data,
      submissions: [submissionOf("s1", reportOf(["unmet"]), {
        externalId: "901",
        decisions: [logged(1, { action: "override", item: "q1.a", verdict: "met" })],
      })],
    };
    const csv = "Name,SID,Email,Total Score,Max Points,Status,Submission ID," +
      "1: Autoencoders (2.0 pts)\nA,,,4.0,4.0,Graded,901,2.0\nB,,,,4.0,Missing,,\n";
    const past = await readPastGrading(bytesOf(csv), "s.csv");
    const { scores, differences } = compareGrading(one, past, noMapping);
    assertEquals(scores.map(({ meanDifference }) => meanDifference), [-1, -1]);
    assertEquals(
      differences.map(({ what, person, harness }) => [what, person, harness]),
      [
        ...[["total", 4, 3], ["q1", 2, 1]],
      ],
    );
  },
});

Deno.test({
  name: "readPastGrading() says what a file lacks",
  permissions: "none",
  async fn() {
    const refused = (bytes: Uint8Array, why: string) =>
      assertRejects(() => readPastGrading(bytes, "f"), ImportError, why);
    await refused(bytesOf("a,b\n1,2\n"), "must be an evaluations zip");
    await refused(bytesOf(""), "header");
    await refused(bytesOf('a,"b\n'), "must be CSV");
    await refused(new Uint8Array([0xFF, 0x41]), "UTF-8");
    await refused(await zipOf({ "a.csv": "a\n1\n" }), "1 other CSV");
    await refused(await zipOf({ "a.txt": "a" }), "no CSV");
    await refused(new Uint8Array([0x50, 0x4B, 3, 4, 0]), "whole zip archive");
  },
});
