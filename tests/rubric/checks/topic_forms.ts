/** How an answer may be laid out; made for the tests. */

const iz = "VAE 的 encoder 輸出 mean 與 variance，sample 出 z 之後由 decoder 還原。",
  ie =
    "A VAE encodes the input as a distribution (mean and variance), samples z and decodes it.";
const az = "latent space 是連續的，可以產生新的圖片",
  pz = "產生的圖片比較模糊",
  ae = "the latent space is continuous and new images can be generated",
  pe = "the generated images are blurry";
/** One complete answer in many forms; block kinds as in `topic_cases.ts`. */
export const forms: readonly (readonly string[])[] = [
  [
    "Q1:",
    `介紹：${iz}`,
    `VAE 相較於 vanilla autoencoder 的優點為${az}。`,
    `VAE 的問題為${pz}。`,
  ],
  ["Problem 1.", `${iz}優點在於${az}。缺點則是${pz}。`],
  ["問題一：", `Ans: ${iz}`, `【優點】${az}`, `【缺點】${pz}`],
  ["一、", iz, `優點：`, `1. ${az}`, `缺點：`, `1. ${pz}`],
  ["第1題", iz, `- 與 AE 相比的優勢：${az}`, `- 劣勢：${pz}`],
  ["# Report", "1.", `Intro:\n${iz}\n\nPros:\n${az}\n\nCons:\n${pz}`],
  ["1. (2%)", `${iz}\n優點: ${az}\n缺點: ${pz}`],
  ["Question 1", ie, `Pros: ${ae}`, `Cons: ${pe}`],
  [
    "Q1.",
    ie,
    `The main advantage of VAE compared with vanilla AE is that ${ae}.`,
    `A drawback of VAEs is that ${pe}.`,
  ],
  [
    "## Question 1: VAE",
    `${ie} Compared to vanilla AE, ${ae}. However, one problem of VAE is that ${pe}.`,
  ],
  ["## Part 1", ie, "### Advantage", ae, "### Disadvantage", pe],
  ["**Problem 1**", ie, `**Advantage (vs. AE):** ${ae}`, `**Problem:** ${pe}`],
  ["1", ie, `• Advantage – ${ae}`, `• Problem – ${pe}`],
  [
    "Report Question 1",
    `a. ${ie}`,
    `b. Advantage over AE: ${ae}`,
    `c. Problem of VAE: ${pe}`,
  ],
  ["1. VAE introduction", ie, "Advantages compared to AE", ae, "Problems of VAE", pe],
  [
    "Homework 8 report",
    "1. Introduction of VAE: " + ie + " Advantage: " + ae + ". Problem: " + pe + ".",
  ],
  [ie, `Advantage: ${ae}.`, `Problem: ${pe}.`],
  ["VAE", ie, `VAE's advantage: ${ae}.`, `VAE's problem: ${pe}.`],
  ["1.1 簡介", iz, "1.2 優點", az, "1.3 問題", pz],
  ["（一）VAE 介紹", iz, "（二）優點", az, "（三）缺點", pz],
  ["Q1-1 Introduction", ie, "Q1-2 Advantage", ae, "Q1-3 Problem", pe],
  [
    "| 項目 | 內容 |\n| 介紹 | " + iz + " |\n| 優點 | " + az + " |\n| 問題 | " + pz +
    " |",
  ],
  [
    "问题1：简单介绍VAE",
    "变分自编码器的编码器输出均值和方差，采样得到隐变量，再由解码器重构。",
    "其优势在于隐空间连续，可以生成新图像。",
    "不足之处是生成的图像模糊。",
  ],
  [
    "1. 变分自编码器",
    "变分自编码器的编码器输出均值和方差，采样得到隐变量，再由解码器重构。相比普通自编码器的优点：隐空间连续，可以生成新图像。存在的问题：生成的图像模糊。",
  ],
  [
    "1. VAE 是一種生成模型，" + iz.slice(4) + " 優點：與 vanilla autoencoder 相比，" +
    az + "。 缺點：與 GAN 相比，" + pz + "。",
  ],
  [
    "Q1. Make a brief introduction about variational autoencoder (VAE). List one advantage comparing with vanilla autoencoder and one problem of VAE.",
    ie,
    "VAE can generate new images, while vanilla AE can not.",
    "VAE images look blurry.",
  ],
  [
    "1. Make a brief introduction about variational autoencoder (VAE). List one advantage comparing with vanilla autoencoder and one problem of VAE.\n" +
    iz + "\n跟 vanilla autoencoder 比起來，" + az + "。\nVAE 的問題是" + pz + "。",
  ],
];
