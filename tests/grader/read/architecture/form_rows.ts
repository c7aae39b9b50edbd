/** Rows, lists and sentences that show one each. */
import { type FormCase, item } from "./pieces.ts";

/** Rows, lists and sentences that show one each. */
export const ROWS: readonly FormCase[] = [
  ["arrows downwards, one a paragraph", "784-128-16-128-784", [
    "輸入 28×28 = 784",
    "↓",
    "全連接 128 + ReLU",
    "↓",
    "latent 16",
    "⬇",
    "全連接 128 + ReLU",
    "⬇️",
    "輸出 784",
  ]],
  ["numbers alone with arrows downwards", "12288-512-64-512-12288", [
    "Autoencoder:\n12288\n ↓\n512\n ↓\n64\n ↓\n512\n ↓\n12288",
  ]],
  ["a layer a bullet", "12288-2048-256-2048-12288", [
    "Encoder",
    item("fc1: 12288 → 2048, ReLU"),
    item("fc2: 2048 → 256"),
    "Decoder",
    item("fc3: 256 → 2048, ReLU"),
    item("fc4: 2048 → 12288, Tanh"),
  ]],
  ["an output size a bullet", "784-300-30-300-784", [
    item("Input: 784"),
    item("Dense: 300 units (ReLU)"),
    item("Dense: 30 units, the code"),
    item("Dense: 300 units (ReLU)"),
    item("Dense: 784 units (sigmoid)"),
  ]],
  ["a mirrored decoder in Japanese", "12288-1500-300-60-300-1500-12288", [
    "モデルは全結合層だけで作りました。入力は 64×64×3 を一列に並べた 12288 次元で、エンコーダは 1500、300、60 ユニットの三層、デコーダはその逆順です。潜在表現は 60 次元です。",
  ]],
  ["a symmetric decoder in Japanese", "784-256-32-256-784", [
    "エンコーダは全結合層 784→256→32 で、デコーダは左右対称の構造です。",
  ]],
  ["a decoder said to be the other way round", "12288-1024-128-1024-12288", [
    "Encoder 用全連接層 12288 → 1024 → 128，decoder 則反過來。",
  ]],
  ["a decoder said to be contrary", "12288-900-90-900-12288", [
    item("encoder: Linear 12288-900-90, ReLU"),
    item("decoder 則相反，最後接 Tanh"),
  ]],
  ["a Korean sentence", "784-400-40-400-784", [
    "인코더는 완전연결층 784, 400, 40 유닛으로 이루어져 있고 디코더는 대칭 구조이다.",
  ]],
  ["a Spanish sentence", "784-256-64-256-784", [
    "El codificador tiene capas totalmente conectadas de 784, 256 y 64 neuronas y el decodificador es simétrico.",
  ]],
  ["a row that goes back", "12288-1024-256-1024-12288", [
    "Fully connected layers 12288 -> 1024 -> 256 and back again.",
  ]],
  ["hidden layers in words", "12288-1024-512-256-512-1024-12288", [
    "The encoder flattens the 64x64x3 image (12288 values) and has three hidden layers of 1024, 512 and 256 units; the decoder has the same layers in reverse order. All layers are linear.",
  ]],
  ["LaTeX spaces in numbers", "12288-1024-64-1024-12288", [
    "$12{,}288 \\to 1{,}024 \\to 64 \\to 1{,}024 \\to 12{,}288$ (fully connected)",
  ]],
  ["spaces of real vectors", "12288-512-64-512-12288", [
    "$\\mathbb{R}^{12288} \\to \\mathbb{R}^{512} \\to \\mathbb{R}^{64} \\to \\mathbb{R}^{512} \\to \\mathbb{R}^{12288}$, affine maps with ReLU",
  ]],
  ["bars between sizes", "12288-512-64-512-12288", [
    "FC layers: 12288 | 512 | 64 | 512 | 12288",
  ]],
  ["sizes with commas after a label", "784-128-32-128-784", [
    "Layer sizes (all linear): 784, 128, 32, 128, 784",
  ]],
  ["a Simplified Chinese sentence", "12288-2048-512-100-512-2048-12288", [
    "我使用了全连接自编码器：编码器依次为 12288、2048、512、100 个神经元，解码器与之对称。",
  ]],
  ["a sentence of halves", "12288-1024-256-32-256-1024-12288", [
    "My encoder is fully connected: it maps the 12288 pixels to 1024, then 256, and finally a 32-dimensional latent vector. The decoder maps 32 back to 256, 1024 and 12288.",
  ]],
  ["a list of sentences", "12288-1000-100-1000-12288", [
    item("輸入層：64×64×3=12288"),
    item("第一層全連接層：1000 個神經元，ReLU"),
    item("第二層全連接層：100 個神經元（latent）"),
    item("第三層全連接層：1000 個神經元，ReLU"),
    item("輸出層：12288，Tanh"),
  ]],
  ["numbered layers", "12288-1024-256-1024-12288", [
    "1. Input: 12288\n2. Linear + ReLU: 1024\n3. Linear: 256\n4. Linear + ReLU: 1024\n5. Linear + Tanh: 12288",
  ]],
  ["calls a line in text", "12288-1024-256-1024-12288", [
    "Linear(12288, 1024)\nReLU\nLinear(1024, 256)\nLinear(256, 1024)\nReLU\nLinear(1024, 12288)\nTanh",
  ]],
  ["calls with arrows a bullet", "12288-1024-256-1024-12288", [
    item("Linear (12288 → 1024) + ReLU"),
    item("Linear (1024 → 256)"),
    item("Linear (256 → 1024) + ReLU"),
    item("Linear (1024 → 12288) + Tanh"),
  ]],
  ["in and out in words", "784-100-20-100-784", [
    item("Layer 1: in = 784, out = 100, ReLU"),
    item("Layer 2: in = 100, out = 20"),
    item("Layer 3: in = 20, out = 100, ReLU"),
    item("Layer 4: in = 100, out = 784, Sigmoid"),
  ]],
  ["from and to in words", "784-100-20-100-784", [
    item("fully connected layer from 784 to 100"),
    item("fully connected layer from 100 to 20"),
    item("fully connected layer from 20 to 100"),
    item("fully connected layer from 100 to 784"),
  ]],
  ["sizes with activations in brackets", "12288-512-128-512-12288", [
    "結構：12288 → 512 (ReLU) → 128 (ReLU) → 512 (ReLU) → 12288 (Tanh)",
  ]],
  ["a row over two lines", "12288-2048-512-128-512-2048-12288", [
    "架構：全連接\n12288 → 2048 → 512 → 128\n→ 512 → 2048 → 12288",
  ]],
  ["halves under labels", "12288-2048-128-2048-12288", [
    "Encoder (linear):\n12288 → 2048 → 128\nDecoder (linear):\n128 → 2048 → 12288",
  ]],
  ["one-letter arrows downwards with layers between", "784-256-64-256-784", [
    "Input(784)\n↓ Linear + ReLU\n256\n↓ Linear\n64 (latent)\n↓ Linear + ReLU\n256\n↓ Linear + Sigmoid\nOutput(784)",
  ]],
  ["calls with one size", "12288-1024-64-1024-12288", [
    "FC(12288) → FC(1024) → FC(64) → FC(1024) → FC(12288)",
  ]],
  ["matrices of layers", "12288-1024-128-1024-12288", [
    "Linear layers: 12288×1024, 1024×128, 128×1024, 1024×12288 with ReLU between.",
  ]],
  ["matrices in LaTeX", "784-64-784", [
    "The fully connected autoencoder is $\\hat{x} = W_2\\,\\mathrm{relu}(W_1 x)$ with $W_1 \\in \\mathbb{R}^{64 \\times 784}$ and $W_2 \\in \\mathbb{R}^{784 \\times 64}$.",
  ]],
  ["sizes with spaces between", "12288-512-64-512-12288", [
    "FC layers: 12288 512 64 512 12288",
  ]],
  ["a Japanese row", "12288-1024-64-1024-12288", [
    "入力層（12288）→ 隠れ層（1024）→ 潜在変数（64）→ 隠れ層（1024）→ 出力層（12288）",
  ]],
  ["a Japanese sentence", "784-512-20-512-784", [
    "全結合のオートエンコーダを使った。入力 784 次元、隠れ層 512 ユニット、潜在変数 20 次元で、デコーダはエンコーダと対称である。",
  ]],
  ["a Korean list", "784-256-32-256-784", [
    item("입력층: 784"),
    item("은닉층 1: 256 (ReLU)"),
    item("잠재 벡터: 32"),
    item("은닉층 2: 256 (ReLU)"),
    item("출력층: 784 (Sigmoid)"),
  ]],
  ["a sentence on each half in Chinese", "12288-3000-500-50-500-3000-12288", [
    "我的模型是全連接的 autoencoder。",
    "Encoder 把 64*64*3 攤平之後接三層 Linear，大小分別是 3000、500、50，每層後面接 ReLU。",
    "Decoder 也是三層 Linear，大小分別是 500、3000、12288，最後用 Tanh。",
  ]],
  ["halves whose input is not said", "?-2048-512-128-512-2048-12288", [
    "Our network has an encoder (3 linear layers with 2048, 512, 128 units) and a decoder (3 linear layers with 512, 2048, 12288 units).",
  ]],
  ["layers and their sizes in a sentence", "12288-1024-64-1024-12288", [
    "Input layer (12288 neurons), hidden layer (1024 neurons), bottleneck (64 neurons), hidden layer (1024 neurons), output layer (12288 neurons).",
  ]],
  ["strokes between named layers", "12288-1024-256-64-256-1024-12288", [
    "架構圖：\nInput(3*64*64) - FC 1024 - FC 256 - FC 64(latent) - FC 256 - FC 1024 - FC 3*64*64",
  ]],
  ["a mirror image", "12288-1024-256-48-256-1024-12288", [
    "The fully connected autoencoder compresses 12288 inputs through 1024 and 256 hidden units to a 48-dimensional code; the decoder is its mirror image.",
  ]],
  ["halves of two sizes", "784-64-784", [
    item("Encoder (FC): 784 → 64"),
    item("Decoder (FC): 64 → 784"),
  ]],
];
