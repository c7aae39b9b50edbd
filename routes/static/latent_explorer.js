/**
 * <latent-explorer data-decoder data-explorer data-runtime data-words>: decodes a latent
 * that sliders move, in this browser, by onnxruntime-web on WebGPU or WebAssembly.
 *
 * Inside: canvases [data-view="original|reconstructed|adjusted"] and [data-start="0"...],
 * radios named start, sliders [data-element="5"] with their outputs, #noise, buttons
 * [data-noise="20"], [data-reset] and maybe [data-load], a select [data-backend], a form
 * [data-another], [data-status], and [data-said] which is read out. `data-state` becomes `ready` or
 * `failed`; `data-decoded` counts decoded pictures.
 */

import { openDecoder } from "./latent_decoder.js";

const floats = (text) => new Float32Array(bytes(text).buffer);
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

class LatentExplorer extends HTMLElement {
  #words = JSON.parse(this.dataset.words);
  #data = null;
  #decoder = null;
  #start = 0;
  /** Elements that were moved, with their values. */
  #edits = new Map();
  #reconstruction = null;
  #wanted = false;
  #busy = false;
  #times = [];
  #talk = 0;

  connectedCallback() {
    this.hidden = false;
    const load = this.querySelector("[data-load]");
    this.#listen();
    this.#prepare().then(() => {
      if (!load) return this.#open();
      this.querySelector("[data-status]").textContent = "";
      load.addEventListener("click", () => {
        load.remove();
        this.#open();
      });
    }).catch((error) => this.#fail(error));
  }

  #listen() {
    this.addEventListener("input", ({ target }) => {
      if (target.name === "start") this.#choose(Number(target.value));
      else if (target.dataset.element !== undefined) {
        this.#edits.set(Number(target.dataset.element), Number(target.value));
        this.#label(target);
        this.#decode();
      } else if (target.id === "noise") {
        this.#label(target);
        this.#decode();
      }
    });
    const noise = this.querySelector("#noise");
    for (const button of this.querySelectorAll("[data-noise]")) {
      button.addEventListener("click", () => {
        noise.value = button.dataset.noise;
        this.#label(noise);
        this.#decode();
      });
    }
    this.querySelector("[data-reset]").addEventListener("click", () => {
      noise.value = "0";
      this.#label(noise);
      this.#choose(this.#start);
    });
    this.querySelector("[data-backend]").addEventListener("change", () => this.#reopen());
    this.querySelector("[data-another]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#add(event.target.elements.element);
    });
  }

  /** Pictures and latents: a small file. */
  async #prepare() {
    const response = await fetch(this.dataset.explorer);
    if (!response.ok) throw new Error(`${response.status}`);
    const data = await response.json();
    this.#data = {
      ...data,
      pictures: bytes(data.pictures),
      latents: floats(data.latents),
      mean: floats(data.mean),
      stdDev: floats(data.stdDev),
      noise: floats(data.noise),
    };
    for (const canvas of this.querySelectorAll("[data-start]")) {
      this.#draw(canvas, this.#picture(Number(canvas.dataset.start)));
    }
    // A browser keeps a chosen radio over a reload.
    const start = this.querySelector("[name=start]:checked");
    this.#choose(Number(start?.value ?? 0));
  }

  async #open() {
    this.#tell(this.#words.loading);
    try {
      const response = await fetch(this.dataset.decoder);
      if (!response.ok) throw new Error(`${response.status}`);
      const model = new Uint8Array(await response.arrayBuffer());
      let note = "";
      const { runtime } = this.dataset;
      const { latent } = this.#data;
      const wanted = this.querySelector("[data-backend]").value;
      this.#decoder = await openDecoder(wanted, runtime, model, latent, (reason) => {
        note = fill(this.#words.fallback, { reason });
      });
      this.dataset.note = note;
      this.dataset.state = "ready";
      this.#choose(this.#start);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Opens the decoder again, on the backend that was chosen. */
  async #reopen() {
    if (this.dataset.state === undefined) return;
    delete this.dataset.state;
    // What is being decoded is decoded by the old one.
    while (this.#busy) await new Promise((done) => setTimeout(done, 20));
    const old = this.#decoder;
    this.#decoder = null;
    this.#times = [];
    await old?.close();
    await this.#open();
  }

  #fail(error) {
    this.dataset.state = "failed";
    const reason = error instanceof Error ? error.message : String(error);
    this.#tell(fill(this.#words.failed, { reason }));
  }

  #tell(text) {
    this.querySelector("[data-status]").textContent = text;
    this.#say(text);
  }

  /** Read out, once nothing moves any more. */
  #say(text) {
    clearTimeout(this.#talk);
    this.#talk = setTimeout(() => {
      this.querySelector("[data-said]").textContent = text;
    }, 600);
  }

  #picture(number) {
    const { pictures, shape } = this.#data;
    const size = shape.height * shape.width * shape.channels;
    return pictures.subarray(number * size, (number + 1) * size);
  }

  /** The latent of the start picture. */
  #latent() {
    const { latents, latent } = this.#data;
    return latents.slice(this.#start * latent, (this.#start + 1) * latent);
  }

  /** Starts again from a picture, with nothing moved. */
  #choose(number) {
    this.#start = number;
    this.#edits.clear();
    this.#reconstruction = null;
    const latent = this.#latent();
    for (const slider of this.querySelectorAll("[data-element]")) {
      slider.value = String(latent[Number(slider.dataset.element)]);
      this.#label(slider);
    }
    this.#draw(this.querySelector("[data-view=original]"), this.#picture(number));
    this.#decode();
  }

  #label(slider) {
    const value = Number(slider.value);
    const text = slider.id === "noise" ? `${value}%` : value.toFixed(2);
    slider.nextElementSibling.textContent = text;
    slider.setAttribute("aria-valuetext", text);
    const element = slider.dataset.element;
    if (element === undefined) return;
    const moved = this.#edits.has(Number(element));
    slider.parentElement.toggleAttribute("data-moved", moved);
  }

  /** Decodes what the sliders say; while one picture is decoded only the last one waits. */
  async #decode() {
    this.#wanted = true;
    if (this.#busy || !this.#decoder) return;
    this.#busy = true;
    try {
      while (this.#wanted) {
        this.#wanted = false;
        await this.#decodeOnce();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }

  async #decodeOnce() {
    const latent = this.#latent();
    if (this.#reconstruction === null) {
      const start = this.#start;
      const made = await this.#timed(latent);
      if (start !== this.#start) return;
      this.#reconstruction = made;
      this.#draw(this.querySelector("[data-view=reconstructed]"), made);
    }
    const share = Number(this.querySelector("#noise").value) / 100;
    for (const [element, value] of this.#edits) latent[element] = value;
    const { noise } = this.#data;
    const mixed = latent.map((z, i) => (1 - share) * z + share * noise[i]);
    const made = await this.#timed(mixed);
    this.#draw(this.querySelector("[data-view=adjusted]"), made);
    if (this.#reconstruction === null) return;
    let squares = 0;
    for (const [i, value] of made.entries()) {
      squares += (value - this.#reconstruction[i]) ** 2;
    }
    const distance = Number((squares / made.length).toPrecision(2));
    const ms = this.#times.reduce((a, b) => a + b) / this.#times.length;
    const ready = fill(this.#words.ready, {
      backend: this.#decoder.name,
      ms: ms < 10 ? ms.toFixed(1) : Math.round(ms),
    });
    const said = fill(this.#words.said, {
      distance,
      changed: this.#edits.size,
      noise: Math.round(100 * share),
    });
    const note = this.dataset.note ? ` ${this.dataset.note}` : "";
    this.querySelector("[data-status]").textContent = `${ready}. ${said}.${note}`;
    this.#say(said);
  }

  async #timed(latent) {
    const start = performance.now();
    const made = await this.#decoder.decode(latent);
    this.#times = [...this.#times.slice(-9), performance.now() - start];
    this.dataset.decoded = String(Number(this.dataset.decoded ?? 0) + 1);
    return made;
  }

  /** Another element's slider. */
  #add(field) {
    const { latent, mean, stdDev, count, latents } = this.#data;
    const number = Number(field.value);
    if (!Number.isInteger(number) || number < 0 || number >= latent) {
      this.#say(fill(this.#words.outOfRange, { number: field.value, last: latent - 1 }));
      return;
    }
    const known = this.querySelector(`[data-element="${number}"]`);
    if (known) return known.focus();
    const list = this.querySelector("[data-sliders]");
    const row = list.firstElementChild.cloneNode(true);
    const slider = row.querySelector("input");
    const own = Array.from({ length: count }, (_, i) => latents[i * latent + number]);
    const reach = 3 * (stdDev[number] || 1 / 3);
    slider.min = String(Math.min(mean[number] - reach, ...own));
    slider.max = String(Math.max(mean[number] + reach, ...own));
    slider.id = `z${number}`;
    slider.dataset.element = String(number);
    row.querySelector("label").htmlFor = slider.id;
    row.querySelector("label").textContent = fill(this.#words.element, { number });
    row.querySelector("output").setAttribute("for", slider.id);
    row.removeAttribute("data-moved");
    list.append(row);
    slider.value = String(this.#latent()[number]);
    this.#label(slider);
    field.value = "";
    slider.focus();
  }

  /** Bytes, or numbers in [-1, 1], rows, columns, channels. */
  #draw(canvas, values) {
    const { height, width, channels } = this.#data.shape;
    const image = new ImageData(width, height);
    const isBytes = values instanceof Uint8Array;
    for (let i = 0; i < height * width; i++) {
      for (let c = 0; c < 3; c++) {
        const value = values[i * channels + (channels === 1 ? 0 : c)];
        image.data[4 * i + c] = isBytes ? value : (value + 1) * 127.5;
      }
      image.data[4 * i + 3] = 255;
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
  }
}

/** A sentence with its values. */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

customElements.define("latent-explorer", LatentExplorer);
