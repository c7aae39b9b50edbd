/**
 * Schema of rubric files: validation and the published JSON Schema come from it.
 *
 * @module
 */
import { z } from "zod";
import { possiblePoints, type Rubric } from "./rubric.ts";

const text = z.strictObject({
  en: z.string().min(1),
  "zh-TW": z.string().min(1),
}).describe("The same text in English and in Traditional Chinese.");

const points = z.number().min(0).max(1000)
  .refine((value) => Number.isInteger(value * 100), "points have two decimals at most");

const itemFields = {
  id: z.string().regex(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/)
    .describe("Unique in the rubric; reports, overrides and exports refer to it."),
  text: text.describe("The line as it stands on the marking sheet."),
  check: z.string().regex(/^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\.{1,2}\/.+\.ts)$/)
    .describe(
      "Name of a check in rubric/checks, or the path of a check file relative to this rubric.",
    ),
  parameters: z.record(z.string(), z.unknown()).default({})
    .describe("What the check is told; `lexicon` names a lexicon file."),
};

const positiveItem = z.strictObject({
  ...itemFields,
  award: z.strictObject({ met: points, partial: points })
    .describe("Points added per verdict; `unmet` adds nothing."),
}).refine((item) => item.award.partial <= item.award.met, {
  path: ["award", "partial"],
  message: "award.partial must not exceed award.met",
});

const negativeItem = z.strictObject({
  ...itemFields,
  deduct: z.strictObject({ partial: points, unmet: points })
    .describe("Points taken away per verdict; `met` takes nothing."),
}).refine((item) => item.deduct.partial <= item.deduct.unmet, {
  path: ["deduct", "partial"],
  message: "deduct.partial must not exceed deduct.unmet",
});

const questionFields = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: text,
  text: text.describe("The question as asked; copies of it in a report never count."),
  points: points.describe("What the question is worth."),
  floor: points.default(0),
  ceiling: points.exactOptional().describe("Default: points."),
};

const question = z.discriminatedUnion("scoring", [
  z.strictObject({
    ...questionFields,
    scoring: z.literal("positive").describe("0 + what is awarded."),
    items: z.array(positiveItem).min(1),
  }),
  z.strictObject({
    ...questionFields,
    scoring: z.literal("negative").describe("points - what is deducted."),
    items: z.array(negativeItem).min(1),
  }),
]);

const shape = z.strictObject({
  $schema: z.string().exactOptional(),
  schema: z.literal("latentmark/rubric@1"),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+(?:\.\d+)?$/),
  title: text,
  questions: z.array(question).min(1),
});

/** Schema of a rubric file; its cross-field rules are part of it. */
export const rubricSchema: z.ZodType<Rubric> = shape.superRefine((rubric, context) => {
  const seen = new Set<string>();
  const once = (id: string, path: (string | number)[]) => {
    if (seen.has(id)) {
      context.addIssue({ code: "custom", path, message: `ids must be unique: "${id}"` });
    }
    seen.add(id);
  };
  rubric.questions.forEach((q, i) => {
    once(q.id, ["questions", i, "id"]);
    q.items.forEach((item, k) => {
      const path = ["questions", i, "items", k, "id"];
      once(item.id, path);
      if (!item.id.startsWith(`${q.id}.`)) {
        context.addIssue({
          code: "custom",
          path,
          message: `item ids must start with their question's id: "${item.id}"`,
        });
      }
    });
    const total = q.items.reduce((sum, item) => sum + possiblePoints(item), 0);
    if (Math.abs(total - q.points) > 1e-9) {
      context.addIssue({
        code: "custom",
        path: ["questions", i, "points"],
        message: `points must be the sum of the items: items give ${total}, ` +
          `the question says ${q.points}`,
      });
    }
    if (q.floor > (q.ceiling ?? q.points)) {
      context.addIssue({
        code: "custom",
        path: ["questions", i, "floor"],
        message: "floor must not exceed the ceiling",
      });
    }
  });
});
