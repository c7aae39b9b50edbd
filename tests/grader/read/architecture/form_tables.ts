/** Tables that show one fully connected autoencoder each. */
import { type FormCase, table } from "./pieces.ts";

/** Tables that show one fully connected autoencoder each. */
export const TABLES: readonly FormCase[] = [
  ["a table with spaces in its numbers", "12288-1536-384-96-384-1536-12288", [
    table(
      "#   Operation       Dimension\n0    flatten                 12 288\n1    affine + GELU          1 536\n2    affine + GELU            384\n3    affine (code z)             96\n4    affine + GELU            384\n5    affine + GELU          1 536\n6    affine + tanh          12 288",
    ),
  ]],
  ["a table with joined cells and no input", "?-4096-512-32-512-4096-12288", [
    table(
      "部分 | layer | units\nencoder | FC + ReLU | 4096\nFC + ReLU | 512\nFC | 32\ndecoder | FC + ReLU | 512\nFC + ReLU | 4096\nFC + Tanh | 12288 (= 64 x 64 x 3)",
    ),
  ]],
  ["a Japanese table", "784-128-10-128-784", [
    table(
      "| 層 | ノード数 | 活性化関数 |\n|---|---|---|\n| 入力層 | 784 | - |\n| 中間層1 | 128 | ReLU |\n| 中間層2（潜在） | 10 | - |\n| 中間層3 | 128 | ReLU |\n| 出力層 | 784 | sigmoid |",
    ),
  ]],
  ["a Chinese table of inputs and outputs", "12288-512-64-512-12288", [
    table(
      "| 層 | 輸入 | 輸出 | 激活函數 |\n|---|---|---|---|\n| 1 | 12288 | 512 | ReLU |\n| 2 | 512 | 64 | - |\n| 3 | 64 | 512 | ReLU |\n| 4 | 512 | 12288 | Tanh |",
    ),
  ]],
  ["a Korean table", "784-256-16-256-784", [
    table(
      "층 | 뉴런 수\n입력층 | 784\n은닉층 | 256\n잠재 | 16\n은닉층 | 256\n출력층 | 784",
    ),
  ]],
  ["a table with activation before units", "784-200-20-200-784", [
    table(
      "| Layer | Activation | Neurons |\n|---|---|---|\n| Input | - | 784 |\n| Hidden 1 | ReLU | 200 |\n| Latent | - | 20 |\n| Hidden 2 | ReLU | 200 |\n| Output | Sigmoid | 784 |",
    ),
  ]],
  ["a table of shapes with a batch axis", "784-64-8-64-784", [
    table(
      "| Layer | Output shape |\n|---|---|\n| Flatten | (None, 784) |\n| Dense | (None, 64) |\n| Dense | (None, 8) |\n| Dense | (None, 64) |\n| Dense | (None, 784) |",
    ),
  ]],
  ["a table on its side", "784-128-32-128-784", [
    table(
      "| | input | hidden 1 | latent | hidden 2 | output |\n|---|---|---|---|---|---|\n| units | 784 | 128 | 32 | 128 | 784 |",
    ),
  ]],
  ["a table with a column of sizes a half", "12288-1024-64-1024-12288", [
    table(
      "Encoder | Decoder\n12288 | 64\n1024 | 1024\n64 | 12288",
    ),
  ]],
  ["a table of pairs a half", "12288-1024-64-1024-12288", [
    table(
      "| | Encoder | Decoder |\n|---|---|---|\n| 1 | 12288 → 1024 | 64 → 1024 |\n| 2 | 1024 → 64 | 1024 → 12288 |",
    ),
  ]],
  ["a table with weights as shapes", "784-128-16-128-784", [
    table(
      "| layer | shape |\n|---|---|\n| Linear1 | (784, 128) |\n| Linear2 | (128, 16) |\n| Linear3 | (16, 128) |\n| Linear4 | (128, 784) |",
    ),
  ]],
  ["a table whose sizes have units", "12288-512-64-512-12288", [
    table(
      "層 | 說明\n輸入 | 12288 維\n隱藏層 | 512 個神經元, ReLU\nlatent | 64 維\n隱藏層 | 512 個神經元, ReLU\n輸出 | 12288 維, Tanh",
    ),
  ]],
  ["a table of layers and parameters", "784-128-32-128-784", [
    table(
      "| Layer | Output | Param # |\n|---|---|---|\n| Linear | 128 | 100,480 |\n| ReLU | 128 | 0 |\n| Linear | 32 | 4,128 |\n| Linear | 128 | 4,224 |\n| ReLU | 128 | 0 |\n| Linear | 784 | 101,136 |",
    ),
  ]],
  ["halves in two rows of a table", "12288-1024-64-1024-12288", [
    table(
      "| Part | Layers |\n|---|---|\n| Encoder | 12288 → 1024 → 64 |\n| Decoder | 64 → 1024 → 12288 |",
    ),
  ]],
  ["a table a half", "784-256-32-256-784", [
    "Encoder",
    table(
      "| layer | units |\n|---|---|\n| input | 784 |\n| dense | 256 |\n| dense | 32 |",
    ),
    "Decoder",
    table(
      "| layer | units |\n|---|---|\n| input | 32 |\n| dense | 256 |\n| dense | 784 |",
    ),
  ]],
  ["a mirrored table", "784-300-30-300-784", [
    table(
      "| layer | units |\n|---|---|\n| input | 784 |\n| dense (ReLU) | 300 |\n| dense | 30 |",
    ),
    "The decoder uses the same layers in reverse order.",
  ]],
];
