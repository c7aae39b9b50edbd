/**
 * Python expressions -> {@linkcode Expression}s.
 *
 * @module
 */
import type { SyntaxNode } from "@lezer/common";
import { type Expression, type Parameter, type Subscript, unknown } from "./_program.ts";

/** What is nested deeper is not read. */
export const deepest = 60;

/** Reads expressions of one source; offsets are moved by `start`. */
export class PythonExpressions {
  readonly #source: string;
  protected readonly start: number;
  protected depth = 0;

  constructor(source: string, start: number) {
    this.#source = source;
    this.start = start;
  }

  protected text(node: SyntaxNode): string {
    return this.#source.slice(node.from, node.to);
  }

  /** `a, b` is a list of two, `a` is itself. */
  protected sequence(nodes: readonly SyntaxNode[]): Expression {
    const items = nodes.filter((node) => node.name !== "," && node.name !== "Comment");
    const [only] = items;
    if (only && items.length === 1 && nodes.length === 1) return this.expression(only);
    return { k: "list", items: items.map((item) => this.expression(item)) };
  }

  protected parameters(list: SyntaxNode | null): readonly Parameter[] {
    const found: Parameter[] = [];
    let assigned = false;
    let typed = false;
    for (const part of list ? children(list) : []) {
      if (part.name === "AssignOp") assigned = true;
      else if (part.name === ",") typed = false;
      else if (part.name === "TypeDef") typed = true;
      else if (assigned) {
        const last = found.pop();
        if (last) found.push({ name: last.name, value: this.expression(part) });
        assigned = false;
      } else if (part.name === "VariableName" && !typed) {
        found.push({ name: this.text(part) });
      }
    }
    return found;
  }

  expression(node: SyntaxNode): Expression {
    if (this.depth > deepest) return unknown("too deep");
    this.depth++;
    const value = this.#expression(node);
    this.depth--;
    return value;
  }

  #expression(node: SyntaxNode): Expression {
    const parts = children(node);
    switch (node.name) {
      case "Number":
        return { k: "number", value: Number(this.text(node).replaceAll("_", "")) };
      case "String":
      case "FormatString":
      case "ContinuedString":
        return { k: "text", value: this.text(node).replace(/^\w*["']+|["']+$/g, "") };
      case "VariableName":
        return { k: "name", name: this.text(node) };
      case "Boolean":
        return { k: "number", value: this.text(node) === "True" ? 1 : 0 };
      case "ParenthesizedExpression":
        return this.sequence(parts.filter((part) => !/^[()]$/.test(part.name)));
      case "TupleExpression":
      case "ArrayExpression":
      case "SetExpression":
        return {
          k: "list",
          items: parts.filter((part) => !/^[()[\]{},]$|Comment/.test(part.name))
            .map((part) => this.expression(part)),
        };
      case "DictionaryExpression": {
        const items = parts.filter((part) => !/^[{}:,]$|Comment/.test(part.name))
          .map((part) => this.expression(part));
        const entries: [Expression, Expression][] = [];
        for (let i = 0; i + 1 < items.length; i += 2) {
          const [key, value] = [items[i], items[i + 1]];
          if (key && value) entries.push([key, value]);
        }
        return { k: "dict", entries };
      }
      case "UnaryExpression": {
        const operand = parts.at(-1);
        const op = parts[0];
        if (!operand || !op) break;
        return { k: "unary", op: this.text(op), operand: this.expression(operand) };
      }
      case "BinaryExpression": {
        const [left, op, right] = parts;
        if (!left || !op || !right) break;
        return {
          k: "binary",
          op: this.text(op),
          left: this.expression(left),
          right: this.expression(right),
        };
      }
      case "ConditionalExpression": {
        const [yes, , test, , no] = parts;
        if (!yes || !test || !no) break;
        return {
          k: "choice",
          test: this.expression(test),
          yes: this.expression(yes),
          no: this.expression(no),
        };
      }
      case "LambdaExpression": {
        const body = parts.at(-1);
        if (!body) break;
        return {
          k: "function",
          parameters: this.parameters(node.getChild("ParamList")),
          body: [{
            k: "return",
            at: this.start + body.from,
            value: this.expression(body),
          }],
        };
      }
      case "ArrayComprehensionExpression":
      case "ComprehensionExpression":
      case "SetComprehensionExpression":
        return this.#comprehension(parts, node);
      case "AwaitExpression":
      case "NamedExpression": {
        const last = parts.at(-1);
        if (last) return this.expression(last);
        break;
      }
      case "MemberExpression":
        return this.#member(parts, node);
      case "CallExpression":
        return this.#call(parts, node);
    }
    return unknown(this.text(node), parts.map((part) => this.expression(part)));
  }

  #comprehension(parts: readonly SyntaxNode[], node: SyntaxNode): Expression {
    const inner = parts.filter((part) => !/^[()[\]{}]$/.test(part.name));
    const loop = inner.findIndex((part) => part.name === "for");
    const within = inner.findIndex((part) => part.name === "in");
    const element = inner[0];
    const iterable = inner[within + 1];
    if (loop < 1 || within < loop || !element || !iterable) {
      return unknown(this.text(node));
    }
    return {
      k: "comprehension",
      element: this.expression(element),
      target: this.sequence(inner.slice(loop + 1, within)),
      iterable: this.expression(iterable),
    };
  }

  #member(parts: readonly SyntaxNode[], node: SyntaxNode): Expression {
    const [object, sign] = parts;
    if (!object || !sign) return unknown(this.text(node));
    if (sign.name === ".") {
      const name = parts[2];
      return {
        k: "member",
        object: this.expression(object),
        name: name ? this.text(name) : "",
      };
    }
    const groups: SyntaxNode[][] = [[]];
    for (const part of parts.slice(2)) {
      if (part.name === ",") groups.push([]);
      else if (part.name !== "]") groups.at(-1)?.push(part);
    }
    const filled = groups.filter((group) => group.length > 0);
    return {
      k: "index",
      object: this.expression(object),
      subscripts: filled.map((group) => this.#subscript(group)),
    };
  }

  #subscript(group: readonly SyntaxNode[]): Subscript {
    const colon = group.findIndex((part) => part.name === ":");
    const [first] = group;
    if (colon < 0) {
      if (!first || first.name === "Ellipsis") return { k: "rest" };
      return { k: "at", value: this.expression(first) };
    }
    const from = group[colon - 1];
    const second = group.findIndex((part, i) => i > colon && part.name === ":");
    const to = second === colon + 1 ? undefined : group[colon + 1];
    const step = second < 0 ? undefined : group[second + 1];
    return {
      k: "slice",
      ...(step ? { step: this.expression(step) } : {}),
      ...(from ? { from: this.expression(from) } : {}),
      ...(to && to.name !== ":" ? { to: this.expression(to) } : {}),
    };
  }

  #call(parts: readonly SyntaxNode[], node: SyntaxNode): Expression {
    const callee = parts[0];
    const list = parts[1];
    if (!callee || !list) return unknown(this.text(node));
    const args: Expression[] = [];
    const named = new Map<string, Expression>();
    const inner = children(list).filter((part) => !/^[(),*]$|^\*\*$/.test(part.name));
    for (let i = 0; i < inner.length; i++) {
      const part = inner[i];
      if (!part || part.name === "Comment") continue;
      const value = inner[i + 2];
      if (inner[i + 1]?.name === "AssignOp" && value) {
        named.set(this.text(part), this.expression(value));
        i += 2;
      } else if (inner[i + 1]?.name === "for") {
        args.push(this.#comprehension(inner.slice(i), list));
        break;
      } else args.push(this.expression(part));
    }
    return {
      k: "call",
      callee: this.expression(callee),
      args,
      named,
      text: this.text(node).slice(0, 120),
      at: this.start + node.from,
    };
  }
}

/** The nodes right below. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) list.push(child);
  return list;
}
