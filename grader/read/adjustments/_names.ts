/**
 * What the names in code say: encoder, decoder, latent, noise.
 *
 * @module
 */
import type { Expression } from "./_program.ts";
import cues from "./cues.json" with { type: "json" };

const names = Object.fromEntries(
  Object.entries(cues.names).map(([key, pattern]) => [key, new RegExp(pattern, "i")]),
) as Readonly<Record<keyof typeof cues.names, RegExp>>;

/** `model.encoder.predict` for a chain of names; other parts stand as `[]` and `()`. */
export function dotted(expression: Expression): string {
  if (expression.k === "name") return expression.name;
  if (expression.k === "member") return `${dotted(expression.object)}.${expression.name}`;
  if (expression.k === "index") return `${dotted(expression.object)}[]`;
  if (expression.k === "call") return `${dotted(expression.callee)}()`;
  return "?";
}

/** The name that says what is called: the last one, without `predict` and its kin. */
function calledName(callee: string): string {
  const parts = callee.split(".");
  while (parts.length > 1 && names.apply.test(parts.at(-1) ?? "")) parts.pop();
  return (parts.at(-1) ?? "").replace(/\[\]$/, "").slice(-60);
}

function constructs(name: string): boolean {
  return /^[A-Z]/.test(name) && name.length > 2;
}

/** Whether a call of `callee` encodes a picture. */
export function isEncoder(callee: string): boolean {
  const name = calledName(callee);
  return !constructs(name) && names.encoder.test(name) && !names.notEncoder.test(name);
}

/** Whether a call of `callee` decodes a latent. */
export function isDecoder(callee: string): boolean {
  const name = calledName(callee);
  return !constructs(name) && names.decoder.test(name) && !names.notEncoder.test(name);
}

/** Whether a variable of this name may hold a latent. */
export function isLatentName(name: string): boolean {
  return names.latent.test(name) && !names.notLatent.test(name);
}

/** Whether a variable of this name is a latent even if nothing else is known of it. */
export function isSurelyLatentName(name: string): boolean {
  return names.surelyLatent.test(name) && !names.notLatent.test(name);
}

/** Whether a variable of this name holds noise. */
export function isNoiseName(name: string): boolean {
  return names.noise.test(name);
}

/** Whether a function of this name samples a latent from its distribution. */
export function isSampling(name: string): boolean {
  return names.sampling.test(name);
}

/** Whether a function of this name only looks at its argument. */
export function isSink(callee: string): boolean {
  return names.sink.test(calledName(callee));
}

/** Whether a stretch of code trains a model. */
export function isTraining(code: string): boolean {
  return names.training.test(code);
}
