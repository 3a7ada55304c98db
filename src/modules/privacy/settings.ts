import { z } from 'zod';
import type { Words } from '#kernel/words.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ConsentKind } from './consent/rules/consent.ts';
import type { DayCount, Holiday } from './requests/rules/holidays.ts';
import type { RequestKind } from './requests/rules/states.ts';
import { type RetentionClass, type SchoolingTerm, triggers } from './retention/rules/schedule.ts';

const Text = z.string().min(1);
const Choice = z.strictObject({ code: Text, en: Text, fr: Text });
export type Choice = Words & { code: string };

const HolidayShape = z.union([
  z.strictObject({ on: z.string().regex(/^\d{2}-\d{2}$/) }),
  z.strictObject({ nth: z.int().min(1).max(5), weekday: z.int().min(0).max(6), month: z.int().min(1).max(12) }),
  z.strictObject({ weekday: z.int().min(0).max(6), before: z.string().regex(/^\d{2}-\d{2}$/) }),
  z.strictObject({ easter: z.int() }),
]);
const TimeLimit = z.strictObject({
  days: z.int().min(1),
  count: z.enum(['calendar', 'business']),
  extensionDaysMax: z.int().min(0),
});
const Files = z.enum(['identification', 'names', 'addresses', 'phones', 'guardians', 'citizenships']);

/** The shape of what a jurisdiction says about privacy; a test holds every jurisdiction's files to it. */
export const shapes = {
  'privacy.time_limits': z.strictObject({ access: TimeLimit, correction: TimeLimit }),
  'privacy.holidays': z.array(HolidayShape),
  'privacy.legal_bases': z.strictObject({ access: z.array(Choice).min(1), correction: z.array(Choice).min(1) }),
  'privacy.identity_proofs': z.array(Choice).min(1),
  'privacy.pause_reasons': z.array(Choice).min(1),
  'privacy.extension_reasons': z.array(Choice).min(1),
  'privacy.correction_fields': z.array(Choice.extend({ file: Files.nullable() })).min(1),
  'privacy.reminder_days': z.array(z.int()),
  'privacy.package_days': z.int().min(1),
  'privacy.evidence_megabytes_max': z.int().min(1),
  'privacy.disposal_approvals': z.int().min(1),
  'privacy.backup_days': z.int().min(0),
  'privacy.schooling_term': z.strictObject({
    gradeNumbers: z.record(z.string(), z.int()),
    gradeLast: z.int(),
    monthDay: z.string().regex(/^\d{2}-\d{2}$/),
    yearsWithoutEnrolment: z.int().min(0),
  }),
  'privacy.retention_schedule': z.array(
    z.strictObject({
      recordKind: Text,
      en: Text,
      fr: Text,
      trigger: z.enum(triggers),
      years: z.int().nullable(),
      action: z.enum(['keep', 'destroy', 'destroy_key']),
      source: Text,
    }),
  ),
  'privacy.consent_kinds': z.array(
    z.strictObject({
      kind: Text,
      en: Text,
      fr: Text,
      legalBasis: z.strictObject({ en: Text, fr: Text }),
      studentFromAge: z.int(),
      guardianUntilAge: z.int(),
      source: Text,
    }),
  ),
} as const;

type Name = keyof typeof shapes;
type Asked = Pick<Jurisdiction, 'parameter'>;

function read<Wanted extends Name>(jurisdiction: Asked, name: Wanted, on: string): z.infer<(typeof shapes)[Wanted]> {
  return jurisdiction.parameter<z.infer<(typeof shapes)[Wanted]>>(name, on);
}

export type Limit = { days: number; extensionDaysMax: number; counting: DayCount };

/** The law's time limit for a request received on a day. */
export function timeLimit(jurisdiction: Asked, kind: RequestKind, receivedOn: string): Limit {
  const { days, count, extensionDaysMax } = read(jurisdiction, 'privacy.time_limits', receivedOn)[kind];
  const holidays: Holiday[] = read(jurisdiction, 'privacy.holidays', receivedOn);
  return { days, extensionDaysMax, counting: { count, holidays } };
}

/** Everything that a desk chooses from. */
export function choices(jurisdiction: Asked, on: string) {
  return {
    legalBases: read(jurisdiction, 'privacy.legal_bases', on),
    identityProofs: read(jurisdiction, 'privacy.identity_proofs', on),
    pauseReasons: read(jurisdiction, 'privacy.pause_reasons', on),
    extensionReasons: read(jurisdiction, 'privacy.extension_reasons', on),
    correctionFields: read(jurisdiction, 'privacy.correction_fields', on),
  };
}
export type Choices = ReturnType<typeof choices>;

export function numberOf(
  jurisdiction: Asked,
  name: 'package_days' | 'evidence_megabytes_max' | 'disposal_approvals' | 'backup_days',
  on: string,
): number {
  return read(jurisdiction, `privacy.${name}`, on);
}

/** Thresholds of days left, the most first. */
export function reminderDays(jurisdiction: Asked, on: string): number[] {
  return [...read(jurisdiction, 'privacy.reminder_days', on)].sort((a, b) => b - a);
}

export function retentionSchedule(jurisdiction: Asked, on: string): RetentionClass[] {
  return read(jurisdiction, 'privacy.retention_schedule', on).map(({ en, fr, ...it }) => ({
    ...it,
    words: { en, fr },
  }));
}

export function schoolingTerm(jurisdiction: Asked, on: string): SchoolingTerm {
  return read(jurisdiction, 'privacy.schooling_term', on);
}

export function consentKinds(jurisdiction: Asked, on: string): ConsentKind[] {
  return read(jurisdiction, 'privacy.consent_kinds', on).map(({ en, fr, ...it }) => ({ ...it, purpose: { en, fr } }));
}
