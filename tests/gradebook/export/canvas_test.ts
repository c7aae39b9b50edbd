import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { writeCanvas } from "../../../gradebook/export/canvas.ts";
import { EchoError } from "../../../gradebook/export/echoed_table.ts";
import { logged, reportOf } from "../store/_class.ts";
import { classOf, readCsv, submissionOf, textOf } from "./_class.ts";

const head = "Student,ID,SIS User ID,SIS Login ID,Section,HW7 (11),x (22),Final Score\n";
const sheet = head +
  ",,,,,Manual Posting,,\n" +
  "    Points Possible,,,,,10,4,(read only)\n" +
  '"Lovelace, Ada",101,B1,ada,"A, 1",9,,88\n' +
  '"王, 小明",102,B2,wang,A,8,3.50,80\n' +
  '"Twin, Tom",103,B3,tom1,A,,1,\n' +
  '"Twin, Tom",104,B4,tom2,A,,2,\n' +
  '"Excused, Eve",105,B5,eve,A,5,EX,50\n' +
  '"Late, Lee",106,B6,lee,A,6,0.5,\n' +
  '"Nobody, Ned",107,B7,ned,A,"=1+1",4,\n' +
  '"Student, Test",999,,t@est,A,,,\n';

const data = classOf([
  submissionOf("s1", reportOf(["partial"]), { students: [{ sid: "b1" }] }),
  submissionOf("s2", reportOf(["partial"]), { students: [{ name: "小明 王" }] }),
  submissionOf("s3", reportOf([]), { students: [{ name: "Tom Twin" }] }),
  submissionOf("s5", reportOf([]), { students: [{ sid: "B5" }] }),
  submissionOf("s6", reportOf(["undetermined"]), { students: [{ sid: "B6" }] }),
  submissionOf("s9", reportOf([]), { students: [{ name: "Guest" }] }),
]);

const echo = (text: string, column?: string) => ({
  bytes: new TextEncoder().encode(text),
  name: "canvas.csv",
  ...(column === undefined ? {} : { column }),
});

Deno.test({
  name: "writeCanvas() changes one column of matched students and nothing else",
  permissions: "none",
  fn() {
    const { bytes, written, leftOut, warnings } = writeCanvas(data, echo(sheet));
    const before = readCsv(sheet);
    const after = readCsv(textOf(bytes));
    assertEquals(after.length, before.length);
    const changed = after.flatMap((row, i) =>
      row.flatMap((cell, k) => cell === before[i]![k] ? [] : [[i, k, cell]])
    );
    // Wang's 3.50 is 3.5 already; it keeps its bytes.
    assertEquals(changed, [[3, 6, "3.5"]]);
    assertEquals(written, 2);
    const why = Object.fromEntries(leftOut.map(({ who, why }) => [who, why.en]));
    assertMatch(why["Tom Twin"]!, /ambiguous: 2 rows have the same name/);
    assertMatch(why["Excused, Eve"]!, /EX/);
    assertMatch(why["Late, Lee"]!, /not final/);
    assertMatch(why["Guest"]!, /no row/);
    assert(warnings.some(({ en }) => /undecided items/.test(en)));
    assert(warnings.some(({ en }) => /3 rows without a submission here/.test(en)));
  },
});

Deno.test({
  name: "writeCanvas() keeps lines that do not change byte by byte",
  permissions: "none",
  fn() {
    const crlf = "\uFEFF" + sheet.replaceAll("\n", "\r\n");
    const text = textOf(writeCanvas(data, echo(crlf)).bytes);
    const lines = (all: string) => all.split("\r\n");
    assertEquals(lines(text).length, lines(crlf).length);
    const other = lines(text).filter((line, i) => line !== lines(crlf)[i]);
    assertEquals(other, ['"Lovelace, Ada",101,B1,ada,"A, 1",9,3.5,88']);
  },
});

Deno.test({
  name: "writeCanvas() chooses no column that is not certain or that Canvas drops",
  permissions: "none",
  fn() {
    const other = sheet.replace("x (22)", "HW8 (22)");
    assertThrows(
      () => writeCanvas(data, echo(other)),
      EchoError,
      '"HW7 (11)", "HW8 (22)"',
    );
    assertEquals(writeCanvas(data, echo(other, "HW8")).written, 2);
    assertThrows(
      () => writeCanvas(data, echo(sheet, "Final Score")),
      EchoError,
      "column",
    );
    assertThrows(() => writeCanvas(data, echo(sheet, "Section")), EchoError, "column");
    assertThrows(
      () => writeCanvas(data, echo(sheet.replace("SIS Login ID", "Login"))),
      EchoError,
      "SIS Login ID",
    );
    assertThrows(
      () => writeCanvas(data, echo("a,b\n1,2\n")),
      EchoError,
      "Student and ID",
    );
    assertThrows(
      () => writeCanvas(data, { name: "x", bytes: new Uint8Array([0xFF, 0xFE, 0x41]) }),
      EchoError,
      "UTF-8",
    );
  },
});

Deno.test({
  name: "writeCanvas() says where Canvas has other points, and scales nothing",
  permissions: "none",
  fn() {
    const other = sheet.replace("10,4,(read", "10,100,(read");
    const { warnings, bytes } = writeCanvas(data, echo(other));
    assertMatch(
      warnings[0]!.en,
      /Canvas has the assignment at 100 points, the rubric at 4/,
    );
    assertEquals(readCsv(textOf(bytes))[3]![6], "3.5");
  },
});

Deno.test({
  name: "writeCanvas() writes a decimal comma only where a semicolon file has it",
  permissions: "none",
  fn() {
    const semicolons = "Student;ID;SIS Login ID;Section;x (22)\n" +
      "    Points Possible;;;;4,0\nAda;101;B1;A;2,5\n";
    const text = textOf(writeCanvas(data, echo(semicolons)).bytes);
    assertEquals(text.split("\n")[2], "Ada;101;B1;A;3,5");
  },
});

Deno.test({
  name: "matchStudents() trusts no key that another one contradicts",
  permissions: "none",
  fn() {
    const table = "Student,ID,SIS User ID,SIS Login ID,Section,x (22)\n" +
      "Ada,101,B1,ada@x.edu,A,\nBob,102,B2,bob@x.edu,A,\nCai,103,B3,cai@x.edu,A,\n" +
      "Dan,104,,dan@x.edu,A,\n";
    const why = (student: Parameters<typeof submissionOf>[2]) => {
      const one = classOf([submissionOf("s", reportOf([]), student)]);
      const { leftOut, written } = writeCanvas(one, echo(table));
      return leftOut[0]?.why.en ?? `written ${written}`;
    };
    assertMatch(why({ students: [{ sid: "B1", email: "bob@x.edu" }] }), /different rows/);
    // An equal name with another id of the same look is somebody else.
    assertMatch(
      why({ students: [{ sid: "B77", name: "Cai" }] }),
      /same name and another id/,
    );
    assertMatch(why({ students: [{ email: "cai2@x.edu", name: "Cai" }] }), /another id/);
    assertEquals(why({ students: [{ sid: "123-45", name: "Cai" }] }), "written 1");
    assertEquals(why({ students: [{ email: "BOB@x.edu" }] }), "written 1");
    // Canvas's own number alone is no proof; with the name it is.
    assertMatch(why({ students: [{ sid: "104" }] }), /no row/);
    assertEquals(why({ students: [{ sid: "104", name: "Dan" }] }), "written 1");
    const two = classOf([
      submissionOf("s", reportOf([]), { students: [{ sid: "B1" }] }),
      submissionOf("t", reportOf(["unmet"]), { students: [{ sid: "B1" }] }),
    ]);
    const { leftOut, written } = writeCanvas(two, echo(table));
    assertEquals([leftOut.length, written], [2, 0]);
    // A group: the members' rows get the same points.
    const group = classOf([
      submissionOf("s", reportOf([]), { students: [{ sid: "B1" }, { sid: "B2" }] }),
    ]);
    assertEquals(writeCanvas(group, echo(table)).written, 2);
  },
});

Deno.test({
  name: "writeCanvas() takes the name of a file of a Canvas download for the student's",
  permissions: "none",
  fn() {
    const table = "Student,ID,SIS Login ID,Section,x (22)\nAda,101,ada,A,\n";
    const one = classOf([submissionOf("lovelaceada_101_55555_report", reportOf([]))]);
    assertEquals(writeCanvas(one, echo(table)).written, 1);
    const decided = classOf([
      submissionOf("lovelaceada_101_55555_report", reportOf(["undetermined"]), {
        decisions: [logged(1, { action: "override", item: "q1.a", verdict: "unmet" })],
      }),
    ]);
    const text = textOf(writeCanvas(decided, echo(table)).bytes);
    assertEquals(text.split("\n")[1], "Ada,101,ada,A,3");
  },
});
