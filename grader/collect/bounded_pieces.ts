/**
 * How much text of a submission readers get.
 *
 * @module
 */
import type { CollectContext, Piece } from "./context.ts";
import { sha256Hex } from "./digest.ts";

type Group = "prose" | "code" | "output";

/**
 * Holds the text of a submission to its limits, in reading order: a very long paragraph
 * loses its end, and what comes after too much prose, code or output of code, or after
 * too many pieces, is left out. Pictures stay. Each limit that is reached is a problem,
 * once, at the first place where it is.
 *
 * @param pieces of all files
 * @returns the same list where no limit is reached
 */
export function boundedPieces(
  pieces: readonly Piece[],
  context: CollectContext,
): readonly Piece[] {
  const { readCharacters, charactersPerPiece, pieces: most } = context.limits;
  const left: Record<Group, number> = {
    prose: readCharacters,
    code: readCharacters,
    output: readCharacters,
  };
  const told = new Set<string>();
  const tell = (piece: Piece, problem: string) => {
    if (!told.has(problem)) context.addProblem(piece.where, problem);
    told.add(problem);
  };
  const kept: Piece[] = [];
  const places = new Map<number, number>();
  let count = 0;
  pieces.forEach((piece, i) => {
    let own = piece;
    if (piece.text !== "" && piece.kind !== "image") {
      const group = groupOf(piece);
      if (group === "prose" && piece.text.length > charactersPerPiece) {
        tell(piece, `only the first ${charactersPerPiece} characters of it were read`);
        own = cut(piece, charactersPerPiece);
      }
      if (count >= most) {
        return tell(
          piece,
          `the submission has more than ${most} pieces of text: the ` +
            "rest was not read",
        );
      }
      if (own.text.length > left[group]) {
        left[group] = 0;
        return tell(
          piece,
          `the submission has more than ${readCharacters} characters ` +
            `of ${group}: the rest was not read`,
        );
      }
      count += 1;
      left[group] -= own.text.length;
    }
    places.set(i, kept.length);
    const { source, ...rest } = own;
    const place = source === undefined ? undefined : places.get(source);
    kept.push(place === undefined ? rest : { ...rest, source: place });
  });
  return told.size === 0 ? pieces : kept;
}

function groupOf({ kind }: Piece): Group {
  return kind === "code" || kind === "output" ? kind : "prose";
}

/** The beginning of a piece; never half a character. */
function cut(piece: Piece, characters: number): Piece {
  const text = piece.text.slice(0, characters).replace(/[\uD800-\uDBFF]$/, "");
  const { offsets, ...where } = piece.where;
  return {
    ...piece,
    text,
    sha256: sha256Hex(text),
    where: {
      ...where,
      ...(offsets === undefined
        ? {}
        : { offsets: [offsets[0], offsets[0] + text.length] }),
    },
  };
}
