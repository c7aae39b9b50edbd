/** Whole answers to the question about the VAE, made for the tests of the topic checks. */

/** Whole answers, and whether introduction, advantage and problem are given (+) or not. */
export const answers: readonly (readonly [string, string])[] = [
  [
    "VAE 是 AE 的改良，encoder 輸出 mean 跟 variance 再 sample。比起 AE，它的 latent space 更連續，可以拿來生成新圖。但跟 AE 比起來 reconstruct 的結果比較糊。",
    "+++",
  ],
  [
    "VAE encodes to a distribution and samples z from it before decoding. Compared to a vanilla AE, which only maps to points, random codes make sense. A problem is blur.",
    "+++",
  ],
  [
    "A VAE is an autoencoder with a probabilistic bottleneck (mean, variance, sampling). Vanilla AE leaves holes between codes; here the KL term closes them, so any draw from N(0, I) can be decoded. AE reconstructions are sharper though: the VAE's are washed out.",
    "+++",
  ],
  [
    "變分自編碼器：編碼器輸出分布參數，經採樣後解碼，目標為 ELBO。優點為可生成新樣本，AE 無法。缺點為樣本模糊。",
    "+++",
  ],
  [
    "VAE 會把圖變成一個高斯分布，decode 的時候從裡面抽。AE 沒有這個，所以 AE 的 latent 只有訓練資料的點有意義，VAE 則整片都有意義（優點）。不過 VAE 也會讓圖變糊（缺點）。",
    "+++",
  ],
  [
    "encoder 學 μ、σ，z=μ+σε，KL 讓 z 接近 N(0,I)。\n好處：直接 sample z 就能生成，AE 做不到\n壞處：AE 比較清楚，VAE 比較模糊",
    "+++",
  ],
  [
    "VAE 為一種 generative model，透過 encoder 得到 latent 的機率分布再抽樣重建。AE 的缺點是不能生成新圖，VAE 解決了這個問題。VAE 的問題則是 KL 太強會造成 posterior collapse。",
    "+++",
  ],
  ["VAE is like AE but with noise. It is good. It has problems.", "---"],
  [
    "Autoencoder 由 encoder 和 decoder 組成，優點是不需要 label，缺點是會 overfit。",
    "---",
  ],
  [
    "VAE: encoder -> (mu, sigma) -> z -> decoder, with KL.\nAdvantage: none of the AE's holes, sampling works.\nProblem: AE's pictures are crisper than the VAE's.",
    "+++",
  ],
  [
    "变分自编码器（VAE）在自编码器基础上引入概率：编码器输出均值方差，重参数化采样后解码。与普通自编码器相比，可以随机生成新数据。问题是跟普通自编码器比，重建更模糊。",
    "+++",
  ],
  [
    "VAE は確率的なオートエンコーダで、平均と分散からサンプリングした潜在変数を復号する。普通の AE に比べて、潜在空間が滑らかで補間ができる。ただし、画像がぼやけるという問題がある。",
    "+++",
  ],
  [
    "(a) In VAE, the encoder gives q(z|x), a Gaussian; z is drawn and decoded; KL regularises. (b) Its latent space is good for interpolation, that of AE is not. (c) Posterior collapse.",
    "+++",
  ],
  [
    "VAE 先把圖片壓到 latent 的 mean/std，加上隨機 noise 之後還原。他跟 AE 不同的地方是 AE 遇到沒看過的 code 會爛掉，但他不會。他的問題是沒辦法真的產生逼真的圖，只會模仿資料庫。",
    "+++",
  ],
  [
    "VAE uses probabilistic encoding: mean & log-variance, sampling, decoding. The advantage is sharper images than GAN. The problem is that it has no latent space.",
    "+--",
  ],
  [
    "VAE 的 code 是從 encoder 給的分布 sample 出來的，再 decode，並加上 KL loss。優點：圖比 AE 清楚。問題：不能生成新圖。",
    "+--",
  ],
  [
    "A variational autoencoder learns a distribution over codes (mean and variance) and samples from it. One advantage is that it generates novel images.",
    "++-",
  ],
  [
    "VAE 是讓 latent 變成機率分布的 autoencoder，從中抽樣再 decode，有 KL 正則。問題是生成圖片模糊。",
    "+-+",
  ],
  [
    "1) VAE: encoder predicts Gaussian, sample, decode; ELBO. 2) AE can't generate, VAE can. 3) AE wins on sharpness.",
    "+++",
  ],
  [
    "Variational autoencoder 會在 latent 上加 gaussian noise（大小由網路學），loss 除了 reconstruction 還會限制 variance 不要變 0。Autoencoder 的 latent 沒有限制，所以隨便抽一個點會 decode 出奇怪的東西，這是 VAE 比較好的地方。但 VAE 其實沒有學怎麼生出真的圖，只是讓 pixel 差越小越好。",
    "+++",
  ],
  [
    "VAE 為生成模型，encoder 輸出 mean 與 log variance，透過 reparameterization 取樣。跟 AE 相比多了生成能力，但是圖片會糊。",
    "+++",
  ],
  [
    "I think VAE is autoencoder plus probability: mean and std go in, random z comes out, decoder draws. AE can only copy; VAE can create. But the pictures are not sharp.",
    "+++",
  ],
  [
    "VAE 的想法是把每個 input 變成一個高斯分布。這樣的優點是 AE 會有很多空洞，VAE 沒有。問題是 AE 比較清晰，VAE 糊。",
    "+++",
  ],
  [
    "VAE：encoder 出 μ/σ → 抽 z → decoder。\n優點（跟 AE 比）：latent 連續\n問題（跟 GAN 比）：模糊",
    "+++",
  ],
  [
    "1. A VAE maps x to N(mu, sigma), samples z, and decodes it, trained by ELBO. In contrast to the vanilla autoencoder it can be used for generation. It may suffer from posterior collapse, though.",
    "+++",
  ],
  [
    "變分自編碼器假設 z 服從標準常態，encoder 估計 q(z|x)。優點是比 GAN 好訓練。缺點是比 GAN 模糊。",
    "+-+",
  ],
  [
    "Autoencoder 是把圖片壓縮再還原。VAE 則是多了 mean 跟 variance 兩個 output，再 sample。AE 的問題是 latent space 不連續，VAE 因為有 KL 所以連續。VAE 的問題是生成的圖模糊。",
    "+++",
  ],
  ["VAE 在 encode 時學習分布而不是固定向量，decode 時從分布取樣。", "+--"],
  [
    "The VAE encoder outputs a distribution from which z is sampled for the decoder. Compared with the vanilla autoencoder: the VAE is sharper. Problem of the VAE: cannot interpolate.",
    "+--",
  ],
  [
    "VAE 的 encoder 給出 mean 和 variance，decoder 從 sample 還原。優點：AE 可以降維。缺點：AE 不能生成。",
    "+--",
  ],
  [
    "VAE 是一種 generative model。它的 encoder 會輸出 mean 和 variance，然後 sample 出 z 給 decoder。和 AE 不同，它的 latent space 是連續的，所以可以生成新圖。然而它生成的圖片往往不夠清楚。",
    "+++",
  ],
  [
    "A VAE encodes into a Gaussian and decodes a sample. AE: no generation; VAE: generation. Weak point: smoothness of the output.",
    "+++",
  ],
  [
    "VAE 介紹：把 latent 變成分布再 sample\n優點：比 AE 更能產生沒看過的圖\n缺點：比 GAN 糊",
    "+++",
  ],
  [
    "VAE 由 encoder、decoder 組成，中間的 latent 由 mean 和 var 取樣而來，並以 KL 約束。VAE 可生成新影像而 AE 不行，但 VAE 的影像較 AE 模糊。",
    "+++",
  ],
  [
    "VAE 由 encoder 輸出的 mean、variance 取樣後還原。它的圖比 AE 銳利，但不能取樣生成。",
    "+--",
  ],
];
