/**
 * The measures of a run's models side by side.
 *
 * @module
 */
import type { VNode } from "preact";
import type { ModelsWords } from "../words/models.ts";
import { short } from "./LineChart.tsx";
import { type Kind, kinds, type Run, type ShownModel } from "./runs.ts";

type Row = readonly [label: string, cell: (model: ShownModel, kind: Kind) => string];

/** The table. */
export function Measures(
  { run, words }: { readonly run: Run; readonly words: ModelsWords },
): VNode {
  const models = kinds.flatMap((kind) => {
    const model = run.manifest.models[kind];
    return model ? [{ kind, model }] : [];
  });
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={words.measures}>
      <table class="measures">
        <thead>
          <tr>
            <th scope="col">{words.measure}</th>
            {models.map(({ kind }) => (
              <th scope="col" class="number">{words.names[kind]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(models.map(({ model }) => model), words).map(([label, cell]) => (
            <tr>
              <th scope="row">{label}</th>
              {models.map(({ kind, model }) => <td class="number">{cell(model, kind)}
              </td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A measure in few characters; `null` where it is no number. */
function figure(value: number): string | null {
  return Number.isFinite(value) ? short(value) : null;
}

function rowsOf(models: readonly ShownModel[], words: ModelsWords): readonly Row[] {
  const { rows } = words;
  const ratios = models[0]?.measures.noiseDistances.map(({ ratio }) => ratio) ?? [];
  const classes = Object.keys(models[0]?.measures.auc?.byClass ?? {});
  return [
    [
      rows.steps,
      ({ steps, stopped }) =>
        stopped === "early" ? `${steps}, ${words.early}` : `${steps}`,
    ],
    [rows.mse, ({ measures }) => figure(measures.reconstructionMse) ?? words.none],
    [rows.detail, ({ measures }) => figure(measures.detailKept) ?? words.none],
    [
      rows.kl,
      ({ validation }, kind) =>
        kind === "vae" && validation ? short(validation.kl) : words.none,
    ],
    ...ratios.map((ratio, i): Row => [
      rows.distance(Math.round(100 * ratio)),
      ({ measures: { noiseDistances } }) => {
        const here = noiseDistances[i]?.distance;
        const first = noiseDistances[0]?.distance;
        if (here === undefined || !first) return words.none;
        return i === 0
          ? short(here)
          : `${short(here)} (${Math.round(100 * here / first)}%)`;
      },
    ]),
    [rows.auc, ({ measures: { auc } }) => auc ? auc.all.toFixed(3) : words.none],
    ...classes.map((name): Row => [
      rows.aucOf(name),
      ({ measures: { auc } }) => auc?.byClass[name]?.toFixed(3) ?? words.none,
    ]),
    [
      rows.neighbour,
      ({ measures }) => figure(measures.neighbourDistanceRatio) ?? words.none,
    ],
    [rows.prior, ({ measures }) => figure(measures.priorDistanceRatio) ?? words.none],
    [rows.variety, ({ measures }) => figure(measures.priorVarietyRatio) ?? words.none],
  ];
}
