/**
 * One training run, all of it.
 *
 * @module
 */
import type { VNode } from "preact";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import type { State } from "../state.ts";
import { type ModelsWords, modelsWords } from "../words/models.ts";
import type { Curves } from "./curves.ts";
import { Figure, type FigureName, type Files } from "./Figure.tsx";
import { type ChartLine, LineChart } from "./LineChart.tsx";
import { Manifest } from "./Manifest.tsx";
import { Measures } from "./Measures.tsx";
import { type Kind, kinds, type Run, type Runs } from "./runs.ts";

/** What the page is given. */
export interface RunPageProps {
  readonly state: State;
  readonly runs: Runs;
  readonly run: Run;
  readonly files: Files;
  readonly curves: ReadonlyMap<Kind, Curves | null>;
}

/** Sections of figures, in the order of the page. */
const sections = [
  ["noise", ["noise-quarters"]],
  ["adjustments", ["adjustments"]],
  ["traversal", ["traversal"]],
  ["interpolation", ["interpolation"]],
  ["samples", ["prior-samples"]],
  ["anomalies", ["anomaly-scores", "roc"]],
] as const satisfies readonly (readonly [
  keyof ModelsWords["sections"],
  readonly FigureName[],
])[];

/** The page. */
export function RunPage(props: RunPageProps): VNode {
  const { state, runs, run, files } = props;
  const words = modelsWords[state.language];
  const trained = kinds.filter((kind) => run.manifest.models[kind]);
  const shown = (kind: Kind, figure: FigureName) => (
    <Figure
      {...{ run, files, figure, words }}
      path={`${kind}/figures/${figure}.png`}
      caption={words.names[kind]}
    />
  );
  return (
    <Layout state={state} title={words.title} page="models" styles={["models.css"]}>
      <Head {...props} words={words} />
      <RunList runs={runs} current={run} words={words} />
      <Problems run={run} files={files} words={words} />
      <div class="numbers">
        <section class="stack">
          <h2>{words.measures}</h2>
          <Measures run={run} words={words} />
        </section>
        <section class="stack">
          <h2>{words.losses}</h2>
          {trained.map((kind) => <Losses {...props} kind={kind} words={words} />)}
        </section>
      </div>
      {sections.map(([name, figures]) =>
        figures.some((figure) =>
          trained.some((kind) => files.has(`${kind}/figures/${figure}.png`))
        ) && (
          <section class="stack">
            <h2>{words.sections[name]}</h2>
            <p class="quiet">{words.why[name]}</p>
            <div class="cols figures">
              {figures.flatMap((figure) => trained.map((kind) => shown(kind, figure)))}
            </div>
          </section>
        )
      )}
      {files.has("figures/comparison.png") && (
        <section class="stack">
          <h2>{words.sections.comparison}</h2>
          <p class="quiet">{words.why.comparison}</p>
          <Figure
            {...{ run, files, words }}
            path="figures/comparison.png"
            figure="comparison"
            caption=""
          />
        </section>
      )}
      <Manifest run={run} files={files} words={words} />
    </Layout>
  );
}

type Worded = { readonly words: ModelsWords };

function Head({ run, state, words }: RunPageProps & Worded): VNode {
  const { request, data, backend } = run.manifest;
  const { height, width, channels } = data.shape;
  const size = `${width}×${height}×${channels}`;
  const written = new Date(run.written);
  const facts: readonly (readonly [string, string])[] = [
    [words.preset, request.preset],
    [words.seed, String(request.seed)],
    [words.data, `${words.trainedOn(data.name, data.count)}, ${size}`],
    [
      words.backend,
      backend.name === "webgpu"
        ? `WebGPU${backend.software ? ` (${words.software})` : ""}`
        : "WebAssembly",
    ],
    [
      words.written,
      written.toLocaleString(state.language, { dateStyle: "medium", timeStyle: "short" }),
    ],
  ];
  return (
    <section class="stack">
      <div class="row spread">
        <h1>{words.title}</h1>
        <a
          class="button primary"
          href={`/models/explorer?run=${run.id}`}
          aria-current="false"
        >
          {words.explore}
        </a>
      </div>
      <p class="quiet">{words.exploreWhy}</p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The other runs, where there are any, and those that can not be read. */
function RunList(
  { runs: { runs, broken }, current, words }: {
    readonly runs: Runs;
    readonly current: Run;
  } & Worded,
): VNode {
  return (
    <>
      {runs.length > 1 && (
        <nav class="row" aria-label={words.runs}>
          {runs.map((run) => (
            <a
              class="button"
              href={`/models?run=${run.id}`}
              aria-current={run === current ? "page" : "false"}
            >
              {run.name}
              <span class="quiet small">
                {words.about(run.manifest.request.preset, run.manifest.request.seed)}
              </span>
            </a>
          ))}
        </nav>
      )}
      <Broken runs={{ runs, broken }} words={words} />
    </>
  );
}

/** Manifests that are none. */
export function Broken({ runs, words }: { readonly runs: Runs } & Worded): VNode | null {
  if (runs.broken.length === 0) return null;
  return (
    <Notice kind="warn" title={words.brokenTitle}>
      <ul>
        {runs.broken.map(({ folder, reason }) => <li>{words.broken(folder, reason)}</li>)}
      </ul>
    </Notice>
  );
}

function Problems(
  { run, files, words }: { readonly run: Run; readonly files: Files } & Worded,
): VNode {
  const bad = [...files].flatMap(([path, { state }]) =>
    state === "there" ? [] : [words[state](path)]
  );
  const failures = Object.entries(run.manifest.failures);
  return (
    <>
      {failures.length > 0 && (
        <Notice kind="warn" title={words.failedTitle}>
          <ul>
            {failures.flatMap(([kind, reasons]) =>
              reasons.map((reason) => <li>{`${kind}: ${reason}`}</li>)
            )}
          </ul>
        </Notice>
      )}
      {bad.length > 0 && (
        <Notice kind="warn" title={words.missingTitle}>
          <ul>{bad.slice(0, 6).map((line) => <li>{line}</li>)}</ul>
          {bad.length > 6 && <p>{`… +${bad.length - 6}`}</p>}
          <p>{words.remake}</p>
          <pre tabIndex={0}><code>{`deno task train --out ${run.folder}`}</code></pre>
        </Notice>
      )}
    </>
  );
}

function Losses(
  { curves, kind, words }: RunPageProps & Worded & { readonly kind: Kind },
): VNode {
  const name = words.names[kind];
  const found = curves.get(kind);
  if (!found || found.train.length === 0) {
    return <p class="quiet">{`${name}: ${words.noCurves}`}</p>;
  }
  const lines = (
    term: "loss" | "reconstruction" | "kl",
    label: string,
    looks: readonly [ChartLine["look"], ChartLine["look"]],
  ): ChartLine[] =>
    (["train", "validation"] as const).flatMap((which, i) => {
      const points = found[which].map((point) => [point.step, point[term]] as const);
      const word = which === "train" ? words.training : words.validation;
      const text = label === "" ? word : `${label}, ${word}`;
      return points.length > 0 ? [{ label: text, look: looks[i]!, points }] : [];
    });
  const common = { xLabel: words.step, fromTo: words.fromTo };
  return (
    <>
      <LineChart
        {...common}
        title={words.loss(name)}
        yLabel={kind === "ae" ? words.mse : words.perPicture}
        lines={lines("loss", "", ["first", "second"])}
      />
      {kind === "vae" && (
        <LineChart
          {...common}
          title={words.terms(name)}
          yLabel={words.perPicture}
          lines={[
            ...lines("reconstruction", words.reconstruction, ["first", "second"]),
            ...lines("kl", words.kl, ["third", "fourth"]),
          ]}
        />
      )}
    </>
  );
}
