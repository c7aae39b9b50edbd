/**
 * Words that people use for layers, in the languages that reports are written in.
 *
 * @module
 */

/** A fully connected layer, or a layer of a network that has no other kind. */
export const LINEAR =
  /linear|dense|\bfc\d*\b|fully|全連接|全连接|全結合|線性|线性|affine|완전\s?연결|선형|\bmlp\b|densa|lineal|hidden|隱藏|隐藏|隠れ層|中間層|은닉|oculta/i;
/** Something that mixes neighbouring pixels. */
export const CONV = /conv|卷積|卷积|捲積|pool|resnet|kernel|stride|畳み込み|합성곱/i;
/** What goes in. */
export const INPUT =
  /\binput|flatten|\bimage\b|\bimg\b|輸入|输入|入力|攤平|展平|拉平|平坦化|입력|entrada|\bx\b/i;
/** What comes out. */
export const OUTPUT = /\boutput|\breconstruct|輸出|输出|出力|출력|salida|重建|復元/i;
/** The bottleneck. */
export const LATENT =
  /latent|bottle\s?neck|\bcode\b|\bz\b|embedding|潛在|潜在|隱向量|隐向量|瓶頸|瓶颈|잠재|latente/i;
/** An encoder. */
export const ENCODER = /enc(?:oder)?\b|編碼|编码|エンコーダ|인코더|codificador/i;
/** A decoder. */
export const DECODER = /dec(?:oder)?\b|解碼|解码|デコーダ|디코더|decodificador/i;
/** Any part of a network. */
export const LAYER_WORD = new RegExp(
  [
    "layer|\\bfcn?\\b|architecture|network|units?\\b|neuron|node|relu|tanh|sigmoid|autoenc|\\bae\\b",
    "encod|decod|\\bcapa|層|层|神經元|神经元|節點|节点|架構|架构|結構|结构|網路|网络|ユニット|ノード",
    "모델|층|뉴런|유닛",
    ...[LINEAR, INPUT, OUTPUT, LATENT, ENCODER, DECODER].map((own) => own.source),
  ].join("|"),
  "i",
);
/** A name of an activation, alone. */
export const ACTIVATION =
  /^[^\p{L}\d]*(?:(?:leaky|p|r|c|g|s)?[\s-]?(?:re|e)lu6?|gelu|selu|silu|swish|mish|tanh|sigmoid|softplus|softmax|linear|none|identity|無|无|なし|없음)?[^\p{L}\d]*(?:\([^)]{0,12}\))?[^\p{L}\d]*$/iu;

/** Words that say that the decoder has the encoder's layers in the opposite order. */
export const MIRROR =
  /mirror|symmetr|revers|invert|opposite|other way (?:a?round|about)|backwards|vice versa|transpose[sd]? of|對稱|对称|反過來|反过来|相反|反向|倒過來|倒过来|倒序|反著|反着|鏡像|镜像|鏡射|左右対称|対称|逆順|逆の順|逆向き|逆にした|대칭|반대|역순|거꾸로|simétric|invers|espejo/i;
/** The same said of a row of sizes. */
export const AND_BACK =
  /\band (?:then )?(?:back|up again|the same (?:way )?back)\b|\bthen back\b|再(?:對稱地?)?(?:放大|還原|还原|擴展|展開|變|变)?回(?:去|來|来|到|原)|y de vuelta|戻す|다시 돌아/i;
