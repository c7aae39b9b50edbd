/**
 * The class as a table: a row is a link to its submission.
 *
 * @module
 */
import type { VNode } from "preact";
import type { GradebookRow } from "../../gradebook/gradebook.ts";
import type { LocalizedText } from "../../rubric/rubric.ts";
import { type ClassQuery, withQuery } from "../class_query.ts";
import { ReviewFlag, Verdict } from "../components/Verdict.tsx";
import { pointsText } from "../points_text.ts";
import type { State } from "../state.ts";
import type { GradebookWords } from "../words/gradebook.ts";

/** What the table is given. */
export interface ClassTableProps {
  readonly rows: readonly GradebookRow[];
  /** Texts of the items by id, in order. */
  readonly items: ReadonlyMap<string, LocalizedText>;
  readonly query: ClassQuery;
  readonly state: State;
  readonly words: GradebookWords;
}

/** The table; it scrolls sideways in its own box, and becomes cards on narrow screens. */
export function ClassTable(props: ClassTableProps): VNode {
  const { rows, items, words, query } = props;
  const numbers = [...items.keys()];
  const view = withQuery("", query);
  return (
    <div class="table-scroll">
      <table class="class cards">
        <thead>
          <tr>
            <SortHead {...props} sort="id" label={words.columns.id} />
            <SortHead {...props} sort="name" label={words.columns.name} />
            <SortHead {...props} sort="earned" label={words.columns.earned} />
            <th scope="col">{words.columns.items}</th>
            <SortHead {...props} sort="open" label={words.columns.open} downFirst />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => rowOf({ ...props, row, view, numbers }))}
        </tbody>
      </table>
    </div>
  );
}

function SortHead(
  { query, words, sort, label, downFirst }: ClassTableProps & {
    readonly sort: NonNullable<ClassQuery["sort"]>;
    readonly label: string;
    readonly downFirst?: boolean;
  },
): VNode {
  const { sort: now = "id", descending = false, ...filters } = query;
  const current = now === sort;
  const down = current ? !descending : downFirst ?? false;
  const next: ClassQuery = {
    ...filters,
    ...(sort === "id" ? {} : { sort }),
    ...(down ? { descending: true } : {}),
  };
  return (
    <th
      scope="col"
      aria-sort={current ? (descending ? "descending" : "ascending") : undefined}
    >
      <a
        class="sort"
        href={withQuery("/", next)}
        aria-current="false"
        title={words.sortBy(label)}
      >
        {label}
        <span class="arrow" aria-hidden="true">
          {current ? (descending ? "▼" : "▲") : ""}
        </span>
      </a>
    </th>
  );
}

function rowOf(
  { row, view, numbers, state, words }: ClassTableProps & {
    readonly row: GradebookRow;
    /** The query as a part of an address. */
    readonly view: string;
    readonly numbers: readonly string[];
  },
): VNode {
  const { submission, outcome, open } = row;
  const href = `/submissions/${submission.key}${view}`;
  const names = submission.submitters.map(({ name, sid, email }) =>
    name ?? sid ?? email ?? ""
  ).filter((name) => name !== "").join(", ");
  return (
    <tr class={open > 0 ? "open" : undefined}>
      <th scope="row">
        <a class="whole" href={href} aria-current="false">
          {submission.id}
        </a>
      </th>
      <td data-label={words.columns.name}>
        {names ? <span class="names">{names}</span> : <span class="quiet">–</span>}
      </td>
      <td class="points" data-label={words.columns.earned}>
        <Points row={row} words={words} />
      </td>
      <td>
        <div class="marks">
          {outcome === "graded" || row.items.some((item) => item.decided)
            ? row.items.map((item) => (
              <a
                href={`${href}#item-${item.id}`}
                aria-current="false"
                tabIndex={-1}
              >
                <Verdict
                  verdict={item.verdict}
                  words={state.words}
                  label={String(numbers.indexOf(item.id) + 1)}
                  needsReview={item.needsReview}
                  decided={item.decided}
                  disputed={item.disputed}
                />
              </a>
            ))
            : <span class="chip">{state.words.outcomes[outcome ?? "ungraded"]}</span>}
        </div>
      </td>
      <td data-label={words.columns.open}>
        {open > 0
          ? <ReviewFlag words={state.words} text={words.openItems(open)} />
          : <span class="quiet">–</span>}
      </td>
    </tr>
  );
}

function Points(
  { row, words }: { readonly row: GradebookRow; readonly words: GradebookWords },
): VNode {
  const { earned, possible, pending } = row;
  if (earned === null) return <span class="quiet">–</span>;
  return (
    <span>
      <strong>{pointsText(earned)}</strong>
      <span class="quiet">{` / ${pointsText(possible)}`}</span>
      {(pending ?? 0) > 0 && (
        <span class="pending">{` (${words.pending(pointsText(pending))})`}</span>
      )}
    </span>
  );
}
