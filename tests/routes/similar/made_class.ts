/**
 * Three submissions for tests of pages: two share a passage and a figure, one is its own.
 *
 * @module
 */
import { join } from "@std/path";
import type { Gradebook } from "../../../gradebook/gradebook.ts";
import { readSource } from "../../../gradebook/source_files.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { encodePng } from "../../../grader/show/encode_png.ts";
import { madeRubric } from "../made_gradebook.ts";

const shared =
  "The latent space of my variational autoencoder is smooth: when two codes lie close to " +
  "each other, their decoded faces look alike, and walking from one to the other gives a " +
  "film in which hair, skin and background change step by step without any sudden jump.";

const code = `encoder = nn.Sequential(nn.Linear(12288, 512), nn.ReLU())
mixed = 0.2 * noise + 0.8 * encoder(picture)
shown = decoder(mixed).reshape(64, 64, 3).clip(-1, 1)
plt.imshow((shown + 1) / 2); plt.axis("off"); plt.savefig("mixed.png")`;

/** Text of each submission; `figure.png` beside it. */
const texts: Readonly<Record<string, string>> = {
  ada: `# Ada\n\nAn opening of my own.\n\n${shared}\n\n` +
    `Something that only Ada wrote, about beards.\n\n` +
    "```python\n" + code + "\n```\n\n![mixed](figure.png)\n",
  ben: `# Ben\n\n${shared} <b>And more</b> from Ben alone.\n\n` +
    "```python\n" + code + "\n```\n\nThe end.\n\n![mixed](figure.png)\n",
  eve:
    `# Eve\n\nI trained for three epochs, then I ran out of patience and wrote a poem ` +
    `about gradients which descend at dusk, slowly, like swallows over a lake.\n`,
};

/** A gradebook with the class, in a folder. */
export async function madeClass(folder: string): Promise<Gradebook> {
  const gradebook = openGradebook(join(folder, "class.db"));
  gradebook.putRubric({ digest: "a".repeat(64), rubric: madeRubric, messages: {} });
  const png = encodePng(figure());
  for (const [id, text] of Object.entries(texts)) {
    const at = join(folder, "handed-in", id);
    await Deno.mkdir(at, { recursive: true });
    await Deno.writeTextFile(join(at, "report.md"), text);
    if (text.includes("figure.png")) await Deno.writeFile(join(at, "figure.png"), png);
    const { source, blobs } = await readSource(at);
    for await (const { bytes } of blobs()) gradebook.putBlob(bytes);
    gradebook.putSource(source);
    gradebook.putSubmission({
      assignment: madeRubric.id,
      id,
      source: source.digest,
      submitters: [{ name: `${id} Made`, sid: id, email: null }],
      externalId: null,
    });
  }
  return gradebook;
}

/** Something that looks like a figure: soft spots on a slope. */
function figure() {
  const [width, height] = [120, 90];
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const spot = 120 * Math.exp(-((x - 35) ** 2 + (y - 30) ** 2) / 300) -
        90 * Math.exp(-((x - 85) ** 2 + (y - 60) ** 2) / 500);
      const at = (y * width + x) * 3;
      rgb.set([90 + spot + x / 2, 120 + spot / 2 + y / 2, 160 - spot], at);
    }
  }
  return { width, height, rgb };
}
