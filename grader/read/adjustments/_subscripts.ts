/**
 * Subscripts -> steps into a latent.
 *
 * @module
 */
import type { Expression, Subscript } from "./_program.ts";
import { asNumber, type Step, type Value } from "./_values.ts";

/** The steps of `[...]`; `evaluate` gives the values between the brackets. */
export function steps(
  subscripts: readonly Subscript[],
  evaluate: (expression: Expression) => Value,
): readonly Step[] {
  return subscripts.map((subscript): Step => {
    if (subscript.k === "rest") return { k: "all" };
    if (subscript.k === "at") {
      const value = evaluate(subscript.value);
      if (value.k === "list") {
        const items = value.items.map((item) => asNumber(item));
        const known = items.every((item) => item !== null);
        return {
          k: "several",
          items: known ? items.map((item) => item ?? 0) : null,
          text: items.join("&"),
        };
      }
      const n = asNumber(value);
      return { k: "at", n, text: n === null ? textOf(value) : String(n) };
    }
    const stride = subscript.step ? asNumber(evaluate(subscript.step)) : 1;
    if (!subscript.from && !subscript.to && stride === 1) return { k: "all" };
    const from = subscript.from ? asNumber(evaluate(subscript.from)) : 0;
    const to = subscript.to ? asNumber(evaluate(subscript.to)) : null;
    const open = subscript.to !== undefined && to === null;
    const text = `${from ?? "?"}:${open ? "?" : to ?? ""}` +
      (stride === 1 ? "" : `:${stride ?? "?"}`);
    if (stride !== 1) return { k: "several", items: null, text };
    const count = from === null || to === null ? 0 : to - from;
    const items = from !== null && count > 0 && count <= 256
      ? Array.from({ length: count }, (_, i) => from + i)
      : null;
    return { k: "several", items, text };
  });
}

function textOf(value: Value): string {
  if (value.k !== "linear") return value.k === "text" ? value.value : "?";
  return value.terms.map(({ atom }) => atom.a === "other" ? atom.text : "?").join("+") ||
    "?";
}
