import { defineErrors, type ErrorFactory } from '#kernel/errors.ts';
import { type ConsentRefusal, consentRefusals } from './rules/consent.ts';

export const errors = defineErrors('consent', {
  consent_not_found: { status: 404, en: 'There is no such consent', fr: 'Ce consentement n’existe pas' },
  kind_unknown: {
    status: 422,
    en: 'The jurisdiction asks for no consent of the kind “{kind}”',
    fr: 'Le ressort ne demande pas de consentement du genre « {kind} »',
  },
  too_young: { status: 422, ...consentRefusals.too_young },
  too_old: { status: 422, ...consentRefusals.too_old },
  given_already: { status: 409, ...consentRefusals.given_already },
  not_given: { status: 409, ...consentRefusals.not_given },
  future_day: { status: 422, ...consentRefusals.future_day },
});

export const refusalOf = {
  too_young: errors.too_young,
  too_old: errors.too_old,
  given_already: errors.given_already,
  not_given: errors.not_given,
  future_day: errors.future_day,
} as const satisfies Record<ConsentRefusal, ErrorFactory>;
