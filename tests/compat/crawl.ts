/**
 * Requests that a page leads to, and what of a page Fresh generates anew at every run.
 * Pure.
 *
 * @module
 */
import { type DefaultTreeAdapterMap, parse } from "parse5";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** A request that a page leads to. */
export interface Found {
  readonly method: string;
  /** Path and query on the same origin. */
  readonly path: string;
  /** Fields as they stand in the page; `null`: none are sent. */
  readonly form: readonly (readonly [name: string, value: string])[] | null;
}

/** HTML without what Fresh generates: nonces, build ids, marks of keys. */
export function normalize(html: string): string {
  return html
    .replace(/(<(?:script|style)\b[^>]*?) nonce="[^"]*"/g, "$1")
    .replace(
      /([?&](?:amp;)?)__frsh_c=[\w-]+(&(?:amp;)?)?/g,
      (_, before, after) => after ? before : "",
    )
    .replace(/<!--\/?frsh:key[^>]*-->/g, "");
}

/** Links, pictures, scripts and forms of a page, in its order; one request a button. */
export function findRequests(html: string, path: string): readonly Found[] {
  const found: Found[] = [];
  const add = (method: string, target: string | undefined, form: Found["form"]) => {
    if (target === undefined) return;
    const url = new URL(target, new URL(path, "http://here"));
    if (url.origin !== "http://here") return;
    if (method === "GET" && form !== null) {
      url.search = new URLSearchParams(form.map((field) => [...field])).toString();
    }
    found.push({
      method,
      path: url.pathname + url.search,
      form: method === "GET" ? null : form,
    });
  };
  for (const element of elementsOf(parse(html))) {
    const attribute = attributesOf(element);
    if (["a", "link"].includes(element.tagName)) add("GET", attribute.get("href"), null);
    if (["img", "script"].includes(element.tagName)) {
      add("GET", attribute.get("src"), null);
    }
    if (element.tagName !== "form") continue;
    const method = (attribute.get("method") ?? "get").toUpperCase();
    for (const fields of fieldsOf(element)) {
      add(method, attribute.get("action") ?? "", fields);
    }
  }
  return found;
}

/** What a form sends: once for each of its buttons that has a name, else once. */
function fieldsOf(form: Element): (readonly (readonly [string, string])[])[] {
  const fields: [string, string][] = [];
  const buttons: [string, string][] = [];
  for (const element of elementsOf(form)) {
    const attribute = attributesOf(element);
    const name = attribute.get("name");
    if (name === undefined) continue;
    const value = attribute.get("value") ?? "";
    const type = attribute.get("type") ?? "";
    if (element.tagName === "button") buttons.push([name, value]);
    if (element.tagName === "textarea") fields.push([name, "made"]);
    if (element.tagName === "select") fields.push([name, selectedOf(element)]);
    if (element.tagName !== "input" || type === "file") continue;
    const picked = !["radio", "checkbox"].includes(type) || attribute.has("checked");
    if (picked) fields.push([name, value]);
  }
  return buttons.length === 0 ? [fields] : buttons.map((button) => [...fields, button]);
}

function selectedOf(select: Element): string {
  const options = elementsOf(select).filter(({ tagName }) => tagName === "option");
  const chosen = options.find((option) => attributesOf(option).has("selected"));
  const first = chosen ?? options[0];
  return first ? attributesOf(first).get("value") ?? "" : "";
}

function attributesOf(element: Element): ReadonlyMap<string, string> {
  return new Map(element.attrs.map(({ name, value }) => [name, value]));
}

function elementsOf(node: Node): Element[] {
  const own = "tagName" in node ? [node] : [];
  const children = "childNodes" in node ? node.childNodes : [];
  return [...own, ...children.flatMap(elementsOf)];
}
