import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { oneLine } from '#kernel/shapes.ts';

export const StatementKind = z.enum(['confirm', 'guardian', 'contest', 'answer', 'grant', 'deny']).meta({
  id: 'MoveStatementKind',
  description:
    'confirm, contest: the old school; guardian: a guardian’s word, recorded by the old school or the ministry; answer: the new school; grant, deny: the ministry',
});

const Claim = z
  .strictObject({
    organisation: OrganisationCode,
    organisationName: z.string().nullable(),
    startsOn: PlainDate.nullable(),
    exitOn: PlainDate.nullable(),
  })
  .meta({ id: 'MoveClaim', description: 'What a school states: the student is there from a day to a day' });

export const Move = z
  .strictObject({
    moveId: z.guid(),
    studentNumber: z.string(),
    studentName: z.string().nullable(),
    openedOn: PlainDate,
    untilOn: PlainDate.meta({ description: 'Last day of the minimum if nobody does anything' }),
    state: z.enum(['open', 'contested', 'confirmed', 'granted', 'denied', 'left', 'withdrawn', 'elapsed']),
    newClaim: Claim,
    oldClaim: Claim,
    statements: z.array(
      z.strictObject({
        kind: StatementKind,
        organisation: OrganisationCode,
        organisationName: z.string().nullable(),
        actorName: z.string(),
        words: z.string().nullable(),
        statedAt: z.iso.datetime(),
      }),
    ),
    maySay: z.array(StatementKind).meta({ description: 'What the caller may say now' }),
  })
  .meta({ id: 'Move', description: 'A school enrolled a student whom another school still claims' });
export type Move = z.infer<typeof Move>;

export const MovePage = pageOf(Move);
export type MovePage = z.infer<typeof MovePage>;
export const MoveListQuery = PageQuery.extend({
  state: z
    .enum(['live', 'contested', 'settled'])
    .default('live')
    .describe('live: somebody should look; contested: of these, where two claim one student; settled: the others'),
  side: z
    .enum(['either', 'away', 'coming'])
    .default('either')
    .describe('away: from the organisations in reach; coming: to them'),
});
export const MoveCount = z
  .strictObject({
    away: z.int().describe('Live moves away from the organisations in reach'),
    coming: z.int().describe('Live moves to them'),
    contested: z.int().describe('Live moves where two claim one student'),
    waiting: z
      .int()
      .describe('Live moves that wait for the caller: to be confirmed or contested, answered, or decided'),
  })
  .meta({ id: 'MoveCount', description: 'How many moves there are to look at, within reach' });
export type MoveCount = z.infer<typeof MoveCount>;
export const MoveParams = z.strictObject({ moveId: z.guid() });
export const MoveStatement = z
  .strictObject({
    kind: StatementKind,
    words: z
      .string()
      .trim()
      .max(1000)
      .regex(...oneLine)
      .optional()
      .meta({ description: 'Why; needed to contest, to answer, and for what the ministry decides' }),
  })
  .meta({ id: 'MoveStatement' });
