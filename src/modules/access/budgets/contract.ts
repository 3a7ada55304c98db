import { z } from 'zod';
import { OrganisationCode } from '#kernel/ids.ts';
import { asOne } from '#kernel/words.ts';
import { AccountId, Words } from '../contract.ts';

const Window = z
  .strictObject({
    people: z.int().describe('Different people read so far'),
    first: z.int().describe('Up to here freely'),
    second: z.int().describe('Up to here after proving again who one is'),
    endsAt: z.string(),
  })
  .meta({ id: 'BudgetWindow' });

export const BudgetException = z
  .strictObject({
    exceptionId: z.uuid(),
    accountId: AccountId,
    name: z.string(),
    organisation: z.string(),
    hourPeople: z.int(),
    dayPeople: z.int(),
    reason: z.string(),
    grantedBy: z.string(),
    grantedAt: z.string(),
    endsAt: z.string(),
    ended: z.strictObject({ at: z.string(), by: z.string() }).nullable(),
  })
  .meta({ id: 'BudgetException', description: 'A larger budget for one account, for a time' });
export type BudgetException = z.infer<typeof BudgetException>;

export const Budget = z
  .strictObject({ hour: Window, day: Window, exceptionEndsAt: z.string().nullable() })
  .meta({ id: 'Budget', description: 'How many different people you have read, and may' });
export type Budget = z.infer<typeof Budget>;

export const BudgetExceptions = z
  .strictObject({ items: z.array(BudgetException) })
  .meta({ id: 'BudgetExceptions', description: 'Exceptions within reach that still run or ended lately' });

export const BudgetExceptionsQuery = z.strictObject({ organisation: OrganisationCode.optional() });

export const BudgetGrant = z
  .strictObject({
    accountId: AccountId,
    hourPeople: z.int().min(1).max(1_000_000),
    dayPeople: z.int().min(1).max(1_000_000),
    reason: z.string().trim().min(10).max(500),
    endsAt: z.iso.datetime({ offset: true }),
  })
  .refine((it) => it.dayPeople >= it.hourPeople, {
    path: ['dayPeople'],
    message: asOne({
      en: 'A day holds at least as many people as an hour',
      fr: 'Une journée compte au moins autant de personnes qu’une heure',
    }),
  })
  .meta({ id: 'BudgetGrant' });
export type BudgetGrant = z.infer<typeof BudgetGrant>;

const Pair = z.strictObject({
  first: z.int().describe('Up to here freely'),
  second: z.int().describe('Up to here after proving again who one is'),
});

export const BudgetWatch = z
  .strictObject({
    limits: z
      .array(z.strictObject({ role: z.string(), roleName: Words, hour: Pair, day: Pair }))
      .describe('By role, as the jurisdiction sets them (parameter access.read_budgets)'),
    readers: z
      .array(
        z.strictObject({
          kind: z.enum(['account', 'client']),
          id: z.guid(),
          name: z.string(),
          organisation: z.string(),
          hourPeople: z.int().describe('Different people read in this hour'),
          dayPeople: z.int().describe('Different people read in this day'),
          isAsked: z.boolean().describe('The first limit was met in this hour or day'),
          isStopped: z.boolean().describe('The second limit was met in this hour or day'),
        }),
      )
      .describe('Accounts and clients within reach that read anybody today, those that read most first; at most 500'),
  })
  .meta({ id: 'BudgetWatch', description: 'What each role may read, and who has read how many today' });
export type BudgetWatch = z.infer<typeof BudgetWatch>;
