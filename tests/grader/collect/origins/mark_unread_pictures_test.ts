import { assertEquals } from "@std/assert";
import { markUnreadPictures } from "../../../../grader/collect/origins/mark_unread_pictures.ts";
import type { Document, Evidence } from "../../../../rubric/evidence.ts";

function documentOf(kind: Evidence["kind"], text: string): Document {
  const common = {
    where: { file: "a.md" },
    sha256: "",
    origin: "author" as const,
    via: "text" as const,
  };
  return {
    files: [],
    evidence: [
      { ...common, id: "e1", kind, text: "" },
      { ...common, id: "e2", kind: "paragraph", text },
    ],
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
  };
}

Deno.test({
  name: "markUnreadPictures() notes pictures with hardly any text, and nothing else",
  permissions: "none",
  fn() {
    const problems = (document: Document) => markUnreadPictures(document).problems.length;
    assertEquals(problems(documentOf("image", "HW8")), 1);
    assertEquals(problems(documentOf("image", "word ".repeat(60))), 0);
    assertEquals(problems(documentOf("paragraph", "HW8")), 0);
  },
});
