/**
 * A small syntax for the code that reports show: what Python and JavaScript share, as far
 * as it bears on how a network is built.
 *
 * @module
 */

/** An expression. `at` is an offset into the text that was parsed. */
export type Expression =
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "none" }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "attribute"; readonly object: Expression; readonly name: string }
  | {
    readonly type: "index";
    readonly object: Expression;
    readonly indices: readonly Expression[];
  }
  | {
    readonly type: "slice";
    readonly from?: Expression | undefined;
    readonly to?: Expression | undefined;
    readonly step?: Expression | undefined;
  }
  | {
    readonly type: "call";
    readonly callee: Expression;
    readonly arguments: readonly Argument[];
    readonly at: number;
  }
  | {
    readonly type: "binary";
    readonly operator: string;
    readonly left: Expression;
    readonly right: Expression;
  }
  | { readonly type: "unary"; readonly operator: string; readonly operand: Expression }
  | { readonly type: "list"; readonly items: readonly Expression[] }
  | { readonly type: "spread"; readonly value: Expression }
  | {
    readonly type: "dictionary";
    readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
  }
  | {
    readonly type: "comprehension";
    readonly element: Expression;
    readonly clauses: readonly {
      readonly target: Expression;
      readonly iterable: Expression;
    }[];
  }
  | {
    readonly type: "conditional";
    readonly test: Expression;
    readonly then: Expression;
    readonly otherwise: Expression;
  }
  | {
    readonly type: "function";
    readonly parameters: readonly Parameter[];
    readonly body: readonly Statement[];
  }
  | { readonly type: "unreadable" };

/** An argument of a call; `spread` for `*list`. */
export interface Argument {
  readonly name?: string;
  readonly spread?: boolean;
  readonly value: Expression;
}

/** A parameter of a function; `rest` takes what is left over. */
export interface Parameter {
  readonly name: string;
  readonly initial?: Expression;
  readonly rest?: boolean;
}

/** A statement. `at` and `end` are offsets into the text that was parsed. */
export type Statement =
  & {
    readonly at: number;
    readonly end: number;
  }
  & (
    | {
      readonly type: "assign";
      readonly targets: readonly Expression[];
      /** Set for `x += 1`. */
      readonly operator?: string | undefined;
      readonly value: Expression;
    }
    | { readonly type: "expression"; readonly value: Expression }
    | { readonly type: "return"; readonly value: Expression }
    | {
      readonly type: "for";
      readonly target: Expression;
      readonly iterable: Expression;
      readonly body: readonly Statement[];
    }
    | {
      readonly type: "if";
      readonly branches: readonly {
        /** Absent for `else`. */
        readonly test?: Expression;
        readonly body: readonly Statement[];
      }[];
    }
    | { readonly type: "block"; readonly body: readonly Statement[] }
    | {
      readonly type: "class";
      readonly name: string;
      readonly bases: readonly Expression[];
      readonly body: readonly Statement[];
    }
    | {
      readonly type: "define";
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
    }
  );

/** A program and whether the parser had to skip over something. */
export interface Program {
  readonly body: readonly Statement[];
  readonly broken: boolean;
}

/** What could not be read. */
export const UNREADABLE: Expression = { type: "unreadable" };
