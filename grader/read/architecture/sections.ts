/**
 * Which part of a report answers the question about the latent representation.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";

const SECOND =
  /^[\s#*_>(【\[]*(?:(?:Q(?:uestion)?|Problem|Part|Task|Report|問題|问题|題目|题目|課題|문제|Pregunta|Ejercicio|第)\s*[-_.:#]?\s*(?:2|二|２|II\b)|2\s*[.、)）．](?!\d)|二\s*[、.．])/i;
const OTHER =
  /^[\s#*_>(【\[]*(?:(?:Q(?:uestion)?|Problem|Part|Task|Report|問題|问题|題目|题目|課題|문제|Pregunta|Ejercicio|第)\s*[-_.:#]?\s*(?:1|3|一|三|１|３|I\b|III\b)|[13]\s*[.、)）．](?!\d)|[一三]\s*[、.．]|references?\b|appendix|參考|参考|附錄)/i;
const ASKED =
  /adjust at least two|train a fully[\s-]connected autoencoder|two different elements? of the latent/i;

/** Range of evidence, by index, end exclusive. */
export interface Section {
  readonly from: number;
  readonly to: number;
}

/**
 * The section that answers the question about the latent representation; `undefined`
 * where nothing marks it. The question's own words only mark the place, whoever wrote
 * them.
 */
export function latentSection(document: Document): Section | undefined {
  const { evidence } = document;
  const starts: number[] = [];
  let asked: number | undefined;
  evidence.forEach(({ text, kind, origin }, i) => {
    if (/^(?:hidden|grader|aimed)$/.test(origin) || kind === "image") return;
    if (kind !== "heading" && kind !== "paragraph" && kind !== "list-item") return;
    const first = text.trimStart().split("\n", 1)[0]?.slice(0, 400) ?? "";
    if (ASKED.test(text.slice(0, 600))) asked = i;
    else if (SECOND.test(first) && (kind === "heading" || first.length < 60)) {
      starts.push(i);
    }
  });
  const from = asked ?? starts.at(-1);
  if (from === undefined) return undefined;
  const level = evidence[from]?.level;
  const to = evidence.findIndex(({ text, kind, level: own }, i) => {
    if (i <= from) return false;
    if (kind === "heading" && level !== undefined && own !== undefined && own < level) {
      return true;
    }
    const first = text.trimStart().split("\n", 1)[0]?.slice(0, 200) ?? "";
    if (!OTHER.test(first)) return false;
    // In a list, `1.` and `3.` number steps of the answer.
    return kind === "heading" &&
        (level === undefined || own === undefined || own <= level) ||
      kind === "paragraph" && first.length < 60 && /^\W*[A-Za-z問题題課第]/.test(first);
  });
  return { from, to: to < 0 ? evidence.length : to };
}
