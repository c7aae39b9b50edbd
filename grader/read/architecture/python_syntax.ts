/**
 * Python source -> {@linkcode Program}, by the error-tolerant grammar of `@lezer/python`.
 *
 * @module
 */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import {
  type Argument,
  type Expression,
  type Parameter,
  type Program,
  type Statement,
  UNREADABLE,
} from "./syntax.ts";

/** Deeper trees are cut: nothing that a person writes by hand nests like that. */
const MAX_DEPTH = 80;

/**
 * Reads Python; never fails and never runs anything.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const { body } = parsePython("h = 64 * 3");
 * assertEquals(body[0]?.type, "assign");
 * ```
 */
export function parsePython(source: string): Program {
  const tree = parser.parse(source);
  let broken = false;
  tree.iterate({
    enter(node) {
      if (node.type.isError) broken = true;
      return !broken;
    },
  });
  return { body: new Reader(source).statements(tree.topNode, 0), broken };
}

function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment" && !child.type.isError) list.push(child);
  }
  return list;
}

/** Splits the nodes at commas. */
function groups(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const list: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") list.push([]);
    else list.at(-1)?.push(node);
  }
  return list.filter((group) => group.length > 0);
}

const BRACKETS = new Set(["(", ")", "[", "]", "{", "}"]);

class Reader {
  constructor(readonly source: string) {}

  text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  statements(node: SyntaxNode, depth: number): Statement[] {
    if (depth > MAX_DEPTH) return [];
    return children(node).flatMap((child) => this.statement(child, depth + 1));
  }

  statement(node: SyntaxNode, depth: number): Statement[] {
    const place = { at: node.from, end: node.to };
    const inner = children(node);
    const first = inner.find((child) => !BRACKETS.has(child.name));
    const body = (list: readonly SyntaxNode[] = inner) => {
      const found = list.find((child) => child.name === "Body");
      return found ? this.statements(found, depth) : [];
    };
    switch (node.name) {
      case "StatementGroup":
        return this.statements(node, depth);
      case "AssignStatement": {
        const sides: SyntaxNode[][] = [[]];
        for (const child of inner) {
          if (child.name === "AssignOp") sides.push([]);
          else if (child.name !== "TypeDef") sides.at(-1)?.push(child);
        }
        const value = sides.pop() ?? [];
        if (sides.length === 0) return [];
        return [{
          type: "assign",
          ...place,
          targets: sides.map((side) => this.several(side, depth)),
          value: this.several(value, depth),
        }];
      }
      case "UpdateStatement": {
        const at = inner.findIndex((child) => child.name === "UpdateOp");
        const operator = inner[at];
        if (!operator) return [];
        return [{
          type: "assign",
          ...place,
          targets: [this.several(inner.slice(0, at), depth)],
          operator: this.text(operator).slice(0, -1),
          value: this.several(inner.slice(at + 1), depth),
        }];
      }
      case "ExpressionStatement":
        return [{ type: "expression", ...place, value: this.several(inner, depth) }];
      case "ReturnStatement":
        return [{ type: "return", ...place, value: this.several(inner.slice(1), depth) }];
      case "ForStatement": {
        const split = inner.findIndex((child) => child.name === "in");
        const end = inner.findIndex((child) => child.name === "Body");
        if (split < 0 || end < 0) return [];
        return [{
          type: "for",
          ...place,
          target: this.several(inner.slice(1, split), depth),
          iterable: this.several(inner.slice(split + 1, end), depth),
          body: body(),
        }];
      }
      case "IfStatement": {
        const branches: { test?: Expression; body: readonly Statement[] }[] = [];
        let test: Expression | undefined;
        for (const child of inner) {
          if (child.name === "Body") {
            const statements = this.statements(child, depth);
            branches.push(test ? { test, body: statements } : { body: statements });
            test = undefined;
          } else if (!/^(if|elif|else)$/.test(child.name)) {
            test = this.expression(child, depth);
          }
        }
        return [{ type: "if", ...place, branches }];
      }
      case "WithStatement":
      case "WhileStatement":
      case "TryStatement":
        return [{
          type: "block",
          ...place,
          body: inner.filter((child) => child.name === "Body")
            .flatMap((child) => this.statements(child, depth)),
        }];
      case "DecoratedStatement":
        return inner.flatMap((child) => this.statement(child, depth));
      case "FunctionDefinition": {
        const name = inner.find((child) => child.name === "VariableName");
        const list = inner.find((child) => child.name === "ParamList");
        return [{
          type: "define",
          ...place,
          name: name ? this.text(name) : "",
          parameters: list ? this.parameters(list, depth) : [],
          body: body(),
        }];
      }
      case "ClassDefinition": {
        const name = inner.find((child) => child.name === "VariableName");
        const list = inner.find((child) => child.name === "ArgList");
        return [{
          type: "class",
          ...place,
          name: name ? this.text(name) : "",
          bases: list
            ? groups(children(list)).map((group) => this.several(group, depth))
            : [],
          body: body(),
        }];
      }
      default:
        return first && /Expression|Name|Number|String/.test(node.name)
          ? [{ type: "expression", ...place, value: this.expression(node, depth) }]
          : [];
    }
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
