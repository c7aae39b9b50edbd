/**
 * The frame around every page.
 *
 * @module
 */
import type { ComponentChildren, VNode } from "preact";
import { Csrf } from "./components/Csrf.tsx";
import type { State } from "./state.ts";
import { staticUrl } from "./static_files.ts";

/** The pages of the header, in order. */
const pages = [
  { name: "gradebook", href: "/" },
  { name: "similar", href: "/similar" },
  { name: "rubric", href: "/rubric" },
  { name: "models", href: "/models" },
  { name: "export", href: "/export" },
] as const;

/** Names of the pages of the header. */
export type PageName = (typeof pages)[number]["name"];

/** What a page tells its frame. */
export interface LayoutProps {
  readonly state: State;
  /** Title of the browser's tab, and nothing else: pages bring their own `h1`. */
  readonly title: string;
  /** The page of the header that this one belongs to. */
  readonly page?: PageName;
  /** Style sheets of the page, below `routes/static/`. */
  readonly styles?: readonly string[];
  /** ES modules of the page, below `routes/static/`. */
  readonly scripts?: readonly string[];
  /** The page needs the whole width: two columns, wide tables. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** A whole HTML page. */
export function Layout(props: LayoutProps): VNode {
  const { state, title } = props;
  const { words } = state;
  return (
    <html lang={state.language} data-theme={state.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · latentmark`}</title>
        <link rel="icon" href={staticUrl("icon.svg")} type="image/svg+xml" />
        {["dashboard.css", ...props.styles ?? []].map((style) => (
          <link rel="stylesheet" href={staticUrl(style)} />
        ))}
        {["frame.js", ...props.scripts ?? []].map((script) => (
          <script type="module" src={staticUrl(script)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#content">{words.skipToContent}</a>
        <header class="bar">
          <a class="brand" href="/" aria-current="false">latentmark</a>
          <nav class="tabs" aria-label={words.pages}>
            {pages.map(({ name, href }) => (
              <a href={href} aria-current={name === props.page ? "page" : "false"}>
                {words[name]}
              </a>
            ))}
          </nav>
          <div class="bar-end">
            <Assignments state={state} />
            <Settings state={state} />
          </div>
        </header>
        <main id="content" class={props.wide ? "wide" : ""} tabIndex={-1}>
          {props.children}
        </main>
      </body>
    </html>
  );
}

/** The switch between assignments, where there are several. */
function Assignments({ state }: { readonly state: State }): VNode | null {
  const { assignments, assignment, words } = state;
  const [only] = assignments;
  if (!only) return null;
  if (assignments.length === 1) return <p class="assignment">{only.title}</p>;
  return (
    <form class="assignment" method="post" action="/preferences">
      <Csrf state={state} />
      <label>
        <span class="hidden">{words.assignment}</span>
        <select name="assignment" data-submits>
          {assignments.map(({ id, title }) => (
            <option value={id} selected={id === assignment}>{title}</option>
          ))}
        </select>
      </label>
      <button type="submit">{words.show}</button>
    </form>
  );
}

/** Who is looking, in which language and colours. */
function Settings({ state }: { readonly state: State }): VNode {
  const { words } = state;
  const themes = ["system", "light", "dark"] as const;
  return (
    <div class="settings">
      <form method="post" action="/preferences">
        <Csrf state={state} />
        {state.language === "en"
          ? <button type="submit" name="language" value="zh-TW" lang="zh-TW">中文</button>
          : <button type="submit" name="language" value="en" lang="en">English</button>}
      </form>
      <details class="menu">
        <summary>{state.person || words.nobody}</summary>
        <form class="panel" method="post" action="/preferences">
          <Csrf state={state} />
          <p class="quiet">{words.roles[state.role]}</p>
          <label class="field">
            <span>{words.who}</span>
            <input
              name="person"
              value={state.person}
              maxLength={80}
              autocomplete="name"
            />
            <small>{words.whoWhy}</small>
          </label>
          <fieldset>
            <legend>{words.theme}</legend>
            {themes.map((theme) => (
              <label class="choice">
                <input
                  type="radio"
                  name="theme"
                  value={theme}
                  checked={theme === state.theme}
                />
                {words.themes[theme]}
              </label>
            ))}
          </fieldset>
          <button class="primary" type="submit">{words.save}</button>
        </form>
      </details>
    </div>
  );
}
