/**
 * The notebook twin of a Markdown report.
 *
 * @module
 */

/** A cell of nbformat 4. */
interface Cell {
  readonly cell_type: "markdown" | "code";
  readonly id: string;
  readonly metadata: Record<string, never>;
  readonly source: string[];
  readonly execution_count?: number;
  readonly outputs?: unknown[];
  readonly attachments?: Record<string, Record<string, string>>;
}

/**
 * A notebook (nbformat 4.5) that says what a Markdown report says: fenced code becomes
 * code cells that were run, pictures become attachments.
 *
 * @param pictures Path in the report -> PNG in base64
 */
export function notebookTwin(
  markdown: string,
  pictures: ReadonlyMap<string, string>,
): string {
  const cells: Cell[] = [];
  const source = (text: string) => text.trim().split(/(?<=\n)/);
  let count = 0;
  for (const part of markdown.split(/^(```python\n[\s\S]*?^```)$/m)) {
    if (part.trim() === "") continue;
    const id = `cell-${cells.length + 1}`;
    const code = /^```python\n([\s\S]*?)^```$/m.exec(part)?.[1];
    if (code !== undefined) {
      count += 1;
      cells.push({
        cell_type: "code",
        id,
        metadata: {},
        source: source(code),
        execution_count: count,
        outputs: [],
      });
      continue;
    }
    const attachments: Record<string, Record<string, string>> = {};
    const text = part.replace(/\]\((images\/(\w+\.png))\)/g, (whole, path, name) => {
      const picture = pictures.get(path);
      if (picture === undefined) return whole;
      attachments[name] = { "image/png": picture };
      return `](attachment:${name})`;
    });
    cells.push({
      cell_type: "markdown",
      id,
      metadata: {},
      source: source(text),
      ...(Object.keys(attachments).length > 0 && { attachments }),
    });
  }
  const notebook = {
    cells,
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python", version: "3.10.12" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return JSON.stringify(notebook, null, 1) + "\n";
}
