/**
 * JavaScript and TypeScript source -> {@linkcode Program}, by `@lezer/javascript`.
 *
 * @module
 */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import {
  type Argument,
  type Expression,
  type Parameter,
  type Program,
  type Statement,
  UNREADABLE,
} from "./syntax.ts";

const MAX_DEPTH = 80;
const PUNCTUATION = new Set(["(", ")", "[", "]", "{", "}", ";", "Spread"]);
const typescript = parser.configure({ dialect: "ts" });

/**
 * Reads JavaScript; never fails and never runs anything. `this` becomes `self`, a
 * constructor `__init__`, `new F(x)` the call `F(x)`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const { body } = parseJavaScript("const h = 64 * 3;");
 * assertEquals(body[0]?.type, "assign");
 * ```
 */
export function parseJavaScript(source: string): Program {
  const tree = typescript.parse(source);
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
    if (!/Comment$/.test(child.name) && !child.type.isError) list.push(child);
  }
  return list;
}

function groups(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const list: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") list.push([]);
    else if (!PUNCTUATION.has(node.name) || node.name === "Spread") {
      list.at(-1)?.push(node);
    }
  }
  return list.filter((group) => group.length > 0);
}

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
    switch (node.name) {
      case "ExportDeclaration":
      case "LabeledStatement":
        return inner.flatMap((child) => this.statement(child, depth));
      case "VariableDeclaration":
        return groups(inner.slice(1)).flatMap((group): Statement[] => {
          const [target] = group;
          const at = group.findIndex((child) => child.name === "Equals");
          const value = group[at + 1];
          return target && at > 0 && value
            ? [{
              type: "assign",
              ...place,
              targets: [this.pattern(target, depth)],
              value: this.expression(value, depth),
            }]
            : [];
        });
      case "ExpressionStatement": {
        const [first] = inner;
        if (!first) return [];
        if (first.name !== "AssignmentExpression") {
          return [{ type: "expression", ...place, value: this.expression(first, depth) }];
        }
        const [target, operator, value] = children(first);
        if (!target || !operator || !value) return [];
        return [{
          type: "assign",
          ...place,
          targets: [this.pattern(target, depth)],
          operator: operator.name === "UpdateOp"
            ? this.text(operator).slice(0, -1)
            : undefined,
          value: this.expression(value, depth),
        }];
      }
      case "ReturnStatement":
        return [{
          type: "return",
          ...place,
          value: inner[1] ? this.expression(inner[1], depth) : UNREADABLE,
        }];
      case "Block":
      case "TryStatement":
      case "CatchClause":
      case "FinallyClause":
      case "WhileStatement":
      case "DoStatement":
        return [{ type: "block", ...place, body: this.statements(node, depth) }];
      case "ForStatement": {
        const of = inner.find((child) => child.name === "ForOfSpec");
        const body = inner.find((child) => child.name === "Block");
        const statements = body ? this.statements(body, depth) : [];
        if (!of) return [{ type: "block", ...place, body: statements }];
        const parts = children(of).filter((child) => !PUNCTUATION.has(child.name));
        const split = parts.findIndex((child) => child.name === "of");
        const target = parts[split - 1];
        const iterable = parts[split + 1];
        return target && iterable
          ? [{
            type: "for",
            ...place,
            target: this.pattern(target, depth),
            iterable: this.expression(iterable, depth),
            body: statements,
          }]
          : [];
      }
      case "IfStatement": {
        const branches: { test?: Expression; body: readonly Statement[] }[] = [];
        const test = inner.find((child) => child.name === "ParenthesizedExpression");
        for (const child of inner.slice(2)) {
          if (child.name === "else") continue;
          const body = this.statement(child, depth);
          branches.push(
            branches.length === 0 && test
              ? { test: this.expression(test, depth), body }
              : { body },
          );
        }
        return [{ type: "if", ...place, branches }];
      }
      case "FunctionDeclaration":
      case "MethodDeclaration": {
        const name = inner.find((child) =>
          /VariableDefinition|Property/.test(child.name)
        );
        const own = name ? this.text(name) : "";
        const list = this.parameters(node, depth);
        return [{
          type: "define",
          ...place,
          name: own === "constructor" ? "__init__" : own,
          parameters: node.name === "MethodDeclaration"
            ? [{ name: "self" }, ...list]
            : list,
          body: this.body(node, depth),
        }];
      }
      case "ClassDeclaration": {
        const name = inner.find((child) => child.name === "VariableDefinition");
        const base = inner[inner.findIndex((child) => child.name === "extends") + 1];
        const body = inner.find((child) => child.name === "ClassBody");
        return [{
          type: "class",
          ...place,
          name: name ? this.text(name) : "",
          bases: base ? [this.expression(base, depth)] : [],
          body: body ? this.statements(body, depth) : [],
        }];
      }
      default:
        return [];
    }
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

  body(node: SyntaxNode, depth: number): Statement[] {
    const block = children(node).find((child) => child.name === "Block");
    if (block) return this.statements(block, depth);
    const value = children(node).at(-1);
    return value
      ? [{
        type: "return",
        at: value.from,
        end: value.to,
        value: this.expression(value, depth),
      }]
      : [];
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
