/**
 * Connected shapes of a picture, and the runs of letters that they make.
 *
 * @module
 */

/** A connected area, its edges inclusive. */
export interface Shape {
  readonly left: number;
  readonly top: number;
  right: number;
  bottom: number;
  ink: number;
}

/** Connected areas (8 neighbours) that differ from the background. */
export function shapesOf(
  grey: Uint8Array,
  width: number,
  height: number,
  shade: number,
): Shape[] {
  const threshold = 52;
  const parent: number[] = [];
  const shapes: (Shape | null)[] = [];
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  const join = (a: number, b: number): number => {
    const [keep, drop] = [Math.min(find(a), find(b)), Math.max(find(a), find(b))];
    if (keep !== drop) parent[drop] = keep;
    return keep;
  };
  let above = new Int32Array(width + 2).fill(-1);
  let here = new Int32Array(width + 2).fill(-1);
  for (let y = 0; y < height; y++) {
    here.fill(-1);
    for (let x = 0; x < width; x++) {
      if (Math.abs(grey[y * width + x]! - shade) < threshold) continue;
      let label = -1;
      for (const near of [here[x]!, above[x]!, above[x + 1]!, above[x + 2]!]) {
        if (near >= 0) label = label < 0 ? find(near) : join(label, near);
      }
      if (label < 0) {
        label = parent.length;
        parent.push(label);
        shapes.push({ left: x, top: y, right: x, bottom: y, ink: 0 });
      }
      here[x + 1] = label;
      const shape = shapes[label]!;
      shape.ink += 1;
      if (x < shape.left) shapes[label] = { ...shape, left: x };
      else if (x > shape.right) shape.right = x;
      if (y > shape.bottom) shape.bottom = y;
    }
    [above, here] = [here, above];
  }
  for (let label = parent.length - 1; label >= 0; label--) {
    const root = find(label);
    if (root === label) continue;
    const [part, whole] = [shapes[label]!, shapes[root]!];
    shapes[root] = {
      left: Math.min(part.left, whole.left),
      top: Math.min(part.top, whole.top),
      right: Math.max(part.right, whole.right),
      bottom: Math.max(part.bottom, whole.bottom),
      ink: part.ink + whole.ink,
    };
    shapes[label] = null;
  }
  return shapes.filter((shape) => shape !== null);
}

/** Rows of a shape. */
export const heightOf = (shape: Shape) => shape.bottom - shape.top + 1;
/** Columns of a shape. */
export const widthOf = (shape: Shape) => shape.right - shape.left + 1;

/** Of a size, and as full, as a letter is. */
export function isLetterLike(shape: Shape): boolean {
  const height = heightOf(shape);
  const width = widthOf(shape);
  return height >= 3 && height <= 80 && width <= 5 * height && shape.ink >= 4 &&
    shape.ink > 0.06 * height * width;
}

/** Puts letters that stand beside one another into runs. */
export function runsOf(letters: readonly Shape[]): Shape[][] {
  const sorted = [...letters].sort((a, b) => a.left - b.left || a.top - b.top);
  const runs: { shapes: Shape[]; top: number; bottom: number; right: number }[] = [];
  const open = new Set<(typeof runs)[number]>();
  for (const shape of sorted) {
    let best: (typeof runs)[number] | null = null;
    let most = 0;
    for (const run of open) {
      const tall = run.bottom - run.top + 1;
      const gap = shape.left - run.right;
      if (gap > 2.6 * Math.max(tall, heightOf(shape))) {
        if (gap > 260) open.delete(run);
        continue;
      }
      const shared = Math.min(run.bottom, shape.bottom) - Math.max(run.top, shape.top) +
        1;
      const least = Math.min(tall, heightOf(shape));
      const most2 = Math.max(tall, heightOf(shape));
      if (shared < 0.5 * least || most2 > 3.2 * least && least > 6) continue;
      if (shared > most) [most, best] = [shared, run];
    }
    if (best === null) {
      best = { shapes: [], top: shape.top, bottom: shape.bottom, right: shape.right };
      runs.push(best);
      open.add(best);
    }
    best.shapes.push(shape);
    best.right = Math.max(best.right, shape.right);
    // Letters without ascenders do not shrink the line; tall ones may grow it a bit.
    if (heightOf(shape) <= 1.6 * (best.bottom - best.top + 1)) {
      best.top = Math.min(best.top, shape.top);
      best.bottom = Math.max(best.bottom, shape.bottom);
    }
  }
  return runs.map((run) => run.shapes);
}

/** Parts a row where a gap is wider than words have: titles of neighbouring panels. */
export function splitRow(row: readonly Shape[], widest: number): Shape[][] {
  const parts: Shape[][] = [];
  let right = -Infinity;
  for (const shape of [...row].sort((a, b) => a.left - b.left)) {
    if (shape.left - right > widest) parts.push([]);
    parts[parts.length - 1]!.push(shape);
    right = Math.max(right, shape.right);
  }
  return parts;
}

/** Two square shapes of one height, such as two CJK characters. */
export function isWidePair(run: readonly Shape[]): boolean {
  const [a, b] = run;
  if (run.length !== 2 || a === undefined || b === undefined) return false;
  const square = run.every((shape) =>
    heightOf(shape) >= 8 && Math.abs(widthOf(shape) / heightOf(shape) - 1) < 0.3
  );
  const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  return square && Math.abs(heightOf(a) - heightOf(b)) < 0.25 * heightOf(a) &&
    gap < 0.5 * heightOf(a);
}
