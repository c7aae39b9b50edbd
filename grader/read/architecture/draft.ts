/**
 * A model as one reader found it, before drafts are joined, verified and weighed.
 *
 * @module
 */
import type { ArchitectureForm, Layer } from "../../../rubric/facts.ts";
import type { Line } from "./lines.ts";

/** What a reader found in one place. */
export interface Draft {
  readonly form: ArchitectureForm;
  readonly via: "text" | "ocr";
  readonly name?: string;
  readonly layers: readonly Layer[];
  readonly printedTotal?: number;
  /** Ids of evidence. */
  readonly evidence: readonly string[];
  /** Index of the first evidence in the document. */
  readonly order: number;
  /** Row in that evidence. */
  readonly row: number;
  /** Which part of an autoencoder it says it is. */
  readonly part: "whole" | "encoder" | "decoder";
  /** Two latent heads or a sampling step were seen beyond what the layers show. */
  readonly variational: boolean;
  /** Says of itself that it is no autoencoder: a classifier, a discriminator. */
  readonly other: boolean;
  /** What was seen on the way, in English. */
  readonly notes: readonly string[];
  /** Printed numbers that contradict the layers' arithmetic were seen. */
  readonly contradicted?: boolean;
  /** Says "fully connected", "convolutional" in words. */
  readonly says?: "linear" | "convolutional";
  /** Sizes of parts that another draft spells out: `encoder (Functional) 6,300,000`. */
  readonly containers?: readonly { readonly name: string; readonly parameters: number }[];
  /** Where code makes it: the class name, and how the code uses it. */
  readonly code?: {
    readonly className?: string;
    readonly variable?: string;
    /** Defined and never made. */
    readonly unused: boolean;
    /** Bound to a variable or called by code outside its class. */
    readonly bound: boolean;
    /** Index of evidence where code outside its class uses its latent side. */
    readonly usedAt: readonly number[];
  };
}

/** Which part a name says. */
export function partOf(name: string | undefined): Draft["part"] {
  const plain = (name ?? "").toLowerCase();
  if (/auto_?encoder|^v?ae$|autoenc/.test(plain)) return "whole";
  const encoder = /enc(oder)?|編碼|编码|エンコーダ|recogni[sz]er/.test(plain);
  const decoder = /dec(oder)?|解碼|解码|デコーダ/.test(plain);
  return encoder === decoder ? "whole" : encoder ? "encoder" : "decoder";
}

/** Whether a name says that a model is no autoencoder. */
export function isOtherModel(name: string | undefined): boolean {
  return /discrim|generator|classif|critic|^d_net|^g_net|gan$|regress|分類|分类|判別|判别/i
    .test(name ?? "") && !/auto_?enc/i.test(name ?? "");
}

/** Where a draft starts. */
export function placeOf(lines: readonly Line[]): { order: number; row: number } {
  const [first] = lines;
  return { order: first?.order ?? 0, row: first?.row ?? 0 };
}
