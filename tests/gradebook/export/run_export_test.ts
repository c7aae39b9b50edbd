import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { EchoError } from "../../../gradebook/export/echoed_table.ts";
import { exportFormats } from "../../../gradebook/export/formats.ts";
import {
  ExportError,
  type ExportInput,
  runExport,
} from "../../../gradebook/export/run_export.ts";
import type { Gradebook } from "../../../gradebook/gradebook.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import {
  decisionOf,
  putGraded,
  reportOf,
  rubric,
  tickingClock,
} from "../store/_class.ts";
import { readTable, textOf } from "./_class.ts";

async function onGradebook(test: (gradebook: Gradebook) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    using gradebook = openGradebook(join(folder, "g.db"), { now: tickingClock() });
    await test(gradebook);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const echoes: Partial<Record<string, string>> = {
  canvas: "Student,ID,SIS Login ID,Section,x (1)\nAda,1,a,A,\n",
  moodle: "Identifier,Full name,Grade\nParticipant 1,Ada,\n",
};

Deno.test("runExport() writes every format of a gradebook, the same bytes twice", () =>
  onGradebook(async (gradebook) => {
    putGraded(gradebook, "b2", reportOf(["partial"]), { name: "Ada" });
    putGraded(gradebook, "b1", null);
    for (const { id, extension, mediaType, needs } of exportFormats) {
      const input: ExportInput = {
        ...{ gradebook, assignment: "hw", format: id, language: "en" },
        ...{ now: () => new Date(0) },
        ...(needs === "submission" ? { submission: "b2" } : {}),
        ...(needs === "file"
          ? { echo: { name: "f", bytes: new TextEncoder().encode(echoes[id]) } }
          : {}),
      };
      const made = await runExport(input);
      assert(made.bytes.length > 0);
      assert(made.fileName.endsWith(`.${extension}`));
      assertMatch(made.fileName, /^hw[A-Za-z0-9._-]*$/);
      assertEquals(made.mediaType, mediaType);
      assertEquals((await runExport(input)).bytes, made.bytes);
    }
  }));

Deno.test("runExport() counts what people decided, until the moment that is asked for", () =>
  onGradebook(async (gradebook) => {
    const submission = putGraded(gradebook, "b1", reportOf(["undetermined"]));
    const before = new Date(Date.UTC(2026, 0, 1, 0, 10)).toISOString();
    const totals = async (asOf?: string) => {
      const made = await runExport({
        ...{ gradebook, assignment: "hw", format: "csv", language: "en" },
        ...(asOf === undefined ? {} : { asOf }),
      });
      return readTable(textOf(made.bytes)).map((row) => row.Earned);
    };
    assertEquals(await totals(), [""]);
    const at = gradebook.decide(decisionOf({
      ...{ submission, item: "q1.a", action: "override", verdict: "unmet", seen: 0 },
    }));
    if (!("written" in at)) throw new Error("nobody else decides here");
    assertEquals(await totals(), ["3"]);
    assertEquals(await totals(before), ["3"]);
    const earlier = new Date(Date.parse(at.written.at) - 1).toISOString();
    assertEquals(await totals(earlier), [""]);
    assertEquals(await totals("2020-01-01T00:00Z"), []);
  }));

Deno.test("runExport() shows a submission by the rubric that it was graded by", () =>
  onGradebook(async (gradebook) => {
    putGraded(gradebook, "b1", reportOf(["unmet"]));
    const at = gradebook.submissionById("hw", "b1")!.addedAt;
    const then = new Date(Date.parse(at) + 60_000).toISOString();
    const make = async (format: "csv" | "html", asOf?: string) => {
      const made = await runExport({
        ...{ gradebook, assignment: "hw", format, language: "en", pictures: false },
        ...{ now: () => new Date(0), submission: "b1" },
        ...(asOf === undefined ? {} : { asOf }),
      });
      return textOf(made.bytes);
    };
    const before = [await make("csv", then), await make("html")];
    const worth = readTable(before[0]!)[0]?.Possible;
    const [first, ...others] = rubric.questions;
    const later = {
      ...rubric,
      version: "2.0",
      questions: [{ ...first!, points: 5 }, ...others],
    };
    const known = gradebook.latestRubric("hw")!;
    let moment = "";
    // The clock ticks at each call: until the new rubric is known after `then`.
    for (let i = 0; moment <= then; i++) {
      gradebook.putBlob(new Uint8Array([i]));
      gradebook.putRubric({
        digest: i.toString(16).padStart(64, "f"),
        rubric: later,
        messages: known.messages,
      });
      moment = gradebook.rubric(i.toString(16).padStart(64, "f"))!.addedAt;
    }
    assertEquals([await make("csv", then), await make("html")], before);
    assertEquals(readTable(await make("csv"))[0]?.Possible, worth);
  }));

Deno.test("runExport() refuses what is missing, in words for the person", () =>
  onGradebook(async (gradebook) => {
    putGraded(gradebook, "b1", reportOf([]));
    const input = { gradebook, assignment: "hw", language: "en" } as const;
    const refused = (
      more: Partial<ExportInput> & Pick<ExportInput, "format">,
      why: string,
    ) => assertRejects(() => runExport({ ...input, ...more }), ExportError, why);
    await refused({ format: "canvas" }, "there is none");
    await refused({ format: "html" }, "one submission must be chosen");
    await refused({ format: "html", submission: "b9" }, "none of this id");
    await refused({ format: "csv", assignment: "other" }, 'it has "hw"');
    await refused({ format: "csv", asOf: "yesterday" }, "must be a time");
    await assertRejects(
      () =>
        runExport({
          ...{ ...input, format: "moodle" },
          echo: { name: "f", bytes: new Uint8Array() },
        }),
      EchoError,
    );
  }));
