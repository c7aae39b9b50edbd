/**
 * Submissions whose vectors are those of another kind of model.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Adjustment } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { cuePattern } from "./_cue_pattern.ts";

const adversarial = cuePattern("\\b(?:dc|w|c)?gans?\\b|对抗网络", "gu");
const discriminator = cuePattern("discriminator|判别器|鉴别器|判别网络");
/** A network named only to be set against, or only to say that there is none. */
const mentioned = cuePattern(
  "variational auto-?encoders?|变分自?编码器|(?:\\bno|\\bwithout(?: an)?|没有|无|不需要?) ?(?:encoder|编码器)",
  "gu",
);
const encoder = cuePattern("encod|编码器|bottleneck|瓶颈");
const longest = 40_000;

/** Whether the author trains an adversarial network and encodes nothing. */
export function encodesNothing({ evidence }: Document): boolean {
  let networks = 0;
  let judged = false;
  for (const { origin, text } of evidence) {
    if (origin !== "author") continue;
    const folded = fold(text.slice(0, longest)).text.replace(mentioned, " ");
    if (encoder.test(folded)) return false;
    networks += [...folded.matchAll(adversarial)].length;
    judged ||= discriminator.test(folded);
  }
  return judged && networks >= 2;
}

/** The same adjustments, none of which counts; one is left for a person to look at. */
export function ofNoPicture(found: readonly Adjustment[]): readonly Adjustment[] {
  const rejected = found.map((adjustment): Adjustment =>
    adjustment.counts === "no" ? adjustment : {
      ...adjustment,
      counts: "no",
      reason: "the input of an adversarial network; no picture is encoded",
    }
  );
  const doubted = found.filter(({ counts }) => counts !== "no");
  if (doubted.length === 0) return rejected;
  return [...rejected, {
    id: `a${found.length + 1}`,
    kind: "other",
    target: { elements: "unknown" },
    parameters: {},
    basis: "prose",
    counts: "unknown",
    reason: "the report seems to be on an adversarial network, not on an autoencoder",
    signature: "other unknown adversarial",
    evidence: [...new Set(doubted.flatMap(({ evidence }) => evidence))].slice(0, 8),
  }];
}
