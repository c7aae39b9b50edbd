/**
 * Comforts of the submission page: decisions without a new page, keys, and evidence that
 * scrolls into the middle. Everything works without it, by links and forms.
 */

const storage = "latentmark-shortcuts";

class SubmissionDesk extends HTMLElement {
  #queue = Promise.resolve();

  connectedCallback() {
    document.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("hashchange", () => this.#show());
    this.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("mouseover", (event) => this.#light(event.target));
    this.addEventListener("focusin", (event) => this.#light(event.target));
    this.#help();
    if (location.hash) this.#show();
    else if (new URLSearchParams(location.search).has("review")) this.#showFlagged();
    // The server draws the next one while this one is read.
    const next = this.querySelector('[data-move="open"], [data-move="next"]');
    const ahead = () => fetch(next.href, { priority: "low" }).then((page) => page.text());
    if (next) setTimeout(() => ahead().catch(() => {}), 400);
  }

  /** Brings what the address names into the middle of its column. */
  #show() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const evidence = target.id.startsWith("evidence-");
    target.scrollIntoView({ block: evidence ? "center" : "nearest" });
    this.#light(evidence ? target : target.closest(".item"));
  }

  /** Begins where a person should look: at the first flagged item and its evidence. */
  #showFlagged() {
    const card = this.querySelector(".item.flagged");
    if (!card) return;
    card.scrollIntoView({ block: "nearest" });
    this.#light(card);
    const cite = card.querySelector(".cite")?.hash.slice(1);
    document.getElementById(cite ?? "")?.scrollIntoView({ block: "center" });
  }

  /** Marks the evidence of an item, and the items of evidence. */
  #light(target) {
    const item = target?.closest?.(".item");
    const box = target?.closest?.(".evidence-box, .block.cited");
    if (!item && !box) return;
    for (const lit of this.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (!item) return;
    const number = item.dataset.number;
    for (const one of this.querySelectorAll(`.evidence-box[data-items~="${number}"]`)) {
      one.classList.add("lit");
    }
    for (const one of this.querySelectorAll(`.badge[data-item="${number}"]`)) {
      one.closest(".block")?.classList.add("lit");
    }
  }

  /** One after the other; a fault of one does not hold up the next. */
  #enqueue(work) {
    this.#queue = this.#queue.then(work).catch((error) => console.error(error));
  }

  #submit(event) {
    const form = event.target;
    if (!form.matches("[data-decide]")) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter);
    this.#enqueue(() => this.#send(form, fields, event.submitter));
  }

  /** Sends a form and takes the new sheet; what is no sheet is shown as a page. */
  async #send(form, fields, submitter) {
    const sheet = new URL(location.href);
    sheet.hash = "";
    sheet.searchParams.set("part", "sheet");
    fields.set("back", sheet.pathname + sheet.search);
    // Sent one after the other: each has seen what the one before wrote.
    const seen = this.querySelector('#sheet input[name="seen"]');
    if (seen) fields.set("seen", seen.value);
    let response;
    try {
      response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(fields),
      });
    } catch {
      response = null;
    }
    if (!response?.ok) {
      // The page that says why, with all that was typed.
      form.removeAttribute("data-decide");
      if (form.isConnected) form.requestSubmit(submitter);
      else location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    this.#swap(page, String(fields.get("item") ?? ""));
  }

  #swap(page, item) {
    const focused = document.activeElement;
    const name = focused?.matches?.("button[name]") && [
      focused.closest(".item")?.id,
      focused.value,
    ];
    const scrolled = this.querySelector("#sheet").scrollTop;
    for (const selector of ["#sheet", ".moves"]) {
      const [old, fresh] = [this.querySelector(selector), page.querySelector(selector)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    for (const back of this.querySelectorAll('input[name="back"]')) {
      back.value = location.pathname + location.search;
    }
    this.querySelector("#sheet").scrollTop = scrolled;
    const card = item ? document.getElementById(`item-${item}`) : null;
    if (name) {
      const inside = name[0] ? document.getElementById(name[0]) : this;
      const again = inside?.querySelector(`button[value="${CSS.escape(name[1])}"]`);
      (again ?? card ?? this.querySelector("#sheet")).focus({ preventScroll: true });
    } else card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest" });
    const text = (selector, inside) =>
      inside?.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ");
    const said = [
      card && `${card.dataset.number}: ${text(".chip", card)}, ${text(".worth", card)}`,
      text("[data-total]", this),
    ];
    this.querySelector("[data-status]").textContent = said.filter(Boolean).join("; ");
    if (card) this.#light(card);
  }

  #help() {
    const dialog = this.querySelector("[data-dialog]");
    const button = this.querySelector("[data-help]");
    const box = this.querySelector("[data-shortcuts]");
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
    box.checked = localStorage.getItem(storage) !== "off";
    box.addEventListener("change", () => {
      localStorage.setItem(storage, box.checked ? "on" : "off");
      this.classList.toggle("no-keys", !box.checked);
    });
    this.classList.toggle("no-keys", !box.checked);
  }

  #key(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
    if (this.querySelector("[data-dialog]").open) return;
    if (localStorage.getItem(storage) === "off") return;
    const move = {
      j: "next",
      ArrowRight: "next",
      k: "prev",
      ArrowLeft: "prev",
      n: "open",
      g: "up",
    }[key];
    if (move) {
      this.querySelector(`[data-move="${move}"]`)?.click();
    } else if (/^[1-9]$/.test(key)) {
      this.#enqueue(() => this.#toggle(key));
    } else if (key === "a" || key === "u") {
      const button = this.querySelector(`[data-key="${key}"]`);
      // What is flagged without a verdict can not be accepted: it is shown instead.
      if (key === "a" && !button) this.#showFlagged();
      else this.#enqueue(() => this.#press(button));
    } else if (key === "?") {
      this.querySelector("[data-dialog]").showModal();
    } else return;
    event.preventDefault();
  }

  /** Accepts what was found; pressed again, goes on to the next verdict. */
  #toggle(number) {
    const card = this.querySelector(`.item[data-number="${number}"]`);
    const buttons = [...card?.querySelectorAll(".choices button") ?? []];
    if (!card) return;
    card.scrollIntoView({ block: "nearest" });
    const at = buttons.findIndex((button) => button.ariaPressed === "true");
    const found = buttons.find((button) => button.matches(".is-found"));
    return this.#press(at < 0 ? found ?? buttons[0] : buttons[(at + 1) % buttons.length]);
  }

  #press(button) {
    const form = button?.form;
    return form && this.#send(form, new FormData(form, button), button);
  }
}

customElements.define("submission-desk", SubmissionDesk);
