/**
 * Brings mentions of the same change together.
 *
 * @module
 */
import type { Adjustment } from "../../../rubric/facts.ts";
import { type Candidate, signature } from "./_candidate.ts";

interface Group {
  best: Candidate;
  readonly members: Candidate[];
}

/**
 * Adjustments in reading order. Two mentions are one adjustment unless something tells
 * them apart: two operations, two sets of elements, two sizes. Code comes first, since it
 * says exactly what was done.
 */
export function merged(
  code: readonly Candidate[],
  prose: readonly Candidate[],
  order: ReadonlyMap<string, number>,
): readonly Adjustment[] {
  const groups: Group[] = [];
  for (const candidate of code) {
    const known = groups.find((group) => signature(group.best) === signature(candidate));
    if (known) join(known, candidate);
    else groups.push({ best: candidate, members: [candidate] });
  }
  const exact = [...prose].sort((a, b) => precision(b) - precision(a));
  for (const candidate of exact) {
    const known = groups.filter((group) => compatible(group.best, candidate));
    const [first] = known;
    if (!first) groups.push({ best: candidate, members: [candidate] });
    else if (known.length === 1 || precision(candidate) > 1) join(first, candidate);
    else for (const group of known) group.members.push(candidate);
  }
  const sequence = new Map([...code, ...prose].map((candidate, i) => [candidate, i]));
  const place = ({ members }: Group) => {
    const [first] = members
      .map((member) =>
        [order.get(member.evidence) ?? 0, sequence.get(member) ?? 0] as const
      )
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return first ?? [0, 0];
  };
  return groups
    .map((group) => ({ group, at: place(group) }))
    .sort(({ at: a }, { at: b }) => a[0] - b[0] || a[1] - b[1])
    .map(({ group }, i) => adjustment(group, `a${i + 1}`, order));
}

const rank = { yes: 2, unknown: 1, no: 0 } as const;

function join(group: Group, candidate: Candidate): void {
  group.members.push(candidate);
  if (candidate.counts === "yes" && group.best.reason === "commented out") {
    group.best = {
      ...group.best,
      counts: "unknown",
      reason: "told of in words, commented out in the code",
    };
  } else if (
    rank[candidate.counts] > rank[group.best.counts] &&
    (group.best.basis !== "code" || group.best.counts === "unknown")
  ) {
    group.best = { ...group.best, counts: candidate.counts, reason: candidate.reason };
  }
}

/** How much a candidate says. */
function precision(candidate: Candidate): number {
  return (candidate.kind === "other" ? 0 : 1) + (candidate.indices ? 1 : 0) +
    Object.keys(candidate.parameters).length +
    (candidate.elements === "unknown" ? 0 : 0.5) + rank[candidate.counts] * 0.1;
}

function compatible(a: Candidate, b: Candidate): boolean {
  if (
    a.basis === "code" && a.counts === "no" && a.reason !== "commented out" &&
    a.reason !== "nothing is changed by it"
  ) {
    return false;
  }
  return sameKind(a, b) && sameElements(a, b) && sameParameters(a, b);
}

const families: readonly (readonly Adjustment["kind"][])[] = [
  ["set", "zero"],
  ["mix-noise", "add-noise"],
  ["scale", "negate"],
  ["sweep", "set"],
  ["sweep", "add"],
];

function sameKind(a: Candidate, b: Candidate): boolean {
  if (a.kind === b.kind) {
    if (apart(a.direction, b.direction)) return false;
    return a.kind !== "other" || a.detail === b.detail || a.detail === "" ||
      b.detail === "";
  }
  if (a.kind === "other") return a.detail === "" || a.basis === "code";
  if (b.kind === "other") return b.detail === "";
  if (!families.some((family) => family.includes(a.kind) && family.includes(b.kind))) {
    return false;
  }
  if (a.kind === "zero" || b.kind === "zero") return hasNone(a.kind === "zero" ? b : a);
  if (a.kind === "negate" || b.kind === "negate") {
    return hasNone(a.kind === "negate" ? b : a);
  }
  return true;
}

/** Whether two vectors that are added stand for different things, as far as words tell. */
function apart(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b || a === b) return false;
  return a === "principal" || b === "principal" ||
    (a !== "attribute" && b !== "attribute");
}

function hasNone(candidate: Candidate): boolean {
  return Object.keys(candidate.parameters).length === 0 &&
    (candidate.basis === "code" || candidate.detail === "");
}

function sameElements(a: Candidate, b: Candidate): boolean {
  if (a.subset && b.subset) return a.subset === b.subset;
  if (a.elements === "unknown" && !a.indices) return true;
  if (b.elements === "unknown" && !b.indices) return true;
  if (a.indices && b.indices) {
    const shifts = a.ordinal === b.ordinal && a.basis !== "code" && b.basis !== "code"
      ? [0]
      : [0, 1, -1];
    return shifts.some((shift) => subset(a.indices ?? [], b.indices ?? [], shift));
  }
  return a.elements === b.elements || (a.elements !== "all" && b.elements !== "all");
}

/** Equal sets, or one spelled out only by its ends (`20 to 23`, `z[20]`). */
function subset(a: readonly number[], b: readonly number[], shift: number): boolean {
  const moved = b.map((n) => n + shift);
  if (a.length === moved.length) return a.every((n) => moved.includes(n));
  return false;
}

function sameParameters(a: Candidate, b: Candidate): boolean {
  const [left, right] = [Object.values(a.parameters), Object.values(b.parameters)];
  if (left.length === 0 || right.length === 0) return true;
  const noisy = (kind: string) => kind === "mix-noise" || kind === "add-noise";
  if (noisy(a.kind) && noisy(b.kind)) return near(left[0], right[0]);
  const signed = a.basis !== "code" && b.basis !== "code" && a.kind === b.kind;
  const size = (value: number) => signed ? value : Math.abs(value);
  return right.every((value) => left.some((known) => near(size(known), size(value))));
}

function near(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) < 1e-6;
}

function adjustment(
  group: Group,
  id: string,
  order: ReadonlyMap<string, number>,
): Adjustment {
  const { best } = group;
  const evidence = [...new Set(group.members.map((member) => member.evidence))];
  const first = best.evidence;
  const rest = evidence.filter((item) => item !== first)
    .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return {
    id,
    kind: best.kind,
    target: {
      elements: best.elements,
      ...(best.indices ? { indices: best.indices } : {}),
    },
    parameters: best.parameters,
    basis: best.basis,
    counts: best.counts,
    reason: best.reason,
    signature: signature(best),
    evidence: [first, ...rest].slice(0, 8),
  };
}
