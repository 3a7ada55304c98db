import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { howKnown } from '#kernel/rule-coverage.ts';
import { manyLines } from '#kernel/shapes.ts';
import { AccountId, Words } from '#modules/access/contract.ts';
import { dueKinds } from './rules/due.ts';

export const FindingState = z
  .enum(['open', 'in_progress', 'acknowledged', 'overridden', 'cleared'])
  .meta({ id: 'FindingState', description: 'Where a finding stands: cleared = the rule passes now' });

export const FindingSeverity = z
  .enum(['warning', 'advice'])
  .meta({ id: 'FindingSeverity', description: 'warning: considered wrong; advice: looks suspicious' });

export const RuleSeverity = z.enum(['rejection', 'warning', 'advice']).meta({ id: 'RuleSeverity' });

export const RuleObject = z
  .enum([
    'student',
    'identification_record',
    'name',
    'address',
    'phone',
    'guardian',
    'disclosure_restriction',
    'citizenship',
    'accommodation',
    'note',
    'enrolment',
    'responsible_school',
    'home_education_registration',
    'home_education_notification',
  ])
  .meta({ id: 'RuleObject', description: 'The kind of thing a rule looks at' });

export const FindingMove = z
  .enum(['start', 'acknowledge', 'override', 'reopen', 'assign', 'snooze', 'note'])
  .meta({ id: 'FindingMove', description: 'What somebody does with a finding' });

export const FindingParams = z
  .record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()]))]),
  )
  .meta({ id: 'FindingParams', description: 'The arguments of a message' });

export const Assignee = z.strictObject({ accountId: AccountId, name: z.string() }).meta({ id: 'Assignee' });

/** A move that may be made now, or why not: a screen disables its button with the reason. */
export const PossibleMove = z
  .strictObject({ move: FindingMove, may: z.boolean(), because: Words.nullable(), needsNote: z.boolean() })
  .meta({ id: 'PossibleMove' });

export const Finding = z
  .strictObject({
    findingId: z.uuid(),
    studentNumber: StudentNumber,
    studentName: z.string().nullable(),
    ruleCode: z.string(),
    reference: z.string().nullable(),
    severity: FindingSeverity,
    object: RuleObject,
    objectId: z.string(),
    field: z.string(),
    params: FindingParams,
    title: Words,
    message: Words,
    mend: Words,
    organisation: z.strictObject({ code: OrganisationCode, name: z.string() }).nullable(),
    schoolYear: SchoolYear.nullable(),
    grade: z.string().nullable(),
    state: FindingState,
    assignee: Assignee.nullable(),
    snoozedUntil: PlainDate.nullable(),
    foundAt: z.iso.datetime(),
    dueOn: PlainDate.describe('The day on which it is to be settled at the latest'),
    isOverdue: z.boolean(),
    changedAt: z.iso.datetime(),
    version: z.int(),
  })
  .meta({
    id: 'Finding',
    description: 'A rule that fired on one object of a student: something to mend or to confirm',
  });
export type Finding = z.infer<typeof Finding>;

export const FindingEvent = z
  .strictObject({
    at: z.iso.datetime(),
    what: z.enum(['found', 'start', 'acknowledge', 'override', 'reopen', 'assign', 'snooze', 'note', 'cleared']),
    fromState: FindingState.nullable(),
    toState: FindingState,
    actor: z.string().nullable().describe('Who did it; null = the program itself'),
    organisation: OrganisationCode.nullable(),
    assignee: z.string().nullable(),
    snoozedUntil: PlainDate.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'FindingEvent', description: 'One step in the life of a finding' });
export type FindingEvent = z.infer<typeof FindingEvent>;

export const FindingDetail = Finding.extend({
  history: z.array(FindingEvent).describe('Oldest first'),
  moves: z.array(PossibleMove),
}).meta({ id: 'FindingDetail' });
export type FindingDetail = z.infer<typeof FindingDetail>;

/** A list in a query: `state=open,in_progress`. */
const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .max(2000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(100));

const filters = {
  state: listOf(FindingState).optional().describe('States, comma-separated; open,in_progress when left out'),
  severity: FindingSeverity.optional(),
  rule: z.string().max(20).optional().describe('Code of a rule'),
  object: RuleObject.optional(),
  organisation: OrganisationCode.optional().describe(
    'Findings for this organisation, and for an authority those of its schools',
  ),
  schoolYear: z.coerce.number().int().min(1900).max(2199).optional(),
  grade: z.string().max(10).optional(),
  assignee: z
    .union([z.enum(['me', 'none', 'team']), AccountId])
    .optional()
    .describe('team: whoever works for the caller’s organisation'),
  due: z.enum(dueKinds).optional().describe('overdue; week: today or within a week; later'),
  changed: z.enum(['today']).optional().describe('Only what changed its state today'),
  ageFrom: z.coerce.number().int().min(0).max(120).optional().describe('The student’s age today, at least'),
  ageTo: z.coerce.number().int().min(0).max(120).optional().describe('The student’s age today, at most'),
  studentNumber: StudentNumber.optional(),
  snoozed: z.enum(['without', 'with', 'only']).default('without').describe('What is put off to a later day'),
};

export const FindingQuery = PageQuery.extend(filters);
export type FindingQuery = z.infer<typeof FindingQuery>;
export const FindingPage = pageOf(Finding).meta({
  id: 'FindingPage',
  description: 'Findings in the order in which they are due, overdue ones first',
});

export const FindingCountQuery = z.strictObject(filters);
export type FindingCountQuery = z.infer<typeof FindingCountQuery>;

const count = z.int().min(0);
export const FindingCounts = z
  .strictObject({
    total: count,
    mine: count.describe('Assigned to the caller'),
    team: count.describe('Assigned to somebody of the caller’s organisation'),
    unassigned: count,
    overdue: count,
    snoozed: count.describe('Put off to a later day; not in the other figures unless asked for'),
    settledToday: count.describe('Acknowledged, overridden or cleared today'),
    bySeverity: z.array(z.strictObject({ severity: FindingSeverity, count })),
    byState: z.array(z.strictObject({ state: FindingState, count })),
    byRule: z.array(
      z.strictObject({
        ruleCode: z.string(),
        reference: z.string().nullable(),
        severity: FindingSeverity,
        title: Words,
        count,
      }),
    ),
    byObject: z.array(z.strictObject({ object: RuleObject, count })),
    byOrganisation: z.array(z.strictObject({ code: OrganisationCode, name: z.string(), count })),
  })
  .meta({ id: 'FindingCounts', description: 'How many findings stand, by what a screen filters by; most first' });
export type FindingCounts = z.infer<typeof FindingCounts>;

const note = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(...manyLines);

const moveFields = {
  move: FindingMove,
  note: note.optional().describe('Why; needed to acknowledge, to override and for a note'),
  assignee: z
    .union([z.literal('me'), AccountId])
    .nullable()
    .optional()
    .describe('For assign: an account, me, or null for nobody'),
  until: PlainDate.nullable().optional().describe('For snooze: the day it comes back; null wakes it'),
};

export const MoveFinding = z
  .strictObject(moveFields)
  .meta({ id: 'MoveFinding', description: 'One move on one finding' });
export type MoveFinding = z.infer<typeof MoveFinding>;

export const MoveFindings = z
  .strictObject({ findingIds: z.array(z.uuid()).min(1).max(500), ...moveFields })
  .meta({ id: 'MoveFindings', description: 'One move on many findings; each succeeds or fails alone' });
export type MoveFindings = z.infer<typeof MoveFindings>;

export const MoveFates = z
  .strictObject({
    moved: count,
    refused: count,
    items: z.array(
      z.strictObject({
        findingId: z.uuid(),
        fate: z.enum(['moved', 'refused']),
        state: FindingState.nullable(),
        version: z.int().nullable(),
        code: z.string().nullable().describe('The error’s code when refused'),
        detail: Words.nullable(),
      }),
    ),
  })
  .meta({ id: 'MoveFates', description: 'What became of each finding, in the order asked' });
export type MoveFates = z.infer<typeof MoveFates>;

const RelatedRule = z
  .strictObject({ reference: z.string(), code: z.string().nullable().describe('Our rule, where it is built') })
  .meta({ id: 'RelatedRule', description: 'A rule that came before or after another' });

export const RuleEntry = z
  .strictObject({
    code: z.string(),
    reference: z.string().nullable(),
    severity: RuleSeverity,
    object: RuleObject,
    firstYear: SchoolYear.nullable(),
    lastYear: SchoolYear.nullable(),
    title: Words,
    message: Words,
    mend: Words,
    field: z.string(),
    inputs: z.array(z.string()),
    isCrossRecord: z.boolean().describe('Looks at other records than its object'),
    isDateDependent: z.boolean().describe('May change by the passing of time, and is judged again then'),
    source: z.string(),
    findingsToday: count.describe('Findings that stand today within the caller’s reach'),
    supersededBy: RelatedRule.nullable(),
    supersedes: z.array(RelatedRule),
  })
  .meta({ id: 'RuleEntry', description: 'A rule of the catalogue' });
export type RuleEntry = z.infer<typeof RuleEntry>;

export const RuleDetail = RuleEntry.extend({
  example: z.strictObject({
    passes: z.unknown(),
    fires: z.unknown(),
    message: Words.describe('What is said of the example that fires'),
    mend: Words,
    today: PlainDate.nullable().describe('The day the example is judged on, where it matters'),
  }),
}).meta({ id: 'RuleDetail', description: 'A rule with an example that passes and one that fires' });
export type RuleDetail = z.infer<typeof RuleDetail>;

export const RuleCatalogue = z.strictObject({ items: z.array(RuleEntry) }).meta({ id: 'RuleCatalogue' });

export const RuleCoverageState = z.enum(['built', 'enforced', 'waits', 'not_needed', 'unknown']).meta({
  id: 'RuleCoverageState',
  description:
    'built: a rule of ours carries the number; enforced: another part of the program holds it; waits: what it looks at is not kept yet; not_needed: it does not apply here; unknown: its condition is not known',
});

export const CoveredRule = z
  .strictObject({
    reference: z.string(),
    number: z.string(),
    chapter: z.string(),
    object: z.string(),
    severity: z
      .enum(['rejection', 'warning', 'advice', 'alert'])
      .describe('alert: a warning or advice, not known which'),
    known: z.enum(howKnown).describe('How well its condition is known'),
    title: Words,
    firstYear: SchoolYear.nullable(),
    lastYear: SchoolYear.nullable(),
    state: RuleCoverageState,
    ours: z.array(z.strictObject({ code: z.string(), title: Words })).describe('Our rules under this number'),
    why: Words.nullable().describe('Why no rule is built'),
    by: z.string().nullable().describe('Code of the refusal or rule that holds it instead'),
    waitsFor: z.string().nullable(),
    supersededBy: RelatedRule.nullable(),
    supersedes: z.array(RelatedRule),
  })
  .meta({ id: 'CoveredRule', description: 'A number by which people know a rule, and what became of it here' });
export type CoveredRule = z.infer<typeof CoveredRule>;

export const RuleCoverageAnswer = z
  .strictObject({
    system: z.string(),
    source: z.string(),
    chapters: z.array(z.strictObject({ chapter: z.string(), title: Words })),
    items: z.array(CoveredRule),
  })
  .meta({ id: 'RuleCoverage', description: 'Every known rule number beside the rules that are built' });
export type RuleCoverageAnswer = z.infer<typeof RuleCoverageAnswer>;
