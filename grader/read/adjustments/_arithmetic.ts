/**
 * Arithmetic over abstract values.
 *
 * @module
 */
import {
  add,
  asNumber,
  holdsLatent,
  type Linear,
  multiply,
  number,
  other,
  type Value,
} from "./_values.ts";

/** Longer lists and sums are of no use and may be meant to do harm. */
const longest = 500;

/** The value of `left op right`; `text` stands for what is not understood. */
export function arithmetic(op: string, left: Value, right: Value, text: string): Value {
  if (left.k === "list" && right.k === "list" && op === "+") {
    return { k: "list", items: [...left.items, ...right.items].slice(0, longest) };
  }
  const a = asLinear(left);
  const b = asLinear(right);
  switch (op) {
    case "+":
      return add(a, b);
    case "-":
      return add(a, b, -1);
    case "*":
      return multiply(a, b, text);
    case "/":
    case "//": {
      const divisor = asNumber(b);
      return multiply(a, divisor ? number(1 / divisor) : other(text), text);
    }
    case "**": {
      const [base, exponent] = [asNumber(a), asNumber(b)];
      if (base !== null && exponent !== null) return number(base ** exponent);
    }
  }
  return other(text, holdsLatent(a) || holdsLatent(b));
}

/** The value as a sum, whatever it is. */
export function asLinear(value: Value): Linear {
  if (value.k === "linear") return value;
  if (value.k === "list" && value.items.length === 1 && value.items[0]?.k === "linear") {
    return value.items[0];
  }
  if (value.k === "text") return other(value.value);
  return holdsLatent(value) ? other("list", true) : other("list");
}
