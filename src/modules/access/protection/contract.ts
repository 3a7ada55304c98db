import { z } from 'zod';
import { PageQuery } from '#kernel/page.ts';
import { oneLine } from '#kernel/shapes.ts';

const Text = z
  .string()
  .trim()
  .min(10)
  .max(1000)
  .regex(...oneLine);

export const SealedOpening = z
  .strictObject({
    openingId: z.guid(),
    name: z.string().meta({ description: 'For whom' }),
    organisation: z.string(),
    isMine: z.boolean(),
    reason: z.string(),
    isGlass: z.boolean().meta({ description: 'The glass was broken: nobody let them in' }),
    state: z.enum(['asked', 'lapsed', 'open', 'refused', 'over', 'ended']).meta({
      description: 'lapsed: nobody answered in time',
    }),
    askedAt: z.iso.datetime(),
    decideBy: z.iso.datetime().nullable().meta({ description: 'Until when another person may let them in' }),
    minutes: z.int(),
    decidedAt: z.iso.datetime().nullable(),
    decidedBy: z.string().nullable(),
    decisionNote: z.string().nullable(),
    openedAt: z.iso.datetime().nullable(),
    endsAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    endedBy: z.string().nullable(),
    reviewBy: z.iso.datetime().nullable(),
    isOverdue: z.boolean(),
    reviewedAt: z.iso.datetime().nullable(),
    reviewedBy: z.string().nullable(),
    reviewOutcome: z.enum(['justified', 'not_justified']).nullable(),
    reviewNote: z.string().nullable(),
    mayDo: z.array(z.enum(['decide', 'end', 'review'])),
  })
  .meta({ id: 'SealedOpening', description: 'A time for which somebody may see protected students' });
export type SealedOpening = z.infer<typeof SealedOpening>;

export const SealedOpenings = z
  .strictObject({
    items: z.array(SealedOpening),
    next: z.string().nullable(),
    needsSecondPerson: z.boolean().meta({ description: 'Whether another person must let in' }),
    waitHours: z.int().meta({ description: 'Hours for which a request waits for another person' }),
    minutes: z.int(),
    glassMinutes: z.int(),
    reviewDays: z.int().meta({ description: 'Days within which another person reviews a broken glass' }),
  })
  .meta({
    id: 'SealedOpenings',
    description:
      'The openings of the sealed register in sight: one’s own that stands first, then what waits for somebody, then the latest',
  });
export type SealedOpenings = z.infer<typeof SealedOpenings>;

export const OpeningListQuery = PageQuery.meta({ id: 'OpeningListQuery' });
export type OpeningListQuery = z.infer<typeof OpeningListQuery>;

export const OpeningRequest = z
  .strictObject({
    reason: Text,
    breakGlass: z.boolean().default(false).meta({
      description: 'Opens at once without a second person: an alarm is raised, and another person reviews it',
    }),
  })
  .meta({ id: 'OpeningRequest' });
export const OpeningParams = z.strictObject({ openingId: z.guid() });
export const OpeningDecision = z
  .strictObject({ letIn: z.boolean(), note: Text.optional() })
  .meta({ id: 'OpeningDecision' });
export const OpeningReview = z
  .strictObject({ outcome: z.enum(['justified', 'not_justified']), note: Text })
  .meta({ id: 'OpeningReview' });
