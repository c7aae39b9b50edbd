/**
 * Boxes over a page or a picture: evidence with the numbers of its items, panels with what
 * they were taken for. Lengths are of the page or picture, so that no style is needed.
 *
 * @module
 */
import type { VNode } from "preact";
import type { SubmissionWords } from "../words/submission.ts";
import { itemAnchor } from "./item_view.ts";
import { evidenceAnchor, type Overlay } from "./places.ts";

/** What {@linkcode Overlays} are drawn from. */
export interface OverlaysProps {
  readonly overlays: readonly Overlay[];
  /** Of the page or picture, in the units of the boxes. */
  readonly width: number;
  readonly height: number;
  /** Height of letters. */
  readonly unit: number;
  readonly words: SubmissionWords;
  /** Ids of the items by their number. */
  readonly items: readonly string[];
}

/** The boxes; nothing where there are none. */
export function Overlays(props: OverlaysProps): VNode | null {
  const { overlays, width, height } = props;
  if (overlays.length === 0) return null;
  const area = ({ box }: Overlay) => box[2] * box[3];
  // Small ones on top, so that each can be clicked.
  const ordered = overlays.toSorted((a, b) => area(b) - area(a));
  return (
    <svg class="overlays" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
      {ordered.map((overlay) =>
        overlay.panel ? panelOf(overlay, props) : null
      )}
      {ordered.map((overlay) =>
        overlay.evidence ? evidenceOf(overlay, props) : null
      )}
    </svg>
  );
}

function panelOf({ box, panel }: Overlay, { words, unit }: OverlaysProps): VNode {
  const [x, y, width, height] = box;
  const role = words.roles[panel?.role as keyof SubmissionWords["roles"]] ?? panel?.role;
  const text = panel?.adjustment === undefined ? role : `${role} ${panel.adjustment}`;
  const size = Math.min(unit, width / 7);
  return (
    <g class="panel-box">
      <rect x={x} y={y} width={width} height={height} vector-effect="non-scaling-stroke">
        <title>{text}</title>
      </rect>
      {size > unit / 3 && (
        <>
          <rect
            class="label"
            x={x}
            y={y + height - size * 1.4}
            width={Math.min(width, widthOf(text ?? "", size))}
            height={size * 1.4}
          />
          <text x={x + size * 0.3} y={y + height - size * 0.4} font-size={size}>
            {text}
          </text>
        </>
      )}
    </g>
  );
}

function widthOf(text: string, size: number): number {
  let units = 0.6;
  for (const letter of text) units += letter > "\u2E80" ? 1 : 0.56;
  return units * size;
}

function evidenceOf(
  { box, evidence }: Overlay,
  { words, unit, items, width: whole }: OverlaysProps,
): VNode {
  const [x, y, width, height] = box;
  const numbers = evidence?.items ?? [];
  const text = numbers.join(" ");
  const size = unit * 1.3;
  const wide = Math.max(size * 1.3, text.length * size * 0.6 + size * 0.6);
  const pad = unit / 4;
  // In the margin where there is room, else in the corner.
  const left = x - pad - wide > 0 ? x - pad - wide : Math.min(x, whole - wide);
  return (
    <a
      id={evidenceAnchor(evidence?.id ?? "")}
      class="evidence-box"
      href={`#${itemAnchor(items[(numbers[0] ?? 1) - 1] ?? "")}`}
      data-items={text}
      aria-label={words.itemsHere(numbers.join(", "))}
    >
      <rect
        class="area"
        x={x - pad}
        y={y - pad}
        width={width + 2 * pad}
        height={height + 2 * pad}
        vector-effect="non-scaling-stroke"
      />
      <rect class="tag" x={left} y={y - pad} width={wide} height={size * 1.4} rx={pad} />
      <text
        class="tag-text"
        x={left + wide / 2}
        y={y - pad + size * 1.05}
        font-size={size}
      >
        {text}
      </text>
    </a>
  );
}
