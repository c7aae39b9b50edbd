/**
 * `/models`: training runs; `/models/explorer`: a latent, moved by hand.
 *
 * @module
 */
import { type App, HttpError } from "fresh";
import type { VNode } from "preact";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import { define, type State } from "../state.ts";
import { modelsWords } from "../words/models.ts";
import { type Curves, readCurves } from "./curves.ts";
import { explorerLatent } from "./explorer_elements.ts";
import { ExplorerPage, type ExplorerPageProps } from "./ExplorerPage.tsx";
import { type FileState, fileState } from "./run_files.ts";
import { Broken, RunPage } from "./RunPage.tsx";
import { type Kind, kinds, type Run, type Runs, shownRuns } from "./runs.ts";
import * as serveFiles from "./serve_files.ts";

/** Adds the routes of the models pages. */
export function register(app: App<State>): void {
  serveFiles.register(app);
  app.get(
    "/models",
    define.middleware(async (ctx) => {
      const { state, url } = ctx;
      const runs = await shownRuns(state.models);
      const run = chosen(runs, url.searchParams.get("run"));
      if (run === null) return ctx.render(<NoRuns state={state} runs={runs} />);
      const { figures, explorer } = run.manifest;
      const files = await states(run, Object.keys({ ...figures, ...explorer }));
      const curves = new Map<Kind, Curves | null>();
      for (const kind of kinds) {
        if (run.manifest.models[kind]) curves.set(kind, await readCurves(run, kind));
      }
      return ctx.render(<RunPage {...{ state, runs, run, files, curves }} />);
    }),
  );
  app.get(
    "/models/explorer",
    define.middleware(async (ctx) => {
      const { state, url } = ctx;
      const runs = await shownRuns(state.models);
      const run = chosen(runs, url.searchParams.get("run"));
      if (run === null) return ctx.render(<NoRuns state={state} runs={runs} />);
      const trained = kinds.filter((kind) => run.manifest.models[kind]);
      const kind = trained.find((one) => one === url.searchParams.get("model")) ??
        trained.at(-1);
      if (kind === undefined) throw new HttpError(404);
      const figure = `${kind}/figures/traversal.png`;
      const files = await states(run, figure in run.manifest.figures ? [figure] : []);
      const model = await explorable(run, kind);
      return ctx.render(<ExplorerPage {...{ state, run, kind, model, files }} />);
    }),
  );
}

/** The run that is asked for; the latest where none is. */
function chosen({ runs }: Runs, id: string | null): Run | null {
  if (id === null) return runs[0] ?? null;
  const run = runs.find((one) => one.id === id);
  if (!run) throw new HttpError(404);
  return run;
}

async function states(
  run: Run,
  paths: readonly string[],
): Promise<Map<string, FileState>> {
  const found = new Map<string, FileState>();
  for (const path of paths) found.set(path, await fileState(run, path));
  return found;
}

/** What the explorer needs, where all of it is there. */
async function explorable(run: Run, kind: Kind): Promise<ExplorerPageProps["model"]> {
  const decoder = await fileState(run, `${kind}/decoder.onnx`);
  const path = `${kind}/explorer.json`;
  const { state } = await fileState(run, path);
  if (decoder.state !== "there" || state !== "there") return null;
  const latent = explorerLatent(await Deno.readTextFile(`${run.folder}/${path}`));
  return { latent, decoderBytes: decoder.bytes };
}

function NoRuns(
  { state, runs }: { readonly state: State; readonly runs: Runs },
): VNode {
  const words = modelsWords[state.language];
  return (
    <Layout state={state} title={words.title} page="models" styles={["models.css"]}>
      <h1>{words.title}</h1>
      <Broken runs={runs} words={words} />
      <Notice title={words.emptyTitle}>
        <p>{words.emptyWhy}</p>
        <pre tabIndex={0}><code>deno task train</code></pre>
        <p class="quiet">{words.looked(state.models)}</p>
      </Notice>
    </Layout>
  );
}
