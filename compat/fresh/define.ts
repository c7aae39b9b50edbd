/**
 * Types of handlers without writing them out.
 *
 * @module
 */
import type { Middleware } from "./context.ts";

/** Functions that give back what they are given, so that its types are known. */
export interface Define<State> {
  /** A handler or middleware of an app with this state. */
  middleware<M extends Middleware<State> | Middleware<State>[]>(
    middleware: M,
  ): M;
}

/** The {@linkcode Define} of an app's state. */
export function createDefine<State>(): Define<State> {
  return { middleware: (middleware) => middleware };
}
