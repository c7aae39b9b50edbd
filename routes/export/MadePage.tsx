/**
 * What a file has and what it leaves out, before it is downloaded.
 *
 * @module
 */
import type { VNode } from "preact";
import type { Exported } from "../../gradebook/export/run_export.ts";
import { Notice } from "../components/Notice.tsx";
import { Layout } from "../Layout.tsx";
import type { State } from "../state.ts";
import { exportPageWords } from "../words/export.ts";

const mostShown = 200;

/** A file that was made. */
export function MadePage(
  { state, file, href, kept }: {
    readonly state: State;
    readonly file: Exported;
    /** Where it is fetched. */
    readonly href: string;
    /** It is gone after a while. */
    readonly kept?: boolean;
  },
): VNode {
  const { language } = state;
  const words = exportPageWords[language];
  const { warnings, leftOut, fileName, written } = file;
  return (
    <Layout state={state} title={words.made} page="export" styles={["export.css"]}>
      <h1>{words.made}</h1>
      <p>{words.written(written)}</p>
      <div class="row">
        <a class="button primary" href={href} download={fileName} aria-current="false">
          {words.save(fileName)}
        </a>
        <a href="/export" aria-current="false">{words.back}</a>
      </div>
      {kept && <p class="quiet small">{words.kept}</p>}
      {warnings.length > 0 && (
        <Notice kind="warn" title={words.warnings}>
          <ul>{warnings.map((warning) => <li>{warning[language]}</li>)}</ul>
        </Notice>
      )}
      {leftOut.length > 0 && (
        <section class="stack">
          <h2>{words.leftOut(leftOut.length)}</h2>
          <div
            class="table-scroll"
            tabIndex={0}
            role="group"
            aria-label={words.leftOut(leftOut.length)}
          >
            <table class="cards">
              <thead>
                <tr>
                  <th scope="col">{words.who}</th>
                  <th scope="col">{words.why}</th>
                </tr>
              </thead>
              <tbody>
                {leftOut.slice(0, mostShown).map(({ who, why }) => (
                  <tr>
                    <th scope="row" data-label={words.who}>{who}</th>
                    <td data-label={words.why}>{why[language]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {leftOut.length > mostShown && <p>{words.more(leftOut.length - mostShown)}</p>}
        </section>
      )}
    </Layout>
  );
}
