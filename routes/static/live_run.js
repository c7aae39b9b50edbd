/**
 * <live-run data-run="5">: keeps the numbers of a run up to date while it goes on.
 *
 * Inside: [data-count="done|failed|skipped|total"], a .done bar in an svg, [data-title]
 * with the titles to show, [data-again] shown at the end, [data-said] read out at the end.
 * Fires `ended` (bubbles), with the run's numbers as detail.
 */
class LiveRun extends HTMLElement {
  #events = null;

  connectedCallback() {
    if (this.dataset.status !== "running") return;
    this.#events = new EventSource(`/runs/live?run=${this.dataset.run}`);
    this.#events.addEventListener("run", (event) => this.#show(JSON.parse(event.data)));
    this.#events.addEventListener("ended", (event) => {
      this.#events.close();
      const run = JSON.parse(event.data);
      if (run !== null) this.#show(run);
      this.#end(run);
    });
  }

  disconnectedCallback() {
    this.#events?.close();
  }

  #show(run) {
    for (const place of this.querySelectorAll("[data-count]")) {
      const value = run[place.dataset.count];
      if (value !== null && value !== undefined) place.textContent = String(value);
    }
    const seen = run.done + run.failed + run.skipped;
    const width = run.total > 0 ? Math.min(100, 100 * seen / run.total) : 0;
    this.querySelector("svg .done")?.setAttribute("width", String(width));
  }

  #end(run) {
    this.dataset.status = run?.status ?? "interrupted";
    const title = this.querySelector("[data-title]");
    if (title) title.textContent = title.dataset.ended;
    const again = this.querySelector("[data-again]");
    if (again) again.hidden = false;
    const said = this.querySelector("[data-said]");
    if (said && title) said.textContent = title.textContent;
    this.dispatchEvent(new CustomEvent("ended", { bubbles: true, detail: run }));
  }
}

customElements.define("live-run", LiveRun);
