/**
 * A verdict as a chip: told by shape and text, colour comes on top.
 *
 * @module
 */
import type { VNode } from "preact";
import type { Verdict as VerdictName } from "../../rubric/check.ts";
import type { FrameWords } from "../words/frame.ts";

/** Shapes in a square of 16: tick, half-filled circle, cross, question mark. */
const shapes: Readonly<Record<VerdictName, string>> = {
  met: "M2 8.5 6.2 13 14 3.5",
  partial: "M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12",
  unmet: "M3 3 13 13M13 3 3 13",
  undetermined: "M5 5.5C5 1.5 11.5 1.5 11.5 5.5 11.5 8 8 7.5 8 10.5M8 13.2V14.2",
};

/** What a {@linkcode Verdict} shows. */
export interface VerdictProps {
  readonly verdict: VerdictName;
  readonly words: FrameWords;
  /** Shown in place of the verdict's name, which is then read out only. */
  readonly label?: string;
  /** A person should look and nobody did. */
  readonly needsReview?: boolean;
  readonly decided?: "accept" | "override" | null;
  readonly disputed?: boolean;
}

/** The chip: a double border and a square shape where a person decided. */
export function Verdict(props: VerdictProps): VNode {
  const { verdict, words, label, decided } = props;
  const spoken = [
    label === undefined ? null : words.verdicts[verdict],
    props.needsReview ? words.review : null,
    decided === "accept" ? words.accepted : null,
    decided === "override" ? words.overridden : null,
    props.disputed ? words.disputed : null,
  ].filter((word) => word !== null);
  const title = [label, words.verdicts[verdict], ...spoken.slice(label ? 1 : 0)]
    .filter(Boolean).join(" · ");
  return (
    <span
      class={`chip${decided ? " person" : ""}`}
      data-verdict={verdict}
      title={title}
    >
      <Shape path={shapes[verdict]} filled={verdict === "partial"} />
      <span>{label ?? words.verdicts[verdict]}</span>
      {props.needsReview && <Shape path="M4 15V2H13L10.5 5.5 13 9H4" />}
      {decided && (
        <Shape path="M8 8A3 3 0 1 0 8 2 3 3 0 0 0 8 8ZM2.5 15C2.5 9.5 13.5 9.5 13.5 15" />
      )}
      {props.disputed && <Shape path="M8 2V9.5M8 13V14.2" />}
      {spoken.length > 0 && <span class="hidden">{`, ${spoken.join(", ")}`}</span>}
    </span>
  );
}

/** The chip of what needs review. */
export function ReviewFlag(
  { words, text }: { readonly words: FrameWords; readonly text?: string },
): VNode {
  return (
    <span class="chip flag">
      <Shape path="M4 15V2H13L10.5 5.5 13 9H4" />
      <span>{text ?? words.review}</span>
    </span>
  );
}

function Shape(
  { path, filled }: { readonly path: string; readonly filled?: boolean },
): VNode {
  const [first = "", second] = filled ? path.split(/(?<=Z)/) : [path];
  return (
    // How it is drawn stands in the style sheet: a class has thousands of them.
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={first} class={filled ? "filled" : undefined} />
      {second && <path d={second} />}
    </svg>
  );
}
