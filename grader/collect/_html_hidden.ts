/** What a reader of an HTML page can not see. */

/** Colour as red, green, blue, 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** Attributes of an element by lower case name. */
export type Attributes = Readonly<Record<string, string>>;

const names: Readonly<Record<string, Color>> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  floralwhite: [255, 250, 240],
};

/** Splits an inline style into lower case declarations; a later one wins. */
function declarations(style: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of style.slice(0, 4000).split(";")) {
    const colon = part.indexOf(":");
    if (colon < 0) continue;
    const value = part.slice(colon + 1).replace(/!\s*important/i, "");
    found.set(part.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  return found;
}

/** A CSS colour; `null` for one that is not understood, `"none"` for a transparent one. */
export function parseColor(value: string): Color | "none" | null {
  const text = value.trim().toLowerCase();
  if (text === "transparent") return "none";
  const hex = /^#([0-9a-f]{3,8})$/.exec(text)?.[1];
  if (hex !== undefined) {
    const wide = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join("") : hex;
    if (wide.length === 8 && wide.endsWith("00")) return "none";
    if (wide.length < 6) return null;
    const at = (i: number) => Number.parseInt(wide.slice(i, i + 2), 16);
    return [at(0), at(2), at(4)];
  }
  const parts = /^rgba?\(([^)]*)\)$/.exec(text)?.[1]?.split(/[\s,\/]+/).filter(Boolean);
  if (parts !== undefined && parts.length >= 3) {
    if (parts[3] !== undefined && Number.parseFloat(parts[3]) === 0) return "none";
    const [red, green, blue] = parts.map((part) =>
      Number.parseFloat(part) * (part.endsWith("%") ? 2.55 : 1)
    );
    return [red ?? 0, green ?? 0, blue ?? 0];
  }
  return Object.hasOwn(names, text) ? names[text]! : null;
}

/** Length in CSS pixels; `null` for one that depends on its surroundings. */
function pixels(value: string | undefined): number | null {
  if (value === undefined) return null;
  const match = /^([+-]?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|cm|in)?$/.exec(value.trim());
  if (match === null) return null;
  const amount = Number(match[1]);
  const unit: Readonly<Record<string, number>> = {
    px: 1,
    pt: 4 / 3,
    em: 16,
    rem: 16,
    "%": 0.16,
    vw: 10,
    vh: 10,
    cm: 37.8,
    in: 96,
  };
  return amount * (unit[match[2] ?? "px"] ?? 1);
}

/** What an element passes on to what stands in it. */
export interface Looks {
  /** Why it can not be seen; `null` where it can. */
  readonly hidden: string | null;
  /** Whether nothing inside it can be seen either, whatever colour it has. */
  readonly wholly: boolean;
  /** `null`: of a kind that is not understood, and so seen. */
  readonly color: Color | "none" | null;
  /** `null`: of a kind that is not understood, such as a picture. */
  readonly background: Color | null;
}

/** How a page begins: black on white. */
export const plainLooks: Looks = {
  hidden: null,
  wholly: false,
  color: [0, 0, 0],
  background: [255, 255, 255],
};

/** The looks of an element with these attributes inside one that looks like `outer`. */
export function innerLooks(outer: Looks, attributes: Attributes): Looks {
  if (outer.wholly) return outer;
  const style = declarations(attributes.style ?? "");
  const background = backgroundOf(style, attributes, outer.background);
  const color = own(style.get("color") ?? attributes.color, outer.color);
  const gone = hiddenByStyle(style) ??
    (attributes.hidden !== undefined && attributes.hidden !== "until-found"
      ? "hidden attribute"
      : null);
  const camouflaged = color === "none" ||
    color !== null && background !== null && near(color, background);
  return {
    hidden: gone ?? (camouflaged ? "the colour of its background" : null),
    wholly: gone !== null,
    color,
    background,
  };
}

/** A colour that is said here, or that of what is around. */
function own<Outer>(
  value: string | undefined,
  outer: Outer,
): Color | "none" | null | Outer {
  if (value === undefined || /^(?:inherit|unset|revert|currentcolor|)$/.test(value)) {
    return outer;
  }
  return value === "initial" ? [0, 0, 0] : parseColor(value);
}

function backgroundOf(
  style: ReadonlyMap<string, string>,
  attributes: Attributes,
  outer: Color | null,
): Color | null {
  if (/url\(|gradient/.test(style.get("background-image") ?? "")) return null;
  const whole = style.get("background");
  const said = style.get("background-color") ?? attributes.bgcolor ??
    (/^(?:none|initial|0|0 0|transparent)$/.test(whole ?? "") ? "transparent" : whole);
  const color = own(said, outer);
  if (color !== null || said === undefined) return color === "none" ? outer : color;
  // Of several words one may be a colour; a picture may cover it.
  const words = said.split(/\s+(?![^(]*\))/);
  if (words.length < 2 || /url\(|gradient/.test(said)) return null;
  const found = words.map(parseColor).find((one) => one !== null) ?? null;
  return found === "none" ? outer : found;
}

function near(a: Color, b: Color): boolean {
  return a.every((channel, i) => Math.abs(channel - b[i]!) <= 16);
}

function hiddenByStyle(style: ReadonlyMap<string, string>): string | null {
  if (style.get("display") === "none") return "display: none";
  const visibility = style.get("visibility");
  if (visibility === "hidden" || visibility === "collapse") return "visibility: hidden";
  const opacity = style.get("opacity");
  if (opacity !== undefined && Number.parseFloat(opacity) < 0.05) return "opacity";
  const size = pixels(style.get("font-size"));
  if (size !== null && size < 2) return "font size under 2 px";
  for (const side of ["left", "top", "right", "bottom", "margin-left", "text-indent"]) {
    const length = pixels(style.get(side));
    if (length !== null && length <= -500) return "off the page";
  }
  const clip = style.get("clip") ?? style.get("clip-path") ?? "";
  if (
    /^rect\(\s*[01](?:px)?[,\s]+[01](?:px)?[,\s]/.test(clip) ||
    /inset\((?:50|100)%/.test(clip)
  ) {
    return "clipped away";
  }
  const scale = /scale[xy]?\(\s*0(?:\.0*)?\s*[,)]/.test(style.get("transform") ?? "");
  if (scale) return "scaled to nothing";
  const boxed = pixels(style.get("width")) === 0 || pixels(style.get("height")) === 0 ||
    pixels(style.get("max-height")) === 0;
  if (boxed && (style.get("overflow") ?? "").includes("hidden")) {
    return "a box of no size";
  }
  return null;
}
