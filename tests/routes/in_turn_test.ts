import { assertEquals, assertRejects } from "@std/assert";
import { inTurn } from "../../routes/in_turn.ts";

Deno.test({
  name: "inTurn() does no more at once than it may, in order, whatever fails",
  permissions: "none",
  async fn() {
    const two = inTurn(2);
    let [now, most] = [0, 0];
    const begun: number[] = [];
    const works = Array.from({ length: 9 }, (_, i) =>
      two(async () => {
        begun.push(i);
        most = Math.max(most, ++now);
        await Promise.resolve();
        now -= 1;
        if (i % 3 === 1) throw new Error("fails");
        return i;
      }));
    const ended = await Promise.allSettled(works);
    assertEquals(most, 2);
    assertEquals(begun, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assertEquals(ended.filter(({ status }) => status === "rejected").length, 3);
    await assertRejects(
      () => two(() => Promise.reject(new Error("still"))),
      Error,
      "still",
    );
    assertEquals(await two(() => Promise.resolve("free")), "free");
  },
});
