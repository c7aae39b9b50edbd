/**
 * Changes of latents in the code of a submission.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Answer } from "../../../rubric/facts.ts";
import type { Change } from "./_tensors.ts";
import type { Candidate } from "./_candidate.ts";
import { type Piece, type Program, programsOf } from "./_code_pieces.ts";
import { Interpreter } from "./_interpreter.ts";
import { parseJavaScript } from "./_javascript_program.ts";
import { parsePython } from "./_python_program.ts";
import type { Operation } from "./_values.ts";
import { lettersOf } from "./_told_latents.ts";
import cues from "./cues.json" with { type: "json" };

/** What code shows. */
export interface CodeReading {
  /** Every change of a latent, also those that do not count. */
  readonly candidates: readonly Candidate[];
  /** Ids of code that decodes something of which it can not be told what it is. */
  readonly unread: readonly string[];
}

/** Reads all code of a submission. */
export function codeAdjustments(document: Document): CodeReading {
  const unread = new Set<string>();
  const told = new Set(lettersOf(document.evidence));
  const candidates = programsOf(document.evidence)
    .flatMap((program) => readProgram(program, unread, told));
  return { candidates, unread: [...unread] };
}

function readProgram(
  program: Program,
  unread: Set<string>,
  told: ReadonlySet<string>,
): readonly Candidate[] {
  const interpreter = new Interpreter(told);
  const parse = program.language === "javascript" ? parseJavaScript : parsePython;
  interpreter.run(program.pieces.flatMap((piece) => parse(piece.text, piece.start)));
  const found: Candidate[] = [];
  const ran = program.pieces.some(({ evidence }) => evidence.executed === true);
  for (const change of collapsed(interpreter.changes)) {
    const inside = change.context.forward || change.context.training;
    const regular = change.operations.every(({ detail }) =>
      detail === "dropout" || detail === "concatenate"
    );
    if (inside && regular) continue;
    const [counts, reason] = judged(change, interpreter.decodes, ran, program);
    found.push(...candidates(change, counts, reason, program));
  }
  for (const at of interpreter.fromPrior) {
    found.push({
      ...bare("other", evidenceAt(program, at)),
      counts: "no",
      reason: "decoded from random latents, with no input picture",
    });
  }
  for (const at of interpreter.unrelated) {
    const piece = pieceAt(program, at);
    const near = piece.text.slice(
      Math.max(0, at - piece.start - 1500),
      at - piece.start + 60,
    );
    if (!new RegExp(cues.grid).test(near)) {
      unread.add(piece.evidence.id);
      continue;
    }
    const reason = "a grid of latents is decoded, with no input picture";
    found.push({ ...bare("sweep", piece.evidence), counts: "no", reason });
  }
  for (const { text, at } of interpreter.opaque) {
    found.push({
      ...bare("other", evidenceAt(program, at)),
      detail: text,
      counts: "yes",
      reason: "a rearranged latent is decoded",
    });
  }
  for (const at of interpreter.handedOver) {
    found.push({
      ...bare("other", evidenceAt(program, at)),
      detail: "in a function that is not shown",
      reason: "latent and decoder are handed to a function that is not shown",
    });
  }
  for (const comment of interpreter.comments) {
    const inner = new Interpreter();
    inner.run(parse(comment.text.trim(), 0));
    for (const change of inner.changes) {
      found.push(...candidates(change, "no", "commented out", program, comment.at));
    }
  }
  return found;
}

function bare(kind: Candidate["kind"], evidence: Evidence): Candidate {
  return {
    kind,
    elements: "unknown",
    indices: null,
    ordinal: false,
    parameters: {},
    detail: "",
    basis: evidence.via === "ocr" ? "ocr" : evidence.kind === "code" ? "code" : "prose",
    counts: "unknown",
    reason: "",
    evidence: evidence.id,
  };
}

function pieceAt(program: Program, at: number): Piece {
  let found = program.pieces[0];
  for (const piece of program.pieces) if (piece.start <= at) found = piece;
  if (!found) {
    throw new RangeError("Cannot place code as a program must have a piece: none");
  }
  return found;
}

function evidenceAt(program: Program, at: number): Evidence {
  return pieceAt(program, at).evidence;
}

function judged(
  change: Change,
  decodes: boolean,
  ran: boolean,
  program: Program,
): readonly [Answer, string] {
  if (change.operations.every((operation) => operation.idle)) {
    return ["no", "nothing is changed by it"];
  }
  const { context } = change;
  if (context.training) return ["no", "part of the training"];
  if (context.forward) return ["unknown", "inside the model's own forward pass"];
  if (context.uncalled) return ["unknown", "in a function that is never called"];
  if (pieceAt(program, change.changedAt).example) {
    return ["unknown", "offered as an example"];
  }
  if (ran && evidenceAt(program, change.changedAt).executed === false) {
    return ["unknown", "the cell was not run, although others were"];
  }
  if (change.operations.some(isWalk)) {
    return ["unknown", "a walk between two latents"];
  }
  if (change.decoded) return ["yes", "a changed latent is decoded"];
  if (!decodes) {
    return ["yes", "the latent is changed; the code shows no decoding at all"];
  }
  return ["unknown", "the changed latent is not seen to be decoded"];
}

/** Steps between two latents; a mix of fixed shares is no walk. */
function isWalk({ kind, parameters }: Operation): boolean {
  return kind === "interpolate" &&
    (parameters["factor"] === undefined || parameters["steps"] !== undefined);
}

/** What is left when later changes overwrite earlier ones at the same place. */
function effective(operations: readonly Operation[]): readonly Operation[] {
  const left: Operation[] = [];
  for (const operation of operations) {
    const overwrites = operation.kind === "set" || operation.kind === "zero" ||
      operation.idle;
    if (overwrites) {
      for (let i = left.length - 1; i >= 0; i--) {
        if (left[i]?.place === operation.place && left[i]?.row === operation.row) {
          left.splice(i, 1);
        }
      }
    }
    if (!operation.idle) left.push(operation);
  }
  return left;
}

function candidates(
  change: Change,
  counts: Answer,
  reason: string,
  program: Program,
  at = change.changedAt,
): readonly Candidate[] {
  const left = effective(change.operations);
  const operations = left.length > 0 ? left : change.operations.slice(0, 1);
  const rows = new Map<string, Operation[]>();
  for (const operation of operations) {
    const row = operation.row ?? "";
    rows.set(row, [...(rows.get(row) ?? []), operation]);
  }
  const apart = !change.decoded && counts === "yes" && operations.length > 1;
  const groups = apart
    ? operations.map((operation) => [operation.row ?? "", [operation]] as const)
    : [...rows];
  return groups.map(([row, inRow]) => {
    const evidence = evidenceAt(program, at);
    const note = row !== "" && inRow.every((operation) => operation.elements === "all")
      ? `${reason}; the whole vector of one picture of the batch moves`
      : reason;
    return {
      ...joined(inRow, at),
      ...origin(bare("other", evidence)),
      counts: apart ? "unknown" : counts,
      reason: apart ? "one change or several: no decoding between them is shown" : note,
    };
  });
}

function origin(candidate: Candidate): Pick<Candidate, "basis" | "evidence"> {
  return { basis: candidate.basis, evidence: candidate.evidence };
}

/** Several operations on one latent are one adjustment. */
function joined(
  operations: readonly Operation[],
  at: number,
): Omit<Candidate, "basis" | "evidence" | "counts" | "reason"> {
  const [first] = operations;
  const same = operations.every((operation) =>
    operation.kind === first?.kind &&
    JSON.stringify(operation.parameters) === JSON.stringify(first.parameters)
  );
  const indices = operations.every((operation) => operation.indices)
    ? [...new Set(operations.flatMap((operation) => operation.indices ?? []))]
    : null;
  const elements = operations.every((operation) => operation.elements === "all")
    ? "all"
    : operations.some((operation) => operation.elements === "unknown")
    ? "unknown"
    : "some";
  const detail = operations.map((operation) =>
    [
      same ? "" : `${operation.kind}${JSON.stringify(operation.parameters)}`,
      operation.indices || operation.place === "all" ? "" : operation.place,
      // An unknown size is not known to be that of another place.
      operation.detail === "?" ? `?${at}` : operation.detail,
    ].filter((part) => part !== "").join(":")
  ).filter((part) => part !== "").join("; ");
  return {
    kind: same && first ? first.kind : "other",
    elements,
    indices,
    ordinal: false,
    parameters: same && first ? first.parameters : {},
    detail,
  };
}

/** Many values at one place, one after the other, are one sweep. */
function collapsed(changes: readonly Change[]): readonly Change[] {
  const groups = new Map<string, Change[]>();
  const order: Change[][] = [];
  for (const change of changes) {
    const [operation] = effective(change.operations);
    const swept = operation && change.operations.length === 1 &&
      !["mix-noise", "add-noise", "other"].includes(operation.kind);
    const key = swept ? `${change.at} ${operation.place} ${operation.detail}` : "";
    const known = groups.get(key);
    if (swept && known) known.push(change);
    else {
      const group = [change];
      if (swept) groups.set(key, group);
      order.push(group);
    }
  }
  return order.flatMap((group) => {
    const [first] = group;
    const operation = first?.operations[0];
    const values = group.map((change) => valueOf(change.operations[0]));
    const distinct = new Set(values);
    if (!first || !operation || distinct.size < 5) return group;
    const known = values.filter((value) => value !== null);
    const sweep: Operation = {
      ...operation,
      kind: operation.kind === "interpolate" ? "interpolate" : "sweep",
      parameters: {
        from: Math.min(...known),
        to: Math.max(...known),
        steps: distinct.size,
      },
      idle: false,
    };
    return [{ ...first, operations: [sweep] }];
  });
}

function valueOf(operation: Operation | undefined): number | null {
  if (operation?.kind === "zero") return 0;
  if (operation?.kind === "negate") return -1;
  return operation?.parameters["value"] ?? operation?.parameters["factor"] ?? null;
}
