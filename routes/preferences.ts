/**
 * Language, colours, name and assignment: kept in cookies of the browser.
 *
 * @module
 */
import type { App } from "fresh";
import { setCookie } from "./access.ts";
import { languageOf, personOf, themeOf } from "./frame.ts";
import type { State } from "./state.ts";

const year = 365 * 24 * 60 * 60;

/** The route of the header's forms. */
export function register(app: App<State>): void {
  app.post("/preferences", (ctx) => {
    const { form, assignments, here } = ctx.state;
    const response = ctx.redirect(here === "/preferences" ? "/" : here, 303);
    const keep = (name: string, value: string) =>
      response.headers.append("set-cookie", setCookie(name, value, year));
    const language = languageOf(form.get("language"));
    if (language !== null) keep("language", language);
    const theme = form.get("theme");
    if (theme !== null) keep("theme", themeOf(theme));
    const person = form.get("person");
    if (typeof person === "string") {
      keep("person", personOf(person));
    }
    const assignment = form.get("assignment");
    if (
      typeof assignment === "string" && assignments.some(({ id }) => id === assignment)
    ) {
      keep("assignment", assignment);
      const to = new URL(here, ctx.url);
      to.searchParams.delete("assignment");
      // Two slashes at the start would be another host's address.
      const path = to.pathname.replace(/^\/+/, "/");
      response.headers.set(
        "location",
        path.startsWith("/submissions/") ? "/" : path + to.search,
      );
    }
    return response;
  });
}
