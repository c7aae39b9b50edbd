import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { EchoError } from "../../../gradebook/export/echoed_table.ts";
import { writeMoodle } from "../../../gradebook/export/moodle.ts";
import { logged, reportOf } from "../store/_class.ts";
import { classOf, readCsv, submissionOf, textOf } from "./_class.ts";

const echo = (text: string, column?: string) => ({
  bytes: new TextEncoder().encode(text),
  name: "moodle.csv",
  ...(column === undefined ? {} : { column }),
});

const english = 'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade",' +
  '"Grade can be changed","Last modified (submission)","Last modified (grade)",' +
  '"Feedback comments"\n' +
  '"Participant 12","Ada L",a@x.edu,Submitted,,4.00,Yes,"Monday, 1 June",-,\n' +
  '"Participant 13","Bob M",b@x.edu,Submitted,2.00,4.00,No,-,-,old\n' +
  '"Participant 14","Cai N",c@x.edu,Submitted,,4.00,Yes,-,-,\n';

const data = classOf([
  submissionOf("s1", reportOf(["partial"]), {
    students: [{ email: "A@x.edu" }],
    decisions: [logged(1, {
      ...{
        action: "override",
        item: "q1.b",
        verdict: "unmet",
        comment: "<b>no</b> & no",
      },
    })],
  }),
  submissionOf("Bob_13_assignsubmission_file", reportOf([])),
  submissionOf("s3", reportOf(["undetermined"]), { students: [{ name: "Cai N" }] }),
]);

Deno.test({
  name: "writeMoodle() changes grade and feedback of certain students alone",
  permissions: "none",
  fn() {
    const { bytes, written, leftOut } = writeMoodle(data, echo(english), "en");
    const before = readCsv(english);
    const after = readCsv(textOf(bytes));
    const places = after.flatMap((row, i) =>
      row.flatMap((cell, k) => cell === before[i]![k] ? [] : [`${i},${k}`])
    );
    assertEquals(places, ["1,4", "1,9"]);
    assertEquals(after[1]![4], "3");
    assertMatch(
      after[1]![9]!,
      /partly met, 0\.5 \/ 1<br>x: not met, 0 \/ 0\.5 \(&lt;b&gt;no/,
    );
    assertEquals(written, 1);
    const why = Object.fromEntries(leftOut.map(({ who, why }) => [who, why.en]));
    assertMatch(why["Bob M"]!, /can not be changed/);
    assertMatch(why["Cai N"]!, /not final/);
  },
});

Deno.test({
  name: "writeMoodle() reads localized headings and keeps the decimal comma",
  permissions: "none",
  fn() {
    const german = "ID;Vollständiger Name;E-Mail-Adresse;Bewertung;Bestwertung;" +
      "Bewertung kann geändert werden;Feedback als Kommentar\n" +
      "Teilnehmer/in12;Ada L;a@x.edu;;4,00;Ja;\n";
    const rows = readCsv(textOf(writeMoodle(data, echo(german), "en").bytes), ";");
    assertEquals(rows[1]![3], "3");
    const half = classOf([
      submissionOf("s", reportOf(["partial"]), { students: [{ name: "Ada L" }] }),
    ]);
    const text = textOf(writeMoodle(half, echo(german), "zh-TW").bytes);
    assertEquals(readCsv(text, ";")[1]![3], "3,5");
    assertMatch(text, /部分符合/);
    const chinese = "識別碼,全名,電子郵件,狀態,成績,最高成績,回饋評論\n" +
      "參與者 12,Ada L,a@x.edu,已繳,,4.00,\n";
    assertEquals(
      readCsv(textOf(writeMoodle(half, echo(chinese), "en").bytes))[1]![4],
      "3.5",
    );
  },
});

Deno.test({
  name: "writeMoodle() finds columns of an unknown language by what they hold, or asks",
  permissions: "none",
  fn() {
    const unknown = "Tunniste,Koko nimi,Arvosana,Maksimi,Palaute\n" +
      "Osallistuja 12,Ada L,,4.00,\nOsallistuja 13,Bob,,4.00,\n";
    const one = classOf([
      submissionOf("Ada_12_assignsubmission_file", reportOf(["partial"])),
    ]);
    const { bytes, warnings } = writeMoodle(one, echo(unknown), "en");
    assertEquals(readCsv(textOf(bytes))[1], [
      "Osallistuja 12",
      "Ada L",
      "3.5",
      "4.00",
      "",
    ]);
    assert(warnings.some(({ en }) => /no feedback column/.test(en)));
    assertThrows(
      () => writeMoodle(one, echo("Tunniste,Nimi\nOsallistuja 12,Ada\n"), "en"),
      EchoError,
      '"Tunniste", "Nimi"',
    );
    const named = echo("Tunniste,Nimi,Luku\nOsallistuja 12,Ada,\n", "Luku");
    assertEquals(writeMoodle(one, named, "en").written, 1);
  },
});
