/**
 * Noise that code adds to a picture before it is encoded.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Adjustment } from "../../../rubric/facts.ts";

const picture =
  "(?<![\\w.])(?:x|xs|img|imgs|images?|inputs?|pics?|pictures?|faces?|photos?|test_x|x_test|test_images?|test_imgs?)(?:_?\\d{1,2})?(?:\\[[^\\]\\n]{0,30}\\])?";
const random =
  "(?:torch|np|numpy|tf|jnp)(?:\\.random)?\\.(?:randn|randn_like|rand|rand_like|normal|uniform|standard_normal)\\(";
const onPicture = new RegExp(
  `${picture} ?\\+ ?(?:(\\d{0,3}\\.?\\d{1,4}) ?\\* ?)?${random}`,
  "g",
);
const longest = 40_000;

/**
 * Noise of which words do not say what it was added to does not count where code adds
 * noise of the same size to a picture; the other adjustments stay as they are.
 */
export function withoutInputNoise(
  document: Document,
  found: readonly Adjustment[],
): readonly Adjustment[] {
  const sizes = new Map<number, string>();
  for (const { origin, kind, text, id } of document.evidence) {
    if (origin !== "author" || kind !== "code") continue;
    for (const match of text.slice(0, longest).matchAll(onPicture)) {
      sizes.set(Number(match[1] ?? 1), id);
    }
  }
  return found.map((adjustment) => {
    const { kind, basis, counts, reason, parameters, evidence } = adjustment;
    const code = sizes.get(parameters["ratio"] ?? NaN);
    const noisy = kind === "add-noise" || kind === "mix-noise";
    const unnamed = basis !== "code" && counts === "unknown" &&
      reason === "what is changed is not named";
    if (!noisy || !unnamed || code === undefined) return adjustment;
    return {
      ...adjustment,
      counts: "no",
      reason: "noise on the input picture",
      evidence: [...evidence.filter((id) => id !== code), code],
    };
  });
}
