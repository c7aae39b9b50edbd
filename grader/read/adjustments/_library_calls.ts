/**
 * What functions of torch, numpy, TensorFlow and Python itself do to a latent.
 *
 * @module
 */
import { isPart, isSelection } from "./_classify.ts";
import {
  add,
  asNumber,
  type Linear,
  multiply,
  number,
  only,
  other,
  type Tensor,
  type Value,
} from "./_values.ts";

/** A call as a library function sees it. */
export interface Call {
  /** Last name: `randn_like`. */
  readonly name: string;
  /** The value before the dot, unless it is a module. */
  readonly self: Value | null;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly text: string;
  /** Makes a changed copy of a latent. */
  readonly derive: (source: Linear, operation: string, text: string) => Value;
  readonly copy: (value: Value) => Value;
}

const keep = new Set([
  ..."detach cpu numpy to float double cuda eval data asarray array tensor from_numpy"
    .split(" "),
  ..."as_tensor Tensor convert_to_tensor arraySync dataSync list tuple tensor2d constant"
    .split(" "),
  ..."requires_grad_ contiguous type astype FloatTensor tidy keep Variable stack cat"
    .split(" "),
  ..."concatenate vstack hstack concat sorted reversed scalar cast double half".split(
    " ",
  ),
]);
const joins = new Set("cat concat concatenate hstack append where".split(" "));
const copies = new Set(
  "clone copy deepcopy identity slice tile repeat repeat_interleave expand".split(" "),
);
const shapes = new Set(
  "view reshape squeeze unsqueeze flatten ravel expand_dims expandDims".split(" "),
);
const noises = new Set([
  ..."randn randn_like rand rand_like normal standard_normal uniform random_sample".split(
    " ",
  ),
  ..."randomNormal randomUniform random_normal random_uniform normal_ random truncated_normal"
    .split(" "),
]);
const changes = new Set([
  ..."flip fliplr flipud roll sort round floor ceil rint clamp clip permutation shuffle"
    .split(" "),
  ..."permute_dims dropout alpha_dropout abs fabs absolute sign heaviside reverse swapaxes where masked_fill threshold"
    .split(" "),
  ..."tensor_scatter_nd_update index_fill scatter_ index_fill_ masked_fill_ flip_".split(
    " ",
  ),
]);

function isPartOfLatent(value: Value): value is Linear {
  return value.k === "linear" &&
    value.terms.some(({ atom }) =>
      atom.a === "latent" && atom.path.at(-1)?.k === "several" &&
      isSelection(atom.path, atom.rank)
    );
}

/** The value of the call, or `null` if the function is not known. */
export function libraryCall(call: Call): Value | null {
  const { name, args, self } = call;
  const operands = self ? [self, ...args] : [...args];
  const first = operands[0];
  const linear = (value: Value | undefined): Linear =>
    value?.k === "linear" ? value : other(call.text);
  if (noises.has(name)) return noise(call);
  if (name === "zeros" || name === "zeros_like") return number(0);
  if (name === "ones" || name === "ones_like") return number(1);
  if (name === "full" || name === "full_like") return args[1] ?? other(call.text);
  if (name === "range" || name === "arange") return range(args);
  if (name === "linspace") return series(args, call.named);
  if (name === "len" || name === "size" || name === "int") {
    return first?.k === "list" ? number(first.items.length) : other(call.text);
  }
  if (name === "enumerate") {
    const items = first?.k === "list" ? first.items : [first ?? other("")];
    return list(items.map((item, i) => list([number(i), item])));
  }
  if (name === "zip") return zip(args);
  if (name === "items" && self?.k === "dict") {
    return list(
      [...self.entries].map(([key, item]) => list([{ k: "text", value: key }, item])),
    );
  }
  if (name === "values" && self?.k === "dict") return list([...self.entries.values()]);
  if (name === "keys" && self?.k === "dict") {
    return list([...self.entries.keys()].map((value) => ({ k: "text", value })));
  }
  if (joins.has(name) && first?.k === "list") {
    const part = first.items.find(isPartOfLatent);
    if (part) return call.derive(part, "concatenate", call.text);
  }
  if (copies.has(name) && first) return call.copy(first);
  if (keep.has(name) && first) return first;
  if (shapes.has(name) && first) return reshaped(first, name, args);
  if (operands.length === 0) return null;
  switch (name.replace(/_$/, "")) {
    case "add":
      return add(linear(first), alpha(call, linear(operands[1])));
    case "sub":
    case "subtract":
      return add(linear(first), alpha(call, linear(operands[1])), -1);
    case "mul":
    case "multiply":
      return multiply(linear(first), linear(operands[1]), call.text);
    case "div":
    case "divide": {
      const divisor = asNumber(operands[1]);
      return divisor
        ? multiply(linear(first), number(1 / divisor), call.text)
        : multiply(linear(first), other(call.text), call.text);
    }
    case "neg":
    case "negative":
      return multiply(linear(first), number(-1), call.text);
    case "zero":
      return number(0);
    case "fill":
      return args[0] ?? other(call.text);
    case "lerp": {
      const weight = linear(operands[2]);
      const left = multiply(linear(first), add(number(1), weight, -1), call.text);
      return add(left, multiply(linear(operands[1]), weight, call.text));
    }
  }
  const source = operands.find((value): value is Linear =>
    value.k === "linear" && value.terms.some(({ atom }) => atom.a === "latent")
  );
  if (changes.has(name) && source) return call.derive(source, name, call.text);
  return null;
}

function alpha(call: Call, value: Linear): Linear {
  const factor = call.named.get("alpha");
  return factor?.k === "linear" ? multiply(value, factor, call.text) : value;
}

function noise(call: Call): Value {
  const scale = call.named.get("scale") ?? call.named.get("std") ??
    call.named.get("stddev") ??
    (/normal/.test(call.name) ? call.args[1] : undefined);
  const atom = only({ a: "noise", sampled: false });
  if (call.name === "random" && call.args.length === 0 && call.self) return atom;
  const factor = scale?.k === "linear" ? asNumber(scale) : null;
  return factor === null ? atom : multiply(atom, number(factor), call.text);
}

function list(items: Value[]): Value {
  return { k: "list", items };
}

function zip(args: readonly Value[]): Value {
  const lists = args.map((arg) => arg.k === "list" ? arg.items : null);
  const known = lists.filter((items) => items !== null);
  const length = known.length === 0 ? 1 : Math.min(...known.map((items) => items.length));
  return list(
    Array.from(
      { length },
      (_, i) => list(lists.map((items) => items?.[i] ?? other("item"))),
    ),
  );
}

const longest = 12;

function range(args: readonly Value[]): Value {
  const [from, to, step] = args.length === 1
    ? [0, asNumber(args[0]), 1]
    : [asNumber(args[0]), asNumber(args[1]), args[2] ? asNumber(args[2]) : 1];
  if (from === null || to === null || !step) {
    return list([0, 1, 2].map((value) => number(value)));
  }
  const count = Math.max(0, Math.ceil((to - from) / step - 1e-9));
  return spread(from, from + step * (count - 1), count);
}

function series(args: readonly Value[], named: ReadonlyMap<string, Value>): Value {
  const from = asNumber(args[0] ?? named.get("start"));
  const to = asNumber(args[1] ?? named.get("stop") ?? named.get("end"));
  const count = asNumber(args[2] ?? named.get("num") ?? named.get("steps")) ?? 11;
  if (from === null || to === null) {
    return list([other(`${args.length}a`), other(`${args.length}b`)]);
  }
  return spread(from, to, count);
}

/** At most {@linkcode longest} values from first to last. */
function spread(from: number, to: number, count: number): Value {
  const shown = Math.max(0, Math.min(count, longest));
  if (shown < 2) return list(shown === 1 ? [number(from)] : []);
  const items = Array.from(
    { length: shown },
    (_, i) => number(Number((from + (to - from) * i / (shown - 1)).toFixed(6))),
  );
  return list(
    count > longest && Number.isInteger(from) && Number.isInteger(to)
      ? items.map((_, i) => number(Math.round(from + (to - from) * i / (shown - 1))))
      : items,
  );
}

function reshaped(value: Value, name: string, args: readonly Value[]): Value {
  if (value.k !== "linear" || value.terms.length !== 1 || value.constant !== 0) {
    return value;
  }
  const [term] = value.terms;
  if (!term || term.atom.a !== "latent" || isPart(term.atom.path, term.atom.rank)) {
    return value;
  }
  const flat = name === "squeeze" || name === "flatten" || name === "ravel" ||
    (args.length === 1 && args[0]?.k === "linear" && asNumber(args[0]) === -1);
  const rank = flat ? 1 : 2;
  return {
    k: "linear",
    terms: [{ atom: { ...term.atom, rank, path: [] }, factor: term.factor }],
    constant: 0,
  };
}

/** Whether a changed value is a latent of its own: all elements, or a picture's. */
export function tensorOf(value: Value): Tensor | null {
  if (value.k !== "linear" || value.terms.length !== 1 || value.constant !== 0) {
    return null;
  }
  const [term] = value.terms;
  if (!term || term.factor !== 1 || term.atom.a !== "latent") return null;
  return isPart(term.atom.path, term.atom.rank) ? null : term.atom.tensor;
}
