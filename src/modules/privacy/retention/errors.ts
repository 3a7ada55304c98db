import { defineErrors, type ErrorFactory } from '#kernel/errors.ts';
import { type DisposalRefusal, disposalRefusals } from './rules/disposal.ts';

export const errors = defineErrors('retention', {
  hold_not_found: { status: 404, en: 'There is no such hold', fr: 'Cette conservation n’existe pas' },
  hold_lifted: { status: 409, en: 'This hold is lifted already', fr: 'Cette conservation est déjà levée' },
  hold_target_needed: {
    status: 422,
    en: 'Say what is held: a student number, an organisation or a kind of record, according to the scope',
    fr: 'Indiquez ce qui est conservé : un numéro d’élève, un établissement ou un genre de document, selon la portée',
  },
  review_in_past: {
    status: 422,
    en: 'Choose a day of review after today',
    fr: 'Choisissez un jour de réexamen après aujourd’hui',
  },
  kind_unknown: {
    status: 422,
    en: '“{recordKind}” is no kind of record of the retention schedule',
    fr: '« {recordKind} » n’est pas un genre de document du calendrier de conservation',
  },
  kind_kept: {
    status: 422,
    en: 'Records of the kind “{recordKind}” are kept: the retention schedule does not dispose of them so',
    fr: 'Les documents du genre « {recordKind} » sont conservés : le calendrier ne les élimine pas ainsi',
  },
  nothing_due: {
    status: 409,
    en: 'Nothing of this kind is due on {dueBy}',
    fr: 'Rien de ce genre n’est échu au {dueBy}',
  },
  due_later: {
    status: 422,
    en: 'What is due after today ({today}) cannot be proposed yet',
    fr: 'Ce qui est échu après aujourd’hui ({today}) ne peut pas encore être proposé',
  },
  proposed_already: {
    status: 409,
    en: 'A proposal for the same waits already: approve or withdraw it first',
    fr: 'Une proposition semblable est déjà en attente : approuvez-la ou retirez-la d’abord',
  },
  disposal_not_found: { status: 404, en: 'There is no such disposal', fr: 'Cette élimination n’existe pas' },
  certificate_not_found: {
    status: 404,
    en: 'There is no certificate: the disposal is not carried out',
    fr: 'Il n’y a pas de certificat : l’élimination n’est pas exécutée',
  },
  key_not_found: { status: 404, en: 'There is no such key', fr: 'Cette clé n’existe pas' },
  key_destroyed: { status: 409, en: 'This key is destroyed already', fr: 'Cette clé est déjà détruite' },
  key_not_due: {
    status: 409,
    en: 'What is sealed under this key is not due, or is held: {because}',
    fr: 'Ce qui est scellé sous cette clé n’est pas échu, ou est conservé : {because}',
  },
  key_not_approved: {
    status: 409,
    en: 'Nobody has approved the destruction of this key: propose it, and have others approve it',
    fr: 'Personne n’a approuvé la destruction de cette clé : proposez-la et faites-la approuver par d’autres',
  },
  wrong_state: { status: 409, ...disposalRefusals.wrong_state },
  needs_right: { status: 403, ...disposalRefusals.needs_right },
  own_proposal: { status: 403, ...disposalRefusals.own_proposal },
  approved_already: { status: 409, ...disposalRefusals.approved_already },
  no_account: { status: 403, ...disposalRefusals.no_account },
});

export const refusalOf = {
  wrong_state: errors.wrong_state,
  needs_right: errors.needs_right,
  own_proposal: errors.own_proposal,
  approved_already: errors.approved_already,
  no_account: errors.no_account,
} as const satisfies Record<DisposalRefusal, ErrorFactory>;
