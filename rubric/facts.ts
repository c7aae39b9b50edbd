/**
 * Facts: what the readers understood of the evidence. Checks see facts and evidence,
 * never a file. Plain readonly JSON; every fact names the evidence it stands on.
 *
 * @module
 */
import type { Box, Document } from "./evidence.ts";
import type { Lexicon } from "./lexicon.ts";

/** Three-valued answer: a reader that does not know says so. */
export type Answer = "yes" | "no" | "unknown";

/** Kind of a layer, in framework-neutral terms. */
export type LayerKind =
  | "input"
  | "linear"
  | "batch-norm"
  | "activation"
  | "dropout"
  | "convolution"
  | "pooling"
  | "flatten"
  | "reshape"
  | "other";

/** One layer in the order of the forward pass. */
export interface Layer {
  readonly kind: LayerKind;
  /** As written: `Linear-1`, `dense_3 (Dense)`, `nn.ReLU`. */
  readonly name: string;
  readonly inUnits?: number;
  readonly outUnits?: number;
  readonly parameters?: number;
  /** Lower case: `relu`, `tanh`; of an activation layer, or built into a linear one. */
  readonly activation?: string;
}

/** How an architecture is shown. */
export type ArchitectureForm =
  | "torchsummary"
  | "torchinfo"
  | "keras-summary"
  | "tfjs-summary"
  | "print-model"
  | "pytorch-code"
  | "keras-code"
  | "tfjs-code"
  | "table"
  | "arrows"
  | "prose"
  | "diagram"
  | "onnx";

/** A model as one place of the report shows it. */
export interface Architecture {
  readonly id: string;
  readonly form: ArchitectureForm;
  readonly via: "text" | "ocr";
  /** Class or variable name, where one is given. */
  readonly name?: string;
  readonly layers: readonly Layer[];
  readonly inputSize?: number;
  readonly outputSize?: number;
  readonly latentSize?: number;
  readonly printedTotal?: number;
  readonly computedTotal?: number;
  /** Output size = input size, with a bottleneck between. */
  readonly autoencoder: Answer;
  /** No convolution anywhere; linear layers only. */
  readonly fullyConnected: Answer;
  /** Two latent heads, or a sampling step. */
  readonly variational: Answer;
  /** Whether the printed numbers agree with the layers' own arithmetic. */
  readonly arithmetic: {
    readonly holds: Answer;
    /** One line a disagreement or OCR repair, in English. */
    readonly notes: readonly string[];
  };
  /** Whether this is the model that the answer is about. */
  readonly answer: Answer;
  /** Why `answer` was decided so. */
  readonly answerReason: string;
  readonly evidence: readonly string[];
}

/** What is done to a latent representation. */
export type AdjustmentKind =
  | "mix-noise"
  | "add-noise"
  | "add"
  | "scale"
  | "negate"
  | "set"
  | "zero"
  | "sweep"
  | "interpolate"
  | "other";

/** One way in which a latent representation is changed. */
export interface Adjustment {
  readonly id: string;
  readonly kind: AdjustmentKind;
  readonly target: {
    /** `all` elements, `some` named ones, or `unknown`. */
    readonly elements: "all" | "some" | "unknown";
    /** The named ones, from 0 as in code, where known. */
    readonly indices?: readonly number[];
  };
  /** `{ratio: 0.2}`, `{factor: 5}`, `{value: 0}`, `{from: -3, to: 3, steps: 11}`. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly basis: "code" | "prose" | "caption" | "ocr";
  /** Whether it changes the latent representation of an encoded image. */
  readonly counts: Answer;
  /** Why `counts` was decided so, in English: `commented out`, `noise on the input`. */
  readonly reason: string;
  /** Two adjustments with the same signature are one. */
  readonly signature: string;
  readonly evidence: readonly string[];
}

/** What a panel of a figure shows. */
export type PanelRole = "original" | "reconstruction" | "adjusted" | "other" | "unknown";

/** One picture inside a figure, or a picture on its own. */
export interface Panel {
  readonly id: string;
  /** Id of the image evidence. */
  readonly image: string;
  /** Pixels of the image. */
  readonly box: Box;
  readonly role: PanelRole;
  /** Which adjusted panel: 1, 2, ... */
  readonly adjustment?: number;
  /** The words that gave the role. */
  readonly label?: string;
  /** What gave the role. */
  readonly basis:
    | "caption"
    | "title"
    | "nearby"
    | "file-name"
    | "code"
    | "position"
    | "none";
  /** How sure the role is, 0 to 1. */
  readonly confidence: number;
  /** What the pixels say against the role, in English: `blank`, `same as p2`. */
  readonly contradiction?: string;
  readonly evidence: readonly string[];
}

/** A picture of the submission and its panels. */
export interface Figure {
  /** Id of the image evidence. */
  readonly image: string;
  readonly content: "pictures" | "chart" | "diagram" | "text" | "unknown";
  readonly rows: number;
  readonly columns: number;
  readonly panels: readonly Panel[];
}

/** All figures, and the roles that words claim although no picture is there. */
export interface FigureReading {
  readonly figures: readonly Figure[];
  /** Panels that captions name where the document has no picture for them. */
  readonly claimed: readonly {
    readonly role: PanelRole;
    readonly label: string;
    readonly evidence: readonly string[];
  }[];
}

/** A statement that says how adjusted pictures differ. */
export interface Comparison {
  readonly evidence: string;
  /** The sentence, raw. */
  readonly quote: string;
  /** Ids of the adjustments it speaks of; empty: of the pictures in general. */
  readonly adjustments: readonly string[];
  /** 0 to 1. */
  readonly strength: number;
  /** The cues that made it a comparison. */
  readonly cues: readonly string[];
}

/** A statement about a topic, found by a {@linkcode Lexicon}. */
export interface Claim {
  readonly evidence: string;
  /** The sentence or sentences, raw. */
  readonly quote: string;
  /** Ids of the lexicon's concepts that are affirmed. */
  readonly concepts: readonly string[];
  /** Ids of the concepts that are denied or contradicted. */
  readonly denied: readonly string[];
  /** Id of the lexicon's subject that the statement is about; `unknown` if none is clear. */
  readonly subject: string;
  /** What the statement is offered as. */
  readonly offeredAs: "introduction" | "advantage" | "problem" | "unknown";
  /** Subjects that the statement sets the one it is about against. */
  readonly against?: readonly string[];
  /** Whether it stands in the answer to the question about the topic. */
  readonly inAnswer?: boolean;
  /** Whether it is a bare list of words, no sentence. */
  readonly bare?: boolean;
  /** 0 to 1: how sure subject and `offeredAs` are. */
  readonly strength: number;
}

/** Everything that a check may ask for; each is computed when it is first asked. */
export interface Facts {
  readonly document: Document;
  architectures(): readonly Architecture[];
  adjustments(): readonly Adjustment[];
  figures(): FigureReading;
  comparisons(): readonly Comparison[];
  claims(lexicon: Lexicon): readonly Claim[];
}
