import { assert, assertEquals } from "@std/assert";
import { configure, TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { writeGradescopeEvaluations } from "../../../gradebook/export/gradescope_evaluations.ts";
import { logged, reportOf } from "../store/_class.ts";
import { classOf, readCsv, submissionOf } from "./_class.ts";

async function unpack(bytes: Uint8Array): Promise<Map<string, string[][]>> {
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new Uint8ArrayReader(bytes));
  const files = new Map<string, string[][]>();
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    files.set(entry.filename, readCsv(await entry.getData(new TextWriter())));
  }
  await reader.close();
  return files;
}

const data = classOf([
  submissionOf("s1", reportOf(["partial", "unmet"]), {
    students: [{ name: "Ada Lovelace", sid: "B1" }, { name: "Bob" }],
    externalId: "901",
  }),
  submissionOf("s2", reportOf(["undetermined"]), { students: [{ name: "Cai" }] }),
  submissionOf("s3", reportOf([]), {
    students: [{ name: "Dan" }],
    decisions: [
      logged(1, {
        ...{ action: "override", item: "q1.a", verdict: "partial", points: 0.25 },
        comment: "half of it",
      }),
      logged(2, { action: "adjust", points: 0.5 }),
    ],
  }),
]);

Deno.test({
  name: "writeGradescopeEvaluations() gives a CSV a question in the observed layout",
  permissions: "none",
  async fn() {
    const { bytes, warnings } = await writeGradescopeEvaluations(data, "en");
    const files = await unpack(bytes);
    assertEquals([...files.keys()], ["1_x.csv", "2_x.csv"]);
    const rows = files.get("1_x.csv")!;
    const head = rows[0]!;
    const first = head.indexOf("Submission Time") + 1;
    const last = head.indexOf("Adjustment");
    assertEquals(
      head.slice(0, 8).join(),
      [
        "Assignment Submission ID,Question Submission ID,First Name,Last Name,SID,Email",
        "Sections,Score",
      ].join(),
    );
    assertEquals(head.slice(last), ["Adjustment", "Comments", "Grader", "Tags"]);
    // Headers repeat: the items are told by their place. Partly and fully are two columns.
    assertEquals(last - first, 6);
    const items = (row: string[]) => row.slice(first, last);
    const [ada, bob, cai, dan] = rows.slice(1);
    assertEquals(ada!.slice(0, 5), ["901", "901-q1", "Ada", "Lovelace", "B1"]);
    assertEquals(items(ada!), ["false", "true", "true", "false", "false", "false"]);
    assertEquals(ada![7], "1");
    assertEquals(items(bob!), items(ada!));
    assertEquals([items(cai!)[0], items(cai!)[1], items(cai!)[2]], ["", "", "false"]);
    assertEquals([cai![7], cai![last]], ["", ""]);
    // 0.5 by the line that is ticked, 0.25 by the person: the adjustment tells.
    assertEquals([items(dan!)[1], dan![7], dan![last]], ["true", "1.25", "-0.25"]);
    assertEquals(dan![last + 1], "q1.a: half of it");
    assertEquals(dan![last + 2], "ta, latentmark");
    const legend = rows.filter(([cell]) => !/^\d|^s\d/.test(cell!)).slice(1);
    assertEquals(legend.map(([cell]) => cell), ["Point Values", "Rubric Numbers"]);
    assertEquals(items(legend[0]!), ["-1", "-0.5", "-0.5", "-0.25", "-0.5", "-0.25"]);
    // What a person added to the total stands at the last question, and is said.
    const second = files.get("2_x.csv")!;
    const end = second[0]!.indexOf("Adjustment");
    assertEquals([second[4]![7], second[4]![end]], ["2.5", "0.5"]);
    assert(warnings.some(({ en }) => /adjusted/.test(en)));
  },
});

Deno.test({
  name:
    "writeGradescopeEvaluations() scores follow from the ticks, points and adjustment",
  permissions: "none",
  async fn() {
    const files = await unpack((await writeGradescopeEvaluations(data, "en")).bytes);
    for (const [name, rows] of files) {
      const head = rows[0]!;
      const first = head.indexOf("Submission Time") + 1;
      const last = head.indexOf("Adjustment");
      const points = rows.find(([cell]) => cell === "Point Values")!.slice(first, last)
        .map(Number);
      for (const row of rows.slice(1, 5)) {
        if (row[7] === "") continue;
        const ticked = row.slice(first, last).map((cell, i) =>
          cell === "true" ? points[i]! : 0
        );
        const sum = ticked.reduce((a, b) => a + b, name.startsWith("1") ? 2 : 0);
        assertEquals(Math.min(2, Math.max(0, sum)) + Number(row[last]), Number(row[7]));
      }
    }
  },
});

Deno.test({
  name: "writeGradescopeEvaluations() gives the same bytes twice",
  permissions: "none",
  async fn() {
    const once = await writeGradescopeEvaluations(data, "en");
    assertEquals(once.bytes, (await writeGradescopeEvaluations(data, "en")).bytes);
  },
});
