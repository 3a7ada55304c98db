import { defineErrors, type ErrorFactory } from '#kernel/errors.ts';
import { type MoveRefusal, moveRefusals } from './rules/states.ts';

export const errors = defineErrors('validation', {
  finding_not_found: { status: 404, en: 'There is no such finding', fr: 'Ce constat n’existe pas' },
  rule_not_found: { status: 404, en: 'There is no such rule', fr: 'Cette règle n’existe pas' },
  finding_cleared: { status: 409, ...moveRefusals.cleared },
  wrong_state: { status: 409, ...moveRefusals.wrong_state },
  only_advice: { status: 409, ...moveRefusals.only_advice },
  only_warning: { status: 409, ...moveRefusals.only_warning },
  needs_right: { status: 403, ...moveRefusals.needs_right },
  needs_note: { status: 422, ...moveRefusals.needs_note },
  needs_later_day: { status: 422, ...moveRefusals.needs_later_day },
  no_assignee: { status: 422, ...moveRefusals.no_assignee },
  assignee_needed: {
    status: 422,
    en: 'Say to whom: an account, me, or null for nobody',
    fr: 'Dites à qui : un compte, me, ou null pour personne',
  },
  day_needed: {
    status: 422,
    en: 'Say until when, or null to wake it',
    fr: 'Dites jusqu’à quand, ou null pour le reprendre',
  },
});

/** Why a move was refused, as a refusal. */
export const refusalOf = {
  cleared: errors.finding_cleared,
  wrong_state: errors.wrong_state,
  only_advice: errors.only_advice,
  only_warning: errors.only_warning,
  needs_right: errors.needs_right,
  needs_note: errors.needs_note,
  needs_later_day: errors.needs_later_day,
  no_assignee: errors.no_assignee,
} as const satisfies Record<MoveRefusal, ErrorFactory>;
