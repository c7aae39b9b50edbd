/**
 * The routes of a submission: its page, its pictures, its report.
 *
 * @module
 */
import { type App, HttpError } from "fresh";
import { renderToString } from "preact-render-to-string";
import type { Showing } from "../../grader/show/showing.ts";
import { canonicalize } from "../../grader/canonical.ts";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { reproductionFigure, reproductionOf } from "../../gradebook/reproductions.ts";
import { readClassQuery } from "../class_query.ts";
import { inTurn } from "../in_turn.ts";
import { define, type State } from "../state.ts";
import { submissionWords } from "../words/submission.ts";
import { registerDecisions } from "./decide.tsx";
import { Paper } from "./Paper.tsx";
import { paperSlot, SubmissionPage } from "./SubmissionPage.tsx";
import { type Seen, showingsOf } from "./showings.ts";
import { movesOf, numberedItems, type Standing } from "./standing.ts";
import { standingAt, whoOf } from "./standing_at.ts";
import { type Verified, verifySubmission } from "./verify.ts";

/** The last verification of each submission, as long as the server runs. */
const verified = new WeakMap<Gradebook, Map<number, Verified>>();

/** Each is a whole grading. */
const verifyInTurn = inTurn(2);

/** Adds the routes of submissions. */
export function register(app: App<State>): void {
  app.get(
    "/submissions/:key",
    define.middleware(async (ctx) => {
      const { state, url } = ctx;
      const standing = standingAt(state.gradebook, ctx.params.key);
      const query = readClassQuery(url.searchParams);
      const moves = movesOf(state.gradebook, standing.record, query);
      const response = await ctx.render(
        <SubmissionPage
          {...{ standing, moves, query, state }}
          items={numberedItems(standing)}
          who={whoOf(state)}
          words={submissionWords[state.language]}
          recreation={reproductionOf(state.gradebook, standing.record.source)}
          verified={verified.get(state.gradebook)?.get(standing.record.key) ?? null}
        />,
      );
      // Scripts that only take the sheet ask for it alone.
      if (url.searchParams.get("part") === "sheet") return response;
      return await withPaper(response, standing, state);
    }),
  );
  app.get(
    "/submissions/:key/report.json",
    define.middleware((ctx) => {
      const { report } = standingAt(ctx.state.gradebook, ctx.params.key);
      if (!report) throw new HttpError(404);
      return new Response(canonicalize(report), {
        headers: { "content-type": "application/json" },
      });
    }),
  );
  registerPictures(app);
  registerDecisions(app);
  app.post(
    "/submissions/:key/verify",
    define.middleware(async (ctx) => {
      const { gradebook, here } = ctx.state;
      const standing = standingAt(gradebook, ctx.params.key);
      const known = verified.get(gradebook) ?? new Map<number, Verified>();
      verified.set(gradebook, known);
      const { key } = standing.record;
      const verify = () => verifySubmission(gradebook, standing, ctx.state.now);
      known.set(key, await verifyInTurn(verify));
      return ctx.redirect(`${here}#verify`, 303);
    }),
  );
}

function registerPictures(app: App<State>): void {
  app.get(
    "/submissions/:key/picture/:digest",
    define.middleware((ctx) => {
      const { gradebook } = ctx.state;
      const { record } = standingAt(gradebook, ctx.params.key);
      const digest = ctx.params.digest ?? "";
      const png = /^[0-9a-f]{64}$/.test(digest)
        ? showingsOf(gradebook).picture(record.source, digest)
        : null;
      if (!png) throw new HttpError(404);
      return pictureOf(png);
    }),
  );
  app.get(
    "/submissions/:key/recreation/:name",
    define.middleware((ctx) => {
      const { gradebook } = ctx.state;
      const { record } = standingAt(gradebook, ctx.params.key);
      const png = reproductionFigure(gradebook, record.source, ctx.params.name ?? "");
      if (!png) throw new HttpError(404);
      return pictureOf(png);
    }),
  );
  app.get(
    "/submissions/:key/page",
    define.middleware(async (ctx) => {
      const { gradebook } = ctx.state;
      const { record } = standingAt(gradebook, ctx.params.key);
      const file = ctx.url.searchParams.get("file") ?? "";
      const page = Number(ctx.url.searchParams.get("page"));
      if (!Number.isInteger(page) || page < 1 || page > 10_000) throw new HttpError(404);
      const png = await showingsOf(gradebook).page(record.source, file, page);
      if ("unreadable" in png) throw new HttpError(404);
      return pictureOf(png);
    }),
  );
}

/** Made by the harness out of pixels; the address changes with the submission. */
function pictureOf(png: Uint8Array<ArrayBuffer>): Response {
  return new Response(png, {
    headers: {
      "content-type": "image/png",
      "cache-control": "private, max-age=86400",
    },
  });
}

/** Puts the paper into its slot: at once where it is known, else after all the rest. */
async function withPaper(
  response: Response,
  standing: Standing,
  state: State,
): Promise<Response> {
  const html = await response.text();
  const at = html.indexOf(paperSlot);
  const [before, after] = [html.slice(0, at), html.slice(at + paperSlot.length)];
  const { gradebook } = state;
  const showings = showingsOf(gradebook);
  const { source } = standing.record;
  const { rubric } = standing.rubric;
  const paper = (shown: Seen<Showing>) =>
    renderToString(
      <Paper
        {...{ shown, source, report: standing.report }}
        submission={standing.record.key}
        items={standing.current.items.map(({ id }) => id)}
        words={submissionWords[state.language]}
      />,
    );
  const { status, headers } = response;
  const known = showings.known(source, rubric);
  if (known) return new Response(before + paper(known) + after, { status, headers });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode(before));
      const shown = await showings.showing(source, rubric).catch((error) => ({
        unreadable: error instanceof Error ? error.message : String(error),
      }));
      try {
        controller.enqueue(encoder.encode(paper(shown) + after));
        controller.close();
      } catch {
        // Nobody listens any more.
      }
    },
  });
  return new Response(body, { status, headers });
}
