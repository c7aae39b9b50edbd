/** Answers to the question on the latent, made by hand, and what the checks must say. */

/** One answer. */
export interface Case {
  readonly name: string;
  /** Lines: `# heading`, `- item`, `| table |`, `![picture]`, code after ```` ``` ````. */
  readonly answer: string;
  /** Verdict; ` review`: a person must look; ` either`: this verdict or a review. */
  readonly adjustments: string;
  readonly description: string;
}

/** Operations, each said in the ways of several languages. */
export const cases: readonly Case[] = [
  {
    name: "swap and permutation, en",
    answer:
      `I made two changes to the code of the image: (1) z[3] and z[17] were swapped, (2) all 64 entries were put in a random order.

![a](a.png)

After the swap the head looks to the left. The random order yields an unrecognisable grey blob.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "roll and flip, zh-TW",
    answer: `做法一：把 latent 往右平移 5 格（torch.roll）
做法二：把 latent 整條前後顛倒（np.flip）

結果：做法一的臉整個糊掉只剩輪廓，做法二變成另一個短髮的人。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "roll and flip, code",
    answer:
      "```python\nz = model.encoder(x)\nout1 = model.decoder(torch.roll(z, 5, dims=1))\nout2 = model.decoder(torch.flip(z, dims=[1]))\nshow(x, out1, out2)\n```\n\nrolled: the face is gone, only a brown stain is left. flipped: the person now has short hair.",
    adjustments: "met",
    description: "met",
  },
  {
    name: "clamp and round, code",
    answer:
      "```python\nz = enc(img)\na = dec(z.clamp(-0.5, 0.5))\nb = dec(z.round())\n```\n\n夾住之後對比變低，整張灰灰的；四捨五入之後五官位置有點跑掉。",
    adjustments: "met",
    description: "met",
  },
  {
    name: "clip and round, en",
    answer: `Adjustments of the latent vector:
A. clip every value to [-0.5, 0.5]
B. round every value to the nearest integer

A makes the picture flat and pale. B keeps the pose but the eyes vanish.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "mask and dropout, zh-CN",
    answer: `对隐向量做了两种调整。
- 第一种：随机遮掉一半的元素
- 第二种：对 z 做 dropout（p=0.3）

第一种的人脸变得很淡，背景发灰；第二种只是稍微模糊。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "mean of the code, en",
    answer:
      `First I replaced elements 0-31 of the latent by their mean. Second, I replaced the whole latent by the average code of ten other people, mixed half and half.

With the first change her smile is gone; with the second the face looks generic, with soft edges.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "halves of two codes and a principal direction, en",
    answer:
      `Edit 1: concatenate the first half of this image's code with the second half of another person's code.
Edit 2: move the code two standard deviations along the first principal component of all codes.

Edit 1 gives her the other person's hair. Edit 2 turns the lighting from left to right.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "attribute vector added and subtracted, en",
    answer:
      `We computed the glasses vector (mean code with glasses minus mean code without).
1) latent + 1.5 * glasses vector
2) latent - 1.5 * glasses vector

1) gives everyone dark frames around the eyes. 2) brightens the eye region and removes shadows.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "list of factors, code",
    answer:
      "```python\nz = encoder(x)\nfor f in [0.5, 2, 4]:\n    plt.imshow(decoder(z * f)[0])\n```\n\n乘 0.5 的圖偏灰，乘 4 的圖過曝、顏色很鮮豔。",
    adjustments: "met",
    description: "met",
  },
  {
    name: "two factors in one sentence, zh-TW",
    answer: `調整方式：latent 的每一個值分別乘上 0.5 倍和 2 倍後再丟進 decoder。

0.5 倍的圖顏色變淡，2 倍的圖明暗對比變強。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "a table with a row each, zh-TW",
    answer: `| 調整 | 結果 |
|---|---|
| z[2] = 5 | 頭髮變長 |
| z[9] = -5 | 背景變暗 |`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "a table with a row each, en",
    answer: `| latent edit | what happens |
| --- | --- |
| add 4 to dimension 12 | the mouth opens |
| multiply dimension 30 by -1 | she looks the other way |`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "ordinals, ko",
    answer:
      `첫 번째 조정은 latent의 5번째 원소를 10으로 바꾼 것이고, 두 번째 조정은 latent의 모든 원소에 0.5를 더한 것이다.

첫 번째 이미지는 머리카락이 밝아졌고, 두 번째 이미지는 배경이 어두워졌다.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "twice and noise, ja",
    answer: `調整A：潜在ベクトルzの3番目の要素を2倍にした。
調整B：z全体に標準偏差0.5のガウスノイズを加えた。

Aでは髪が長くなり、Bでは全体がざらざらして顔が見分けにくくなった。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "a fixed value and even places, ja",
    answer: `潜在表現の調整は次の二通りです。
* 調整1：5番目の値を −8 に固定
* 調整2：奇数番目の値をすべて 0 にする

調整1では顔が左を向きました。調整2では色が抜けて白黒写真のようです。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "even places and exchanged halves, zh-TW",
    answer: `一、偶數位置的 latent 歸零
二、latent 前 32 維與後 32 維對調

第一種臉還在但變得很平、沒有陰影；第二種完全變成另一個人，頭髮變金色。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "unit vector and convex mix, LaTeX",
    answer: `Let $e_i$ be the unit vectors and $z'$ the code of another image. We decode
A. $\\tilde z = z + 3 e_{17}$, and
B. $\\tilde z = 0.4 z + 0.6 z'$.

(A) tilts the head clockwise. (B) is a blend in which the background comes from the other image.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "scale and noise, LaTeX",
    answer: `Let $z$ be the latent code.
- $\\hat{z}_1 = \\alpha z$ with $\\alpha = 3$
- $\\hat{z}_2 = z + \\epsilon$, $\\epsilon \\sim \\mathcal{N}(0, 0.5^2 I)$

The first is oversaturated with harsh shadows, the second is speckled but still the same person.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "inline code in items, en",
    answer:
      "- first row: `z + sigma * randn(20)`\n- second row: `z[13] += k`\n\nsigma = 1 leaves nothing but coloured noise. k leans the head to one side.",
    adjustments: "met",
    description: "met",
  },
  {
    name: "absolute value and negative, en",
    answer:
      `For the first picture I took the absolute value of the latent vector, for the second one its negative.

The absolute value makes the skin lighter. The negative one looks like a photo negative of somebody else.`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "largest and smallest elements, zh-CN",
    answer: `第一种调整：把 latent 中绝对值最大的 5 个元素置零。
第二种调整：把 latent 中绝对值最小的 5 个元素置零。

第一种的发型和表情都没了；第二种几乎看不出变化。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "noise in two shares, zh-TW",
    answer: `將 latent 混入 20% 與 80% 的 random noise 再解碼。

20% 的圖還認得出是同一個人，80% 的圖只剩一團膚色。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "Keras code, two elements",
    answer:
      "```python\nz = encoder.predict(x[None])\nz1 = z.copy(); z1[0, 5] += 4\nz2 = z.copy(); z2[0, 11] += 4\nfor v in (z, z1, z2):\n    plt.imshow(decoder.predict(v)[0].reshape(28, 28))\n    plt.show()\n```\n\nDimension 5 closes the loop of the 6, dimension 11 makes the stroke thicker.",
    adjustments: "met",
    description: "met",
  },
  {
    name: "halves and a sorted code, code",
    answer:
      "```python\nz = enc(x); w = enc(y)\nh = torch.cat([z[:, :32], w[:, 32:]], dim=1)\ns, _ = torch.sort(z, dim=1)\nshow(dec(h)); show(dec(s))\n```\n\n第一張的頭髮換成 y 的，第二張變成一片咖啡色。",
    adjustments: "met",
    description: "met",
  },
  {
    name: "attribute direction, zh-TW",
    answer: `方法一：算出「有笑」與「沒笑」的平均 latent 之差，把這個方向加到 latent 上。
方法二：latent 沿著 PCA 第一主成分移動 3 個標準差。

方法一讓他笑了出來；方法二整張臉往右轉。`,
    adjustments: "met",
    description: "met",
  },
  {
    name: "randn_like and masked half, code",
    answer:
      "```python\nwith torch.no_grad():\n    z = net.encode(img)\n    noisy = z + 0.5 * torch.randn_like(z)\n    mask = (torch.rand_like(z) > 0.5).float()\n    half = z * mask\n    a, b = net.decode(noisy), net.decode(half)\n```\n\na 有很多雜點，b 變暗而且眼睛消失。",
    adjustments: "met",
    description: "met",
  },
];

/** Fewer than two, none, or something else that was changed. */
export const shortfalls: readonly Case[] = [
  {
    name: "one, clearly",
    answer: `I set element 5 of the latent code to 10 and decoded it.

![](adj.png)

The hair turned blond and the background darker, the pose stays the same.`,
    adjustments: "partial",
    description: "met",
  },
  {
    name: "one, told twice",
    answer: `我把 latent 的第 7 維改成 -15，其他維度不變，再丟進 decoder。

![](adj.png)

觀察：第 7 維改成 -15 之後頭髮從黑色變成金色。`,
    adjustments: "partial",
    description: "met",
  },
  {
    name: "none, a plain reconstruction",
    answer: `![](orig.png) ![](recon.png)

The reconstruction is blurrier than the original.`,
    adjustments: "unmet",
    description: "unmet",
  },
  {
    name: "one understood, a second that is not",
    answer: `調整一：latent 全部乘以 2。
調整二：latent 用隔壁同學的那招扭一下。

調整一的圖過曝；調整二的臉歪掉。`,
    adjustments: "partial review",
    description: "met",
  },
  {
    name: "one understood, more pictures than that",
    answer: `第一個調整是把 z[4] 設成 9。

![adj1](adj1.png)

第二個調整：

![adj2](adj2.png)

第一張膚色變紅，第二張下巴變尖。`,
    adjustments: "partial review",
    description: "met",
  },
  {
    name: "disturbed inputs, en",
    answer: `Adjustment 1: add Gaussian noise to the input image before encoding it.
Adjustment 2: rotate the input image by 15 degrees before encoding it.

In the first output the noise is gone, the face is a bit blurrier. In the second the head is upright again.`,
    adjustments: "unmet either",
    description: "partial review",
  },
  {
    name: "disturbed inputs, zh-TW",
    answer:
      `為了調整 latent，我先在輸入圖片加上雜訊，第二種是把輸入圖片左半邊塗黑，再送進 encoder。

第一種輸出的雜訊被去掉，第二種黑色的部分被補起來但比較模糊。`,
    adjustments: "unmet review",
    description: "partial review",
  },
  {
    name: "sizes of the latent",
    answer: `我把 latent dimension 從 64 調整成 128 再重新訓練一次。

128 維的還原圖比 64 維的清楚。`,
    adjustments: "unmet",
    description: "unmet either",
  },
  {
    name: "hyperparameters",
    answer:
      `We adjusted the learning rate from 1e-3 to 1e-4 and the batch size to 64. The loss went down to 0.01.`,
    adjustments: "unmet",
    description: "unmet",
  },
  {
    name: "only different, en",
    answer: `I multiplied z[3] by 5 and set z[10] to 0.

As you can see, the two images are different from the original, and the image of adjustment 1 is also different from the image of adjustment 2.`,
    adjustments: "met",
    description: "unmet either",
  },
  {
    name: "only different, zh-TW",
    answer: `第一種是把 latent 第 4 維乘 3，第二種是把 latent 整個加 1。

差異：乘 3 之後的圖跟原圖不一樣，加 1 之後的圖也跟原圖不太一樣，兩種調整的結果有差。`,
    adjustments: "met",
    description: "unmet either",
  },
  {
    name: "only pointed at",
    answer:
      `z[3] * 5 and z[10] = 0 were decoded. The differences between the original and the adjusted images can be seen in the figure above.`,
    adjustments: "met",
    description: "unmet either",
  },
  {
    name: "only numbers",
    answer:
      `z[3] was multiplied by 5, z[10] was set to 0. The MSE of adjustment 1 is 0.031, the MSE of adjustment 2 is 0.084.`,
    adjustments: "met",
    description: "unmet either",
  },
];

/** Ways to describe what two changes of the latent did. */
export const descriptions: readonly (readonly [words: string, expected: string])[] = [
  ["第一張感覺老了十歲，第二張變成女生了。", "met"],
  ["The guy gets a beard and squints, and the pic is a bit washed out.", "met"],
  ["人變小了，而且往左下角移。", "met"],
  ["改了第 3 維，圖片幾乎看不出差別；改第 40 維之後整張圖變成雜訊。", "met"],
  ["The average brightness drops by 20 % and the contrast is halved.", "met"],
  ["No visible change after the first one; the second one gives her bangs.", "met"],
  ["嘴巴從閉著變成張開，眉毛往上挑。", "met"],
  ["第一张里的 7 变成了 9，第二张的笔画更粗、更斜。", "met"],
  ["The 4 turns into a 9 and the slant of the stroke is reversed.", "met"],
  ["顔が丸くなり、髪が短くなった。", "met"],
  ["얼굴이 더 둥글어지고 머리가 짧아졌다.", "met"],
  ["index 6 好像是管表情，原本臭臉，改完之後嘴角上揚露齒，畫面也亮了一階。", "met"],
  ["She looks sad now, and everything has a greenish cast.", "met"],
  ["臉變瘦、下巴變尖，瀏海不見了。", "met"],
  ["The first edit zooms in on the subject; the second mirrors it.", "met"],
  ["The two pictures differ.", "unmet either"],
  ["兩張圖都不一樣。", "unmet either"],
  ["結果如上圖所示。", "unmet"],
  ["調整後的圖跟原圖有明顯差異，因為 latent 被改變了。", "unmet either"],
  ["差異：顏色、頭髮、表情。", "unmet either"],
  ["差異：調整後頭髮的顏色變深，表情變得嚴肅。", "met"],
  ["The latent was changed, so the output image changed as well.", "unmet either"],
  ["可以看到兩種調整都會影響輸出的結果。", "unmet either"],
  ["調整後和原圖比起來差很多。", "unmet either"],
];

/** Short answers: what the two checks must say, and the words. */
export const answers: readonly (readonly [
  adjustments: string,
  description: string,
  answer: string,
])[] = [
  [
    "met",
    "met",
    "動了 latent 的兩個地方：\n1. 第 8 個值 ×10\n2. 第 21 個值 ×(-10)\n\n第一個頭髮變捲，第二個背景變成藍天。",
  ],
  [
    "met",
    "met",
    "The two elements I touched were number 3 (raised to 12) and number 9 (lowered to -12).\n\nRaising number 3 made him grin, lowering number 9 turned the wall green.",
  ],
  [
    "met",
    "met",
    "把 z 的前十維全部歸零；另外再做一個把 z 全部取負號的版本。\n\n前十維歸零：臉幾乎沒變，只是髮際線高一點。全部取負：變成另一個戴眼鏡的人。",
  ],
  [
    "met",
    "met",
    "我把第一個 element 加大到原本的三倍，又把最後一個 element 減掉 2。\n\n加大第一個 element 後畫面整體偏紅，減掉 2 的那張臉型比較瘦長。",
  ],
  [
    "met",
    "met",
    "latent[5] += 10, latent[6] -= 10\n\nlatent[5]：笑容消失。latent[6]：整張圖偏暗。",
  ],
  [
    "partial",
    "met",
    "I only changed one number: the 12th entry of the code went from 0.4 to 8.\n\nThe result has a lighter background and the eyes are closed.",
  ],
  [
    "partial",
    "met",
    "只調了一個維度（第 3 維加 5），因為時間不夠。\n\n加 5 之後嘴巴張開。",
  ],
  [
    "unmet",
    "unmet either",
    "架構如上。loss 收斂在 0.02。\n\n還原的圖片如下，比原圖模糊一點。",
  ],
  [
    "met",
    "met",
    "Version 1 takes the latent code and inflates every coordinate by 50%. Version 2 keeps only the sign of every coordinate.\n\nVersion 1 is punchier with darker shadows; version 2 is a generic bearded man.",
  ],
  [
    "met",
    "met",
    "将编码向量 z 的第 0 维和第 1 维分别替换为 3 和 -3。\n\n第 0 维改变后人物转向左侧，第 1 维改变后肤色变深。",
  ],
  [
    "met",
    "met",
    "先把某張人臉 encode 成 64 維的向量 v。第一個實驗把 v[7] 調到 +6，第二個實驗把 v[30] 調到 -6。\n\n實驗一的人變成女生，實驗二的人多了鬍子。",
  ],
  [
    "met",
    "met",
    "h 是 bottleneck 的輸出。 (i) h ← 2h (ii) h ← h + N(0, 0.3²)\n\n(i) 對比過強，像素描。(ii) 多了顆粒但還認得出來。",
  ],
  [
    "met",
    "met",
    "潜在ベクトルの10次元目に+4、20次元目に-4を加えてから復号した。\n\n10次元目では口が開き、20次元目では背景が暗くなった。",
  ],
  [
    "met",
    "met",
    "잠재 벡터의 3번 원소를 0으로 만들고, 7번 원소에 5를 더했다.\n\n3번을 바꾸면 안경이 사라지고, 7번을 바꾸면 피부가 밝아진다.",
  ],
  [
    "met",
    "unmet either",
    "z[2] 乘 4、z[5] 乘 4。\n\n可以從圖中看出兩者的差別，可見 latent 的每個維度都代表不同的意義。",
  ],
  [
    "met",
    "unmet either",
    "Element 4 was set to 7 and element 8 to -7.\n\nBoth of the outputs changed compared to the original, which shows that each dimension controls some features of the image.",
  ],
  [
    "met",
    "met",
    "Adjusted two elements of the latent vector (idx 0: x3, idx 1: x-3).\n\nidx 0 -> brighter, idx 1 -> darker + smile gone",
  ],
  [
    "met",
    "met",
    "（一）全部加 0.5 （二）全部減 0.5，都是加在 encoder 的輸出上。\n\n加 0.5 的偏白，減 0.5 的偏黑。",
  ],
  [
    "partial review",
    "met",
    "調整 A：latent 取第 1 維乘 5。\n調整 B：見下圖。\n\nA 的臉變圓，B 的臉變方。",
  ],
  [
    "partial review",
    "met",
    "We perturbed the bottleneck activations in two ways: (1) additive uniform noise in [-1,1]; (2) zero-masking 75% of the units.\n\nWith (1) faces stay recognisable but mottled, with (2) all of them collapse towards one mean face.",
  ],
  [
    "unmet",
    "unmet either",
    "I trained two models, one with latent size 16 and one with latent size 256. The 256 one is sharper.",
  ],
  [
    "met",
    "met",
    "latent code の符号を反転したものと、ランダムに並べ替えたものを復元した。\n\n反転すると髪が白くなり、並べ替えると何の画像か分からなくなった。",
  ],
  [
    "met",
    "met",
    "Let c = enc(x) ∈ R^48. Modified codes: c' = c ⊙ m with m_i ~ Bernoulli(0.5); c'' = -c.\n\nc' washes out the colours. c'' inverts the lighting.",
  ],
  [
    "partial",
    "unmet either",
    "我把 latent 乘以 1.5。\n\n![](a.png)\n\n乘完之後的圖跟原本的不一樣。",
  ],
];
