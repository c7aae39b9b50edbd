import { assertEquals } from "@std/assert";
import type { ReportEvidence } from "../../../grader/report.ts";
import type { Showing } from "../../../grader/show/showing.ts";
import { findPlaces } from "../../../routes/submission/places.ts";

function evidence(given: Partial<ReportEvidence> & { id: string }): ReportEvidence {
  return {
    ...{ kind: "paragraph", where: { file: "a.md" }, sha256: "", quote: "", via: "text" },
    ...given,
  };
}

function showing(...parts: Showing["parts"]): Showing {
  return { schema: "latentmark/showing@1", parts, omitted: [] };
}

type Block = (Showing["parts"][number] & { kind: "blocks" })["blocks"][number];

function block(given: Partial<Block>): Block {
  return {
    ...{ kind: "paragraph", where: { file: "a.md" }, sha256: "", text: "x" },
    ...{ origin: "author" },
    ...given,
  };
}

const pages = {
  kind: "pages" as const,
  file: "a.pdf",
  pages: [{ page: 1, width: 600, height: 800 }, { page: 2, width: 600, height: 800 }],
  pictures: [{
    where: {
      file: "a.pdf",
      page: 2,
      box: [100, 200, 300, 150] as [number, number, number, number],
    },
    width: 600,
    height: 300,
  }],
};

Deno.test({
  name: "findPlaces() boxes text of a page where it stands",
  permissions: "none",
  fn() {
    const where = { file: "a.pdf", page: 1, box: [10, 20, 30, 40] as const };
    const places = findPlaces({
      items: [{ evidence: ["e1"] }, { evidence: ["e1"] }],
      evidence: [evidence({ id: "e1", where })],
      readings: {},
    }, showing(pages));
    assertEquals(places.page("a.pdf", 1), [
      { evidence: { id: "e1", items: [1, 2] }, box: [10, 20, 30, 40] },
    ]);
    assertEquals(places.page("a.pdf", 2), []);
    assertEquals(places.lost, []);
  },
});

Deno.test({
  name: "findPlaces() brings text recognised in a picture to its place on the page",
  permissions: "none",
  fn() {
    const places = findPlaces({
      items: [{ evidence: ["e3"] }],
      evidence: [
        evidence({ id: "e2", kind: "image", where: pages.pictures[0]!.where }),
        evidence({
          id: "e3",
          via: "ocr",
          where: { file: "a.pdf", page: 2, box: [60, 30, 120, 60] },
        }),
      ],
      readings: {},
    }, showing(pages));
    // The picture has two pixels a point.
    assertEquals(places.page("a.pdf", 2).map(({ box }) => box), [[130, 215, 60, 30]]);
  },
});

Deno.test({
  name: "findPlaces() boxes the page where recognised text has no picture of its own",
  permissions: "none",
  fn() {
    const places = findPlaces({
      items: [{ evidence: ["e3"] }],
      evidence: [evidence({ id: "e3", via: "ocr", where: { file: "a.pdf", page: 1 } })],
      readings: {},
    }, showing(pages));
    assertEquals(places.page("a.pdf", 1).map(({ box }) => box), [[0, 0, 600, 800]]);
  },
});

Deno.test({
  name: "findPlaces() finds blocks by their place, and pictures by their picture",
  permissions: "none",
  fn() {
    const text = block({ where: { file: "a.md", lines: [3, 5], offsets: [10, 90] } });
    const picture = block({
      kind: "image",
      where: { file: "a.md", lines: [7, 7], offsets: [95, 99] },
      picture: { digest: "0".repeat(64), width: 100, height: 50 },
    });
    const places = findPlaces({
      items: [{ evidence: ["e1", "e2", "e3"] }],
      evidence: [
        evidence({ id: "e1", where: { file: "a.md", lines: [3, 5], offsets: [10, 90] } }),
        evidence({
          id: "e2",
          via: "ocr",
          where: { file: "a.md", lines: [7, 7], offsets: [95, 99], box: [1, 2, 3, 4] },
        }),
        // A part of a block: what stands before it was the question's.
        evidence({ id: "e3", where: { file: "a.md", lines: [4, 5], offsets: [50, 90] } }),
      ],
      readings: {},
    }, showing({ kind: "blocks", file: "a.md", blocks: [text, picture] }));
    assertEquals(places.block(text).map(({ id }) => id), ["e1", "e3"]);
    assertEquals(places.picture(picture), [
      { box: [1, 2, 3, 4], evidence: { id: "e2", items: [1] } },
    ]);
  },
});

Deno.test({
  name: "findPlaces() draws panels with a known role, and leaves odd readings out",
  permissions: "none",
  fn() {
    const figure = {
      image: "e2",
      panels: [
        { box: [0, 0, 300, 300], role: "original" },
        { box: [300, 0, 300, 300], role: "adjusted", adjustment: 1 },
        { box: [0, 0, 9, 9], role: "unknown" },
      ],
    };
    const report = {
      items: [],
      evidence: [evidence({ id: "e2", kind: "image", where: pages.pictures[0]!.where })],
      readings: { figures: { figures: [figure] } } as Record<string, unknown>,
    };
    const places = findPlaces(report, showing(pages));
    assertEquals(places.page("a.pdf", 2), [
      { box: [100, 200, 150, 150], panel: { role: "original" } },
      { box: [250, 200, 150, 150], panel: { role: "adjusted", adjustment: 1 } },
    ]);
    report.readings = { figures: "none" };
    assertEquals(findPlaces(report, showing(pages)).page("a.pdf", 2), []);
  },
});

Deno.test({
  name: "findPlaces() loses nothing: what has no place is named",
  permissions: "none",
  fn() {
    const report = {
      items: [{ evidence: ["e1"] }, { evidence: ["e9"] }],
      evidence: [evidence({ id: "e1", where: { file: "gone.md" } })],
      readings: {},
    };
    assertEquals(findPlaces(report, null).lost, [{ id: "e1", items: [1] }]);
    assertEquals(findPlaces(report, showing(pages)).lost, [{ id: "e1", items: [1] }]);
  },
});
