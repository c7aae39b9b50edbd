/**
 * Linear form and place -> what was done to the latent.
 *
 * @module
 */
import {
  type Atom,
  type Linear,
  type Operation,
  pathText,
  type Step,
} from "./_values.ts";

type Latent = Extract<Atom, { a: "latent" }>;

/** Which elements a path selects. */
export function place(
  path: readonly Step[],
  rank: 1 | 2 | null,
): Pick<Operation, "elements" | "indices" | "place" | "row"> {
  const whole = { elements: "all", place: "all" } as const;
  if (path.length === 0) return whole;
  const [first, second] = path;
  if (path.length === 1 && first) {
    if (first.k === "all") return whole;
    if (rank === 1) return selected(first);
    if (rank === 2) return first.k === "at" ? { ...whole, row: first.text } : whole;
    return { ...selected(first), elements: "unknown" };
  }
  if (!first || !second) return whole;
  const row = first.k === "at" ? { row: first.text } : {};
  const elements = path.slice(1).filter((step) => step.k !== "all");
  const [element] = elements;
  if (!element) return { ...whole, ...row };
  return {
    ...selected(element),
    place: elements.map((e) => pathText([e])).join(","),
    ...row,
  };
}

function selected(step: Step): Pick<Operation, "elements" | "indices" | "place"> {
  if (step.k === "all") return { elements: "all", place: "all" };
  const items = step.k === "at" ? (step.n === null ? null : [step.n]) : step.items;
  return { elements: "some", place: step.text, ...(items ? { indices: items } : {}) };
}

/** Whether a path picks single elements, so that it is a part of a latent only. */
export function isPart(path: readonly Step[], rank: 1 | 2 | null): boolean {
  const { elements } = place(path, rank);
  return elements === "some";
}

/** Whether a path takes some of the elements, by a slice too. */
export function isSelection(path: readonly Step[], rank: 1 | 2 | null): boolean {
  const last = path.at(-1);
  return isPart(path, rank) ||
    (last?.k === "several" && (path.length > 1 || rank !== 2));
}

/**
 * What `target = value` does; `null` where no latent is changed (a fresh sample, a value
 * that has nothing to do with one).
 */
export function classify(target: Latent, value: Linear): Operation | null {
  const where = place(target.path, target.rank);
  const here = pathText(target.path);
  let own: number | null | undefined;
  let noise: number | null | undefined;
  let foreign = "";
  let weight: number | null = null;
  for (const { atom, factor } of value.terms) {
    if (atom.a === "noise") {
      if (atom.sampled) return null;
      noise = factor;
    } else if (
      atom.a === "latent" && own === undefined &&
      atom.tensor.root === target.tensor.root &&
      (pathText(atom.path) === here || target.path.length === 0)
    ) own = factor;
    else {
      foreign += atom.a === "latent" ? `L${pathText(atom.path)}` : atom.text;
      weight = factor;
    }
  }
  const constant = value.constant;
  const make = (
    kind: Operation["kind"],
    parameters: Readonly<Record<string, number>>,
    detail = "",
    idle = false,
  ): Operation => ({ kind, ...where, parameters, detail, idle });
  if (own === undefined) {
    if (noise !== undefined) return make("set", {}, "noise");
    if (foreign !== "") return make("set", {}, foreign);
    if (constant === 0) return make("zero", {});
    return constant === null ? make("set", {}, "?") : make("set", { value: constant });
  }
  if (noise !== undefined) {
    const size = noise === null ? {} : { ratio: Math.abs(noise) };
    if (own === 1) return make("add-noise", size, noise === null ? "?" : "");
    return make("mix-noise", size, noise === null ? "?" : "");
  }
  const shares = own !== null && weight !== null && Math.abs(own + weight - 1) < 1e-6;
  if (foreign !== "" && shares && own !== 1 && !foreign.startsWith("L")) {
    return make("mix-noise", { ratio: Math.abs(weight ?? 0) });
  }
  if (foreign !== "") {
    const mixed = value.terms.filter(({ atom }) => atom.a === "latent").length > 1;
    const single = own === 1 && weight !== null && weight !== 1 && constant === 0;
    const parameters = single
      ? { value: weight ?? 1 }
      : own === null || own === 1
      ? {}
      : { factor: own };
    return make(mixed && own !== 1 ? "interpolate" : "add", parameters, foreign);
  }
  if (constant === null) return make("add", {}, "?");
  if (own === null) return make("scale", {}, "?");
  if (own === 1) return make("add", { value: constant }, "", constant === 0);
  if (constant !== 0) return make("scale", { factor: own, value: constant });
  return own === -1 ? make("negate", {}) : make("scale", { factor: own });
}
