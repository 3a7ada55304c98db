import { defineErrors, type ErrorFactory } from '#kernel/errors.ts';
import { type MoveRefusal, moveRefusals } from './rules/states.ts';

export const errors = defineErrors('privacy', {
  request_not_found: { status: 404, en: 'There is no such request', fr: 'Cette demande n’existe pas' },
  file_not_found: { status: 404, en: 'There is no such file', fr: 'Ce fichier n’existe pas' },
  code_unknown: {
    status: 422,
    en: '“{code}” is not in the jurisdiction’s list of {list}',
    fr: '« {code} » n’est pas dans la liste {list} du ressort',
  },
  field_needed: {
    status: 422,
    en: 'Say which field a correction is about, and which value is wanted',
    fr: 'Indiquez le champ à rectifier et la valeur voulue',
  },
  received_later: {
    status: 422,
    en: 'A request cannot be received after today ({today})',
    fr: 'Une demande ne peut être reçue après aujourd’hui ({today})',
  },
  custodian_cannot_see: {
    status: 422,
    en: 'The organisation {organisation} has nothing to do with this student: choose the student’s school, or the ministry',
    fr: 'L’établissement {organisation} n’a pas de lien avec cet élève : choisissez son école ou le ministère',
  },
  wrong_kind: { status: 409, ...moveRefusals.wrong_kind },
  wrong_state: { status: 409, ...moveRefusals.wrong_state },
  needs_right: { status: 403, ...moveRefusals.needs_right },
  not_custodian: { status: 403, ...moveRefusals.not_custodian },
  identity_unproven: { status: 409, ...moveRefusals.identity_unproven },
  needs_reason: { status: 422, ...moveRefusals.needs_reason },
  needs_note: { status: 422, ...moveRefusals.needs_note },
  too_many_days: { status: 422, ...moveRefusals.too_many_days },
  day_out_of_order: { status: 422, ...moveRefusals.day_out_of_order },
  already_said: { status: 409, ...moveRefusals.already_said },
  application_mismatch: {
    status: 422,
    en: 'A correction of “{field}” is applied by a statement about {file}, or by the school’s next submission',
    fr: 'Une rectification de « {field} » s’applique par une déclaration sur {file}, ou par le prochain envoi de l’école',
  },
  package_taken: {
    status: 409,
    en: 'The package was handed over, or its days are over: prepare it again',
    fr: 'Le dossier a été remis ou son délai est passé : préparez-le de nouveau',
  },
  key_destroyed: {
    status: 409,
    en: 'The key of these texts was destroyed when their term was over; they cannot be read any more',
    fr: 'La clé de ces textes a été détruite à la fin de leur durée de conservation ; ils ne peuvent plus être lus',
  },
  recipient_unusable: {
    status: 422,
    en: 'This is no age key: it begins with age1',
    fr: 'Ce n’est pas une clé age : elle commence par age1',
  },
});

/** Why a move was refused, as a refusal. */
export const refusalOf = {
  wrong_kind: errors.wrong_kind,
  wrong_state: errors.wrong_state,
  needs_right: errors.needs_right,
  not_custodian: errors.not_custodian,
  identity_unproven: errors.identity_unproven,
  needs_reason: errors.needs_reason,
  needs_note: errors.needs_note,
  too_many_days: errors.too_many_days,
  day_out_of_order: errors.day_out_of_order,
  already_said: errors.already_said,
} as const satisfies Record<MoveRefusal, ErrorFactory>;
