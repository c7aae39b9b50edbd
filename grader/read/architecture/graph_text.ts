/**
 * Charts written as text: Mermaid and Graphviz -> the labels of their nodes, in order.
 *
 * @module
 */

const MAX_NODES = 60;
const EDGE = /\s*(?:-{1,3}\.?-*>|={2,3}>|-\.+->|->)\s*(?:\|[^|\n]{0,40}\|)?\s*/;
const NODE =
  /^\s*"?([\w.-]{1,40}|[^"[\]{}();=<>]{1,60})"?\s*(?:[[({>]+\s*\/?"?([^\])}"]{1,80})"?\s*\/?[\])}]+)?\s*;?\s*$/;

/** Whether a text is such a chart. */
export function isGraph(text: string, language: string | undefined): boolean {
  return /^(mermaid|dot|graphviz|gv)$/i.test(language ?? "") ||
    /^\s*(?:graph\s+(?:LR|RL|TD|TB|BT)\b|flowchart\s+\w\w\b|(?:strict\s+)?(?:di)?graph\b[^\n]{0,40}\{)/
      .test(text);
}

/** The labels from the node that nothing leads to, along the edges. */
export function graphLabels(text: string): readonly string[] {
  const labels = new Map<string, string>();
  const next = new Map<string, string>();
  const reached = new Set<string>();
  const statements = text.split(/[\n;]/).slice(0, 400);
  for (const statement of statements) {
    const own = statement.slice(0, 400);
    const attribute =
      /^\s*"?([\w.-]{1,40})"?\s*\[[^\]]{0,120}?label\s*=\s*"?([^"\]]{1,80})/i
        .exec(own);
    if (attribute) {
      labels.set(attribute[1] ?? "", attribute[2] ?? "");
      continue;
    }
    const parts = own.split(EDGE);
    if (parts.length < 2 && !/[[({]/.test(own)) continue;
    let before: string | undefined;
    for (const part of parts) {
      const node = NODE.exec(part.replace(/\[\s*(?:color|style|shape)[^\]]*\]/, ""));
      if (!node) {
        before = undefined;
        continue;
      }
      const id = (node[1] ?? "").trim();
      if (!labels.has(id) || node[2] !== undefined) {
        labels.set(id, node[2] ?? labels.get(id) ?? id);
      }
      if (before !== undefined && before !== id && !next.has(before)) {
        next.set(before, id);
        reached.add(id);
      }
      before = id;
    }
  }
  const order: string[] = [];
  let at: string | undefined = [...next.keys()].find((id) => !reached.has(id));
  while (at !== undefined && order.length < MAX_NODES && !order.includes(at)) {
    order.push(at);
    at = next.get(at);
  }
  return order.map((id) => (labels.get(id) ?? id).replace(/<br\s?\/?>|\\n/g, " "));
}
