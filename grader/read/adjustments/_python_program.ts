/**
 * Python source -> {@linkcode Statement}s, tolerant of errors.
 *
 * @module
 */
import { parser } from "@lezer/python";
import { parseCode } from "../parse_code.ts";
import type { SyntaxNode } from "@lezer/common";
import type { Expression, Statement } from "./_program.ts";
import { children, deepest, PythonExpressions } from "./_python_expressions.ts";

/**
 * Parses Python; never throws, what can not be read is `unknown` or left out.
 * `start` is added to all offsets.
 */
export function parsePython(source: string, start = 0): readonly Statement[] {
  const clean = source
    .replace(/^[ \t]*[%!].*$/gm, (line) => "#" + line.slice(1))
    .replace(/(?<![\w.])(\d+)\.(?![\w.])/g, "$1 ");
  return new PythonReader(clean, start).statements(parseCode(parser, clean).topNode);
}

class PythonReader extends PythonExpressions {
  statements(parent: SyntaxNode): readonly Statement[] {
    if (this.depth > deepest) return [];
    this.depth++;
    const list = children(parent).flatMap((node) => this.#statement(node));
    this.depth--;
    return list;
  }

  #bodies(node: SyntaxNode): readonly Statement[] {
    return children(node).filter((child) => child.name === "Body")
      .flatMap((body) => this.statements(body));
  }

  #statement(node: SyntaxNode): readonly Statement[] {
    const at = this.start + node.from;
    switch (node.name) {
      case "Comment":
        return [{ k: "comment", at, text: this.text(node) }];
      case "AssignStatement":
        return this.#assignment(node);
      case "UpdateStatement": {
        const parts = children(node);
        const op = parts.findIndex((part) => part.name === "UpdateOp");
        const value = this.sequence(parts.slice(op + 1));
        const sign = parts[op];
        if (op < 1 || !sign || !parts[0]) return [];
        const target = this.expression(parts[0]);
        return [{
          k: "update",
          at,
          op: this.text(sign).replace("=", ""),
          target,
          value,
        }];
      }
      case "ExpressionStatement":
        return [{ k: "expression", at, value: this.sequence(children(node)) }];
      case "ReturnStatement": {
        const parts = children(node).filter((part) => part.name !== "return");
        return parts.length === 0
          ? [{ k: "return", at }]
          : [{ k: "return", at, value: this.sequence(parts) }];
      }
      case "ForStatement": {
        const parts = children(node);
        const split = parts.findIndex((part) => part.name === "in");
        const end = parts.findIndex((part) => part.name === "Body");
        if (split < 0) return this.#bodies(node);
        const target = this.sequence(parts.slice(1, split));
        const iterable = this.sequence(
          parts.slice(split + 1, end < 0 ? parts.length : end),
        );
        const text = this.text(node);
        return [{ k: "for", at, target, iterable, body: this.#bodies(node), text }];
      }
      case "IfStatement":
        return [{ k: "branches", at, branches: this.#branches(node) }];
      case "WithStatement":
      case "WhileStatement":
      case "TryStatement":
        return [{ k: "block", at, body: this.#bodies(node), text: this.text(node) }];
      case "FunctionDefinition": {
        const name = node.getChild("VariableName");
        if (!name) return [];
        return [{
          k: "def",
          at,
          name: this.text(name),
          parameters: this.parameters(node.getChild("ParamList")),
          body: this.#bodies(node),
          text: this.text(node),
        }];
      }
      case "ClassDefinition": {
        const name = node.getChild("VariableName");
        return name
          ? [{ k: "class", at, name: this.text(name), body: this.#bodies(node) }]
          : [];
      }
      case "DecoratedStatement":
      case "StatementGroup":
      case "⚠":
        return this.statements(node);
      default:
        return [];
    }
  }

  #branches(node: SyntaxNode) {
    const branches: { test?: Expression; body: readonly Statement[] }[] = [];
    let test: Expression | undefined;
    for (const part of children(node)) {
      if (part.name === "Body") {
        const body = this.statements(part);
        branches.push(test ? { test, body } : { body });
        test = undefined;
      } else if (!["if", "elif", "else"].includes(part.name)) {
        test = this.expression(part);
      }
    }
    return branches;
  }

  #assignment(node: SyntaxNode): readonly Statement[] {
    const groups: SyntaxNode[][] = [[]];
    for (const part of children(node)) {
      if (part.name === "AssignOp") groups.push([]);
      else if (part.name !== "TypeDef") groups.at(-1)?.push(part);
    }
    const value = groups.pop();
    if (!value || groups.length === 0) return [];
    const targets = groups.map((group) => this.sequence(group));
    return [{
      k: "assign",
      at: this.start + node.from,
      targets,
      value: this.sequence(value),
    }];
  }
}
