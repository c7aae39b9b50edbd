/**
 * Operators of the code that reports show.
 *
 * @module
 */
import { asNumber, asUnits, numberValue, unknown, type Value } from "./values.ts";

import { itemsOf, MAX_ITEMS } from "./containers.ts";
import { merge } from "./tensors.ts";

/** Arithmetic and comparison of numbers, lists and tensors. */
export function binary(operator: string, a: Value, b: Value): Value {
  if (a.kind === "tensor" || b.kind === "tensor") {
    return merge([a, b].filter((value) => value.kind === "tensor"));
  }
  if (operator === "+" && (a.kind === "list" || a.kind === "sequence")) {
    const items = itemsOf(b);
    if (items && a.items.length + items.length <= MAX_ITEMS) {
      return { kind: "list", items: [...a.items, ...items] };
    }
    return unknown();
  }
  if (operator === "*" && a.kind === "list" && asUnits(b) !== undefined) {
    const times = asUnits(b) ?? 0;
    return times * a.items.length <= MAX_ITEMS
      ? { kind: "list", items: Array.from({ length: times }, () => a.items).flat() }
      : unknown();
  }
  if ((a.kind === "string" || a.kind === "none") && /^[!=]==?$/.test(operator)) {
    if (b.kind !== "string" && b.kind !== "none") return unknown();
    const same = a.kind === b.kind &&
      (a.kind === "none" || (b.kind === "string" && a.value === b.value));
    return numberValue(Number(same === operator.startsWith("=")));
  }
  if (a.kind === "none" || b.kind === "none") {
    if (operator === "is") return numberValue(Number(a.kind === b.kind));
    return unknown();
  }
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x === undefined || y === undefined) return unknown();
  switch (operator) {
    case "+":
      return numberValue(x + y);
    case "-":
      return numberValue(x - y);
    case "*":
      return numberValue(x * y);
    case "/":
      return numberValue(x / y);
    case "//":
      return numberValue(Math.floor(x / y));
    case "%":
      return numberValue(x % y);
    case "**":
    case "^":
      return numberValue(x ** y);
    case "<<":
      return numberValue(x * 2 ** y);
    case ">>":
      return numberValue(Math.floor(x / 2 ** y));
    case "<":
      return numberValue(Number(x < y));
    case ">":
      return numberValue(Number(x > y));
    case "<=":
      return numberValue(Number(x <= y));
    case ">=":
      return numberValue(Number(x >= y));
    case "==":
    case "===":
      return numberValue(Number(x === y));
    case "!=":
    case "!==":
      return numberValue(Number(x !== y));
    case "and":
    case "&&":
      return numberValue(Number(x !== 0 && y !== 0));
    case "or":
    case "||":
      return x !== 0 ? numberValue(x) : numberValue(y);
    default:
      return unknown();
  }
}
