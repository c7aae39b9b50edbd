/**
 * A few things at a time, as they come.
 *
 * @module
 */

/**
 * Works on items, some at a time, and yields what comes of them as it comes. The next item
 * is asked for when there is room for it, while others are in work.
 *
 * An aborted signal ends the iteration once what is in work has settled; nothing of it is
 * yielded, and `work` itself has to see to it that it settles soon.
 *
 * @param atOnce how many, from 1
 * @throws what `work` and `items` throw, once what is in work has settled
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const { signal } = new AbortController();
 * const squares: number[] = [];
 * const square = (n: number) => Promise.resolve(n * n);
 * for await (const found of inParallel([1, 2, 3], 2, square, signal)) squares.push(found);
 * assertEquals(squares.sort(), [1, 4, 9]);
 * ```
 */
export async function* inParallel<Item, Found>(
  items: Iterable<Item> | AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Found>,
  signal: AbortSignal,
): AsyncGenerator<Found> {
  type Event =
    | { readonly of: "next"; readonly result: IteratorResult<Item> }
    | { readonly of: Promise<unknown>; readonly found: Found };
  const iterator = Symbol.asyncIterator in items
    ? items[Symbol.asyncIterator]()
    : asynchronous(items[Symbol.iterator]());
  const inWork = new Set<Promise<Event>>();
  let next: Promise<Event> | null = null;
  let exhausted = false;
  try {
    while (true) {
      if (!exhausted && next === null && inWork.size < atOnce && !signal.aborted) {
        next = iterator.next().then((result) => ({ of: "next", result }));
      }
      const waiting = next === null ? [...inWork] : [next, ...inWork];
      if (waiting.length === 0) return;
      const event = await Promise.race(waiting);
      if (signal.aborted) return;
      if (event.of === "next") {
        next = null;
        if (event.result.done) {
          exhausted = true;
          continue;
        }
        const { value } = event.result;
        const own: Promise<Event> = work(value).then((found) => ({ of: own, found }));
        inWork.add(own);
      } else {
        inWork.delete(event.of as Promise<Event>);
        yield event.found;
      }
    }
  } finally {
    await Promise.allSettled(next === null ? inWork : [next, ...inWork]);
    await iterator.return?.();
  }
}

function asynchronous<Item>(iterator: Iterator<Item>): AsyncIterator<Item> {
  return {
    next: () => Promise.resolve(iterator.next()),
    return: () =>
      Promise.resolve(iterator.return?.() ?? { done: true, value: undefined }),
  };
}
