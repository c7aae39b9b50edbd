/**
 * `/export`: the class's scores as files.
 *
 * @module
 */
import { type App, type Context, HttpError } from "fresh";
import {
  EchoError,
  type Exported,
  ExportError,
  exportFormats,
  type ExportInput,
  runExport,
} from "../../gradebook/export/run_export.ts";
import { languageOf } from "../frame.ts";
import { inTurn } from "../in_turn.ts";
import { define, type State } from "../state.ts";
import { ExportPage, NothingToExport } from "./ExportPage.tsx";
import { keptFiles } from "./kept_files.ts";
import { MadePage } from "./MadePage.tsx";

/** Pictures are drawn by processes of their own. */
const makeInTurn = inTurn(2);

/** Adds the routes of exports. */
export function register(app: App<State>): void {
  const kept = keptFiles();

  app.get("/export", define.middleware((ctx) => page(ctx, null)));

  app.get(
    "/export/file",
    define.middleware((ctx) => attempt(ctx, queryInput(ctx), (file) => download(file))),
  );

  app.get(
    "/export/check",
    define.middleware((ctx) =>
      attempt(ctx, queryInput(ctx), (file) => {
        const href = `/export/file${ctx.url.search}`;
        return ctx.render(<MadePage state={ctx.state} file={file} href={href} />);
      })
    ),
  );

  app.post(
    "/export/echo",
    define.middleware(async (ctx) =>
      attempt(ctx, await echoInput(ctx), (file) => {
        const id = kept.keep(file, ctx.state.now());
        return ctx.render(
          <MadePage state={ctx.state} file={file} href={`/export/made/${id}`} kept />,
        );
      })
    ),
  );

  app.get(
    "/export/made/:id",
    define.middleware((ctx) => {
      const file = kept.take(ctx.params.id ?? "", ctx.state.now());
      if (file === null) throw new HttpError(404);
      return download(file);
    }),
  );
}

type Input = Omit<ExportInput, "gradebook" | "assignment"> | null;

/** Makes the file, or shows the page again with what is wrong. */
async function attempt(
  ctx: Context<State>,
  input: Input,
  answer: (file: Exported) => Response | Promise<Response>,
): Promise<Response> {
  const { gradebook, assignment } = ctx.state;
  if (input === null) throw new HttpError(400);
  if (assignment === null) return await page(ctx, null);
  let file: Exported;
  try {
    file = await makeInTurn(() => runExport({ ...input, gradebook, assignment }));
  } catch (error) {
    if (!(error instanceof ExportError || error instanceof EchoError)) throw error;
    return await page(ctx, error.message);
  }
  return await answer(file);
}

function page(ctx: Context<State>, failure: string | null): Promise<Response> {
  const { state } = ctx;
  const { gradebook, assignment } = state;
  if (assignment === null) return ctx.render(<NothingToExport state={state} />);
  const { rows } = gradebook.rows({ assignment, sort: "id", limit: 200 });
  return ctx.render(
    <ExportPage
      state={state}
      summary={gradebook.summary(assignment)}
      submissions={rows.map(({ submission }) => submission.id)}
      chosen={ctx.url.searchParams.get("submission") ?? ""}
      failure={failure}
    />,
    { status: failure === null ? 200 : 422 },
  );
}

/** What the address asks for; `null`: no such format, or one that needs a file. */
function queryInput(ctx: Context<State>): Input {
  const query = ctx.url.searchParams;
  const info = exportFormats.find(({ id }) => id === query.get("format"));
  if (!info || info.needs === "file") return null;
  const asOf = query.get("as-of") ?? "";
  const submission = query.get("submission") ?? "";
  return {
    format: info.id,
    language: languageOf(query.get("language")) ?? ctx.state.language,
    now: ctx.state.now,
    ...(asOf === "" ? {} : { asOf }),
    ...(info.needs === "submission" && submission !== "" ? { submission } : {}),
  };
}

/** What a form with a platform's file asks for. */
async function echoInput(ctx: Context<State>): Promise<Input> {
  const { form } = ctx.state;
  const info = exportFormats.find(({ id }) => id === form.get("format"));
  if (!info || info.needs !== "file") return null;
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const file = form.get("file");
  const [column, feedback, asOf] = ["column", "feedback", "as-of"].map(text);
  return {
    format: info.id,
    language: languageOf(form.get("language")) ?? ctx.state.language,
    now: ctx.state.now,
    ...(asOf ? { asOf } : {}),
    ...(file instanceof File && file.size > 0
      ? {
        echo: {
          name: file.name,
          bytes: new Uint8Array(await file.arrayBuffer()),
          ...(column ? { column } : {}),
          ...(feedback ? { feedback } : {}),
        },
      }
      : {}),
  };
}

/** A file to be saved: never shown as a page of this origin. */
function download(file: Exported): Response {
  return new Response(file.bytes, {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
    },
  });
}
