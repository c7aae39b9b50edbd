import { assertEquals } from "@std/assert";
import { readAdjustments } from "../../../../grader/read/adjustments/read_adjustments.ts";
import { documentOf } from "./_document.ts";

function counts(...texts: readonly string[]): string[] {
  return readAdjustments(documentOf(...texts)).map(({ counts }) => counts);
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `encodesNothing() ${name}`, permissions: "none", fn });
}

const gan = "We train a DCGAN: a generator against a discriminator. A GAN is sharp. " +
  "Unlike a variational autoencoder it has no encoder.";
const changed = "We set element 5 of the latent vector z to 3 and element 8 to 0.";

test("counts no change of the input of an adversarial network, and asks a person", () => {
  assertEquals(counts(gan, changed), ["no", "no", "unknown"]);
});

test("lets a report that encodes pictures compare with adversarial networks", () => {
  assertEquals(
    counts(gan, "Our encoder maps a picture to 32 numbers.", changed),
    ["yes", "yes"],
  );
});
