/**
 * JavaScript and TypeScript source -> {@linkcode Program}, by `@lezer/javascript`.
 *
 * @module
 */
import type { SyntaxNode } from "@lezer/common";
import {
  children,
  ExpressionReader,
  groups,
  MAX_DEPTH,
  PUNCTUATION,
} from "./_javascript_expressions.ts";
import { parser } from "@lezer/javascript";
import { parseCode } from "../parse_code.ts";
import { type Expression, type Program, type Statement, UNREADABLE } from "./syntax.ts";

const typescript = parser.configure({ dialect: "ts" });

/**
 * Reads JavaScript; never fails and never runs anything. `this` becomes `self`, a
 * constructor `__init__`, `new F(x)` the call `F(x)`.
 *
 * @example
 * ```ts
 * import {assertEquals} from "@std/assert";
 * const { body } = parseJavaScript("const h = 64 * 3;");
 * assertEquals(body[0]?.type, "assign");
 * ```
 */
export function parseJavaScript(source: string): Program {
  const tree = parseCode(typescript, source);
  let broken = false;
  tree.iterate({
    enter(node) {
      if (node.type.isError) broken = true;
      return !broken;
    },
  });
  return { body: new Reader(source).statements(tree.topNode, 0), broken };
}

class Reader extends ExpressionReader {
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
}
