/**
 * JavaScript source -> {@linkcode Statement}s, tolerant of errors.
 *
 * @module
 */
import { parser } from "@lezer/javascript";
import { parseCode } from "../parse_code.ts";
import type { SyntaxNode } from "@lezer/common";
import { type Expression, type Parameter, type Statement, unknown } from "./_program.ts";

const typescript = parser.configure({ dialect: "ts" });

/**
 * Parses JavaScript; never throws, what can not be read is `unknown` or left out.
 * `start` is added to all offsets.
 */
export function parseJavaScript(source: string, start = 0): readonly Statement[] {
  const { topNode } = parseCode(typescript, source);
  return new JavaScriptReader(source, start).statements(topNode);
}

const deepest = 60;

class JavaScriptReader {
  readonly #source: string;
  readonly #start: number;
  #depth = 0;

  constructor(source: string, start: number) {
    this.#source = source;
    this.#start = start;
  }

  #text(node: SyntaxNode): string {
    return this.#source.slice(node.from, node.to);
  }

  statements(parent: SyntaxNode): readonly Statement[] {
    if (this.#depth > deepest) return [];
    this.#depth++;
    const list = children(parent).flatMap((node) => this.#statement(node));
    this.#depth--;
    return list;
  }

  #statement(node: SyntaxNode): readonly Statement[] {
    const at = this.#start + node.from;
    const parts = children(node);
    switch (node.name) {
      case "LineComment":
      case "BlockComment":
        return [{ k: "comment", at, text: this.#text(node).replace(/^\/\*|\*\/$/g, "") }];
      case "VariableDeclaration":
        return this.#declarations(parts, at);
      case "ExpressionStatement": {
        const [value] = parts;
        return value ? this.#effect(value) : [];
      }
      case "ReturnStatement": {
        const value = parts.find((part) => !["return", ";"].includes(part.name));
        return [{ k: "return", at, ...(value ? { value: this.expression(value) } : {}) }];
      }
      case "FunctionDeclaration": {
        const name = node.getChild("VariableDefinition");
        const block = node.getChild("Block");
        if (!name || !block) return [];
        return [{
          k: "def",
          at,
          name: this.#text(name),
          parameters: this.#parameters(node.getChild("ParamList")),
          body: this.statements(block),
          text: this.#text(node),
        }];
      }
      case "ForStatement":
        return this.#loop(node, at);
      case "IfStatement": {
        const test = node.getChild("ParenthesizedExpression");
        const bodies = parts.filter((part) => /Block|Statement$/.test(part.name));
        const branches = bodies.map((body, i) => ({
          ...(i === 0 && test ? { test: this.expression(test) } : {}),
          body: body.name === "Block" ? this.statements(body) : this.#statement(body),
        }));
        return [{ k: "branches", at, branches }];
      }
      case "Block":
      case "TryStatement":
      case "WhileStatement":
      case "ExportDeclaration":
        return [{ k: "block", at, body: this.statements(node), text: this.#text(node) }];
      default:
        return [];
    }
  }

  #declarations(parts: readonly SyntaxNode[], at: number): readonly Statement[] {
    const found: Statement[] = [];
    for (let i = 0; i < parts.length; i++) {
      const [target, value] = [parts[i - 1], parts[i + 1]];
      if (parts[i]?.name !== "Equals" || !target || !value) continue;
      found.push({
        k: "assign",
        at,
        targets: [this.#pattern(target)],
        value: this.expression(value),
      });
    }
    return found;
  }

  #pattern(node: SyntaxNode): Expression {
    if (node.name === "ArrayPattern") {
      const items = children(node).filter((part) => !/^[[\],]$/.test(part.name));
      return { k: "list", items: items.map((item) => this.#pattern(item)) };
    }
    return this.expression(node);
  }

  #effect(node: SyntaxNode): readonly Statement[] {
    const at = this.#start + node.from;
    const [target, op, value] = children(node);
    if (node.name === "AssignmentExpression" && target && op && value) {
      const right = this.expression(value);
      if (op.name === "UpdateOp") {
        const sign = this.#text(op).replace("=", "");
        return [{
          k: "update",
          at,
          op: sign,
          target: this.expression(target),
          value: right,
        }];
      }
      return [{ k: "assign", at, targets: [this.expression(target)], value: right }];
    }
    return [{ k: "expression", at, value: this.expression(node) }];
  }

  #loop(node: SyntaxNode, at: number): readonly Statement[] {
    const block = node.getChild("Block");
    const body = block ? this.statements(block) : [];
    const spec = node.getChild("ForOfSpec");
    const parts = spec ? children(spec) : [];
    const of = parts.findIndex((part) => part.name === "of");
    const [target, iterable] = [parts[of - 1], parts[of + 1]];
    if (of < 0 || !target || !iterable) {
      return [{ k: "block", at, body, text: this.#text(node) }];
    }
    return [{
      k: "for",
      at,
      target: this.#pattern(target),
      iterable: this.expression(iterable),
      body,
      text: this.#text(node),
    }];
  }

  #parameters(list: SyntaxNode | null): readonly Parameter[] {
    const found: Parameter[] = [];
    let assigned = false;
    for (const part of list ? children(list) : []) {
      if (part.name === "Equals") assigned = true;
      else if (assigned) {
        const last = found.pop();
        if (last) found.push({ name: last.name, value: this.expression(part) });
        assigned = false;
      } else if (part.name === "VariableDefinition") {
        found.push({ name: this.#text(part) });
      }
    }
    return found;
  }

  expression(node: SyntaxNode): Expression {
    if (this.#depth > deepest) return unknown("too deep");
    this.#depth++;
    const value = this.#expression(node);
    this.#depth--;
    return value;
  }

  #expression(node: SyntaxNode): Expression {
    const parts = children(node);
    const inner = parts.filter((part) => !/^[()[\]{},;]$/.test(part.name));
    const [first, second, third] = inner;
    switch (node.name) {
      case "Number":
        return { k: "number", value: Number(this.#text(node)) };
      case "String":
      case "TemplateString":
        return { k: "text", value: this.#text(node).slice(1, -1) };
      case "VariableName":
      case "VariableDefinition":
      case "this":
        return { k: "name", name: this.#text(node) };
      case "AwaitExpression":
      case "ParenthesizedExpression": {
        const last = inner.at(-1);
        if (last) return this.expression(last);
        break;
      }
      case "ArrayExpression":
        return { k: "list", items: inner.map((item) => this.expression(item)) };
      case "UnaryExpression":
        if (!first || !second) break;
        return { k: "unary", op: this.#text(first), operand: this.expression(second) };
      case "BinaryExpression":
        if (!first || !second || !third) break;
        return {
          k: "binary",
          op: this.#text(second),
          left: this.expression(first),
          right: this.expression(third),
        };
      case "MemberExpression": {
        const [object, sign, name] = parts;
        if (!object || !sign || !name) break;
        if (sign.name === "[") {
          return {
            k: "index",
            object: this.expression(object),
            subscripts: [{ k: "at", value: this.expression(name) }],
          };
        }
        return { k: "member", object: this.expression(object), name: this.#text(name) };
      }
      case "ArrowFunction":
      case "FunctionExpression": {
        const body = parts.at(-1);
        if (!body) break;
        return {
          k: "function",
          parameters: this.#parameters(node.getChild("ParamList")),
          body: body.name === "Block" ? this.statements(body) : [{
            k: "return",
            at: this.#start + body.from,
            value: this.expression(body),
          }],
        };
      }
      case "CallExpression": {
        const list = node.getChild("ArgList");
        if (!first || !list) break;
        const args = children(list).filter((part) => !/^[(),]$/.test(part.name))
          .map((arg) => this.expression(arg));
        const text = this.#text(node).slice(0, 120);
        const callee = this.expression(first);
        const [thunk] = args;
        const immediate = /(?:^|\.)tidy$/.test(this.#text(first)) &&
          thunk?.k === "function" &&
          thunk.body.length === 1 && thunk.body[0]?.k === "return" && thunk.body[0].value;
        if (immediate) return immediate;
        return {
          k: "call",
          callee,
          args,
          named: new Map(),
          text,
          at: this.#start + node.from,
        };
      }
    }
    return unknown(this.#text(node), inner.map((part) => this.expression(part)));
  }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) list.push(child);
  return list;
}
