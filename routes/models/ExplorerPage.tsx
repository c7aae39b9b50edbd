/**
 * The latent explorer: controls made here, brought to life by `latent_explorer.js`.
 *
 * @module
 */
import type { VNode } from "preact";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import type { State } from "../state.ts";
import { type ModelsWords, modelsWords } from "../words/models.ts";
import type { ExplorerLatent } from "./explorer_elements.ts";
import { Figure, type Files, fileUrl } from "./Figure.tsx";
import { type Kind, kinds, type Run } from "./runs.ts";

/** What the page is given. */
export interface ExplorerPageProps {
  readonly state: State;
  readonly run: Run;
  readonly kind: Kind;
  /** `null`: the run lacks what it takes. */
  readonly model: {
    readonly latent: ExplorerLatent;
    readonly decoderBytes: number;
  } | null;
  readonly files: Files;
}

/** A decoder above this many bytes is loaded when that is asked for. */
const loadedAtOnce = 64e6;

/** The page. */
export function ExplorerPage(props: ExplorerPageProps): VNode {
  const { state, run, kind, model } = props;
  const words = modelsWords[state.language];
  const text = words.explorer;
  return (
    <Layout
      state={state}
      title={text.title}
      page="models"
      styles={["models.css"]}
      scripts={model ? ["latent_explorer.js"] : []}
    >
      <section class="stack">
        <div class="row spread">
          <h1>{text.title}</h1>
          <a href={`/models?run=${run.id}`} aria-current="false">{words.back}</a>
        </div>
        <p class="quiet">{text.intro}</p>
        <nav class="row" aria-label={text.model}>
          {kinds.filter((one) => run.manifest.models[one]).map((one) => (
            <a
              class="button"
              href={`/models/explorer?run=${run.id}&model=${one}`}
              aria-current={one === kind ? "page" : "false"}
            >
              {words.names[one]}
            </a>
          ))}
        </nav>
      </section>
      {model
        ? <Explorer {...props} {...model} words={words} />
        : <Unavailable run={run} words={words} />}
      {model
        ? (
          <noscript>
            <section class="stack">
              <Notice kind="warn">
                <p>{text.needsScript}</p>
              </Notice>
              <Traversal {...props} words={words} />
            </section>
          </noscript>
        )
        : <Traversal {...props} words={words} />}
    </Layout>
  );
}

function Traversal(
  { run, files, kind, words }: ExplorerPageProps & { readonly words: ModelsWords },
): VNode {
  return (
    <Figure
      {...{ run, files, words }}
      figure="traversal"
      path={`${kind}/figures/traversal.png`}
      caption={words.names[kind]}
    />
  );
}

function Unavailable(
  { run, words }: { readonly run: Run; readonly words: ModelsWords },
): VNode {
  return (
    <Notice kind="warn" title={words.explorer.unavailable}>
      <p>{words.explorer.unavailableWhy}</p>
      <pre tabIndex={0}><code>{`deno task train --out ${run.folder}`}</code></pre>
    </Notice>
  );
}

function Explorer(
  { run, kind, latent, decoderBytes, words }:
    & Pick<ExplorerPageProps, "run" | "kind">
    & NonNullable<ExplorerPageProps["model"]>
    & { readonly words: ModelsWords },
): VNode {
  const text = words.explorer;
  const { elements, width, height } = latent;
  const { ready, said, failed, fallback, outOfRange, loading } = text;
  const spoken = {
    ready,
    said,
    failed,
    fallback,
    outOfRange,
    loading,
    element: text.element(0).replace("0", "{number}"),
  };
  const view = (name: "original" | "reconstructed" | "adjusted") => (
    <figure>
      <canvas
        data-view={name}
        width={width}
        height={height}
        role="img"
        aria-label={text[name]}
      />
      <figcaption>{text[name]}</figcaption>
    </figure>
  );
  const last = latent.latent - 1;
  return (
    <latent-explorer
      hidden
      data-decoder={fileUrl(run, `${kind}/decoder.onnx`)}
      data-explorer={fileUrl(run, `${kind}/explorer.json`)}
      data-runtime="/models/onnxruntime/"
      data-words={JSON.stringify(spoken)}
    >
      <div class="explorer">
        <section class="card views" aria-label={text.views}>
          <div class="pictures">
            {view("original")}
            {view("reconstructed")}
            {view("adjusted")}
          </div>
          {decoderBytes > loadedAtOnce && (
            <button type="button" class="primary" data-load>
              {text.load(Math.round(decoderBytes / 1e6))}
            </button>
          )}
          <label class="row small">
            {text.runsOn}
            <select data-backend autocomplete="off">
              <option value="auto">{text.automatic}</option>
              <option value="webgpu">WebGPU</option>
              <option value="wasm">WebAssembly</option>
            </select>
          </label>
          <p class="small" data-status>
            {decoderBytes > loadedAtOnce ? "" : text.loading}
          </p>
          <p class="hidden" role="status" data-said />
        </section>
        <div class="stack">
          <fieldset class="card starts">
            <legend>{text.start}</legend>
            {Array.from({ length: latent.count }, (_, i) => (
              <label>
                <input type="radio" name="start" value={i} checked={i === 0} />
                <canvas data-start={i} width={width} height={height} aria-hidden="true" />
                <span class="hidden">{text.picture(i + 1)}</span>
              </label>
            ))}
          </fieldset>
          <section class="card">
            <div class="slider">
              <label for="noise">{text.noise}</label>
              <input
                id="noise"
                type="range"
                min="0"
                max="100"
                step="1"
                value="0"
                aria-describedby="noise-why"
              />
              <output for="noise">0%</output>
            </div>
            <div class="row">
              {[0, 20, 50, 80].map((percent) => (
                <button type="button" data-noise={percent}>{`${percent}%`}</button>
              ))}
              <span class="quiet small" id="noise-why">{text.noiseWhy}</span>
            </div>
          </section>
          <section class="card" aria-labelledby="elements-title">
            <div class="row spread">
              <h2 id="elements-title">{text.elements}</h2>
              <button type="button" data-reset>{text.reset}</button>
            </div>
            <p class="quiet small">{text.elementsWhy(elements.length, latent.latent)}</p>
            <div class="sliders" data-sliders>
              {elements.map(({ element, least, most }) => (
                <div class="slider">
                  <label for={`z${element}`}>{text.element(element)}</label>
                  <input
                    id={`z${element}`}
                    type="range"
                    data-element={element}
                    min={least.toFixed(4)}
                    max={most.toFixed(4)}
                    step="any"
                  />
                  <output for={`z${element}`} />
                </div>
              ))}
            </div>
            {latent.latent > elements.length && (
              <form class="filters" data-another>
                <label class="field">
                  <span>{text.another}</span>
                  <input
                    name="element"
                    type="number"
                    min="0"
                    max={last}
                    required
                    aria-describedby="another-hint"
                  />
                </label>
                <button type="submit">{text.add}</button>
                <small id="another-hint">{text.anotherHint(last)}</small>
              </form>
            )}
          </section>
        </div>
      </div>
    </latent-explorer>
  );
}

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "latent-explorer": HTMLAttributes<HTMLElement> & {
        readonly "data-decoder": string;
        readonly "data-explorer": string;
        readonly "data-runtime": string;
        readonly "data-words": string;
      };
    }
  }
}
