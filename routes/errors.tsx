/**
 * Pages for what went wrong: what it means and what to do.
 *
 * @module
 */
import { HttpError, type Middleware } from "fresh";
import type { VNode } from "preact";
import {
  GradebookError,
  type GradebookFault,
} from "../gradebook/store/gradebook_error.ts";
import { knock } from "./knock.ts";
import { Layout } from "./Layout.tsx";
import { define, type State } from "./state.ts";
import { errorWords } from "./words/errors.ts";

/** What went wrong, as far as a person can do something about it. */
export type Fault = keyof (typeof errorWords)["en"]["faults"];

const gradebookFaults: Readonly<Record<GradebookFault, Fault>> = {
  missing: "moved",
  unwritable: "readonly",
  full: "full",
  busy: "locked",
  foreign: "broken",
  newer: "newer",
  damaged: "broken",
  refused: "unknown",
  failed: "broken",
};

/**
 * Sorts an error into a fault and the status of its page.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(faultOf(new Error("what?")), { fault: "unknown", status: 500 });
 * ```
 */
export function faultOf(error: unknown): { fault: Fault; status: number } {
  if (error instanceof HttpError) {
    const { status } = error;
    if (status === 404) return { fault: "missing", status };
    if (status === 413) return { fault: "size", status };
    if (status === 403) {
      return { fault: error.message === "viewer" ? "viewer" : "form", status };
    }
    if (status < 500) return { fault: "request", status };
    return { fault: "unknown", status };
  }
  if (error instanceof GradebookError) {
    const fault = gradebookFaults[error.fault];
    return { fault, status: fault === "unknown" ? 500 : 503 };
  }
  return { fault: "unknown", status: 500 };
}

/** The page of an error; faults of the server are logged with their time. */
export function errorPage(log: (line: string) => void): Middleware<State> {
  return define.middleware((ctx) => {
    const { fault, status } = faultOf(ctx.error);
    if (status >= 500) {
      const error = ctx.error;
      const text = error instanceof Error ? error.stack ?? error.message : String(error);
      const { pathname } = ctx.url;
      log(`${new Date().toISOString()} ${ctx.req.method} ${pathname} ${status}: ${text}`);
    }
    if (ctx.state.role === undefined) return knock(ctx.state.language ?? "en");
    return ctx.render(
      <ErrorPage state={ctx.state} fault={fault} path={ctx.state.gradebook.path} />,
      {
        status,
      },
    );
  });
}

function ErrorPage(
  { state, fault, path }: {
    readonly state: State;
    readonly fault: Fault;
    readonly path: string;
  },
): VNode {
  const words = errorWords[state.language];
  const { title, means, todo } = words.faults[fault];
  return (
    <Layout state={state} title={title}>
      <div class="notice bad">
        <h1>{title}</h1>
        <p>{means}</p>
        <p>{todo}</p>
        {["locked", "full", "broken", "readonly", "newer", "moved"].includes(fault) && (
          <p class="quiet">
            {words.file} <code>{path}</code>
          </p>
        )}
        <p>
          <a href="/" aria-current="false">{words.home}</a>
        </p>
      </div>
    </Layout>
  );
}
