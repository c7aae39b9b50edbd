/**
 * What every form that posts carries.
 *
 * @module
 */
import type { VNode } from "preact";
import type { State } from "../state.ts";

/** Hidden fields of a form: the proof that it is ours, and the page to come back to. */
export function Csrf({ state }: { readonly state: State }): VNode {
  return (
    <>
      <input type="hidden" name="csrf" value={state.csrf} />
      <input type="hidden" name="back" value={state.here} />
    </>
  );
}
