/**
 * Roles that no word gives: what stands beside an original in a report that adjusts a
 * latent representation. Always unsure, so that a person is asked.
 *
 * @module
 */
import type { Adjustment, PanelRole } from "../../../rubric/facts.ts";
import type { DraftFigure, DraftPanel } from "./assign_roles.ts";

/** Fills roles in by position within each group of figures; known roles stay. */
export function guessRoles(
  groups: readonly (readonly DraftFigure[])[],
  adjustments: readonly Adjustment[],
): readonly (readonly DraftFigure[])[] {
  const counted = new Set(
    adjustments.filter(({ counts }) => counts !== "no").map(({ signature }) => signature),
  ).size;
  return groups.map((figures) => {
    const group = figures.some(({ content }) => content === "pictures")
      ? confirmed(figures)
      : figures;
    if (counted === 0) return group;
    const grid = group.some(({ rows, columns }) => rows > 1 && columns > 1);
    const panels = group.flatMap((figure) =>
      figure.content === "pictures" ? figure.panels.map((panel) => panel) : []
    );
    if (grid || panels.length < 2 || panels.length > 12) return group;
    const unknown = panels.filter(({ role }) => role === "unknown");
    const reference = panels.find(({ role }) =>
      role === "original" || role === "reconstruction"
    );
    if (unknown.length === 0) return group;
    if (!reference && (unknown.length < panels.length || panels.length < 3)) return group;
    const numbered = renumbered(panels, counted);
    let at = 0;
    return group.map((figure) => ({
      ...figure,
      panels: figure.content !== "pictures"
        ? figure.panels
        : figure.panels.map((panel) => {
          const i = at++;
          if (panel.role !== "unknown") return numbered.get(panel) ?? panel;
          if (!reference && i === 0) return guess(panel, "original", 0.3, i);
          return guess(panel, "adjusted", reference ? 0.45 : 0.3, i);
        }),
    }));
  });
}

/** A `photo` that stands alone among adjusted pictures is the original. */
function confirmed(group: readonly DraftFigure[]): readonly DraftFigure[] {
  const panels = group.flatMap((figure) => figure.panels);
  const others = panels.filter(({ role }) => role !== "original" && role !== "other");
  const sure = others.length >= 2 &&
    others.every(({ role, confidence }) => role === "adjusted" && confidence >= 0.6);
  if (!sure) return group;
  return group.map((figure) => ({
    ...figure,
    panels: figure.panels.map((panel) =>
      panel.role === "original" && panel.basis !== "position"
        ? { ...panel, confidence: Math.max(panel.confidence, 0.75) }
        : panel
    ),
  }));
}

function guess(
  panel: DraftPanel,
  role: PanelRole,
  confidence: number,
  i: number,
): DraftPanel {
  return {
    ...panel,
    role,
    confidence,
    basis: "position",
    key: panel.label ? panel.key : `position ${panel.image} ${i}`,
  };
}

/**
 * `Reconstruction 1`, `Reconstruction 2`: as many numbered ones as there are adjustments
 * are the adjusted ones.
 */
function renumbered(
  panels: readonly DraftPanel[],
  counted: number,
): ReadonlyMap<DraftPanel, DraftPanel> {
  const rebuilt = panels.filter(({ role, label }) =>
    role === "reconstruction" && /[1-9一二三]/.test(label ?? "")
  );
  const keys = new Set(rebuilt.map(({ key }) => key));
  if (keys.size < 2 || keys.size !== counted) return new Map();
  return new Map(
    rebuilt.map((panel) => [panel, { ...panel, role: "adjusted", confidence: 0.55 }]),
  );
}
