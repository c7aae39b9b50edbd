import { assertEquals } from "@std/assert";
import {
  drawnPanels,
  savedPictures,
} from "../../../../grader/read/figures/code_panels.ts";
import { codeSymbols } from "../../../../grader/read/figures/code_symbols.ts";
import { labelRole } from "../../../../grader/read/figures/label_role.ts";
import { layoutWords } from "../../../../grader/read/figures/layout_words.ts";

Deno.test({
  name: "labelRole() reads roles in several languages",
  permissions: "none",
  fn() {
    const cases: Record<string, string[]> = {
      original: [
        "Original",
        "原圖",
        "原图：",
        "Input image",
        "原始圖片",
        "輸入",
        "元の画像",
        "원본",
        "origin",
      ],
      reconstruction: [
        "Reconstruction",
        "重建圖",
        "不做任何改動的 reconstruction",
        "Decoder Output (No Latent Space Change)",
        "未調整的重建",
        "recon from h",
        "reconstructed original",
        "復元",
        "調整前的重建圖",
        "latent dim = 32",
      ],
      adjusted: [
        "Decoder Output (Latent Space Changed)",
        "recon from h'",
        "z * 2",
        "z[12] <- -z[12]",
        "20%",
        "調整一",
        "第3維乘以5",
        "改变后",
        "latent pixel value * 0.8 + 0.2 * (random noise)",
        "Reconstruction with noise 50%",
        "z + N(0, 0.5)",
        "整個z乘1.8",
        "前16維歸零",
        "after no. 1",
      ],
      other: [
        "training loss",
        "Reconstruction loss",
        "t-SNE of the latents",
        "loss 曲線",
        "ROC curve",
      ],
      unknown: [
        "",
        "Results",
        "Figure 3",
        "圖三",
        "original vs. reconstruction",
        "page 2",
      ],
    };
    for (const [role, labels] of Object.entries(cases)) {
      for (const label of labels) assertEquals(labelRole(label).role, role, label);
    }
  },
});

Deno.test({
  name: "labelRole() knows the names of the code, and only whole names",
  permissions: "none",
  fn() {
    const symbols = codeSymbols([
      "z = model.encoder(x)\nz1 = z.clone(); z1[:, :16] = 0\nout1 = model.decoder(z1)\nrec = model.decoder(z)",
    ]);
    assertEquals(labelRole("`out1`", symbols).role, "adjusted");
    assertEquals(labelRole("layout10", symbols).role, "unknown");
  },
});

Deno.test({
  name: "codeSymbols() follows latents through copies, changes and decoders",
  permissions: "none",
  fn() {
    const roles = (source: string) =>
      Object.fromEntries(
        [...codeSymbols([source])].map(([name, said]) => [name, said.role]),
      );
    assertEquals(
      roles("z = enc(img)\na = z.clone()\na[:, 3] *= 5\ny, w = dec(z), dec(a)"),
      {
        img: "original",
        a: "adjusted",
        y: "reconstruction",
        w: "adjusted",
      },
    );
    assertEquals(
      roles(
        "c = enc.predict(X[:16])\nt = c.copy(); t[:, [11, 30]] *= -2\nY = dec.predict(t)",
      ),
      {
        x: "original",
        t: "adjusted",
        y: "adjusted",
      },
    );
    // Nothing is changed by assigning an element to itself, nor in a comment.
    assertEquals(
      roles("z = enc(x)\nz[0] = z[0]\n# z[1] = 5\ny = dec(z)").y,
      "reconstruction",
    );
    assertEquals(roles("z = torch.randn(16, 8)\ny = dec(z)").y, undefined);
    const keys = [
      ...codeSymbols(["z = enc(x)\na = z * 2\nb = z * 5\np = dec(a)\nq = dec(b)"]),
    ];
    const key = (name: string) => keys.find(([n]) => n === name)?.[1].key;
    assertEquals(key("p") === key("q"), false);
  },
});

Deno.test({
  name: "drawnPanels() reads titles in calls, lists and annotations",
  permissions: "none",
  fn() {
    const titled = 'ax[0].set_title("Input")\nax[1].set_title("z*2", fontsize=9)';
    assertEquals(drawnPanels(titled).titles, ["Input", "z*2"]);
    const listed =
      "titles = ['原圖', '重建', '調整']\nfor a, t in zip(ax, titles): a.set_title(t)";
    assertEquals(drawnPanels(listed).titles, ["原圖", "重建", "調整"]);
    assertEquals(drawnPanels("show(x, ya, yb)").shown, ["x", "ya", "yb"]);
    assertEquals(drawnPanels('# ax.set_title("no")').titles, []);
    assertEquals(drawnPanels('plt.suptitle("all")').titles, []);
  },
});

Deno.test({
  name: "savedPictures() binds file names to what was saved",
  permissions: "none",
  fn() {
    const saved = savedPictures([
      "save_grid(Y1, 'pics/output_t1.png')\nplt.imsave('ori.png', to_np(img)); plt.imsave('b.png', out)\nload('c.png')",
    ]);
    assertEquals([...saved], [["output_t1.png", "Y1"], ["ori.png", "to_np(img)"], [
      "b.png",
      "out",
    ]]);
  },
});

Deno.test({
  name: "layoutWords() reads places and lists, and no plain prose",
  permissions: "none",
  fn() {
    const placed = (text: string) => layoutWords(text).placed.map((p) => p.words);
    assertEquals(placed("左上: 重建\n右上: 20% 左下: 50% 右下: 80%"), [
      "重建",
      "20%",
      "50%",
      "80%",
    ]);
    assertEquals(placed("loss for training (left) and validation (right)"), [
      "loss for training",
      "validation",
    ]);
    assertEquals(
      layoutWords("top row: originals, bottom row: reconstructions").placed.map((p) =>
        p.place
      ),
      [
        { row: 0 },
        { row: -1 },
      ],
    );
    assertEquals(layoutWords("圖由左至右分別為原圖、重建圖、調整圖。").lists[0]?.items, [
      "原圖",
      "重建圖",
      "調整圖",
    ]);
    assertEquals(
      layoutWords("(a) original (b) z + 1 (c) z - 1").lists[0]?.items.length,
      3,
    );
    assertEquals(layoutWords("a 2x2 figure").hint, { rows: 2, columns: 2 });
    assertEquals(layoutWords("channels 48×8×8 of size 64x64x3").hint, {});
    assertEquals(layoutWords("The walk from left to right changes colour.").placed, []);
  },
});
