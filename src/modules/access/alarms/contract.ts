import { z } from 'zod';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery } from '#kernel/page.ts';
import { Words } from '../contract.ts';
import { alarmKinds, verdictNames } from '../rules/alarms.ts';

const kinds = Object.keys(alarmKinds) as [keyof typeof alarmKinds, ...(keyof typeof alarmKinds)[]]; // Object.keys forgets the names
const Severity = z.enum(['notice', 'serious', 'critical']).meta({ id: 'AlarmSeverity' });
const Verdict = z.enum(verdictNames).meta({ id: 'AlarmVerdict', description: 'What an alarm turned out to be' });

export const Alarm = z
  .strictObject({
    alarmId: z.uuid(),
    kind: z.string(),
    severity: Severity,
    organisation: z.string().describe('Whose alarm it is'),
    words: Words,
    studentNumber: StudentNumber.nullable(),
    raisedAt: z.string(),
    seen: z.strictObject({ at: z.string(), by: z.string() }).nullable(),
    settled: z
      .strictObject({ at: z.string(), by: z.string(), verdict: Verdict, verdictWords: Words, outcome: z.string() })
      .nullable(),
    isAboutYou: z.boolean().describe('True when your own account caused it: somebody else must settle it'),
  })
  .meta({ id: 'Alarm', description: 'Something that a person must look at' });
export type Alarm = z.infer<typeof Alarm>;

export const Alarms = z
  .strictObject({ items: z.array(Alarm), next: z.string().nullable() })
  .meta({ id: 'Alarms', description: 'Alarms within reach, the latest first' });

export const AlarmsQuery = PageQuery.extend({
  state: z.enum(['open', 'settled']).default('open'),
  severity: Severity.optional(),
  kind: z.enum(kinds).optional(),
  organisation: OrganisationCode.optional(),
});
export type AlarmsQuery = z.infer<typeof AlarmsQuery>;

export const AlarmCount = z
  .strictObject({ open: z.int(), unseen: z.int() })
  .meta({ id: 'AlarmCount', description: 'Open alarms within reach, and those of them that nobody has seen' });
export type AlarmCount = z.infer<typeof AlarmCount>;

export const Settlement = z
  .strictObject({
    verdict: Verdict,
    outcome: z.string().trim().min(3).max(2000).describe('What was found, in your words'),
  })
  .meta({ id: 'AlarmSettlement' });
export type Settlement = z.infer<typeof Settlement>;
