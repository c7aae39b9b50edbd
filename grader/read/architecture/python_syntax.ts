/**
 * Python source -> {@linkcode Program}, by the error-tolerant grammar of `@lezer/python`.
 *
 * @module
 */
import type { SyntaxNode } from "@lezer/common";
import {
  BRACKETS,
  children,
  ExpressionReader,
  groups,
  MAX_DEPTH,
} from "./_python_expressions.ts";
import { parser } from "@lezer/python";
import { parseCode } from "../parse_code.ts";
import type { Expression, Program, Statement } from "./syntax.ts";

/**
 * Reads Python; never fails and never runs anything.
 *
 * @example
 * ```ts
 * import {assertEquals} from "@std/assert";
 * const { body } = parsePython("h = 64 * 3");
 * assertEquals(body[0]?.type, "assign");
 * ```
 */
export function parsePython(source: string): Program {
  const tree = parseCode(parser, source);
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
}
