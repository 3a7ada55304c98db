import { accessHoldings } from '#modules/access/index.ts';
import { enrolmentHoldings } from '#modules/enrolment/index.ts';
import { exchangeHoldings } from '#modules/exchange/index.ts';
import { identityHoldings } from '#modules/identity/index.ts';
import { privacyHoldings } from '#modules/privacy/index.ts';
import { validationHoldings } from '#modules/validation/index.ts';
import type { Holding } from '#platform/holdings/holding.ts';

/** Everything that is held about people: what a person is given who asks, and what retention disposes of. A test knows no table besides. */
export const holdings: readonly Holding[] = [
  ...accessHoldings,
  ...validationHoldings,
  ...identityHoldings,
  ...enrolmentHoldings,
  ...exchangeHoldings,
  ...privacyHoldings,
];
