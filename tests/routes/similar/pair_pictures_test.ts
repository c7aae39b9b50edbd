import { assertEquals } from "@std/assert";
import type { Showing } from "../../../grader/show/showing.ts";
import { pictureOf } from "../../../routes/similar/pair_pictures.ts";

const digest = (letter: string) => letter.repeat(64);

const showing: Showing = {
  schema: "latentmark/showing@1",
  parts: [
    {
      kind: "blocks",
      file: "a.md",
      blocks: [{
        kind: "image",
        where: { file: "a.md" },
        sha256: digest("1"),
        text: "",
        origin: "author",
        picture: { digest: digest("2"), width: 9, height: 9 },
      }],
    },
    {
      kind: "pages",
      file: "b c.pdf",
      pages: [{ page: 2, width: 595, height: 842 }],
      pictures: [],
    },
  ],
  omitted: [],
};

Deno.test({
  name: "pictureOf() names the picture, or its part of a page",
  permissions: "none",
  fn() {
    assertEquals(
      pictureOf(showing, 7, { sha256: digest("1"), where: { file: "a.md" } }),
      {
        src: `/submissions/7/picture/${digest("2")}`,
      },
    );
    const box = [10, 20, 30, 40] as const;
    const where = { file: "b c.pdf", page: 2, box };
    assertEquals(pictureOf(showing, 7, { sha256: digest("9"), where }), {
      page: "/submissions/7/page?file=b+c.pdf&page=2",
      width: 595,
      height: 842,
      box,
    });
    const nowhere = { sha256: digest("9"), where: { file: "a.md" } };
    assertEquals(pictureOf(showing, 7, nowhere), null);
    assertEquals(
      pictureOf(showing, 7, { ...nowhere, where: { ...where, page: 3 } }),
      null,
    );
  },
});
