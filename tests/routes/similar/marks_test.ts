import { assertEquals } from "@std/assert";
import { marksOf } from "../../../routes/similar/marks.ts";

/** A passage that covers both texts. */
function whole(left: readonly string[], right: readonly string[]) {
  const side = (pieces: readonly string[]) => ({
    where: { file: "a.md" },
    text: "",
    from: { piece: 0, offset: 0 },
    to: { piece: pieces.length - 1, offset: pieces.at(-1)!.length },
  });
  return [{ a: side(left), b: side(right) }];
}

/** What is marked of texts, as text. */
function marked(left: readonly string[], right: readonly string[]) {
  const marks = marksOf(left, right, whole(left, right));
  const cut = (pieces: readonly string[], of: typeof marks.left) =>
    of.map(({ piece, start, end }) => pieces[piece]!.slice(start, end));
  return [cut(left, marks.left), cut(right, marks.right)];
}

Deno.test({
  name: "marksOf() leaves out what was put between, on either side",
  permissions: "none",
  fn() {
    assertEquals(
      marked(["One two three. An own sentence!", "Four five six"], [
        "one TWO three, four five six",
      ]),
      [["One two three", "Four five six"], ["one TWO three, four five six"]],
    );
    assertEquals(marked(["潛在空間是連續的，我說"], ["潛在空間是連續的。他說"]), [
      ["潛在空間是連續的"],
      ["潛在空間是連續的"],
    ]);
  },
});

Deno.test({
  name: "marksOf() takes a few equal words for chance",
  permissions: "none",
  fn() {
    assertEquals(marked(["the cat of the house"], ["the dog of the garden"]), [[], []]);
  },
});

Deno.test({
  name: "marksOf() looks at a passage alone",
  permissions: "none",
  fn() {
    const left = ["before it one two three after"];
    const right = ["one two three before it"];
    const side = (from: number, to: number) => ({
      where: { file: "a.md" },
      text: "",
      from: { piece: 0, offset: from },
      to: { piece: 0, offset: to },
    });
    assertEquals(marksOf(left, right, [{ a: side(10, 23), b: side(0, 13) }]), {
      left: [{ passage: 1, piece: 0, start: 10, end: 23 }],
      right: [{ passage: 1, piece: 0, start: 0, end: 13 }],
    });
  },
});
