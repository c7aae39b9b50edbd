import { assertEquals } from "@std/assert";
import { threefry } from "../../../models/random/threefry.ts";

// Known answers: the Random123 distribution, kat_vectors, "threefry2x32 20".
Deno.test({
  name: "threefry() gives the published answers",
  permissions: "none",
  fn() {
    assertEquals(threefry([0, 0], [0, 0]), [0x6b200159, 0x99ba4efe]);
    const ones = [0xffffffff, 0xffffffff] as const;
    assertEquals(threefry(ones, ones), [0x1cb996fc, 0xbb002be7]);
    assertEquals(
      threefry([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3]),
      [0xc4923a9c, 0x483df7a0],
    );
  },
});
