/**
 * A piece of a text or notebook, as plain text; a picture with its panels.
 *
 * @module
 */
import type { ComponentChildren, VNode } from "preact";
import type { ShownBlock } from "../../grader/show/showing.ts";
import { Badges } from "./Badges.tsx";
import { Overlays } from "./Overlays.tsx";
import type { PaperContext } from "./Paper.tsx";
import { evidenceAnchor } from "./places.ts";

/** The block with the numbers of the items that cite it. */
export function Block(
  { context, block, markdown }: {
    readonly context: PaperContext;
    readonly block: ShownBlock;
    /** Whether `**` and `` ` `` are marks of emphasis and code. */
    readonly markdown: boolean;
  },
): VNode {
  const { places, words, items } = context;
  const cited = places.block(block);
  const classes = ["block", `is-${block.kind}`, `from-${block.origin}`];
  if (cited.length > 0) classes.push("cited");
  return (
    <div class={classes.join(" ")}>
      {cited.map(({ id }) => (
        <span
          class="anchor"
          id={evidenceAnchor(id)}
          tabIndex={-1}
        />
      ))}
      {cited.length > 0 && <Badges {...{ cited, words, items }} />}
      {(block.origin === "hidden" || block.origin === "aimed") && (
        <p class="note small">
          {words.origins[block.origin]}
          {block.note && <span class="quiet">{` · ${block.note}`}</span>}
        </p>
      )}
      {contentOf(block, context, markdown)}
      {block.cut !== undefined && <p class="note small">{words.cut(block.cut)}</p>}
    </div>
  );
}

function contentOf(
  block: ShownBlock,
  context: PaperContext,
  markdown: boolean,
): ComponentChildren {
  const { kind, text } = block;
  switch (kind) {
    case "image":
      return <Picture context={context} block={block} />;
    case "code":
    case "output":
    case "table":
      return <pre>{text}</pre>;
    case "heading":
      return (
        <p class={`heading level-${block.level ?? 2}`}>
          {markdown ? withoutMarks(text) : text}
        </p>
      );
    case "list-item":
      return (
        <p>{markdown ? inline(text.replace(/^(?:[-*+]|\d{1,9}[.)])\s+/, "")) : text}</p>
      );
    default:
      return <p>{markdown ? inline(text) : text}</p>;
  }
}

/** A heading without what makes it one. */
function withoutMarks(heading: string): string {
  return heading.replace(/^#{1,6}[ \t]+/, "").replace(/\n[=-]+$/, "");
}

/** Bold and code as such, all else as it stands. One pass; marks do not nest. */
function inline(text: string): ComponentChildren {
  return text.split(/(\*\*[^*\n]{1,400}\*\*|`[^`\n]{1,400}`)/).map((part, i) => {
    if (i % 2 === 0) return part;
    return markedUp(part);
  });
}

function markedUp(part: string): VNode {
  if (part.startsWith("`")) return <code>{part.slice(1, -1)}</code>;
  return <strong>{part.slice(2, -2)}</strong>;
}

function Picture(
  { context, block }: { readonly context: PaperContext; readonly block: ShownBlock },
): VNode {
  const { submission, source, words, places, items } = context;
  const { picture, note } = block;
  if (!picture) {
    return (
      <p class="note missing">
        {words.missing}
        {note && <span class="quiet small">{` · ${note}`}</span>}
      </p>
    );
  }
  const { digest, width, height, name, alt } = picture;
  const overlays = places.picture(block);
  const caption = [name, alt].filter((part) => part && part !== "").join(" · ");
  return (
    <figure>
      <div class="picture">
        <img
          src={`/submissions/${submission}/picture/${digest}?v=${source.slice(0, 12)}`}
          width={width}
          height={height}
          alt={alt ?? name ?? words.picture}
          loading="lazy"
          decoding="async"
        />
        <Overlays
          {...{ overlays, width, height, words, items }}
          unit={Math.max(9, width / 45)}
        />
      </div>
      {caption && <figcaption class="quiet small">{caption}</figcaption>}
    </figure>
  );
}
