/**
 * Programs as far as a latent representation is concerned: a small form that Python and
 * JavaScript share. Nothing here is ever executed; see `_interpreter.ts`.
 *
 * @module
 */

/** One subscript between the brackets. */
export type Subscript =
  | { readonly k: "at"; readonly value: Expression }
  | {
    readonly k: "slice";
    readonly from?: Expression;
    readonly to?: Expression;
    readonly step?: Expression;
  }
  | { readonly k: "rest" };

/** An expression; what the form has no word for is `unknown`. */
export type Expression =
  | { readonly k: "number"; readonly value: number }
  | { readonly k: "text"; readonly value: string }
  | { readonly k: "name"; readonly name: string }
  | { readonly k: "member"; readonly object: Expression; readonly name: string }
  | {
    readonly k: "index";
    readonly object: Expression;
    readonly subscripts: readonly Subscript[];
  }
  | {
    readonly k: "call";
    readonly callee: Expression;
    readonly args: readonly Expression[];
    readonly named: ReadonlyMap<string, Expression>;
    /** The call as written. */
    readonly text: string;
    readonly at: number;
  }
  | {
    readonly k: "binary";
    readonly op: string;
    readonly left: Expression;
    readonly right: Expression;
  }
  | { readonly k: "unary"; readonly op: string; readonly operand: Expression }
  | { readonly k: "list"; readonly items: readonly Expression[] }
  | {
    readonly k: "dict";
    readonly entries: readonly (readonly [key: Expression, value: Expression])[];
  }
  | {
    readonly k: "function";
    readonly parameters: readonly Parameter[];
    readonly body: readonly Statement[];
  }
  | {
    readonly k: "comprehension";
    readonly target: Expression;
    readonly iterable: Expression;
    readonly element: Expression;
  }
  | {
    readonly k: "choice";
    readonly test: Expression;
    readonly yes: Expression;
    readonly no: Expression;
  }
  | {
    readonly k: "unknown";
    readonly text: string;
    readonly parts: readonly Expression[];
  };

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly value?: Expression;
}

/** A statement; `at` is its offset in the program's text. */
export type Statement =
  & { readonly at: number }
  & (
    | {
      readonly k: "assign";
      readonly targets: readonly Expression[];
      readonly value: Expression;
    }
    | {
      readonly k: "update";
      readonly op: string;
      readonly target: Expression;
      readonly value: Expression;
    }
    | { readonly k: "expression"; readonly value: Expression }
    | {
      readonly k: "for";
      readonly target: Expression;
      readonly iterable: Expression;
      readonly body: readonly Statement[];
      /** The loop as written. */
      readonly text: string;
    }
    | {
      readonly k: "branches";
      /** An empty test always holds. */
      readonly branches: readonly {
        readonly test?: Expression;
        readonly body: readonly Statement[];
      }[];
    }
    | { readonly k: "block"; readonly body: readonly Statement[]; readonly text: string }
    | {
      readonly k: "def";
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
      readonly text: string;
    }
    | { readonly k: "class"; readonly name: string; readonly body: readonly Statement[] }
    | { readonly k: "return"; readonly value?: Expression }
    | { readonly k: "comment"; readonly text: string }
  );

/** What a lower bound of zero, a text or any other thing without numbers becomes. */
export function unknown(text: string, parts: readonly Expression[] = []): Expression {
  return { k: "unknown", text, parts };
}
