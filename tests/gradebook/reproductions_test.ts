import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  keepReproduction,
  reproductionFigure,
  reproductionOf,
} from "../../gradebook/reproductions.ts";
import type { Reproduction } from "../../grader/reproduce/reproduction.ts";
import { asking } from "../routes/pages_request.ts";

const reproduction: Reproduction = {
  schema: "latentmark/reproduction@1",
  submission: { id: "student_001", digest: null },
  level: "quick",
  seed: 0,
  budget: {} as Reproduction["budget"],
  model: null,
  own: null,
  reasons: [{ message: "nothingShown", values: {} }],
  notes: [],
  notApplied: [],
  figures: { "adjustments.png": "00", "loss.svg": "00" },
};

Deno.test("keepReproduction() keeps pictures, and nothing that could be active", async () => {
  await asking(async ({ gradebook, get }) => {
    const { source } = gradebook.submission(1)!;
    assertEquals(reproductionOf(gradebook, source), null);
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    keepReproduction(
      gradebook,
      source,
      reproduction,
      new Map([["adjustments.png", png], ["loss.svg", png], ["../a.png", png]]),
    );
    const kept = reproductionOf(gradebook, source);
    assertEquals(kept?.figures, ["adjustments.png"]);
    assertEquals(kept?.reproduction, reproduction);
    assertEquals(reproductionFigure(gradebook, source, "adjustments.png"), png);
    assertEquals(reproductionFigure(gradebook, source, "../a.png"), null);

    const { text } = await get("/submissions/1");
    assertStringIncludes(text, "/submissions/1/recreation/adjustments.png");
    assertStringIncludes(text, "the report shows no model");
    const figure = await get("/submissions/1/recreation/adjustments.png");
    assertEquals(figure.headers.get("content-type"), "image/png");
    assertEquals((await get("/submissions/1/recreation/loss.svg")).status, 404);
  });
});
