import { assert, assertEquals, assertMatch } from "@std/assert";
import { createHash } from "node:crypto";
import { create } from "xmlbuilder2";
import { writeHtml } from "../../../gradebook/export/html.ts";
import { writeJunit } from "../../../gradebook/export/junit.ts";
import { writeSarif } from "../../../gradebook/export/sarif.ts";
import type { Report } from "../../../grader/report.ts";
import { logged, reportOf } from "../store/_class.ts";
import { classOf, submissionOf, textOf } from "./_class.ts";

const hostile = `</script><script>alert(1)</script><img src=x onerror="y">&\u0001\u202E`;

/** A report whose first item cites three places. */
function withEvidence(report: Report): Report {
  const evidence = (
    id: string,
    where: Report["evidence"][number]["where"],
    quote: string,
  ) => ({
    ...{ id, kind: quote === "" ? "image" : "paragraph", where, quote },
    ...{ sha256: id.padEnd(64, "0"), via: "text" as const },
  });
  const [first, ...rest] = report.items;
  return {
    ...report,
    submission: {
      ...report.submission,
      files: [{ path: "a b/é.pdf", sha256: "f".repeat(64), bytes: 12 }],
    },
    items: [
      {
        ...first!,
        evidence: ["e1", "e2", "e3"],
        reasons: [hostile],
        messages: [
          { message: "none", values: {} },
        ],
      },
      ...rest,
    ],
    evidence: [
      evidence("e1", { file: "a b/é.pdf", page: 2, box: [1, 2, 3, 4] }, hostile),
      evidence("e2", { file: "n.ipynb", cell: 3, output: 1 }, "out"),
      evidence("e3", { file: "r.md", lines: [4, 6] }, ""),
    ],
    notices: [{ where: { file: hostile }, notice: hostile }],
  };
}

const data = classOf([
  submissionOf("s1", withEvidence(reportOf(["unmet", "partial"])), {
    students: [{ name: hostile }],
    decisions: [
      logged(1, {
        ...{ action: "override", item: "q1.a", verdict: "met", comment: hostile },
        who: hostile,
      }),
      logged(2, { action: "comment", item: "q1.b", comment: "look" }),
    ],
    previous: reportOf(["partial", "partial"]),
  }),
  submissionOf("s2", reportOf(["undetermined"])),
  submissionOf("s3", reportOf([], { outcome: "not-gradable" })),
  submissionOf("s4", reportOf([], { outcome: "grader-failed", reason: hostile })),
  submissionOf("s5", null),
]);

/** What the test looks at of an element. */
interface XmlElement {
  readonly nodeName: string;
  readonly childNodes: Iterable<{ readonly nodeName: string }>;
  getAttribute(name: string): string | null;
}

Deno.test({
  name: "writeJunit() gives at most one end a case, and counts that add up",
  permissions: "none",
  fn() {
    const text = textOf(writeJunit(data, "en").bytes);
    const root = create(text).root();
    assertEquals(root.node.nodeName, "testsuites");
    const sums = { tests: 0, failures: 0, errors: 0, skipped: 0 };
    const kinds: Record<string, string[]> = {};
    root.each((suite) => {
      const node = suite.node as unknown as XmlElement;
      assertEquals(node.nodeName, "testsuite");
      const own = { tests: 0, failures: 0, errors: 0, skipped: 0 };
      suite.each((one) => {
        const test = one.node as unknown as XmlElement;
        assertEquals(test.nodeName, "testcase");
        assert(/^q\d$/.test(test.getAttribute("classname") ?? ""));
        const children = [...test.childNodes].map((child) => child.nodeName);
        assert(children.length <= 1, children.join());
        own.tests += 1;
        if (children[0] === "failure") own.failures += 1;
        if (children[0] === "error") own.errors += 1;
        if (children[0] === "skipped") own.skipped += 1;
        (kinds[node.getAttribute("name") ?? ""] ??= []).push(children[0] ?? "pass");
      });
      for (const [name, count] of Object.entries(own)) {
        assertEquals(node.getAttribute(name), String(count));
        sums[name as keyof typeof sums] += count;
      }
    });
    const top = root.node as unknown as XmlElement;
    for (const [name, count] of Object.entries(sums)) {
      assertEquals(top.getAttribute(name), String(count));
    }
    assertEquals(kinds.s1!.slice(0, 3), ["pass", "failure", "pass"]);
    assertEquals(kinds.s2!.slice(0, 2), ["skipped", "pass"]);
    assertEquals(new Set(kinds.s3), new Set(["skipped"]));
    assertEquals(new Set(kinds.s4), new Set(["error"]));
    assertEquals(new Set(kinds.s5), new Set(["skipped"]));
    // deno-lint-ignore no-control-regex
    assert(!/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.test(text));
  },
});

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly baselineState?: string;
  readonly suppressions?: readonly Record<string, unknown>[];
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly index?: number };
      readonly region?: { readonly startLine: number; readonly endLine: number };
    };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
    readonly properties: Record<string, unknown>;
  }[];
  readonly properties: Record<string, unknown>;
}

Deno.test({
  name: "writeSarif() keeps the rules of SARIF 2.1.0 that its readers rely on",
  permissions: "none",
  fn() {
    const log = JSON.parse(textOf(writeSarif(data, "en").bytes));
    assertEquals(log.version, "2.1.0");
    const [run] = log.runs;
    const rules: { id: string; shortDescription: { text: string } }[] =
      run.tool.driver.rules;
    assertEquals(new Set(rules.map(({ id }) => id)).size, rules.length);
    const results: SarifResult[] = run.results;
    for (const result of results) {
      assertEquals(rules[result.ruleIndex]?.id, result.ruleId);
      assert(["pass", "fail", "review"].includes(result.kind));
      assertEquals(result.level === "none", result.kind !== "fail");
      assert(["none", "warning", "error"].includes(result.level));
      assert(result.message.text.length > 0);
      for (const { physicalLocation: { artifactLocation, region } } of result.locations) {
        assert(/^[A-Za-z0-9._~%!'()*\/-]+$/.test(artifactLocation.uri));
        if (artifactLocation.index !== undefined) {
          assertEquals(
            run.artifacts[artifactLocation.index].location.uri,
            artifactLocation.uri,
          );
        }
        if (region) assert(region.startLine >= 1 && region.endLine >= region.startLine);
      }
      // Where one result has a baseline, all have.
      assert(["new", "unchanged", "updated"].includes(result.baselineState ?? ""));
    }
    for (const artifact of run.artifacts) {
      assertMatch(artifact.hashes["sha-256"], /^[0-9a-f]{64}$/);
    }
    assertEquals(run.artifacts[0].location.uri, "s1/a%20b/%C3%A9.pdf");
    assertEquals(
      run.invocations[0].toolExecutionNotifications.map((n: { level: string }) =>
        n.level
      ),
      ["warning", "error"],
    );
  },
});

Deno.test({
  name: "writeSarif() shows a person's decision and the suppressed finding beside it",
  permissions: "none",
  fn() {
    const log = JSON.parse(textOf(writeSarif(data, "en").bytes));
    const results: SarifResult[] = log.runs[0].results;
    const own = results.filter((one) =>
      one.properties.submission === "s1" && one.ruleId === "q1.a"
    );
    assertEquals(own.map(({ kind }) => kind), ["pass", "fail"]);
    assertEquals(own[0]!.suppressions, undefined);
    assertEquals(own[1]!.suppressions?.[0]?.justification, hostile);
    assertEquals(own.map(({ baselineState }) => baselineState), ["updated", "updated"]);
    const [page, cell, lines] = own[1]!.locations;
    assertEquals([page!.properties.page, page!.properties.box], [2, [1, 2, 3, 4]]);
    assertEquals(
      cell!.logicalLocations?.[0]?.fullyQualifiedName,
      "n.ipynb/cell/3/output/1",
    );
    assertEquals(lines!.physicalLocation.region, { startLine: 4, endLine: 6 });
    const half = results.find((one) => one.ruleId === "q1.b")!;
    assertEquals([half.kind, half.level, half.baselineState], [
      "fail",
      "warning",
      "unchanged",
    ]);
    const open = results.find((one) => one.properties.submission === "s2")!;
    assertEquals([open.kind, open.level, open.baselineState], ["review", "none", "new"]);
    const first = classOf([submissionOf("s", reportOf([]))]);
    const plain: SarifResult[] =
      JSON.parse(textOf(writeSarif(first, "en").bytes)).runs[0].results;
    assert(plain.every((one) => !("baselineState" in one)));
  },
});

Deno.test({
  name: "writeHtml() escapes everything, runs nothing and asks for nothing",
  permissions: "none",
  fn() {
    for (const submission of data.submissions) {
      for (const language of ["en", "zh-TW"] as const) {
        const text = textOf(
          writeHtml(data, submission, { language, asOf: "2026-01-01T00:00:00.000Z" })
            .bytes,
        );
        const tags = [...text.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag!);
        const known = new Set(
          ("html head meta title style body h1 h2 h3 h4 p dl dt dd strong code section ul li " +
            "blockquote table thead tbody tr th td time a figure figcaption img").split(
              " ",
            ),
        );
        for (const tag of tags) assert(known.has(tag), tag);
        for (
          const [attribute] of text.matchAll(/\s(?:src|href|on\w+|style)\s*=\s*"[^"]*/g)
        ) {
          assertMatch(attribute, /^\s(?:src="data:image\/png;base64,|href="#)/);
        }
        assert(!/https?:/.test(text.replace(/<blockquote>[^]*?<\/blockquote>/g, "")));
        const style = /<style>([^]*?)<\/style>/.exec(text)![1]!;
        const digest = createHash("sha256").update(style).digest("base64");
        const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!;
        assert(policy.startsWith("default-src &#39;none&#39;; img-src data:;"));
        assert(policy.includes(`sha256-${digest}`));
        assertMatch(text, new RegExp(`<html lang="${language}">`));
      }
    }
  },
});

Deno.test({
  name: "writeHtml() tells verdicts, points, reasons, evidence, people and digests",
  permissions: "none",
  fn() {
    const [first] = data.submissions;
    const png = new Uint8Array([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]);
    const svg = new TextEncoder().encode("<svg onload='x'/>");
    const text = textOf(
      writeHtml(data, first!, {
        ...{ language: "en", asOf: "2026-01-01T00:00:00.000Z" },
        pictures: new Map([["e3".padEnd(64, "0"), png], ["e2".padEnd(64, "0"), svg]]),
        pages: [{ file: "a b/é.pdf", page: 2, png }],
      }).bytes,
    );
    for (
      const wanted of [
        ...[
          "3.75 / 4",
          "overridden",
          "The program found: not met, 0",
          "a b/é.pdf, page 2",
        ],
        ...["n.ipynb, cell 3, output 1", "r.md, lines 4-6", "f".repeat(64), "look"],
        ...['<a href="#page-0">', 'id="page-0"', "data:image/png;base64,iVBORw0KGgoB"],
      ]
    ) assert(text.includes(wanted), wanted);
    // Only PNG files are shown.
    assertEquals([...text.matchAll(/<img/g)].length, 2);
    assertMatch(text, /<blockquote>&lt;\/script&gt;/);
  },
});
