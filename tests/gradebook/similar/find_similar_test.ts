import { assert, assertEquals } from "@std/assert";
import {
  findSimilar,
  type SimilarInput,
} from "../../../gradebook/similar/find_similar.ts";
import { fingerprintsOf, wordsOf } from "../../../gradebook/similar/fingerprints.ts";
import type { SignedPicture } from "../../../gradebook/similar/signature.ts";

/** Text of its own: words of a seed that no other seed has. */
function own(seed: number, words: number): string {
  return Array.from({ length: words }, (_, i) => `s${seed}n${(i * 37) % 997}`).join(" ");
}

function input(
  key: number,
  texts: readonly string[],
  more: { pictures?: readonly SignedPicture[]; students?: readonly string[] } = {},
): SimilarInput {
  const words = wordsOf(texts);
  return {
    key,
    students: more.students ?? [],
    signature: {
      prints: fingerprintsOf(words).map(({ hash, word }) => [hash, word]),
      pictures: [...more.pictures ?? []],
      words: words.length,
      unreadable: "",
    },
  };
}

function picture(hash: string, sha: string, shade = 0): SignedPicture {
  const thumb = btoa(String.fromCharCode(...new Uint8Array(256).fill(shade)));
  return { where: { file: "a.pdf" }, sha256: sha.repeat(64), hash, thumb };
}

const english =
  "The latent space of a variational autoencoder is smooth, so that points " +
  "which lie close to one another decode to images that look alike, and new images can be " +
  "drawn from the prior without an input. A plain autoencoder has no such order: between " +
  "two codes there may be nothing that the decoder was ever trained on, and it shows noise.";
const chinese = "變分自編碼器的潛在空間是平滑的，因此相鄰的點會解碼成相似的圖片，" +
  "而且可以直接從先驗分布取樣來產生新的圖片。一般的自編碼器沒有這樣的結構，" +
  "兩個編碼之間可能是解碼器從未見過的區域，因此會輸出雜訊。";

Deno.test({
  name: "wordsOf() takes a CJK character for a word and gives raw places",
  permissions: "none",
  fn() {
    const raw = "Ａbc 潛在 x";
    const words = wordsOf([raw, "y"]);
    assertEquals(words.map(({ start, end }) => raw.slice(start, end)).slice(0, 4), [
      "Ａbc",
      "潛",
      "在",
      "x",
    ]);
    assertEquals(words[4]!.piece, 1);
    // Case, width and script are folded.
    assertEquals(words[0]!.hash, wordsOf(["abc"])[0]!.hash);
    assertEquals(words[1]!.hash, wordsOf(["潜"])[0]!.hash);
  },
});

Deno.test({
  name:
    "fingerprintsOf() gives texts that share 13 words one in common, wherever they stand",
  permissions: "none",
  fn() {
    const shared = own(1, 13);
    for (let before = 0; before < 30; before++) {
      const [a, b] = [own(2, before), own(3, 17)].map((text) =>
        new Set(fingerprintsOf(wordsOf([`${text} ${shared}`])).map(({ hash }) => hash))
      );
      assert([...a!].some((hash) => b!.has(hash)), String(before));
    }
    assertEquals(fingerprintsOf(wordsOf([own(1, 8)])), []);
    assertEquals(fingerprintsOf(wordsOf([own(1, 9)])).length, 1);
  },
});

Deno.test({
  name: "findSimilar() finds a copied paragraph in either language, and where it stands",
  permissions: "none",
  fn() {
    for (const paragraph of [english, chinese]) {
      const pairs = findSimilar([
        input(1, [own(1, 300), paragraph, own(2, 200)]),
        input(2, [own(3, 40), paragraph.toUpperCase(), own(4, 900)]),
        input(3, [own(5, 400)]),
      ], []);
      assertEquals(pairs.map(({ a, b }) => [a, b]), [[1, 2]]);
      const [run] = pairs[0]!.runs;
      assert(run!.a[0] >= 300 && run!.a[0] < 306, String(run!.a[0]));
      assert(run!.b[0] >= 40 && run!.b[0] < 46);
      assertEquals(pairs[0]!.runs.length, 1);
    }
  },
});

Deno.test({
  name: "findSimilar() finds a text with words changed here and there",
  permissions: "none",
  fn() {
    const words = own(1, 400).split(" ");
    const edited = words.map((word, i) => i % 25 === 7 ? `changed${i}` : word).join(" ");
    const pairs = findSimilar([
      input(1, [words.join(" ")]),
      input(2, [edited]),
      input(3, [own(9, 400)]),
    ], []);
    assertEquals(pairs.length, 1);
    assert(pairs[0]!.share > 0.4 && pairs[0]!.words > 250, String(pairs[0]!.words));
  },
});

Deno.test({
  name: "findSimilar() subtracts the assignment's own text and what the class shares",
  permissions: "none",
  fn() {
    const template = own(50, 200);
    const all = Array.from(
      { length: 20 },
      (_, i) => input(i, [english, template, own(100 + i, 200)]),
    );
    assertEquals(findSimilar(all, [english]), []);
    // Fewer than a quarter of the class have it: it is no template.
    const some = all.map((one, i) =>
      i < 4 ? one : input(i, [english, own(100 + i, 200)])
    );
    const pairs = findSimilar(some, [english]);
    assertEquals(pairs.length, 6);
    assert(pairs.every(({ a, b }) => a < 4 && b < 4));
    // In a class of two nothing is a template.
    const two = [input(0, [template]), input(1, [template])];
    assertEquals(findSimilar(two, []).length, 1);
  },
});

Deno.test({
  name: "findSimilar() leaves short sayings and submissions of one student alone",
  permissions: "none",
  fn() {
    const saying = own(7, 20);
    assertEquals(
      findSimilar([input(1, [own(1, 300), saying]), input(2, [own(2, 300), saying])], []),
      [],
    );
    const again = { students: ["b1"] };
    assertEquals(
      findSimilar([input(1, [english], again), input(2, [english], again)], []),
      [],
    );
    assertEquals(findSimilar([], [english]), []);
    assertEquals(findSimilar([input(1, [])], []), []);
  },
});

Deno.test({
  name: "findSimilar() finds figures that differ in few bits and in little else",
  permissions: "none",
  fn() {
    const hash = "0123456789abcdef";
    const near = "0123456789abcdee";
    const far = "0123ba9876543210";
    const pairs = findSimilar([
      input(1, [], { pictures: [picture(hash, "a", 100)] }),
      input(2, [], { pictures: [picture(near, "b", 103)] }),
      input(3, [], { pictures: [picture(far, "c", 100)] }),
      // The same layout in other brightness is another picture.
      input(4, [], { pictures: [picture(hash, "d", 160)] }),
    ], []);
    assertEquals(pairs.map(({ a, b, share }) => [a, b, share]), [[1, 2, 0]]);
    assertEquals(pairs[0]!.pictures[0]!.bits, 1);
    assertEquals(pairs[0]!.pictures[0]!.sameFile, false);
  },
});

Deno.test({
  name: "findSimilar() gives each figure of a series one partner, the same file first",
  permissions: "none",
  fn() {
    const series = (shas: string) =>
      [...shas].map((sha, i) => picture(`0123456789abcde${i}`, sha));
    const [pair] = findSimilar([
      input(1, [], { pictures: series("abc") }),
      input(2, [], { pictures: series("dbe") }),
    ], []);
    assertEquals(pair!.pictures.map(({ a, b }) => [a.sha256[0], b.sha256[0]]), [
      ...[["b", "b"], ["a", "d"], ["c", "e"]],
    ]);
  },
});

Deno.test({
  name: "findSimilar() leaves a figure alone that much of the class has",
  permissions: "none",
  fn() {
    const all = Array.from(
      { length: 12 },
      (_, i) => input(i, [], { pictures: [picture("0123456789abcdef", "a")] }),
    );
    assertEquals(findSimilar(all, []), []);
    assertEquals(findSimilar(all.slice(0, 3), []).length, 3);
  },
});

Deno.test({
  name: "findSimilar() gives the same whatever the order, and takes a class of copies",
  permissions: "none",
  fn() {
    const inputs = [
      ...[1, 2, 3].map((key) => input(key, [english, own(key, 90)])),
      ...Array.from({ length: 40 }, (_, i) => input(10 + i, [own(77, 200)])),
    ];
    const once = findSimilar(inputs, []);
    assertEquals(findSimilar(inputs.toReversed(), []), once);
    // 40 of 43 have the same text: it is the class's.
    assertEquals(once.length, 3);
    const wide = findSimilar(inputs, [], { commonShare: 1, mostPairs: 50 });
    assertEquals(wide.length, 50);
  },
});
