import { assert, assertEquals } from "@std/assert";
import { reproductionBudgets, stepsWithin } from "../../../grader/reproduce/budget.ts";
import { reproductionMessages } from "../../../grader/reproduce/messages.ts";
import { planReproduction } from "../../../grader/reproduce/plan.ts";
import { planAdjustments } from "../../../grader/reproduce/plan_adjustments.ts";
import { planModel } from "../../../grader/reproduce/plan_model.ts";
import { readingsSchema } from "../../../grader/reproduce/readings_schema.ts";
import { summarize } from "../../../models/summary.ts";
import { reasonText } from "../../../rubric/reason_text.ts";
import { activation, adjustment, architecture, linear, norm, toy } from "./_readings.ts";

function pure(name: string, fn: () => void): void {
  Deno.test({ name, permissions: "none", fn });
}

/** The value, where it has the member. */
function having<Value extends object, Key extends PropertyKey>(value: Value, key: Key) {
  if (!(key in value)) throw new Error(`no ${String(key)}: ${JSON.stringify(value)}`);
  return value as Extract<Value, Record<Key, unknown>>;
}

/** The architecture of the report that this project grew from. */
const seed = architecture([
  linear(12288, 4096),
  norm,
  activation("relu"),
  linear(4096, 2048),
  norm,
  activation("relu"),
  linear(2048, 4096),
  norm,
  activation("relu"),
  linear(4096, 12288),
  activation("tanh"),
], { printedTotal: 117_483_520, form: "torchsummary" });

pure("planModel() cuts after the latent's own norm and activation", () => {
  const planned = having(planModel(seed), "spec");
  assertEquals(planned.spec.kind, "ae");
  assertEquals(planned.spec.encoder.length, 6);
  assertEquals(planned.spec.decoder[0], { kind: "dense", units: 4096 });
  assertEquals(planned.notes, []);
  assertEquals(summarize(planned.spec).parameters, 117_483_520);
});

pure("planModel() takes sizes of a chain from the layer before", () => {
  const found = planModel(architecture([
    { kind: "linear", name: "a", outUnits: 32, activation: "relu" },
    { kind: "linear", name: "b", outUnits: 8 },
    { kind: "linear", name: "c", outUnits: 32, activation: "relu" },
    { kind: "linear", name: "d", outUnits: 784, activation: "sigmoid" },
  ], { inputSize: 784 }));
  const planned = having(found, "spec");
  assertEquals(planned.spec.encoder.at(-1), { kind: "dense", units: 8 });
  assertEquals(planned.spec.decoder.at(-1), { kind: "activation", function: "tanh" });
  assertEquals(planned.notes.map(({ message }) => message), ["sigmoidEnd"]);
});

pure(
  "planModel() says what it assumes of bare sizes, and leaves the latent plain",
  () => {
    const sizes = architecture([linear(784, 32), linear(32, 8), linear(8, 784)]);
    const planned = having(planModel(sizes), "spec");
    assertEquals(planned.spec.encoder, [
      { kind: "dense", units: 32 },
      { kind: "activation", function: "relu" },
      { kind: "dense", units: 8 },
    ]);
    assertEquals(planned.notes.map(({ message }) => message), ["activationsAssumed"]);
  },
);

pure("planModel() takes two heads for a VAE and asks for them", () => {
  const heads = [
    linear(784, 64),
    activation("relu"),
    linear(64, 4),
    linear(64, 4),
    linear(4, 64),
    activation("relu"),
    linear(64, 784),
    activation("tanh"),
  ];
  const found = planModel(architecture(heads, { variational: "yes" }));
  const { spec } = having(found, "spec");
  assertEquals(spec.kind === "vae" && spec.latent, 4);
  assertEquals([spec.encoder.length, spec.decoder.length], [2, 4]);
  const without = planModel({ ...toy, variational: "yes" });
  assertEquals("refused" in without && without.refused.message, "headsUnclear");
});

pure("planModel() refuses with the reason", () => {
  const refused = (
    layers: Parameters<typeof architecture>[0],
    more: Parameters<typeof architecture>[1] = {},
  ) => {
    const planned = planModel(architecture(layers, more));
    return "refused" in planned ? planned.refused.message : "planned";
  };
  assertEquals(refused([], { fullyConnected: "no" }), "notFullyConnected");
  assertEquals(refused([], { fullyConnected: "unknown" }), "notFullyConnected");
  assertEquals(refused([], { autoencoder: "no" }), "noAutoencoder");
  assertEquals(refused([]), "noLayers");
  assertEquals(refused([linear(784, 8)]), "decoderMissing");
  assertEquals(refused([linear(784, 784)]), "noBottleneck");
  assertEquals(refused([linear(784, 8), linear(16, 784)]), "chainBroken");
  assertEquals(refused([{ kind: "linear", name: "x" }]), "sizesMissing");
});

pure("planReproduction() prefers the model with a printed total, and compares it", () => {
  const other = architecture([linear(784, 8), linear(8, 784)], { id: "m0" });
  const readings = { architectures: [other, toy], adjustments: [] };
  const plan = having(planReproduction(readings, "quick"), "spec");
  assertEquals([plan.architecture, plan.data, plan.latent], ["m1", "digits", 16]);
  assertEquals(plan.parameters.agree, "yes");
  const counted = (printedTotal: number) => {
    const readings = { architectures: [{ ...toy, printedTotal }], adjustments: [] };
    const plan = planReproduction(readings, "quick");
    return plan.possible && plan.parameters.agree;
  };
  assertEquals(counted(toy.printedTotal! + 256), "keras");
  assertEquals(counted(toy.printedTotal! + 1), "no");
});

pure("planReproduction() keeps within its budget or says that it does not", () => {
  const readings = { architectures: [seed], adjustments: [] };
  const plan = having(planReproduction(readings, "quick"), "spec");
  const { gigaflops } = reproductionBudgets.quick;
  assert(6 * 117_483_520 * plan.batch * plan.steps / 1e9 <= gigaflops);
  assert(plan.steps >= reproductionBudgets.quick.leastSteps);
  const huge = architecture([linear(12288, 40_000), linear(40_000, 12288)]);
  const tooMuch = { architectures: [huge], adjustments: [] };
  const none = having(planReproduction(tooMuch, "quick"), "reasons");
  assertEquals(none.reasons[0]?.message, "tooWideForQuick");
  assertEquals(stepsWithin(reproductionBudgets.quick, 1e12), null);
});

pure("planReproduction() refuses other sizes, unclear answers and empty reports", () => {
  const messages = (...architectures: ReturnType<typeof architecture>[]) => {
    const plan = planReproduction({ architectures, adjustments: [] }, "full");
    return plan.possible ? [] : plan.reasons.map(({ message }) => message);
  };
  const cifar = architecture([linear(3072, 8), linear(8, 3072)]);
  assertEquals(messages(cifar), ["noData"]);
  assertEquals(messages({ ...toy, answer: "unknown" }), ["answerUnclear"]);
  assertEquals(messages(), ["nothingShown"]);
});

pure("planAdjustments() maps what is stated in full", () => {
  const some = { elements: "some" as const, indices: [3, -1] };
  const { planned, refused, notes } = planAdjustments([
    adjustment("mix-noise", { ratio: 0.2 }),
    adjustment("scale", { factor: 5 }, { id: "a2", target: some }),
    adjustment("sweep", { from: -2, to: 2, steps: 9 }, { id: "a3" }),
    adjustment("negate", {}, { id: "a4", target: { elements: "unknown" } }),
    adjustment("negate", {}, { id: "a5", counts: "no", signature: "other" }),
    adjustment("mix-noise", { ratio: 0.2 }, { id: "a6" }),
  ], 8);
  assertEquals(planned, [
    { id: "a1", adjustment: { kind: "mixNoise", ratio: 0.2, target: "all" } },
    { id: "a2", adjustment: { kind: "scale", factor: 5, target: [3, 7] } },
    {
      id: "a3",
      adjustment: { kind: "sweep", values: [-2, -1, 0, 1, 2], target: "all" },
    },
    { id: "a4", adjustment: { kind: "negate", target: "all" } },
  ]);
  assertEquals(refused, []);
  assertEquals(notes.map(({ message }) => message), ["targetAssumed"]);
});

pure("planAdjustments() says why it leaves others out, in both languages", () => {
  const some = (...indices: number[]) => ({ elements: "some" as const, indices });
  const { planned, refused } = planAdjustments([
    adjustment("mix-noise"),
    adjustment("mix-noise", { ratio: 1.5 }),
    adjustment("scale"),
    adjustment("scale", { factor: 2, value: 1 }),
    adjustment("interpolate"),
    adjustment("other"),
    adjustment("set", { value: 1e9 }),
    adjustment("negate", {}, { target: some(8) }),
    adjustment("negate", {}, { target: some(-9) }),
    adjustment("negate", {}, { target: some() }),
  ], 8);
  assertEquals(planned, []);
  assertEquals(refused.map(({ message }) => message), [
    "ratioUnsaid",
    "ratioOutside",
    "valueUnsaid",
    "twoSteps",
    "needsTwo",
    "kindUnknown",
    "valueTooLarge",
    "elementOutside",
    "elementOutside",
    "elementsUnsaid",
  ]);
  for (const reason of refused) {
    for (const language of ["en", "zh-TW"] as const) {
      assert(!reasonText(reproductionMessages, reason, language).includes("{"));
    }
  }
});

pure("readingsSchema refuses sizes that are none", () => {
  const read = (units: number) =>
    readingsSchema.safeParse({
      architectures: [architecture([linear(784, units)])],
      adjustments: [],
    }).success;
  assertEquals([read(8), read(0), read(-1), read(1e30), read(0.5)], [
    true,
    false,
    false,
    false,
    false,
  ]);
});
