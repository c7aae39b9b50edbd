/**
 * A message to who is looking.
 *
 * @module
 */
import type { ComponentChildren, VNode } from "preact";

/** What a {@linkcode Notice} says. */
export interface NoticeProps {
  readonly kind?: "warn" | "bad" | "good";
  readonly title?: string;
  readonly children?: ComponentChildren;
}

/** The message, told apart by its edge and its words. */
export function Notice({ kind, title, children }: NoticeProps): VNode {
  return (
    <section class={`notice${kind ? ` ${kind}` : ""}`}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}
