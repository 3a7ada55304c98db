import { z } from 'zod';

// What a jurisdiction's people know of rules by their numbers: those of the system before, whether they are built here or not.

const words = { en: z.string().min(1), fr: z.string().min(1) };
const number = z.string().regex(/^\d{4,5}$/);

/** Why a number has no rule of its own here. */
const Unbuilt = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waits'), for: z.string() }),
  z.strictObject({ state: z.literal('enforced'), by: z.string(), ...words }),
  z.strictObject({ state: z.literal('not_needed'), ...words }),
  z.strictObject({ state: z.literal('unknown'), ...words }),
]);

/** How well a number's condition is known: read in full, in part, its title alone, the number alone, or a vendor's words for it. */
export const howKnown = ['condition', 'condition_in_part', 'title', 'number', 'vendor'] as const;

const KnownRule = z.strictObject({
  number,
  chapter: z.string(),
  object: z.string().regex(/^[a-z0-9_]+$/),
  /** `alert`: a warning or advice, not known which. */
  severity: z.enum(['rejection', 'warning', 'advice', 'alert']),
  known: z.enum(howKnown),
  ...words,
  firstYear: z.int().optional(),
  lastYear: z.int().optional(),
  supersedes: z.array(number).optional(),
  supersededBy: number.optional(),
  unbuilt: Unbuilt.optional(),
});
export type KnownRule = z.infer<typeof KnownRule>;

export const RuleCoverage = z.strictObject({
  system: z.string().min(1),
  source: z.string().min(1),
  chapters: z.array(z.strictObject({ chapter: z.string(), ...words })),
  waits: z.array(z.strictObject({ for: z.string(), ...words })),
  rules: z.array(KnownRule),
});
export type RuleCoverage = z.infer<typeof RuleCoverage>;

/** Of a jurisdiction that knows no older numbers. */
export const noCoverage: RuleCoverage = { system: '–', source: '–', chapters: [], waits: [], rules: [] };
