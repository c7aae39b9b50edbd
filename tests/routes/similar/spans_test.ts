import { assertEquals } from "@std/assert";
import { spansOf } from "../../../routes/similar/spans.ts";

const mark = (passage: number, piece: number, start: number, end: number) => ({
  passage,
  piece,
  start,
  end,
});

/** Spans as text: passages in brackets with their number, `!` where they begin. */
function drawn(...given: Parameters<typeof spansOf>): string[] {
  return spansOf(...given).map((one) =>
    "left" in one
      ? `… ${one.left}`
      : one.spans.map(({ text, passage, first }) =>
        passage === null ? text : `[${first ? "!" : ""}${passage}:${text}]`
      ).join("")
  );
}

Deno.test({
  name: "spansOf() marks passages, over pieces too, and keeps every character",
  permissions: "none",
  fn() {
    const pieces = ["one two three", "four five", "six"];
    const marks = [mark(1, 0, 8, 13), mark(1, 1, 0, 4), mark(2, 2, 0, 3)];
    assertEquals(drawn(pieces, marks), [
      "one two [!1:three]",
      "[1:four] five",
      "[!2:six]",
    ]);
    assertEquals(drawn(pieces, []), ["… 25"]);
  },
});

Deno.test({
  name: "spansOf() gives a character to one passage, and bounds offsets by the text",
  permissions: "none",
  fn() {
    const marks = [mark(1, 0, 0, 6), mark(2, 0, 4, 99), mark(3, 0, 5, 6)];
    assertEquals(drawn(["abcdefgh"], marks), ["[!1:abcdef][!2:gh]"]);
    assertEquals(drawn(["abc"], [mark(1, 0, 7, 9)]), ["abc"]);
  },
});

Deno.test({
  name: "spansOf() leaves out what is far from a passage, and says how much",
  permissions: "none",
  fn() {
    const pieces = ["aa", "bb", "cc", "dd", "ee", "ff"];
    assertEquals(drawn(pieces, [mark(1, 2, 0, 2)], 1), [
      "… 2",
      "bb",
      "[!1:cc]",
      "dd",
      "… 4",
    ]);
  },
});
