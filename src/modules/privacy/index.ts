// The only door of this module for others.
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { retentionSchedule } from './settings.ts';

export { privacyHoldings } from './holdings.ts';
export { errors as privacyErrors } from './requests/errors.ts';

/** The kinds of record that the jurisdiction's retention schedule speaks of. */
export function retentionKinds(jurisdiction: Jurisdiction, on: string): string[] {
  return retentionSchedule(jurisdiction, on).map((it) => it.recordKind);
}
