/**
 * PNG, JPEG and GIF decoders: ImageScript's WebAssembly modules, started without its entry
 * point, which loads native code and would need leave to leave the sandbox.
 *
 * @module
 */

/** RGBA pixels, row by row. */
export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const files = {
  png: "imagescript/wasm/any/png.wasm",
  jpeg: "imagescript/wasm/any/jpeg.wasm",
  gif: "imagescript/wasm/any/gif.wasm",
} as const;

const modules = new Map<keyof typeof files, Promise<WebAssembly.Module>>();

/** A module is compiled once; an instance is made for each picture, and forgotten. */
async function start<Exports>(
  codec: keyof typeof files,
  imports: WebAssembly.Imports,
): Promise<Exports> {
  let module = modules.get(codec);
  if (module === undefined) {
    const url = new URL(import.meta.resolve(files[codec]));
    module = Deno.readFile(url).then((bytes) => WebAssembly.compile(bytes));
    modules.set(codec, module);
  }
  const instance = await WebAssembly.instantiate(await module, imports);
  return instance.exports as unknown as Exports;
}

interface Memory {
  readonly memory: WebAssembly.Memory;
  walloc(size: number): number;
}

function give(wasm: Memory, bytes: Uint8Array): number {
  const at = wasm.walloc(bytes.length);
  new Uint8Array(wasm.memory.buffer).set(bytes, at);
  return at;
}

function take(wasm: Memory, at: number, length: number): Uint8Array {
  return new Uint8Array(wasm.memory.buffer).slice(at, at + length);
}

interface Png extends Memory {
  decode(at: number, length: number): number;
  width(): number;
  height(): number;
}

/** Decodes a PNG. @throws {Error} where it is damaged */
export async function decodePng(bytes: Uint8Array): Promise<Rgba> {
  const wasm = await start<Png>("png", { env: { emscripten_notify_memory_growth() {} } });
  const at = wasm.decode(give(wasm, bytes), bytes.length);
  if (at < 0) throw new Error(`decoder code ${at}`);
  const [width, height] = [wasm.width(), wasm.height()];
  return { width, height, rgba: take(wasm, at, width * height * 4) };
}

interface Jpeg extends Memory {
  decode(at: number, length: number, width: number, height: number): number;
  wlen(): number;
  decode_width(image: number): number;
  decode_height(image: number): number;
  decode_format(image: number): number;
  decode_buffer(image: number): number;
}

/** Decodes a JPEG: grey, colour, or CMYK as Adobe writes it. @throws {Error} if damaged */
export async function decodeJpeg(bytes: Uint8Array): Promise<Rgba> {
  const wasm = await start<Jpeg>("jpeg", {});
  const image = wasm.decode(give(wasm, bytes), bytes.length, 0, 0);
  if (image === 0 || image === 1) throw new Error("the decoder gave up");
  const [width, height] = [wasm.decode_width(image), wasm.decode_height(image)];
  const format = wasm.decode_format(image);
  const at = wasm.decode_buffer(image);
  const source = take(wasm, at, wasm.wlen());
  const count = width * height;
  const step = [1, 3, 4][format];
  if (step === undefined || source.length < count * step) {
    throw new Error("too few pixels");
  }
  const rgba = new Uint8Array(count * 4).fill(255);
  for (let i = 0; i < count; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = source[i * step + (step === 1 ? 0 : channel)]!;
      rgba[i * 4 + channel] = step === 4
        ? (255 - value) * (255 - source[i * 4 + 3]!) / 255
        : value;
    }
  }
  return { width, height, rgba };
}

interface Gif extends Memory {
  wlen(): number;
  decoder_new(at: number, length: number, limit: number): number;
  decoder_width(decoder: number): number;
  decoder_height(decoder: number): number;
  decoder_frame(decoder: number): number;
  decoder_frame_x(frame: number): number;
  decoder_frame_y(frame: number): number;
  decoder_frame_width(frame: number): number;
  decoder_frame_height(frame: number): number;
  decoder_frame_buffer(frame: number): number;
}

/** Decodes the first frame of a GIF. @throws {Error} where it is damaged */
export async function decodeGif(bytes: Uint8Array): Promise<Rgba> {
  const wasm = await start<Gif>("gif", { env: { push_to_stream() {} } });
  const decoder = wasm.decoder_new(give(wasm, bytes), bytes.length, 0);
  if (decoder === 0) throw new Error("no header");
  const [width, height] = [wasm.decoder_width(decoder), wasm.decoder_height(decoder)];
  const frame = wasm.decoder_frame(decoder);
  if (frame === 0 || frame === 1) throw new Error("no frame");
  const left = wasm.decoder_frame_x(frame);
  const top = wasm.decoder_frame_y(frame);
  const frameWidth = wasm.decoder_frame_width(frame);
  const frameHeight = wasm.decoder_frame_height(frame);
  const at = wasm.decoder_frame_buffer(frame);
  const source = take(wasm, at, wasm.wlen());
  if (source.length < frameWidth * frameHeight * 4) throw new Error("too few pixels");
  const rgba = new Uint8Array(width * height * 4);
  const shown = Math.min(frameWidth, width - left);
  for (let y = 0; y < Math.min(frameHeight, height - top); y++) {
    const from = y * frameWidth * 4;
    rgba.set(source.subarray(from, from + shown * 4), ((top + y) * width + left) * 4);
  }
  return { width, height, rgba };
}
