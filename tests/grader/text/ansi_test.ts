import { assertEquals } from "@std/assert";
import { stripAnsi } from "../../../grader/text/ansi.ts";

Deno.test({
  name: "stripAnsi() takes colours, links and moves out and leaves text",
  permissions: "none",
  fn: () => {
    assertEquals(
      stripAnsi("\u001b[1;31mE\u001b[0m \u001b[38;5;34m512\u001b[39m"),
      "E 512",
    );
    assertEquals(stripAnsi("\u001b]8;;http://a.org\u001b\\text\u001b]8;;\u0007"), "text");
    assertEquals(stripAnsi("a\u001b[2K\u009b1mb\u001b[?25l"), "ab");
    for (const plain of ["z[0] = [1m]", "[0m", "┃ Dense ┃"]) {
      assertEquals(stripAnsi(plain), plain);
    }
  },
});
