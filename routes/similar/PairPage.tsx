/**
 * Two submissions side by side, their shared passages marked.
 *
 * @module
 */
import type { VNode } from "preact";
import { Layout } from "../Layout.tsx";
import type { State } from "../state.ts";
import { type SimilarWords, similarWords } from "../words/similar.ts";
import type { PairPicture } from "./pair_pictures.ts";
import { Hint, type Side, SideName } from "./SimilarPage.tsx";
import { type Mark, spansOf } from "./spans.ts";

/** A piece of text and what it is. */
export interface Piece {
  readonly kind: "prose" | "code";
  readonly text: string;
}

/** One side of a pair. */
export interface PairSide extends Side {
  readonly pieces: readonly Piece[];
  readonly marks: readonly Mark[];
}

/** Two figures that look alike. */
export interface PairFigure {
  readonly left: PairPicture | null;
  readonly right: PairPicture | null;
  /** Bits in which their fingerprints differ. */
  readonly bits: number;
  readonly sameFile: boolean;
}

/** What the page is given. */
export interface PairPageProps {
  readonly state: State;
  readonly left: PairSide;
  readonly right: PairSide;
  readonly passages: number;
  readonly figures: readonly PairFigure[];
}

/** The page. */
export function PairPage(props: PairPageProps): VNode {
  const { state, left, right, passages, figures } = props;
  const words = similarWords[state.language];
  const title = words.pairTitle(left.id, right.id);
  return (
    <Layout state={state} title={title} page="similar" styles={["similar.css"]} wide>
      <div class="row spread">
        <h1>{title}</h1>
        <a href="/similar" aria-current="false">{words.back}</a>
      </div>
      <Hint words={words} />
      {figures.length > 0 && (
        <section class="stack">
          <h2>{words.alikeFigures}</h2>
          <div class="cols">
            {figures.map((figure) => (
              <div class="alike card">
                <Picture side={left} picture={figure.left} words={words} />
                <Picture side={right} picture={figure.right} words={words} />
                <p class="quiet small">
                  {figure.sameFile ? words.sameFile : words.bits(figure.bits)}
                </p>
              </div>
            ))}
          </div>
        </section>
      )}
      <section class="stack">
        <h2>{passages === 0 ? words.noPassages : words.passages(passages)}</h2>
        {passages > 0 && (
          <div class="both">
            <Text side={left} name="left" other="right" words={words} />
            <Text side={right} name="right" other="left" words={words} />
          </div>
        )}
      </section>
    </Layout>
  );
}

/** A text; each passage links to itself on the other side. */
function Text(
  { side, name, other, words }: {
    readonly side: PairSide;
    readonly name: string;
    readonly other: string;
    readonly words: SimilarWords;
  },
): VNode {
  const shown = spansOf(side.pieces.map(({ text }) => text), side.marks);
  return (
    <section class="card text" aria-label={side.id}>
      <h3>
        <SideName side={side} />
      </h3>
      {shown.map((one) => {
        if ("left" in one) return <p class="quiet small">{words.cut(one.left)}</p>;
        const spans = one.spans.map(({ text, passage, first }) =>
          passage === null ? text : (
            <mark>
              {first && (
                <a
                  class="ordinal"
                  id={`${name}-${passage}`}
                  href={`#${other}-${passage}`}
                  title={words.other}
                  aria-label={`${words.passage(passage)}: ${words.other}`}
                >
                  {passage}
                </a>
              )}
              {text}
            </mark>
          )
        );
        return side.pieces[one.piece]!.kind === "code"
          ? <pre tabIndex={0}><code>{spans}</code></pre>
          : <p>{spans}</p>;
      })}
    </section>
  );
}

function Picture(
  { side, picture, words }: {
    readonly side: Side;
    readonly picture: PairPicture | null;
    readonly words: SimilarWords;
  },
): VNode {
  const caption = words.figureOf(side.id);
  return (
    <figure>
      <figcaption>{caption}</figcaption>
      {picture === null ? <p class="quiet">{words.notShown}</p> : "page" in picture
        ? (
          <svg
            viewBox={picture.box.join(" ")}
            role="img"
            aria-label={caption}
            preserveAspectRatio="xMidYMid meet"
          >
            <image href={picture.page} width={picture.width} height={picture.height} />
          </svg>
        )
        : <img src={picture.src} alt={caption} loading="lazy" decoding="async" />}
    </figure>
  );
}
