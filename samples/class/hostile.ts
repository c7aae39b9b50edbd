/**
 * Broken and hostile submissions, each with the outcome that it must have.
 *
 * @module
 */
import { deflateRawSync } from "node:zlib";
import type { Outcome } from "../../grader/report.ts";
import { type Files, zip } from "./formats.ts";

/** A submission that no one should have to look at. */
export interface Hostile {
  readonly kind: string;
  readonly extension: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly outcome: Outcome;
}

const encoder = new TextEncoder();
const bytes = (text: string) => encoder.encode(text);

/**
 * The hostile submission of a number; numbers far apart give the same kinds again.
 *
 * @param whole A sound PDF to damage
 */
export async function hostile(
  number: number,
  whole: Uint8Array<ArrayBuffer>,
): Promise<Hostile> {
  const kinds = [
    "empty",
    "truncated-pdf",
    "noise",
    "deep-notebook",
    "bomb",
    "escaping-zip",
    "png-as-pdf",
    "encrypted-zip",
    "deep-markdown",
  ] as const;
  const kind = kinds[number % kinds.length]!;
  const own = bytes(`submission ${number}\n`);
  const give = (
    extension: string,
    content: Uint8Array<ArrayBuffer>,
    outcome: Outcome,
  ) => ({ ...{ kind, extension, bytes: content, outcome } });
  const none = "not-gradable" as const;
  switch (kind) {
    case "empty":
      return give("pdf", new Uint8Array(), none);
    case "truncated-pdf":
      return give("pdf", whole.slice(0, 700 + number), none);
    case "noise": {
      const noise = Uint8Array.from(
        { length: 4000 },
        (_, i) => (i * i * 31 + number) % 251,
      );
      return give("docx", noise, none);
    }
    case "deep-notebook":
      return give("ipynb", bytes("[".repeat(100_000 + number)), none);
    case "bomb":
      return give("zip", await bomb(number), none);
    case "escaping-zip": {
      const files: Files = { "../../outside.md": own, "/etc/outside.md": own };
      return give("zip", await zip(files), none);
    }
    case "png-as-pdf":
      return give("pdf", bytes(`\x89PNG no picture ${number}`), none);
    case "encrypted-zip":
      return give("zip", await lockedZip(own), none);
    case "deep-markdown":
      return give("md", bytes("> ".repeat(20_000) + number), "graded");
  }
}

/** A zip of zeros that grows a thousandfold. */
function bomb(number: number): Promise<Uint8Array<ArrayBuffer>> {
  const zeros = new Uint8Array(40 * 1024 * 1024 + number);
  return zip({ "report.txt": zeros });
}

/** A zip whose one entry says that it is encrypted: no random salt, the same bytes. */
function lockedZip(content: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const data = deflateRawSync(content);
  const name = bytes("report.md");
  const head = (central: boolean) => {
    const view = new DataView(new ArrayBuffer(central ? 46 : 30));
    view.setUint32(0, central ? 0x02014b50 : 0x04034b50, true);
    const at = central ? 6 : 4;
    view.setUint16(at, 20, true);
    view.setUint16(at + 2, 1, true);
    view.setUint16(at + 4, 8, true);
    view.setUint32(at + 14, data.length, true);
    view.setUint32(at + 18, content.length, true);
    view.setUint16(at + 22, name.length, true);
    return new Uint8Array(view.buffer);
  };
  const local = [...head(false), ...name, ...data];
  const central = [...head(true), ...name];
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, central.length, true);
  end.setUint32(16, local.length, true);
  const parts = [...local, ...central, ...new Uint8Array(end.buffer)];
  return Promise.resolve(Uint8Array.from(parts));
}
