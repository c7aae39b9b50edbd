/**
 * The submission itself, with the evidence boxed: plain text and pictures that the harness
 * wrote, nothing of the submission's own markup.
 *
 * @module
 */
import type { ComponentChildren, VNode } from "preact";
import type { Report } from "../../grader/report.ts";
import type { Showing, ShownBlock, ShownPart } from "../../grader/show/showing.ts";
import { Notice } from "../components/Notice.tsx";
import type { SubmissionWords } from "../words/submission.ts";
import { Badges } from "./Badges.tsx";
import { Block } from "./Block.tsx";
import { placeText } from "./item_view.ts";
import { Overlays } from "./Overlays.tsx";
import { evidenceAnchor, findPlaces, type Places } from "./places.ts";

/** What the paper is given. */
export interface PaperProps {
  /** Number of the submission. */
  readonly submission: number;
  /** Digest of its source: addresses of pictures change with it. */
  readonly source: string;
  readonly shown: Showing | { readonly unreadable: string };
  /** `null`: not graded, nothing is boxed. */
  readonly report: Report | null;
  /** Ids of the items by their number. */
  readonly items: readonly string[];
  readonly words: SubmissionWords;
}

/** What files, pages and blocks share. */
export interface PaperContext extends PaperProps {
  readonly places: Places;
}

/** The paper's content. */
export function Paper(props: PaperProps): VNode {
  const { shown, report, words } = props;
  const showing = "unreadable" in shown ? null : shown;
  const places = findPlaces(
    report ?? { items: [], evidence: [], readings: {} },
    showing,
  );
  const context: PaperContext = { ...props, places };
  return (
    <>
      {"unreadable" in shown && (
        <Notice kind="warn" title={words.noPaper}>
          <p>{words.noPaperWhy}</p>
          <p class="quiet small">{shown.unreadable}</p>
        </Notice>
      )}
      {showing && showing.parts.length > 1 && (
        <nav class="files row small" aria-label={words.file}>
          {showing.parts.map((part, i) =>
            linkTo(part, i)
          )}
        </nav>
      )}
      {showing?.parts.map((part, i) => (
        <article class="file" id={`file-${i + 1}`}>
          {showing.parts.length > 1 && <h3>{part.file}</h3>}
          {part.kind === "pages"
            ? pagesOf(part, context)
            : blocksOf(part.blocks, context, /\.(?:md|markdown|ipynb)$/i.test(part.file))}
        </article>
      ))}
      {showing && showing.omitted.length > 0 && (
        <Notice title={words.omitted}>
          {showing.omitted.map(({ file, reason }) => (
            <p class="small">{file && <code>{file}</code>} {reason}</p>
          ))}
        </Notice>
      )}
      <Lost {...context} />
    </>
  );
}

function linkTo({ file }: ShownPart, i: number): VNode {
  return <a href={`#file-${i + 1}`}>{file}</a>;
}

function pagesOf(
  part: ShownPart & { kind: "pages" },
  context: PaperContext,
): ComponentChildren {
  const { submission, source, words, places, items } = context;
  return part.pages.map(({ page, width, height }) => {
    const overlays = places.page(part.file, page);
    const parameters = new URLSearchParams({
      file: part.file,
      page: String(page),
      v: source.slice(0, 12),
    });
    return (
      <figure class="sheet">
        <figcaption class="hidden">{`${words.page} ${page}`}</figcaption>
        <img
          src={`/submissions/${submission}/page?${parameters}`}
          width={Math.round(width)}
          height={Math.round(height)}
          alt={`${words.page} ${page}`}
          loading="lazy"
          decoding="async"
        />
        <Overlays {...{ overlays, width, height, words, items }} unit={9} />
      </figure>
    );
  });
}

/** Blocks one after the other; those of a notebook cell, and those of one foreign origin, go together. */
function blocksOf(
  blocks: readonly ShownBlock[],
  context: PaperContext,
  markdown: boolean,
): ComponentChildren {
  const groups: ShownBlock[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && groupOf(last[0]!) === groupOf(block)) last.push(block);
    else groups.push([block]);
  }
  const { words, places } = context;
  const isUncited = (block: ShownBlock) => places.block(block).length === 0;
  return groups.map((group) => {
    const [first] = group;
    const inside = group.map((block) => (
      <Block context={context} block={block} markdown={markdown} />
    ));
    if (first?.origin === "hidden" && group.every(isUncited)) {
      return (
        <details class="hidden-text small">
          <summary>{words.hiddenText(group.length)}</summary>
          {inside}
        </details>
      );
    }
    if (first?.origin === "grader" || first?.origin === "assignment") {
      return (
        <section class="foreign">
          <p class="note small">{words.origins[first.origin]}</p>
          {inside}
        </section>
      );
    }
    if (first?.where.cell === undefined) return inside;
    return (
      <section class="cell">
        <p class="cell-name">{`${words.cell} ${first.where.cell}`}</p>
        {inside}
      </section>
    );
  });
}

function groupOf({ where, origin }: ShownBlock): string | symbol {
  if (where.cell !== undefined) return `cell ${where.cell}`;
  return origin === "author" ? Symbol() : origin;
}

/** Links lead somewhere even where the place can not be shown. */
function Lost({ places, report, words, items }: PaperContext): VNode | null {
  if (places.lost.length === 0) return null;
  const byId = new Map(report?.evidence.map((evidence) => [evidence.id, evidence]));
  return (
    <section class="card lost">
      <h3>{words.lost}</h3>
      {places.lost.map((cited) => {
        const evidence = byId.get(cited.id);
        return (
          <div class="block cited">
            <span class="anchor" id={evidenceAnchor(cited.id)} tabIndex={-1} />
            <Badges cited={[cited]} words={words} items={items} />
            <p class="quiet small">
              {evidence && placeText(evidence.where, words, true)}
            </p>
            <p class="quoted">{evidence?.quote || words.picture}</p>
          </div>
        );
      })}
    </section>
  );
}
