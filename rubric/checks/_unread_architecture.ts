/**
 * What may show an architecture although the reader found none: only where there is no
 * such thing is the item surely unmet.
 *
 * @module
 */
import type { Evidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";

const NEAR =
  /architect|model|structure|network|summary|架構|架构|模型|結構|结构|網路|网络|構造|モデル|모델|구조|arquitectura/i;

/** A picture that may show the architecture: words near it or its name say so. */
export function candidatePicture(facts: Facts): Evidence | undefined {
  const { evidence } = facts.document;
  const read = new Set(
    evidence.flatMap(({ via, source }) => via === "ocr" ? source ?? [] : []),
  );
  const content = new Map(
    facts.figures().figures.map((figure) => [figure.image, figure.content]),
  );
  return evidence.find((own, i) => {
    if (own.kind !== "image" || own.origin !== "author" || own.missing !== undefined) {
      return false;
    }
    const looks = content.get(own.id) ?? "unknown";
    if (looks === "chart") return false;
    if (NEAR.test(`${own.image?.name ?? ""} ${own.image?.alt ?? ""}`)) return true;
    const near = evidence.slice(Math.max(0, i - 2), i + 2)
      .filter(({ kind, origin }) =>
        kind !== "image" && kind !== "code" && origin === "author"
      )
      .some(({ text }) => NEAR.test(text.slice(0, 400)));
    if (looks === "pictures") return false;
    return near || ((looks === "diagram" || looks === "text") && !read.has(own.id));
  });
}

/** Words of layers; several numbers beside them may be their sizes. */
const LAYERS =
  /hidden|neuron|units\b|linear|dense|\bfc\d*\b|\blayers?\b|fully[\s-]connected|bottleneck|input|encod|decod|latent|隱藏|隐藏|神經元|神经元|全連接|全连接|線性|线性|[層层]|編碼|编码|解碼|解码|全結合|中間層|入力|エンコーダ|デコーダ|ユニット|ノード|은닉|뉴런|인코더|디코더|capas?\b|neuronas/i;
const STRICT_LAYERS =
  /hidden|neuron|linear layer|dense layer|fully[\s-]connected|\bfc\d*\b|隱藏層|隐藏层|神經元|神经元|全連接|全连接|線性層|线性层|全結合|中間層|ユニット|은닉|뉴런|완전|capas? |neuronas/i;
const LABEL =
  /(model|network)['\u2019s]*\s+(architecture|structure)|^\W*architecture\W*$|(模型|網路|网络|網絡).{0,4}(架構|架构|結構|结构)|모델 구조|モデル(の)?構(造|成)|ネットワーク構(造|成)|arquitectura del? (modelo|red)/i;
/** Numbers in a row, of which some are as large as layers. */
const CHAIN =
  /(?<![\d.])\d[\d,*×x]{0,12}(?:\s?(?:->|=>|→|⟶|➔|➜|⇒|>|[|/~–-])\s?\d[\d,*×x]{0,12}){2,}/g;
/** Calls that make layers, and rows that print them. */
const LAYER_CALL =
  /\b(?:Linear|Dense|dense|InnerProduct|FullyConnected|fully_connected|affine|Conv(?:olution|Transpose)?[1-3][dD](?:Transpose)?)\s*\(/;
const PRINTED_LAYER =
  /\b(?:Linear|Dense|Conv2d)\b.{0,80}\d{2,}|Param(?:eter)?s? ?#|Layer \(type/i;

/** Text that looks like an architecture. */
export function unreadText({ document }: Facts): Evidence | undefined {
  return document.evidence.find((own) =>
    own.origin === "author" && own.kind !== "image" && looksLikeOne(own)
  );
}

function looksLikeOne({ text, kind }: Evidence): boolean {
  const start = text.slice(0, 20_000).normalize("NFKC");
  if (kind === "code") return LAYER_CALL.test(start) || hasChain(start);
  if (kind === "output") return PRINTED_LAYER.test(start.slice(0, 8000));
  if (start.length < 100 && LABEL.test(start)) return true;
  if (kind === "table") return isLayerTable(start);
  return start.split(/[\n。!?！？]|\.\s/).some((sentence) =>
    (STRICT_LAYERS.test(sentence) && numbers(sentence).length >= 2) ||
    (LAYERS.test(sentence) && hasChain(sentence)) || LAYER_CALL.test(sentence)
  );
}

function numbers(text: string): readonly string[] {
  return text.match(/\d{2,}/g) ?? [];
}

function isLayerTable(text: string): boolean {
  const rows = text.split("\n").filter((row) => LAYERS.test(row) && /\d{2,}/.test(row));
  return rows.length >= 2 || LAYER_CALL.test(text) ||
    (STRICT_LAYERS.test(text) && numbers(text).length >= 3);
}

/** Three or more sizes in a row: one as large as an image's, or back to the first. */
function hasChain(text: string): boolean {
  return [...text.matchAll(CHAIN)].some(([chain]) => {
    if (/(?:19|20)\d\d[/-]\d|(?:^|\D)0\d/.test(chain)) return false;
    const sizes = chain.replace(/(?<=\d),(?=\d{3})/g, "").match(/\d+/g)?.map(Number) ??
      [];
    const largest = Math.max(...sizes);
    return largest >= 128 || (largest >= 32 && sizes[0] === sizes.at(-1));
  });
}
