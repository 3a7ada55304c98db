// The only door of this module for others.
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { retentionSchedule } from './settings.ts';

export { errors as consentErrors } from './consent/errors.ts';
export { hasConsent } from './consent/service/consents.ts';
export { exportErrors } from './exports/errors.ts';
export { privacyHoldings } from './holdings.ts';
export { errors as privacyErrors } from './requests/errors.ts';
export { errors as retentionErrors } from './retention/errors.ts';

/** The kinds of record that the jurisdiction's retention schedule speaks of. */
export function retentionKinds(jurisdiction: Jurisdiction, on: string): string[] {
  return retentionSchedule(jurisdiction, on).map((it) => it.recordKind);
}
