import { assertEquals } from "@std/assert";
import { fold, rawRange } from "../../../grader/text/fold.ts";
import { splitSentences } from "../../../grader/text/sentences.ts";
import { findTerms, hasTerm } from "../../../grader/text/terms.ts";

Deno.test({
  name: "fold() gives one spelling to width, case, script and compatibility forms",
  permissions: "none",
  fn() {
    for (
      const raw of [
        "ＶＡＥ的潛在空間",
        "vae的潜在空间",
        "V\u200BAE的潛在\n空間",
        "VAE⽤".slice(0, 3) + "的潛在空間",
      ]
    ) {
      assertEquals(fold(raw).text, "vae的潜在空间");
    }
    assertEquals(fold("⽤⼾").text, fold("用户").text);
    assertEquals(fold("two\n  words").text, "two words");
  },
});

Deno.test({
  name: "rawRange() leads back to the raw text",
  permissions: "none",
  fn() {
    const raw = "A  B\u200BC 變分\n自編碼器 end";
    const folded = fold(raw);
    const at = folded.text.indexOf("变分自编码器");
    assertEquals(
      raw.slice(...rawRange(folded, at, at + 6)),
      "變分\n自編碼器 ".trimEnd() + " ".slice(1),
    );
    assertEquals(rawRange(folded, 0, folded.text.length), [0, raw.length]);
  },
});

Deno.test({
  name: "splitSentences() keeps decimals, abbreviations and numbering together",
  permissions: "none",
  fn() {
    const split = (raw: string) => splitSentences(raw).map((s) => s.text);
    assertEquals(split("See Fig. 2. It is 0.8 here."), [
      "See Fig. 2.",
      "It is 0.8 here.",
    ]);
    assertEquals(split("1. VAE is a model\nof images. 2"), [
      "1. VAE is a model\nof images.",
      "2",
    ]);
    assertEquals(split("它會變模糊。但是「臉」還在！\n\n下一段"), [
      "它會變模糊。",
      "但是「臉」還在！",
      "下一段",
    ]);
    assertEquals(split("one\n(2) two\n- three"), ["one", "(2) two", "- three"]);
    assertEquals(split(""), []);
  },
});

Deno.test({
  name: "splitSentences() gives offsets into the raw text",
  permissions: "none",
  fn() {
    const raw = "  First one.  第二句。third";
    for (const s of splitSentences(raw)) assertEquals(raw.slice(s.start, s.end), s.text);
  },
});

Deno.test({
  name: "findTerms() matches whole Latin words and CJK anywhere",
  permissions: "none",
  fn() {
    assertEquals(hasTerm(fold("a paean"), ["ae"]), false);
    assertEquals(hasTerm(fold("an AE."), ["ae"]), true);
    assertEquals(hasTerm(fold("原始的AE模型"), ["ae"]), true);
    assertEquals(hasTerm(fold("blurriness"), ["blur*"]), true);
    assertEquals(hasTerm(fold("KL-divergence"), ["kl divergence"]), true);
    assertEquals(
      findTerms(fold("mean and variance. variance"), ["mean ... variance"]).length,
      1,
    );
    assertEquals(hasTerm(fold("mean. Its variance"), ["mean ... variance"]), false);
  },
});
