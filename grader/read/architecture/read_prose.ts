/**
 * Sentences that describe a network: with the layers' sizes, or only its kind.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { type Draft, partOf, placeOf } from "./draft.ts";
import { INPUT, OUTPUT } from "./layer_words.ts";
import type { Line } from "./lines.ts";
import { layersBetween, otherLayers } from "./chain_draft.ts";
import { isHourglass, narrowsOrWidens, plainNumbers, readSize } from "./read_size.ts";

const FULLY =
  /fully[\s-]*connected|linear\s+layers?|dense\s+layers?|\bMLP\b|multi[\s-]?layer perceptron|\bFCN?\b(?=.{0,20}(layer|auto|encod|model|層|层))|only\s+linear|全連接|全连接|線性層|线性层|全結合|완전\s?연결|totalmente conectad|completamente conectad/i;
const MODEL =
  /encod|decod|auto-?encod|model|network|architect|\bnet\b|架構|架构|模型|網路|網絡|网络|自編碼|自编码|編碼器|编码器|結構|结构|モデル|エンコーダ|모델|인코더|modelo|codificador|red\b/i;
/** Words that claim a network as one's own, or name its parts. */
const CLAIMED =
  /encod|decod|auto-?encod|\b(my|our)\b|\b(we|i)\s+(use|used|train|trained|build|built|design)|模型|架構|架构|編碼|编码|網路|网络|モデル|オートエンコーダ|모델|인코더|modelo/i;
const QUESTION =
  /adjust at least two|at least two different element|show your model architecture|train a fully connected autoencoder|plot out the original/i;
const SIZED_CONTEXT =
  /layer|hidden|unit|neuron|node|encod|linear|dense|latent|dimension|bottleneck|神經元|神经元|隱藏|隐藏|層|层|維|维|編碼|编码|節點|节点|ユニット|次元|유닛|뉴런|층|은닉|capa|oculta/i;

/** Reads sentences of paragraphs and list items that nothing else took. */
export function readProse(lines: readonly Line[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const blocks = new Map<string, Line[]>();
  for (const line of lines) {
    const { kind } = line.evidence;
    if (kind !== "paragraph" && kind !== "list-item") continue;
    const block = blocks.get(line.evidence.id);
    if (block === undefined) blocks.set(line.evidence.id, [line]);
    else block.push(line);
  }
  for (const block of blocks.values()) {
    const text = plainNumbers(block.map((line) => line.text).join(" ").slice(0, 6000))
      .replace(/\s{2,}/g, " ");
    if (QUESTION.test(text) && text.length < 400) continue;
    const sized = sizesInProse(text);
    if (sized) {
      drafts.push(toDraft(block, text, sized));
      continue;
    }
    const sentence = text.split(/[。！？!?]|\.\s/).find((own) =>
      !isWordList(own) && FULLY.test(own) && MODEL.test(own) && CLAIMED.test(own) &&
      !QUESTION.test(own) &&
      !/conv|卷積|卷积/i.test(own)
    );
    if (sentence) drafts.push(toDraft(block, sentence, []));
  }
  return drafts;
}

/** Many Latin words, and neither a word nor a mark that makes phrases of them. */
function isWordList(sentence: string): boolean {
  if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(sentence)) return false;
  // Marks, or a layer named again, set layers in a row.
  if (/[,;>→+|]|\b(linear|dense|relu)\b.*\b\1\b/i.test(sentence.slice(0, 2000))) {
    return false;
  }
  const words = sentence.match(/\p{L}[\p{L}']*/gu) ?? [];
  return words.length >= 12 && !words.some((word) => GLUE.test(word));
}

/** Words that tie others together, in English and Spanish. */
const GLUE =
  /^(?:an?|the|of|with|in|on|to|by|for|from|and|or|is|are|was|were|has|have|it|its|i|we|my|our|that|which|this|use[sd]?|using|el|la|los|las|de|del|en|con|y|un|una|es|son|que|se)$/i;

/** Phrases whose numbers are no layer sizes. */
const NOISE: readonly RegExp[] = [
  /第\s?\d{1,3}\s?(?:層|层|個|个|次|維|维|番目)/g,
  /\b\d{1,2}\s?-?\s?(?:hidden\s|linear\s|dense\s|fully[\s-]connected\s)?(?:個|个)?(?:layers?|層|层)/gi,
  /(?<![\d*.])\d+(?:\.\d+)?\s?(?:%|％|epochs?|個?\s?epoch|steps?|iterations?|images?|張|张|枚|年|月|日|秒|min|hours?|MB|GB|samples?|fps|classes|people|人|個人|次(?!元)|步|筆|组|組|pt|points?|分)/gi,
  /(?<![\d*.,])\d{1,3}\s?(?:pixels?|px)\b/gi,
  /(?:lr|learning rate|batch[\s_-]?size|batch|epochs?|seed|loss|mse|score|auc|accuracy|學習率|学习率|第|圖|图|fig(?:ure)?\.?|page|hw|homework|question|problem|q|no\.|table|section|chapter|version|v)\s*[:=為为是]?\s*\d[\d.e-]*/gi,
  /\d+\.\d+(?:e-?\d+)?|\d+e-\d+|[A-Za-z_]+\d+|N\(\s*0\s*,\s*[1I]\s*\)|\(\s*\d\s*\)/g,
];

function sizesInProse(text: string): readonly number[] | undefined {
  const products = text.replace(/(\d)\s?(?:[*×x✕·]|\\times)\s?(?=\d)/g, "$1*")
    .replace(/(\d+(?:\*\d+)+)\s*[=(]\s*\d[\d,]*\s*\)?/g, "$1");
  const clean = NOISE.reduce((own, pattern) => own.replace(pattern, " "), products);
  const readings = [...clean.split(/[。！？]|\.\s(?=[A-Z])/), clean].flatMap(
    (sentence) => {
      const runs = sizesOfSentence(sentence, text);
      return runs ? [{ sentence, runs }] : [];
    },
  );
  // A whole model that takes several sentences before a half that takes one.
  const whole = readings.find(({ runs }) => isHourglass(runs) && narrowsOrWidens(runs));
  if (whole) return whole.runs;
  for (const { sentence, runs } of readings) {
    // `512, 64, 512 units; input and output are 12288`.
    const ends = runs.at(-1) ?? 0;
    const core = runs.slice(0, -1);
    if (
      isHourglass(core) && ends > (core[0] ?? 0) && /out|輸出|输出|出力/i.test(sentence)
    ) {
      return [ends, ...core, ends];
    }
    if (runs.length >= 3 && narrowsOrWidens(runs) && Math.max(...runs) >= 32) return runs;
  }
  return undefined;
}

function sizesOfSentence(sentence: string, text: string): number[] | undefined {
  const named = MODEL.test(sentence) || INPUT.test(sentence) && OUTPUT.test(sentence);
  if (!SIZED_CONTEXT.test(sentence) || !named) return undefined;
  if (
    !FULLY.test(text) &&
    !/hidden|layer|層|层|층|neuron|神經元|神经元|뉴런|유닛|linear|dense|capa/i.test(text)
  ) {
    return undefined;
  }
  const sizes = [
    ...sentence.matchAll(
      /(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+(?:\*\d+)*)(?![\w.]*\d)/g,
    ),
  ].flatMap((match) => readSize(match[0]) ?? []).filter((n) => n > 1);
  return withoutRepeats(sizes);
}

/** `to 512, from 512 to 64` says 512 once. */
function withoutRepeats(sizes: readonly number[]): number[] {
  return sizes.filter((n, i) => n !== sizes[i - 1]).slice(0, 40);
}

/** Of `2048, 128, 2048, 12288` the first is a layer's output, the input is not said. */
function withoutInput(sizes: readonly number[]): readonly Layer[] {
  const [first = 0] = sizes;
  const open = isHourglass(sizes.slice(0, -1)) && (sizes.at(-1) ?? 0) > first;
  return open ? [layer("linear", `? -> ${first}`, { outUnits: first })] : [];
}

function toDraft(block: readonly Line[], text: string, sizes: readonly number[]): Draft {
  const conv = /conv|卷積|卷积|捲積|\bCNN\b/i.test(text) &&
    !/\bno\b.{0,12}conv|without.{0,12}conv|沒有卷積|没有卷积/i.test(text);
  const label = /^[^:：]{1,30}(?=[:：])/.exec(text)?.[0];
  const [line] = block;
  return {
    form: "prose",
    via: line?.evidence.via ?? "text",
    layers: [
      ...(conv ? [layer("convolution", "convolution", {})] : []),
      ...otherLayers(text),
      ...(sizes.length > 0
        ? [...withoutInput(sizes), ...layersBetween(sizes)]
        : [layer("linear", "linear layers", {})]),
    ],
    evidence: line ? [line.evidence.id] : [],
    ...placeOf(block),
    part: partOf(label),
    variational: /\bVAE\b|variational|變分|变分/i.test(text),
    other: /classifier|GAN|discriminator|分類器|分类器/i.test(text) &&
      !/auto-?encod/i.test(text),
    notes: [],
    says: conv ? "convolutional" : "linear",
  };
}
