/**
 * A figure of a run, as a picture, or why it is not there.
 *
 * @module
 */
import type { VNode } from "preact";
import type { ModelsWords } from "../words/models.ts";
import type { FileState } from "./run_files.ts";
import type { Run } from "./runs.ts";

/** Names of figures that have words. */
export type FigureName = keyof ModelsWords["figures"];

/** Files of a run that were looked at, by their path in it. */
export type Files = ReadonlyMap<string, FileState>;

/** Address of a file of a run. */
export function fileUrl(run: Run, path: string): string {
  return `/models/files/${run.id}/${path}`;
}

/** What a {@linkcode Figure} shows. */
export interface FigureProps {
  readonly run: Run;
  readonly files: Files;
  readonly path: string;
  readonly figure: FigureName;
  /** Name of the model, or nothing where it is of both. */
  readonly caption: string;
  readonly words: ModelsWords;
}

/** The figure, with its text for who does not see it. */
export function Figure(props: FigureProps): VNode {
  const { run, files, path, figure, caption, words } = props;
  const file = files.get(path);
  const url = fileUrl(run, path);
  const size = file?.state === "there" ? file.size : null;
  return (
    <figure class="shown">
      {caption !== "" && <figcaption>{caption}</figcaption>}
      {file === undefined
        ? <p class="quiet">{words.noFigure}</p>
        : file.state !== "there"
        ? <p class="quiet">{words[file.state](path)}</p>
        : (
          <a href={url} aria-current="false">
            <img
              src={url}
              alt={[caption, words.figures[figure]].filter(Boolean).join(": ")}
              width={size?.width}
              height={size?.height}
              loading="lazy"
              decoding="async"
            />
          </a>
        )}
    </figure>
  );
}
