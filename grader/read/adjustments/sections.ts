/**
 * Which question a piece of evidence answers, as far as the report says so.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import { fold } from "../../text/fold.ts";
import { hasTerm } from "../../text/terms.ts";
import cues from "./cues.json" with { type: "json" };

/** `first`: the one on the VAE; `second`: the one on the latent. */
export type Section = "first" | "second" | "none";

const marker =
  /^[\s#*_>\-(\[【]{0,6}(?:q|question|problem|exercise|report|part|task|题目|问题|课题|作业|设问|문제|问(?=\s?\d)|第(?=\s?[\d一二三四]{1,2}\s?(?:题|问|部分|大题)))[\s.:#-]{0,3}([1-9一二三四]|i{1,3}|two|one)(?![\da-z])(?:\s?(?:题|问|部分))?/;
const bare =
  /^[\s#*_]{0,5}[(（]?([1-9]|[一二三四](?=[)、:：]))[.)、:：]{0,2}[\s*_]{0,4}$/;
/** `(二)` at the start of a line; the folded bracket is a plain one. */
const bracketed = /^[\s#*_]{0,5}\(([一二三四])\)/;
const other = /\bkaggle\b|\breference|参考|training curve|data ?set|anomaly score/;

/** The section of each evidence id. */
export function sectionsOf(evidence: readonly Evidence[]): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  let current: Section = "none";
  let level = 0;
  let asked = new Set<Section>();
  for (const item of evidence) {
    if (item.origin !== "author") {
      current = questionOf(item, current, asked);
      sections.set(item.id, current);
      continue;
    }
    if (item.text !== "" && item.kind !== "heading") asked = new Set();
    const start = fold(item.text.slice(0, 200)).text;
    const heading = item.kind === "heading";
    const short = item.text.length < 120 && item.kind !== "code" && item.kind !== "table";
    if (item.kind !== "code" && item.kind !== "output" && item.kind !== "image") {
      const found = heading || short || marker.test(start)
        ? sectionOf(start, heading, current, heading && (item.level ?? 6) > level)
        : null;
      if (found) [current, level] = [found, heading ? item.level ?? 6 : 7];
      else if (heading && (item.level ?? 6) <= level && other.test(start)) {
        current = "none";
      }
    }
    sections.set(item.id, current);
    for (
      const line of heading || item.kind === "code"
        ? []
        : item.text.split("\n").slice(0, 400)
    ) {
      const found = lineSection(line, current);
      if (found) [current, level] = [found, 7];
    }
  }
  return sections;
}

/**
 * The section after a copied question. Questions that follow one another with no answer
 * between them open no section.
 */
function questionOf(item: Evidence, current: Section, asked: Set<Section>): Section {
  if (item.origin !== "assignment") return current;
  const text = fold(item.text.slice(0, 600)).text;
  const found: Section | null = hasTerm(text, cues.sections.second)
    ? "second"
    : hasTerm(text, cues.sections.first)
    ? "first"
    : null;
  if (!found) return current;
  asked.add(found);
  return asked.size > 1 ? "none" : found;
}

/**
 * The section that a line of running text opens, where it reads like a heading; `current`
 * is the one that it stands in.
 */
export function lineSection(line: string, current: Section = "none"): Section | null {
  if (
    line.length > 70 ||
    !/^\s*(?:[#*_]|[Qq]\d|\d|[(（][一二三四\d]|[一二三]、|第|[Qq]uestion|[Pp]roblem|问题|問題)/
      .test(line)
  ) {
    return null;
  }
  const text = fold(line).text;
  return sectionOf(text, /^\s*[一二三]、/.test(line) || marker.test(text), current);
}

function sectionOf(
  text: string,
  heading: boolean,
  current: Section,
  inner = false,
): Section | null {
  const numbered = marker.exec(text)?.[1] ?? bare.exec(text)?.[1] ??
    bracketed.exec(text)?.[1] ??
    (heading ? /^[\s#*(]{0,8}([1-9一二三])[.)、:： ]/.exec(text)?.[1] : undefined);
  const onLatent = hasTerm(text, cues.sections.second);
  const onVae = hasTerm(text, cues.sections.first);
  if (numbered === undefined && !heading) return null;
  if (onLatent) return "second";
  if (onVae) return "first";
  if (numbered === undefined) return null;
  // Numbers inside an answer: its parts, not the next question.
  const asked = marker.test(text);
  if (!asked && hasTerm(text, cues.sections.parts)) return null;
  if (!asked && inner && current !== "none") return null;
  if (/^(?:1|一|i|one)$/.test(numbered)) {
    return current === "second" && !asked ? null : "first";
  }
  return /^(?:2|二|ii|two)$/.test(numbered) ? "second" : "none";
}
