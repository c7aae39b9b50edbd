/**
 * Expressions of JavaScript: nodes of the parser's tree -> {@linkcode Expression}.
 *
 * @module
 */
import type { SyntaxNode } from "@lezer/common";
import {
  type Argument,
  type Expression,
  type Parameter,
  type Statement,
  UNREADABLE,
} from "./syntax.ts";

/** Deeper trees are cut: nothing that a person writes by hand nests like that. */
export const MAX_DEPTH = 80;
export const PUNCTUATION = new Set(["(", ")", "[", "]", "{", "}", ";", "Spread"]);

/** The children of a node without comments and errors. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/Comment$/.test(child.name) && !child.type.isError) list.push(child);
  }
  return list;
}

/** Splits the nodes at commas. */
export function groups(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const list: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") list.push([]);
    else if (!PUNCTUATION.has(node.name) || node.name === "Spread") {
      list.at(-1)?.push(node);
    }
  }
  return list.filter((group) => group.length > 0);
}

/** Reads expressions. */
export abstract class ExpressionReader {
  abstract body(node: SyntaxNode, depth: number): Statement[];

  constructor(readonly source: string) {}

  text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  parameters(node: SyntaxNode, depth: number): Parameter[] {
    const list = children(node).find((child) => child.name === "ParamList");
    if (!list) return [];
    return groups(children(list)).flatMap((group): Parameter[] => {
      const name = group.find((child) => child.name === "VariableDefinition");
      const at = group.findIndex((child) => child.name === "Equals");
      const initial = group[at + 1];
      if (!name) return [];
      return [{
        name: this.text(name),
        ...(at > 0 && initial ? { initial: this.expression(initial, depth) } : {}),
      }];
    });
  }

  pattern(node: SyntaxNode, depth: number): Expression {
    switch (node.name) {
      case "VariableDefinition":
        return { type: "name", name: this.text(node) };
      case "ArrayPattern":
        return {
          type: "list",
          items: groups(children(node)).map((group) =>
            group[0] ? this.pattern(group[0], depth + 1) : UNREADABLE
          ),
        };
      case "ObjectPattern":
        return {
          type: "dictionary",
          entries: children(node).filter((child) => child.name === "PatternProperty")
            .flatMap((child) => {
              const key = children(child)[0];
              const value = children(child).at(-1);
              return key && value
                ? [{
                  key: { type: "string", value: this.text(key) } as const,
                  value: { type: "name", name: this.text(value) } as const,
                }]
                : [];
            }),
        };
      default:
        return this.expression(node, depth);
    }
  }

  expression(node: SyntaxNode, depth: number): Expression {
    if (depth > MAX_DEPTH) return UNREADABLE;
    const next = depth + 1;
    const inner = children(node);
    const [first, second, third] = inner;
    switch (node.name) {
      case "Number":
        return { type: "number", value: Number(this.text(node).replace(/_/g, "")) };
      case "String":
      case "TemplateString":
        return { type: "string", value: this.text(node).slice(1, -1) };
      case "BooleanLiteral":
        return { type: "boolean", value: this.text(node) === "true" };
      case "null":
        return { type: "none" };
      case "VariableName":
        return { type: "name", name: this.text(node) };
      case "this":
        return { type: "name", name: "self" };
      case "super":
        return { type: "name", name: "super" };
      case "ParenthesizedExpression":
      case "AwaitExpression": {
        const value = inner.find((child) =>
          !PUNCTUATION.has(child.name) && child.name !== "await"
        );
        return value ? this.expression(value, next) : UNREADABLE;
      }
      case "ArrayExpression":
        return {
          type: "list",
          items: groups(inner).map((group) => this.argument(group, next)).map((
            argument,
          ) =>
            argument.spread ? { type: "spread", value: argument.value } : argument.value
          ),
        };
      case "ObjectExpression":
        return {
          type: "dictionary",
          entries: inner.filter((child) => child.name === "Property").flatMap((child) => {
            const parts = children(child);
            const key = parts[0];
            const value = parts.at(-1);
            if (!key || !value) return [];
            const name = this.text(key).replace(/^["']|["']$/g, "");
            return [{
              key: { type: "string", value: name } as const,
              value: parts.length === 1
                ? { type: "name", name } as const
                : this.expression(value, next),
            }];
          }),
        };
      case "UnaryExpression":
        return first && second
          ? {
            type: "unary",
            operator: this.text(first),
            operand: this.expression(second, next),
          }
          : UNREADABLE;
      case "BinaryExpression":
        return first && second && third
          ? {
            type: "binary",
            operator: this.text(second),
            left: this.expression(first, next),
            right: this.expression(third, next),
          }
          : UNREADABLE;
      case "ConditionalExpression": {
        const [test, , then, , otherwise] = inner;
        return test && then && otherwise
          ? {
            type: "conditional",
            test: this.expression(test, next),
            then: this.expression(then, next),
            otherwise: this.expression(otherwise, next),
          }
          : UNREADABLE;
      }
      case "ArrowFunction":
      case "FunctionExpression":
        return {
          type: "function",
          parameters: this.parameters(node, next),
          body: this.body(node, next),
        };
      case "MemberExpression": {
        if (!first) return UNREADABLE;
        const object = this.expression(first, next);
        const name = inner.find((child) => child.name === "PropertyName");
        if (name) return { type: "attribute", object, name: this.text(name) };
        const index = inner.slice(1).find((child) => !PUNCTUATION.has(child.name));
        return index
          ? { type: "index", object, indices: [this.expression(index, next)] }
          : UNREADABLE;
      }
      case "NewExpression":
      case "CallExpression": {
        const callee = first?.name === "new" ? second : first;
        const list = inner.find((child) => child.name === "ArgList");
        return callee
          ? {
            type: "call",
            at: node.from,
            callee: this.expression(callee, next),
            arguments: list
              ? groups(children(list)).map((group) => this.argument(group, next))
              : [],
          }
          : UNREADABLE;
      }
      default:
        return UNREADABLE;
    }
  }

  argument(group: readonly SyntaxNode[], depth: number): Argument {
    const [first, second] = group;
    if (first?.name === "Spread" && second) {
      return { spread: true, value: this.expression(second, depth) };
    }
    return { value: first ? this.expression(first, depth) : UNREADABLE };
  }
}
