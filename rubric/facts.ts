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
  /** What it does. */
  readonly kind: LayerKind;
  /** As written: `Linear-1`, `dense_3 (Dense)`, `nn.ReLU`. */
  readonly name: string;
  /** Units that go in; of a convolution, channels. */
  readonly inUnits?: number;
  /** Units that come out; of a convolution, channels. */
  readonly outUnits?: number;
  /** Parameters, as printed or as computed from the units. */
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
  /** `a1`, `a2`, ... in reading order. */
  readonly id: string;
  /** How it is shown. */
  readonly form: ArchitectureForm;
  /** `ocr`: read from a picture. */
  readonly via: "text" | "ocr";
  /** Class or variable name, where one is given. */
  readonly name?: string;
  /** In the order of the forward pass. */
  readonly layers: readonly Layer[];
  /** Units of the first layer. */
  readonly inputSize?: number;
  /** Units of the last layer. */
  readonly outputSize?: number;
  /** Units of the bottleneck. */
  readonly latentSize?: number;
  /** Parameters in all, as the report prints them. */
  readonly printedTotal?: number;
  /** Sum of the layers' parameters. */
  readonly computedTotal?: number;
  /** Output size = input size, with a bottleneck between. */
  readonly autoencoder: Answer;
  /** No convolution anywhere; linear layers only. */
  readonly fullyConnected: Answer;
  /** Two latent heads, or a sampling step. */
  readonly variational: Answer;
  /** Whether the printed numbers agree with the layers' own arithmetic. */
  readonly arithmetic: {
    /** `unknown`: nothing is printed that could be checked. */
    readonly holds: Answer;
    /** One line a disagreement or OCR repair, in English. */
    readonly notes: readonly string[];
  };
  /** Whether this is the model that the answer is about. */
  readonly answer: Answer;
  /** Why `answer` was decided so. */
  readonly answerReason: string;
  /** Ids of the evidence it stands on. */
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
  /** `j1`, `j2`, ... in reading order. */
  readonly id: string;
  /** What is done. */
  readonly kind: AdjustmentKind;
  /** What it is done to. */
  readonly target: {
    /** `all` elements, `some` named ones, or `unknown`. */
    readonly elements: "all" | "some" | "unknown";
    /** The named ones, from 0 as in code, where known. */
    readonly indices?: readonly number[];
  };
  /** `{ratio: 0.2}`, `{factor: 5}`, `{value: 0}`, `{from: -3, to: 3, steps: 11}`. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Where it was read. */
  readonly basis: "code" | "prose" | "caption" | "ocr";
  /** Whether it changes the latent representation of an encoded image. */
  readonly counts: Answer;
  /** Why `counts` was decided so, in English: `commented out`, `noise on the input`. */
  readonly reason: string;
  /** Two adjustments with the same signature are one. */
  readonly signature: string;
  /** Ids of the evidence it stands on. */
  readonly evidence: readonly string[];
}

/** What a panel of a figure shows. */
export type PanelRole = "original" | "reconstruction" | "adjusted" | "other" | "unknown";

/** One picture inside a figure, or a picture on its own. */
export interface Panel {
  /** Unique in the document. */
  readonly id: string;
  /** Id of the image evidence. */
  readonly image: string;
  /** Pixels of the image. */
  readonly box: Box;
  /** What it shows. */
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
  /** Ids of the evidence that gave the role, and of the image. */
  readonly evidence: readonly string[];
}

/** A picture of the submission and its panels. */
export interface Figure {
  /** Id of the image evidence. */
  readonly image: string;
  /** What kind of picture it is. */
  readonly content: "pictures" | "chart" | "diagram" | "text" | "unknown";
  /** Rows of panels. */
  readonly rows: number;
  /** Columns of panels. */
  readonly columns: number;
  /** Row by row; at least one for a picture. */
  readonly panels: readonly Panel[];
}

/** All figures, and the roles that words claim although no picture is there. */
export interface FigureReading {
  /** Words speak of a change of a latent vector that no adjustment accounts for. */
  readonly mayShowChange?: boolean;
  /** One a picture, in reading order. */
  readonly figures: readonly Figure[];
  /** Panels that captions name where the document has no picture for them. */
  readonly claimed: readonly {
    /** What the words say it shows. */
    readonly role: PanelRole;
    /** The words. */
    readonly label: string;
    /** Ids of the evidence that holds the words. */
    readonly evidence: readonly string[];
  }[];
}

/** A statement that says how adjusted pictures differ. */
export interface Comparison {
  /** Id of the evidence the sentence stands in. */
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
  /** Id of the evidence the statement stands in. */
  readonly evidence: string;
  /** The sentence or sentences, raw. */
  readonly quote: string;
  /** Ids of the lexicon's concepts that are affirmed. */
  readonly concepts: readonly string[];
  /** Ids of the concepts that are denied or contradicted. */
  readonly denied: readonly string[];
  /** Those of the denied ones that words of the contrary contradict, not a mere `not`. */
  readonly contrary?: readonly string[];
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
  /** What the facts are of. */
  readonly document: Document;
  /** Every model that the report shows. */
  architectures(): readonly Architecture[];
  /** Every way in which a latent representation is changed. */
  adjustments(): readonly Adjustment[];
  /** Every picture, its panels and their roles. */
  figures(): FigureReading;
  /** Every statement on how adjusted pictures differ. */
  comparisons(): readonly Comparison[];
  /** Every statement about the topic of a lexicon. */
  claims(lexicon: Lexicon): readonly Claim[];
}
