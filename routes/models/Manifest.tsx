/**
 * What decided a run, and what came out of it.
 *
 * @module
 */
import type { VNode } from "preact";
import type { ModelsWords } from "../words/models.ts";
import type { Files } from "./Figure.tsx";
import { kinds, type Run } from "./runs.ts";

/** The manifest, folded. */
export function Manifest(
  { run, files, words }: {
    readonly run: Run;
    readonly files: Files;
    readonly words: ModelsWords;
  },
): VNode {
  const { data, versions, models, onnxAgreement, figures, onnx, explorer } = run.manifest;
  const kept = kinds.flatMap((kind) => {
    const model = models[kind];
    return model ? [[`${kind}, ${words.weights}`, model.weights] as const] : [];
  });
  const inputs = [
    [words.images, data.images],
    ...data.test === null ? [] : [[words.test, data.test]],
    ...kept,
  ];
  const agreement = kinds.flatMap((kind) =>
    (onnxAgreement[kind] ?? []).map(({ provider, ...parts }) => {
      const most = Math.max(
        0,
        ...Object.values(parts).filter((part) => typeof part === "number"),
      );
      const text = words.onnxDiffers(provider, most.toExponential(1));
      return `${words.names[kind]}: ${text}`;
    })
  );
  return (
    <details class="card manifest">
      <summary>
        <h2>{words.manifest}</h2>
      </summary>
      <p class="quiet">{words.manifestWhy}</p>
      <p>{words.again}</p>
      <pre
        tabIndex={0}
      ><code>{`deno task train --verify ${run.folder}/manifest.json`}</code></pre>
      {agreement.length > 0 && <ul>{agreement.map((line) => <li>{line}</li>)}</ul>}
      {data.credit !== null && <p class="small">{data.credit}</p>}
      <h3>{words.versions}</h3>
      <dl class="facts small">
        {Object.entries(versions).map(([name, version]) => (
          <div>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={words.digest}>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">{words.file}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.digest}</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(([name, digest]) => (
              <tr>
                <th scope="row">{name}</th>
                <td />
                <td>
                  <code>{digest}</code>
                </td>
              </tr>
            ))}
            {Object.entries({ ...figures, ...explorer, ...onnx }).sort().map((
              [path, digest],
            ) => (
              <tr>
                <th scope="row">{path}</th>
                <td>
                  {files.has(path) ? words.states[files.get(path)!.state] : ""}
                </td>
                <td>
                  <code>{digest}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
