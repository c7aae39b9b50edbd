/**
 * Encoder and decoder that are shown apart -> one model, where they fit together.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import type { Draft } from "./draft.ts";
import { fullyConnected, isAutoencoder, sizesOf } from "./sizes.ts";

/** How many drafts may stand between an encoder and its decoder. */
const MAX_BETWEEN = 3;

/** Joins halves; the order is that of the document. */
export function joinHalves(drafts: readonly Draft[]): readonly Draft[] {
  const list = [...drafts].sort((a, b) => a.order - b.order || a.row - b.row);
  const used = new Set<Draft>();
  const joined: Draft[] = [];
  list.forEach((own, i) => {
    if (used.has(own)) return;
    const partner = isHalf(own)
      ? list.slice(i + 1, i + 2 + MAX_BETWEEN).find((next) =>
        !used.has(next) && isHalf(next) && (fits(own, next) || fits(next, own))
      )
      : undefined;
    if (!partner) {
      joined.push(own);
      return;
    }
    used.add(partner);
    joined.push(fits(own, partner) ? join(own, partner) : join(partner, own));
  });
  return joined;
}

function isHalf(own: Draft): boolean {
  if (own.other || own.layers.length === 0) return false;
  if (own.part !== "whole") return true;
  return isAutoencoder(own.layers, "whole", false, false) !== "yes" &&
    own.layers.some((layer) =>
      layer.inUnits !== undefined || layer.outUnits !== undefined
    );
}

/** Whether the second reads what the first gives, and gives what the first reads. */
function fits(first: Draft, second: Draft): boolean {
  const a = sizesOf(first.layers);
  const b = sizesOf(second.layers);
  const named = first.part === "encoder" && second.part === "decoder";
  if (first.part === "decoder" || second.part === "encoder") return false;
  if (fullyConnected(first.layers) === "no" || fullyConnected(second.layers) === "no") {
    return named && first.form === second.form;
  }
  if (a.input === undefined || b.output === undefined) {
    return named && a.output === b.input;
  }
  if (bridge(first, second)) return true;
  if (a.input !== b.output) return false;
  if (a.output === undefined || b.input === undefined) {
    return a.output === b.input || named || second.form === "keras-code";
  }
  return a.output === b.input && a.output < a.input;
}

/** Sizes `784, 300, 30` and then `300, 784`: the layer from 30 to 300 lies between. */
function bridge(first: Draft, second: Draft): Layer | undefined {
  if (first.form !== "prose" && first.form !== "arrows") return undefined;
  const down = sizesOf(first.layers).chain;
  const up = sizesOf(second.layers).chain;
  const from = down.at(-1);
  const to = up[0];
  const back = [...down].reverse().slice(1);
  const mirrored = up.length >= 2 && up.length === back.length &&
    up.every((n, i) => n !== undefined && n === back[i]);
  if (!mirrored || from === undefined || to === undefined || from >= to) return undefined;
  return layer("linear", `${from} -> ${to}`, { inUnits: from, outUnits: to });
}

function join(first: Draft, second: Draft): Draft {
  const total = first.printedTotal !== undefined && second.printedTotal !== undefined
    ? first.printedTotal + second.printedTotal
    : undefined;
  const { printedTotal: _, ...own } = first;
  const between = bridge(first, second);
  const name = [first.name, second.name].filter((one) => one).join(" + ");
  return {
    ...own,
    via: first.via === "ocr" || second.via === "ocr" ? "ocr" : "text",
    ...(name ? { name } : {}),
    layers: [...first.layers, ...between ? [between] : [], ...second.layers],
    ...(total === undefined ? {} : { printedTotal: total }),
    evidence: [...new Set([...first.evidence, ...second.evidence])],
    part: "whole",
    variational: first.variational || second.variational,
    notes: [...first.notes, ...second.notes],
    ...(first.code || second.code
      ? {
        code: {
          ...first.code,
          ...second.code,
          unused: (first.code?.unused ?? false) && (second.code?.unused ?? false),
          bound: (first.code?.bound ?? false) || (second.code?.bound ?? false),
          usedAt: [
            ...new Set([...first.code?.usedAt ?? [], ...second.code?.usedAt ?? []]),
          ],
        },
      }
      : {}),
  };
}
