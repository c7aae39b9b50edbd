/** The JSON of a notebook, nbformat 3 and 4, as one shape. */

import { UnreadableFileError } from "./errors.ts";

/** Contents of an output or attachment by media type. */
export type Bundle = Readonly<Record<string, string>>;

/** What a cell printed or showed. */
export type NotebookOutput =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "bundle"; readonly bundle: Bundle };

/** A cell with its source as one string, lines by `\n`. */
export interface NotebookCell {
  readonly type: "markdown" | "code" | "raw" | "heading";
  readonly source: string;
  readonly level?: number;
  readonly language?: string;
  readonly executed: boolean;
  readonly outputs: readonly NotebookOutput[];
  /** Pictures by name. */
  readonly attachments: ReadonlyMap<string, Bundle>;
}

/** A notebook: its cells and the language of its code. */
export interface Notebook {
  readonly language: string;
  readonly cells: readonly NotebookCell[];
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Fields
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A string, or the lines of one. */
function joined(value: unknown, between = ""): string {
  if (typeof value === "string") return value.replace(/\r\n/g, "\n");
  const parts = list(value).filter((part) => typeof part === "string");
  return parts.join(between).replace(/\r\n/g, "\n");
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;
}

/**
 * Parses a notebook.
 *
 * @param text JSON
 * @param path file that an error names
 * @throws {UnreadableFileError} where it is no JSON (cut off, say) or no notebook
 */
export function parseNotebook(text: string, path: string): Notebook {
  const rule = "it must be a whole Jupyter notebook";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const seen = cause instanceof Error ? cause.message.slice(0, 160) : "no JSON";
    throw new UnreadableFileError(path, rule, seen, { cause });
  }
  const root = fields(json);
  const { metadata, worksheets } = root;
  const sheets = list(worksheets).flatMap((sheet) => list(fields(sheet).cells));
  if (!Array.isArray(root.cells) && !Array.isArray(worksheets)) {
    throw new UnreadableFileError(path, rule, "JSON without cells");
  }
  const info = fields(metadata);
  const language = word(fields(info.language_info).name) ??
    word(fields(info.kernelspec).language) ?? word(info.language) ?? "python";
  return {
    language,
    cells: [...list(root.cells), ...sheets].map((cell) => parseCell(fields(cell))),
  };
}

function parseCell(cell: Fields): NotebookCell {
  const type = cell.cell_type;
  const outputs = list(cell.outputs);
  const count = cell.execution_count ?? cell.prompt_number;
  const language = word(cell.language);
  const attachments = Object.entries(fields(cell.attachments))
    .map(([name, bundle]) => [name, bundleOf(fields(bundle))] as const);
  return {
    type: type === "code" || type === "raw" || type === "heading" ? type : "markdown",
    source: joined(cell.source ?? cell.input),
    executed: typeof count === "number" || outputs.length > 0,
    outputs: outputs.map((output) => parseOutput(fields(output))),
    attachments: new Map(attachments),
    ...(typeof cell.level === "number" ? { level: cell.level } : {}),
    ...(language === undefined ? {} : { language }),
  };
}

/** Names that nbformat 3 has for media types. */
const shortNames: Readonly<Record<string, string>> = {
  text: "text/plain",
  png: "image/png",
  jpeg: "image/jpeg",
  svg: "image/svg+xml",
  html: "text/html",
  latex: "text/latex",
  markdown: "text/markdown",
  javascript: "application/javascript",
};

function bundleOf(data: Fields): Bundle {
  const bundle: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    const type = Object.hasOwn(shortNames, key) ? shortNames[key]! : key.toLowerCase();
    if (!type.includes("/")) continue;
    bundle[type] = /json$/.test(type) ? "{}" : joined(value);
  }
  return bundle;
}

function parseOutput(output: Fields): NotebookOutput {
  switch (output.output_type) {
    case "stream":
      return { type: "text", text: joined(output.text) };
    case "error":
    case "pyerr": {
      const trace = joined(output.traceback, "\n");
      const name = [output.ename, output.evalue].filter((part) =>
        typeof part === "string"
      );
      return { type: "text", text: trace === "" ? name.join(": ") : trace };
    }
    default:
      return {
        type: "bundle",
        bundle: bundleOf(output.data === undefined ? output : fields(output.data)),
      };
  }
}
