/**
 * Expressions of Python: nodes of the parser's tree -> {@linkcode Expression}.
 *
 * @module
 */
import type { SyntaxNode } from "@lezer/common";
import { type Argument, type Expression, type Parameter, UNREADABLE } from "./syntax.ts";

/** Deeper trees are cut: nothing that a person writes by hand nests like that. */
export const MAX_DEPTH = 80;
export const BRACKETS = new Set(["(", ")", "[", "]", "{", "}"]);

/** The children of a node without comments and errors. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment" && !child.type.isError) list.push(child);
  }
  return list;
}

/** Splits the nodes at commas. */
export function groups(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const list: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") list.push([]);
    else list.at(-1)?.push(node);
  }
  return list.filter((group) => group.length > 0);
}

/** Reads expressions. */
export abstract class ExpressionReader {
  constructor(readonly source: string) {}

  text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  parameters(list: SyntaxNode, depth: number): Parameter[] {
    return groups(children(list).filter((child) => !BRACKETS.has(child.name)))
      .flatMap((group) => {
        const name = group.find((child) => child.name === "VariableName");
        if (!name) return [];
        const at = group.findIndex((child) => child.name === "AssignOp");
        const rest = group[0]?.name === "*" || group[0]?.name === "**";
        return [{
          name: this.text(name),
          ...(rest ? { rest } : {}),
          ...(at > 0 ? { initial: this.several(group.slice(at + 1), depth) } : {}),
        }];
      });
  }

  /** Nodes that may be a tuple without brackets. */
  several(nodes: readonly SyntaxNode[], depth: number): Expression {
    const parts = groups(nodes.filter((node) => !BRACKETS.has(node.name)));
    const comma = nodes.some((node) => node.name === ",");
    const items = parts.map((group) => this.item(group, depth));
    if (items.length === 1 && !comma) return items[0] ?? UNREADABLE;
    return items.length === 0 ? UNREADABLE : { type: "list", items };
  }

  item(group: readonly SyntaxNode[], depth: number): Expression {
    const [first, second] = group;
    if (!first) return UNREADABLE;
    if (first.name === "*" && second) {
      return { type: "spread", value: this.expression(second, depth) };
    }
    return this.expression(first, depth);
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
      case "FormatString":
        return {
          type: "string",
          value: this.text(node).replace(/^[a-zA-Z]*("""|'''|"|')|("""|'''|"|')$/g, ""),
        };
      case "ContinuedString":
        return first ? this.expression(first, next) : UNREADABLE;
      case "Boolean":
        return { type: "boolean", value: this.text(node) === "True" };
      case "None":
        return { type: "none" };
      case "VariableName":
        return { type: "name", name: this.text(node) };
      case "ParenthesizedExpression":
        return this.several(inner, next);
      case "TupleExpression":
      case "ArrayExpression":
      case "SetExpression":
        return {
          type: "list",
          items: groups(inner.filter((child) => !BRACKETS.has(child.name)))
            .map((group) => this.item(group, next)),
        };
      case "ArrayComprehensionExpression":
      case "ComprehensionExpression":
        return this.comprehension(inner, next);
      case "DictionaryExpression":
        return {
          type: "dictionary",
          entries: groups(inner.filter((child) => !BRACKETS.has(child.name)))
            .flatMap((group) => {
              const [key, colon, value] = group;
              return key && colon?.name === ":" && value
                ? [{
                  key: this.expression(key, next),
                  value: this.expression(value, next),
                }]
                : [];
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
        const [then, , test, , otherwise] = inner;
        return then && test && otherwise
          ? {
            type: "conditional",
            test: this.expression(test, next),
            then: this.expression(then, next),
            otherwise: this.expression(otherwise, next),
          }
          : UNREADABLE;
      }
      case "LambdaExpression": {
        const list = inner.find((child) => child.name === "ParamList");
        const value = inner.at(-1);
        return {
          type: "function",
          parameters: list ? this.parameters(list, next) : [],
          body: value
            ? [{
              type: "return",
              at: value.from,
              end: value.to,
              value: this.expression(value, next),
            }]
            : [],
        };
      }
      case "MemberExpression": {
        if (!first) return UNREADABLE;
        const object = this.expression(first, next);
        const name = inner.find((child) => child.name === "PropertyName");
        if (name) return { type: "attribute", object, name: this.text(name) };
        const list = groups(inner.slice(1).filter((child) => !BRACKETS.has(child.name)));
        return {
          type: "index",
          object,
          indices: list.map((g) => this.subscript(g, next)),
        };
      }
      case "CallExpression": {
        const list = inner.find((child) => child.name === "ArgList");
        if (!first) return UNREADABLE;
        return {
          type: "call",
          at: node.from,
          callee: this.expression(first, next),
          arguments: list ? this.arguments(list, next) : [],
        };
      }
      case "AwaitExpression":
      case "NamedExpression":
        return inner.at(-1)
          ? this.expression(inner.at(-1) as SyntaxNode, next)
          : UNREADABLE;
      default:
        return UNREADABLE;
    }
  }

  subscript(group: readonly SyntaxNode[], depth: number): Expression {
    if (!group.some((node) => node.name === ":")) return this.item(group, depth);
    const parts: (Expression | undefined)[] = [undefined];
    for (const node of group) {
      if (node.name === ":") parts.push(undefined);
      else parts[parts.length - 1] = this.expression(node, depth);
    }
    return { type: "slice", from: parts[0], to: parts[1], step: parts[2] };
  }

  comprehension(inner: readonly SyntaxNode[], depth: number): Expression {
    const nodes = inner.filter((child) => !BRACKETS.has(child.name));
    const element = nodes[0];
    if (!element) return UNREADABLE;
    const clauses: { target: Expression; iterable: Expression }[] = [];
    for (let i = 1; i < nodes.length; i++) {
      if (nodes[i]?.name !== "for") continue;
      const split = nodes.findIndex((node, at) => at > i && node.name === "in");
      const iterable = nodes[split + 1];
      if (split < 0 || !iterable) break;
      clauses.push({
        target: this.several(nodes.slice(i + 1, split), depth),
        iterable: this.expression(iterable, depth),
      });
    }
    return { type: "comprehension", element: this.expression(element, depth), clauses };
  }

  arguments(list: SyntaxNode, depth: number): Argument[] {
    const inner = children(list).filter((child) => !BRACKETS.has(child.name));
    if (inner.some((child) => child.name === "for")) {
      return [{ value: this.comprehension(inner, depth) }];
    }
    return groups(inner).flatMap((group): Argument[] => {
      const [first, second, third] = group;
      if (!first) return [];
      if (first.name === "*" && second) {
        return [{ spread: true, value: this.expression(second, depth) }];
      }
      if (first.name === "**") return [];
      if (second?.name === "AssignOp" && third) {
        return [{ name: this.text(first), value: this.expression(third, depth) }];
      }
      return [{ value: this.expression(first, depth) }];
    });
  }
}
