import { assertEquals, assertMatch } from "@std/assert";
import type { FileKind } from "../../../grader/collect/file_kind.ts";
import type { Metadata } from "../../../gradebook/class/gradescope_metadata.ts";
import {
  type ClassChild,
  looksLikeOne,
  planSubmissions,
} from "../../../gradebook/class/plan_submissions.ts";
import { canvasName, moodleName } from "../../../gradebook/class/platform_names.ts";
import { submissionIds } from "../../../gradebook/class/submission_ids.ts";

function test(name: string, fn: () => void) {
  Deno.test({ name, permissions: "none", fn });
}

const file = (name: string): ClassChild => ({ name, isFolder: false, kinds: new Set() });
const folder = (name: string, ...kinds: FileKind[]): ClassChild => ({
  ...{ name, isFolder: true, kinds: new Set(kinds) },
});
const list = (...keys: string[]): Metadata => ({
  records: new Map(keys.map((key) => [key, {
    key,
    submitters: [{ name: `Student of ${key}`, sid: null, email: null }],
  }])),
  problems: [],
});
const names = (children: readonly ClassChild[], metadata: Metadata | null = null) =>
  planSubmissions(children, metadata).submissions.map(({ name }) => name);

test("planSubmissions() takes each child, and no tables of the staff", () => {
  const children = [file("b.pdf"), folder("a", "markdown"), file("grades.csv")];
  const plan = planSubmissions(children, null);
  assertEquals(plan.submissions.map(({ name }) => name), ["a", "b.pdf"]);
  assertEquals(plan.notices, ['"grades.csv" is no report and was left out']);
});

test("planSubmissions() leaves pictures beside texts to the texts", () => {
  const children = [file("a.md"), file("b.md"), folder("images", "image")];
  const plan = planSubmissions(children, null);
  assertEquals([plan.submissions.length, plan.shared], [2, ["images"]]);
  assertEquals(names([file("a.pdf"), folder("b", "image")]), ["a.pdf", "b"]);
});

test("planSubmissions() gives names of Gradescope's list to no other file", () => {
  const children = [file("17.pdf"), file("18.pdf"), file("7.pdf"), file("notes.csv")];
  const plan = planSubmissions(children, list("17.pdf", "18.pdf.pdf", "170.pdf"));
  assertEquals(
    plan.submissions.map(({ name, submitters, externalId }) => [
      ...[name, submitters[0]?.name ?? null, externalId],
    ]),
    [
      ["17.pdf", "Student of 17.pdf", "17"],
      ["18.pdf", null, null],
      ["7.pdf", null, null],
    ],
  );
  const notices = plan.notices.join("\n");
  assertMatch(notices, /"18\.pdf\.pdf", and there is no such file/);
  assertMatch(notices, /"170\.pdf", and there is no such file/);
  assertMatch(notices, /"7\.pdf" is not in .*nobody's name/);
});

test("planSubmissions() keeps the numbers of folders of Gradescope", () => {
  const plan = planSubmissions([folder("submission_42", "code")], list("submission_42"));
  assertEquals(plan.submissions[0]?.externalId, "42");
});

test("planSubmissions() joins the files of one student of Canvas", () => {
  const children = [
    file("chenada_11_5001_report.pdf"),
    file("chenada_11_5002_code.py"),
    file("linbob_LATE_12_5003_report.pdf"),
  ];
  const plan = planSubmissions(children, null);
  assertEquals(plan.layout, "canvas");
  assertEquals(
    plan.submissions.map(({ name, children, externalId }) => [
      ...[name, children.length, externalId],
    ]),
    [["chenada_11", 2, "11"], ["linbob_12", 1, "12"]],
  );
  assertMatch(plan.notices.join(), /late/);
});

test("planSubmissions() takes names for Canvas's where all are so, and no fewer", () => {
  const children = [file("chenada_11_5001_report.pdf"), file("b10902001_report.pdf")];
  assertEquals(planSubmissions(children, null).layout, "plain");
  assertEquals(canvasName("b10902001_hw8_final.pdf"), null);
});

test("planSubmissions() reads Moodle's folders and files, Chinese names among them", () => {
  const children = [
    folder("王小明_4711_assignsubmission_file_", "pdf"),
    file("Ada Lovelace_4712_assignsubmission_file_report.pdf"),
    file("Ada Lovelace_4712_assignsubmission_onlinetext.html"),
  ];
  const plan = planSubmissions(children, null);
  assertEquals(
    plan.submissions.map(({ submitters, externalId, children }) => [
      ...[submitters[0]?.name, externalId, children.length],
    ]),
    [["Ada Lovelace", "4712", 2], ["王小明", "4711", 1]],
  );
  assertEquals(moodleName("王小明_assignsubmission.pdf"), null);
});

test("looksLikeOne() tells a submission from a class", () => {
  assertMatch(
    looksLikeOne([file("report.md"), folder("images", "image")])!,
    /report\.md/,
  );
  assertMatch(looksLikeOne([file("report.pdf"), file("model.py")])!, /model\.py/);
  assertEquals(looksLikeOne([file("a.pdf"), file("b.pdf"), file("x.png")]), null);
  assertEquals(looksLikeOne([folder("alice", "markdown", "image")]), null);
  assertEquals(looksLikeOne([file("a.png"), file("b.png")]), null);
  assertEquals(looksLikeOne([file("a.pdf")]), null);
});

const nobody = () => null;

test("submissionIds() are the same in any order", () => {
  const all = ["b1.pdf", "b1.md", "B1.docx", "b 1.pdf", "b2.pdf"];
  const one = submissionIds(all, nobody);
  const other = submissionIds([...all].reverse(), nobody);
  for (const name of all) assertEquals(one.get(name), other.get(name));
  assertEquals(new Set([...one.values()].map((id) => id.toLowerCase())).size, all.length);
});

test("submissionIds() renames nobody when a file of the same name comes", () => {
  const before = submissionIds(["b1.pdf"], nobody);
  const holder = (id: string) => id === before.get("b1.pdf") ? "b1.pdf" : null;
  const after = submissionIds(["b1.md", "b1.pdf"], holder);
  assertEquals(after.get("b1.pdf"), "b1");
  const own = after.get("b1.md")!;
  const later = (id: string) => id === own ? "b1.md" : id === "b1" ? "b1.pdf" : null;
  assertEquals(submissionIds(["b1.md"], later).get("b1.md"), own);
});

test("submissionIds() gives a student's id to what replaces the file", () => {
  assertEquals(submissionIds(["b1.docx"], () => "b1.pdf").get("b1.docx"), "b1");
});
