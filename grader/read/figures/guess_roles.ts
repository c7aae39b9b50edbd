/**
 * Roles that words give only together with number and place: "first" and "second" beside an
 * original, in a report of two adjustments; what stands unnamed beside an original.
 *
 * @module
 */
import type { Adjustment, PanelRole } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import type { DraftFigure, DraftPanel } from "./assign_roles.ts";

/** Figures that stand together, and the section of the report that they stand in. */
export interface DraftGroup {
  readonly section: string;
  readonly figures: readonly DraftFigure[];
}

type Changes = ReadonlyMap<DraftPanel, Partial<DraftPanel>>;
const none: Changes = new Map();

/**
 * Fills roles in by number and position; sure roles stay. What no word supports stays
 * unsure, so that a person is asked.
 *
 * @param groups figures with the roles that words gave, in reading order
 * @param adjustments what the submission does to latents
 */
export function guessRoles(
  groups: readonly DraftGroup[],
  adjustments: readonly Adjustment[],
): readonly DraftFigure[] {
  const counted = new Set(
    adjustments.filter(({ counts }) => counts !== "no").map(({ signature }) => signature),
  ).size;
  let known = groups;
  const apply = (changes: Changes) => {
    known = known.map((group) => ({
      ...group,
      figures: group.figures.map((figure) => ({
        ...figure,
        panels: figure.panels.map((panel) => ({ ...panel, ...changes.get(panel) })),
      })),
    }));
  };
  const sections = [...new Set(groups.map(({ section }) => section))];
  const inSection = (section: string) =>
    known.filter((group) => group.section === section).flatMap(shown);
  for (const section of sections) {
    apply(numbered(inSection(section), counted));
    apply(confirmed(inSection(section)));
  }
  for (const [i, group] of known.entries()) {
    apply(beside(known[i] ?? group, inSection(group.section), counted));
  }
  return known.flatMap(({ figures }) => figures);
}

function shown(group: DraftGroup): readonly DraftPanel[] {
  return group.figures.flatMap(({ content, panels }) =>
    content === "pictures" || content === "unknown" ? panels : []
  );
}

const isReference = ({ role }: DraftPanel) =>
  role === "original" || role === "reconstruction";
const ordinal = new RegExp(
  "^(?:(?:picture|image|img|fig(?:ure)?|case|result|method|variant|version|type|test|no|the|#|图片?|结果|方法|方式|做法)\\s*)?" +
    "[(\\[]?(?:第?[一二三四1-6](?:种|个|张|次|组|项|つ目|番目)?|[a-f]|i{1,3}|iv|first|second|third|fourth|1st|2nd|3rd)[)\\].]?" +
    "\\s*(?:one|result|image|picture|way|结果|图片?|做法|方式|方法)?$",
  "u",
);

/**
 * Two or more numbered ones, as far as there are adjustments for them, beside an original or a reconstruction,
 * are the adjusted ones: "first", "second"; "Reconstruction 1", "Reconstruction 2".
 */
function numbered(panels: readonly DraftPanel[], counted: number): Changes {
  if (counted < 2) return none;
  const ordinals = panels.filter(({ role, label }) =>
    role === "unknown" && label !== undefined && ordinal.test(bare(label))
  );
  const rebuilt = panels.filter(({ role, label }) =>
    role === "reconstruction" && /[1-9一二三]/.test(label ?? "")
  );
  const names = (list: readonly DraftPanel[]) =>
    new Set(list.map(({ label }) => bare(label ?? ""))).size;
  const reference = panels.some((panel) =>
    isReference(panel) && panel.confidence >= 0.5 && !rebuilt.includes(panel)
  );
  const changes = new Map<DraftPanel, Partial<DraftPanel>>();
  const ranked = names(ordinals);
  if (ranked >= 2 && ranked <= counted && reference) {
    for (const panel of ordinals) {
      changes.set(panel, {
        role: "adjusted",
        basis: "position",
        confidence: 0.7,
        key: `number ${bare(panel.label ?? "")}`,
      });
    }
  } else if (names(rebuilt) === counted) {
    for (const panel of rebuilt) {
      changes.set(panel, { role: "adjusted", confidence: reference ? 0.65 : 0.55 });
    }
  }
  return changes;
}

function bare(label: string): string {
  return fold(label).text.replace(/[\s:.。,、]+$/u, "").trim();
}

/** The one `photo` or `x` beside adjusted pictures is the original. */
function confirmed(panels: readonly DraftPanel[]): Changes {
  const sure = panels.filter(({ role, confidence }) =>
    role === "adjusted" && confidence >= 0.6
  );
  if (new Set(sure.map(({ key }) => key)).size < 2) return none;
  const changes = new Map<DraftPanel, Partial<DraftPanel>>();
  for (const role of ["original", "reconstruction"] as const) {
    const weak = panels.filter((panel) => panel.role === role);
    const labels = new Set(weak.map(({ label }) => bare(label ?? "")));
    if (labels.size !== 1 || weak.some(({ basis }) => basis === "position")) continue;
    for (const panel of weak) {
      if (panel.confidence < 0.75) changes.set(panel, { confidence: 0.75 });
    }
  }
  return changes;
}

/** Unnamed pictures in a row with an original, where adjusted ones are still missing. */
function beside(
  group: DraftGroup,
  section: readonly DraftPanel[],
  counted: number,
): Changes {
  if (counted === 0) return none;
  if (group.figures.some(({ rows, columns }) => rows > 1 && columns > 1)) return none;
  const panels = group.figures.flatMap(({ content, panels }) =>
    content === "pictures" ? panels : []
  );
  if (panels.length < 2 || panels.length > 12) return none;
  const unknown = panels.filter(({ role }) => role === "unknown");
  const told = new Set(
    section.filter(({ role, confidence }) => role === "adjusted" && confidence >= 0.6)
      .map(({ key }) => key),
  ).size;
  if (unknown.length === 0 || told >= Math.max(2, counted)) return none;
  const reference = panels.some(isReference);
  if (!reference && (unknown.length < panels.length || panels.length < 3)) return none;
  const changes = new Map<DraftPanel, Partial<DraftPanel>>();
  panels.forEach((panel, i) => {
    if (panel.role !== "unknown") return;
    const first = !reference && i === 0;
    const role: PanelRole = first ? "original" : "adjusted";
    changes.set(panel, {
      role,
      confidence: reference ? 0.45 : 0.3,
      basis: "position",
      key: panel.label ? panel.key : `position ${panel.image} ${i}`,
    });
  });
  return changes;
}
