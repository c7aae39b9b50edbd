/**
 * `/similar`: submissions that are alike; `/similar/:left/:right`: two of them.
 *
 * @module
 */
import { type App, HttpError } from "fresh";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import type { SubmissionRecord } from "../../gradebook/records.ts";
import type { SignedText } from "../../gradebook/similar/signature.ts";
import { signedText, type SimilarPair } from "../../gradebook/similar/similar_pairs.ts";
import { define, type State } from "../state.ts";
import { showingsOf } from "../submission/showings.ts";
import { comparisonsOf } from "./comparison.ts";
import { marksOf } from "./marks.ts";
import { matched } from "./matched.ts";
import { pictureOf } from "./pair_pictures.ts";
import { type PairFigure, PairPage, type PairSide } from "./PairPage.tsx";
import { ComparingPage, type Side, SimilarPage } from "./SimilarPage.tsx";

const rowsOfPage = 50;
/** Seconds after which a page that waits asks again. */
const askAgain = "2";

/** Adds the routes. */
export function register(app: App<State>): void {
  app.get(
    "/similar",
    define.middleware((ctx) => {
      const { state, url } = ctx;
      const { gradebook, assignment } = state;
      if (assignment === null) {
        return ctx.render(<SimilarPage state={state} report={null} />);
      }
      const comparisons = comparisonsOf(gradebook);
      const progress = comparisons.progress(assignment);
      if (progress !== null) {
        const headers = { refresh: askAgain };
        return ctx.render(<ComparingPage {...{ state, progress }} />, { headers });
      }
      const { pairs, compared, missing, unreadable } = comparisons.report(assignment);
      const page = pageOf(url.searchParams.get("page"));
      const first = (page - 1) * rowsOfPage;
      const report = {
        rows: pairs.slice(first, first + rowsOfPage).map((pair) => ({
          left: sideOf(pair.a),
          right: sideOf(pair.b),
          fraction: pair.share,
          words: pair.words,
          figures: matched(pair.pictures).length,
        })),
        total: pairs.length,
        page,
        pages: Math.ceil(pairs.length / rowsOfPage),
        compared,
        missing,
        unreadable,
        failure: comparisons.failure(assignment),
      };
      return ctx.render(<SimilarPage {...{ state, report }} />);
    }),
  );
  app.post(
    "/similar",
    define.middleware((ctx) => {
      const { gradebook, assignment } = ctx.state;
      // Not awaited: the page says how far it is.
      if (assignment !== null) comparisonsOf(gradebook).start(assignment);
      return ctx.redirect("/similar", 303);
    }),
  );
  app.get(
    "/similar/:left/:right",
    define.middleware(async (ctx) => {
      const { state } = ctx;
      const pair = findPair(state, ctx.params.left ?? "", ctx.params.right ?? "");
      if (pair === null) throw new HttpError(404);
      const { gradebook } = state;
      return ctx.render(
        <PairPage
          state={state}
          {...textsOf(gradebook, pair)}
          passages={pair.passages.length}
          figures={await figuresOf(gradebook, pair)}
        />,
      );
    }),
  );
}

function pageOf(text: string | null): number {
  return /^[1-9]\d{0,6}$/.test(text ?? "") ? Number(text) : 1;
}

function sideOf({ key, id, submitters }: SubmissionRecord): Side {
  const names = submitters.map(({ name, sid, email }) => name ?? sid ?? email ?? "")
    .filter((name) => name !== "").join(", ");
  return { key, id, names };
}

/** The pair of two keys, in either order, where it is one. */
function findPair(state: State, left: string, right: string): SimilarPair | null {
  const { gradebook } = state;
  if (!/^[1-9]\d{0,8}$/.test(left) || !/^[1-9]\d{0,8}$/.test(right)) return null;
  const assignment = gradebook.submission(Number(left))?.assignment;
  if (assignment === undefined) return null;
  const keys = [Number(left), Number(right)].toSorted((a, b) => a - b);
  return comparisonsOf(gradebook).report(assignment).pairs.find(({ a, b }) =>
    Math.min(a.key, b.key) === keys[0] && Math.max(a.key, b.key) === keys[1]
  ) ?? null;
}

/** Both texts with what they share. */
function textsOf(gradebook: Gradebook, { a, b, passages }: SimilarPair): {
  readonly left: PairSide;
  readonly right: PairSide;
} {
  const [left, right] = [a, b].map(({ source }) => signedText(gradebook, source) ?? []);
  const texts = (pieces: SignedText) => pieces.map(({ text }) => text);
  const marks = marksOf(texts(left!), texts(right!), passages);
  return {
    left: { ...sideOf(a), pieces: left!, marks: marks.left },
    right: { ...sideOf(b), pieces: right!, marks: marks.right },
  };
}

async function figuresOf(
  gradebook: Gradebook,
  { a, b, pictures }: SimilarPair,
): Promise<readonly PairFigure[]> {
  if (pictures.length === 0) return [];
  const find = async (record: SubmissionRecord) => {
    const rubric = gradebook.latestRubric(record.assignment)?.rubric;
    const showing = rubric &&
      await showingsOf(gradebook).showing(record.source, rubric);
    return (place: Parameters<typeof pictureOf>[2]) =>
      !showing || "unreadable" in showing ? null : pictureOf(showing, record.key, place);
  };
  const [left, right] = [await find(a), await find(b)];
  return matched(pictures).map((picture) => ({
    left: left(picture.a),
    right: right(picture.b),
    bits: picture.bits,
    sameFile: picture.sameFile,
  }));
}
