/**
 * Document -> the models that it shows.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Architecture } from "../../../rubric/facts.ts";
import { verify } from "./arithmetic.ts";
import { type Candidate, decideAnswers } from "./decide_answer.ts";
import type { Draft } from "./draft.ts";
import { joinHalves } from "./join_halves.ts";
import { authorLines, type Line } from "./lines.ts";
import { mirrorHalves } from "./mirror_halves.ts";
import { readChains } from "./read_chains.ts";
import { readCharts } from "./read_charts.ts";
import { readCode } from "./read_code.ts";
import { readOnnxSummaries } from "./read_onnx_summary.ts";
import { readPrinted } from "./read_printed.ts";
import { readProse } from "./read_prose.ts";
import { readSummaries } from "./read_summaries.ts";
import { readTables } from "./read_tables.ts";
import { falls } from "./read_size.ts";
import { readWeights } from "./read_weights.ts";
import { repairChain } from "./repair_chain.ts";
import { fullyConnected, isAutoencoder, sizesOf } from "./sizes.ts";

/** More models than a report can mean; a dump of a library is cut here. */
const MAX_MODELS = 60;

/**
 * Reads the models that the author shows: summaries, printed models, code, tables, rows
 * of sizes, sentences, and the OCR of all these.
 *
 * @param document Only its `author` evidence is read; nothing in it is run.
 * @returns In reading order; empty if there is none. Sizes that are not stated are absent.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const [model] = readArchitectures({
 *   files: [],
 *   evidence: [{
 *     id: "e1",
 *     kind: "paragraph",
 *     where: { file: "report.md" },
 *     sha256: "",
 *     text: "Layers: 784 -> 128 -> 32 -> 128 -> 784",
 *     origin: "author",
 *     via: "text",
 *   }],
 *   rasters: new Map(),
 *   personScores: null,
 *   problems: [],
 *   textOnly: false,
 * });
 * assertEquals([model?.latentSize, model?.autoencoder], [32, "yes"]);
 * ```
 */
export function readArchitectures(document: Document): readonly Architecture[] {
  const all = authorLines(document);
  const files = readOnnxSummaries(all);
  const lines = without(all, files.taken);
  const summaries = readSummaries(lines);
  const rest = without(lines, summaries.taken);
  const printed = readPrinted(rest);
  const weighed = readWeights(without(rest, printed.taken));
  const unprinted = without(without(rest, printed.taken), weighed.taken);
  const code = readCode(unprinted);
  const text = without(unprinted, code.taken);
  const tables = readTables(text);
  const untabled = without(text, tables.taken);
  const charts = readCharts(untabled);
  const uncharted = without(untabled, charts.taken);
  const chains = readChains(uncharted);
  const prose = readProse(without(uncharted, chains.taken));
  const joined = joinHalves([
    ...files.drafts,
    ...summaries.drafts,
    ...printed.drafts,
    ...weighed.drafts,
    ...code.drafts,
    ...tables.drafts,
    ...charts.drafts,
    ...chains.drafts,
    ...prose,
  ]);
  const drafts = mirrorHalves(document, joined).slice(0, MAX_MODELS);
  const candidates = withoutContainers(withoutRepeats(drafts)).map(describe);
  const decisions = decideAnswers(document, candidates);
  return candidates.map(({ architecture }, i) => ({
    ...architecture,
    id: `m${i + 1}`,
    answer: decisions[i]?.answer ?? "unknown",
    answerReason: decisions[i]?.reason ?? "not decided",
  }));
}

function without(lines: readonly Line[], taken: ReadonlySet<Line>): readonly Line[] {
  return taken.size === 0 ? lines : lines.filter((line) => !taken.has(line));
}

/** The same layers found twice in the same evidence are one. */
function withoutRepeats(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter((own, i) =>
    !drafts.slice(0, i).some((before) =>
      before.form === own.form && before.evidence.join() === own.evidence.join() &&
      JSON.stringify(before.layers) === JSON.stringify(own.layers)
    )
  );
}

/** A summary that only names its parts says nothing where the parts are shown. */
function withoutContainers(drafts: readonly Draft[]): readonly Draft[] {
  const shown = drafts.filter((own) => weights(own) > 0);
  return shown.length > 0
    ? shown
    : drafts.filter((own) => own.layers.length > 0 || (own.containers?.length ?? 0) > 0);
}

function weights(own: Draft): number {
  return own.layers.filter((layer) =>
    layer.kind === "linear" || layer.kind === "convolution"
  )
    .length;
}

/** Words and tables that only narrow may show an encoder and leave out its decoder. */
function partShown({ form, part, layers, other }: Draft): Draft["part"] {
  const told = form === "prose" || form === "arrows" || form === "table";
  const sizes = sizesOf(layers).chain.filter((n) => n !== undefined);
  return told && !other && sizes.length >= 2 && falls(sizes) && (sizes.at(-1) ?? 0) > 11
    ? "encoder"
    : part;
}

function describe(draft: Draft): Candidate {
  const { form, printedTotal } = draft;
  const { layers, notes } = draft.via === "ocr"
    ? repairChain(draft.layers)
    : { layers: draft.layers, notes: [] };
  const sizes = sizesOf(layers);
  const named = /auto_?enc|^v?ae\b|_ae\b|\bae_|vae/i.test(
    `${draft.name ?? ""} ${draft.code?.className ?? ""}`,
  );
  const others = (draft.containers ?? []).reduce((sum, own) => sum + own.parameters, 0);
  const arithmetic = verify(layers, form, printedTotal, others);
  const connected = fullyConnected(layers);
  return {
    draft,
    architecture: {
      id: "",
      form,
      via: draft.via,
      ...(draft.name ? { name: draft.name } : {}),
      layers,
      ...(sizes.input === undefined ? {} : { inputSize: sizes.input }),
      ...(sizes.output === undefined || connected === "no"
        ? {}
        : { outputSize: sizes.output }),
      ...(sizes.latent === undefined ? {} : { latentSize: sizes.latent }),
      ...(printedTotal === undefined ? {} : { printedTotal }),
      ...(arithmetic.computedTotal === undefined
        ? {}
        : { computedTotal: arithmetic.computedTotal }),
      autoencoder: isAutoencoder(layers, partShown(draft), draft.other, named),
      fullyConnected: connected,
      variational: sizes.heads || draft.variational ? "yes" : "no",
      arithmetic: {
        holds: arithmetic.holds,
        notes: [...draft.notes, ...notes, ...arithmetic.notes],
      },
      evidence: draft.evidence,
    },
  };
}
