import { assert, assertEquals, assertMatch } from "@std/assert";
import { csvText, harmless } from "../../../gradebook/export/csv_text.ts";
import { writeCsv } from "../../../gradebook/export/csv.ts";
import { writeGradescope } from "../../../gradebook/export/gradescope.ts";
import { writeNbgrader } from "../../../gradebook/export/nbgrader.ts";
import { logged, reportOf } from "../store/_class.ts";
import { classOf, formula, readCsv, readTable, submissionOf, textOf } from "./_class.ts";

const hostile = '=HYPERLINK("http://x","y")';

/** Two students in a group, a pending one, one not gradable, one failed, one ungraded. */
const data = classOf([
  submissionOf("b1", reportOf(["partial"]), {
    students: [
      { name: "Ada Lovelace", sid: "B1", email: "a@x.edu" },
      { name: hostile, sid: "-7", email: "@evil" },
    ],
    externalId: "9001",
  }),
  submissionOf("b2", reportOf(["undetermined"]), { students: [{ name: "王小明" }] }),
  submissionOf("b3", reportOf([], { outcome: "not-gradable" }), {
    students: [{ name: "C" }],
  }),
  submissionOf("b4", reportOf([], { outcome: "grader-failed" }), {
    students: [{ name: "D" }],
  }),
  submissionOf("b5", null),
  submissionOf("b6", reportOf(["met"]), {
    students: [{ name: 'E "the, quoted"\nline' }],
    decisions: [
      logged(1, { action: "override", item: "q1.a", verdict: "unmet", points: 0.25 }),
      logged(2, { action: "adjust", points: -0.5 }),
    ],
  }),
]);

Deno.test({
  name: "writeCsv() writes a row a student with the points of every item",
  permissions: "none",
  fn() {
    const { bytes, written } = writeCsv(data);
    const text = textOf(bytes);
    assert(text.startsWith("\uFEFF"));
    const rows = readTable(text);
    assertEquals([rows.length, written], [7, 7]);
    const [ada, second, pending, broken, failed, none, decided] = rows;
    assertEquals(ada!.Name, "Ada Lovelace");
    assertEquals([ada!.Earned, ada!.Possible, ada!.State], ["3.5", "4", "final"]);
    assertEquals([ada!["q1.a verdict"], ada!["q1.a points"]], ["partial", "0.5"]);
    assertEquals(second!.Submission, "b1");
    assertEquals([pending!.Earned, pending!.Pending], ["", "1"]);
    assertEquals([pending!["q1 points"], pending!["q2 points"]], ["", "2"]);
    for (const row of [broken, failed, none]) {
      assertEquals([row!.Earned, row!["q1.a points"]], ["", ""]);
    }
    assertEquals(
      [broken!.State, failed!.State, none!.State],
      ["not-gradable", "grader-failed", "ungraded"],
    );
    assertEquals([decided!.Earned, decided!.Adjustment], ["2.75", "-0.5"]);
    assertEquals([decided!["q1.a by"], decided!["q1.a points"]], ["override", "0.25"]);
    assertEquals(decided!.Name, 'E "the, quoted"\nline');
  },
});

Deno.test({
  name: "writers of scores leave no formula, and numbers are numbers",
  permissions: "none",
  fn() {
    for (const write of [writeCsv, writeGradescope, writeNbgrader]) {
      for (const cell of readCsv(textOf(write(data).bytes)).flat()) {
        assert(!formula.test(cell) || /^-\d+(?:\.\d+)?$/.test(cell), cell);
      }
    }
    const [row] = readTable(textOf(writeGradescope(data).bytes)).slice(1);
    assertEquals([row!.Name, row!.SID, row!.Email], [`'${hostile}`, "'-7", "'@evil"]);
  },
});

Deno.test({
  name: "writers of scores warn of everyone without a total",
  permissions: "none",
  fn() {
    for (const write of [writeCsv, writeGradescope, writeNbgrader]) {
      const words = write(data).warnings.map(({ en }) => en).join("\n");
      assertMatch(words, /1 submission with undecided items/);
      assertMatch(words, /1 submission not gradable/);
      assertMatch(words, /1 submission where the grader failed/);
      assertMatch(words, /1 submission not graded yet/);
      assertMatch(words, /1 submission without a known student/);
    }
    assertEquals(
      writeCsv(classOf([submissionOf("a", reportOf([]), { students: [{ sid: "1" }] })]))
        .warnings,
      [],
    );
  },
});

Deno.test({
  name: "writeGradescope() has Gradescope's columns; what is not final is Ungraded",
  permissions: "none",
  fn() {
    const text = textOf(writeGradescope(data).bytes);
    const head = readCsv(text)[0]!;
    assertEquals(head.slice(0, 7), [
      "Name",
      "SID",
      "Email",
      "Total Score",
      "Max Points",
      "Status",
      "Submission ID",
    ]);
    assertEquals(head.slice(11), ["1: x (2.0 pts)", "2: x (2.0 pts)"]);
    const rows = readTable(text);
    assertEquals(rows.map((row) => row["Submission ID"]), [
      ...["9001", "9001", "b2", "b3", "b4", "b5", "b6"],
    ]);
    for (const row of rows) {
      const graded = row.Status === "Graded";
      assert(graded || row.Status === "Ungraded");
      assertEquals(row["Total Score"] !== "", graded);
      const questions = [row["1: x (2.0 pts)"], row["2: x (2.0 pts)"]];
      if (graded) assert(questions.every((points) => points !== ""));
    }
    // The adjustment is the total's alone.
    assertEquals(rows[6]!["Total Score"], "2.75");
    assertEquals(rows[6]!["1: x (2.0 pts)"], "1.25");
  },
});

Deno.test({
  name: "writeNbgrader() has nbgrader's columns, one row a student",
  permissions: "none",
  fn() {
    const text = textOf(writeNbgrader(data).bytes);
    assertEquals(
      readCsv(text)[0]!.join(","),
      "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score," +
        "late_submission_penalty,score,max_score",
    );
    const rows = readTable(text);
    assertEquals([rows[0]!.first_name, rows[0]!.last_name], ["Ada", "Lovelace"]);
    assertEquals([rows[0]!.student_id, rows[0]!.score], ["B1", "3.5"]);
    assertEquals([rows[2]!.first_name, rows[2]!.score], ["王小明", ""]);
    assertEquals([rows[6]!.raw_score, rows[6]!.score], ["3.25", "2.75"]);
  },
});

Deno.test({
  name: "harmless() marks what a spreadsheet would run and nothing else",
  permissions: "none",
  fn() {
    for (
      const text of [
        "=1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        " =1",
        "\uFEFF=1",
        "＝1",
      ]
    ) {
      assertEquals(harmless(text), `'${text}`);
    }
    for (const text of ["", "Ada", "a=1", "1-2", "王", "b@x.edu", "'=1"]) {
      assertEquals(harmless(text), text);
    }
    assertEquals(harmless("a\u0000b"), "a b");
  },
});

Deno.test({
  name: "csvText() quotes what needs it and writes no exponents or locale",
  permissions: "none",
  fn() {
    const text = csvText([["a,b", 'c"d', "e\rf", "g\nh", null, 0.1 + 0.2, -0, 1e21]]);
    const [row] = readCsv(text);
    assertEquals(row!.slice(0, 7), ["a,b", 'c"d', "e\rf", "g\nh", "", "0.3", "0"]);
    assert(text.endsWith("\r\n"));
  },
});
