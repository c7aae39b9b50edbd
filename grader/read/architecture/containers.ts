/**
 * What lists, dictionaries and containers of layers hold.
 *
 * @module
 */
import { layer } from "./build_layer.ts";
import type { Layer } from "../../../rubric/facts.ts";
import { isModule, type Place, type Value } from "./values.ts";

/** Longer lists are not followed: no network is that long. */
export const MAX_ITEMS = 400;

/** Elements of what can be iterated over; `undefined` if it can not be followed. */
export function itemsOf(value: Value | undefined): Value[] | undefined {
  if (value?.kind === "list" || value?.kind === "sequence") return value.items;
  if (value?.kind === "dictionary") {
    return [...value.entries.keys()].map((key) => ({ kind: "string", value: key }));
  }
  return undefined;
}

/** The layers and modules of arguments such as `*layers`, `[a, b]`, `OrderedDict([...])`. */
export function modulesIn(values: readonly Value[], depth = 0): Value[] {
  if (depth > 6) return [];
  return values.flatMap((value): Value[] => {
    if (isModule(value)) return [value];
    if (value.kind === "list") return modulesIn(value.items, depth + 1);
    if (value.kind === "dictionary") {
      return modulesIn([...value.entries.values()], depth + 1);
    }
    if (value.kind === "tensor" || value.kind === "function") return [value];
    // A module of a class that the report does not show.
    const name = value.kind === "unknown"
      ? /(^|\.)([A-Z]\w*)\(\)$/.exec(value.path)?.[2]
      : "";
    if (name) return [{ kind: "layer", infer: false, layer: foreign(name), at: NOWHERE }];
    return [];
  });
}

const NOWHERE: Place = { segment: -1, at: -1 };

function foreign(name: string): Layer {
  return layer(
    /conv|res(net|idual)|bottleneck|unet|cnn/i.test(name) ? "convolution" : "other",
    name,
    {},
  );
}
