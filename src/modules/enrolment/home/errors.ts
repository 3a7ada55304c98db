import { DomainError, defineErrors } from '#kernel/errors.ts';
import type { Fired } from '#kernel/rule.ts';
import { fillWords } from '#kernel/words.ts';
import type { Rejection } from '../errors.ts';
import { homeRules } from './rules/rules.ts';

export const errors = defineErrors('home_education', {
  registration_not_found: {
    status: 404,
    en: 'There is no such registration for home education',
    fr: 'Cette inscription à l’enseignement à domicile n’existe pas',
  },
  refused: {
    status: 422,
    en: 'The registration was refused: see each error; nothing was written',
    fr: 'L’inscription a été refusée : voir chaque erreur; rien n’a été écrit',
  },
  deleted: {
    status: 409,
    en: 'The registration is deleted; restore it before changing it',
    fr: 'L’inscription est supprimée; restaurez-la avant de la modifier',
  },
  not_deleted: {
    status: 409,
    en: 'The registration is not deleted, so there is nothing to restore',
    fr: 'L’inscription n’est pas supprimée; il n’y a rien à restaurer',
  },
});

/** The refusal of a registration with every rule that fired; the words stand in `fields`. */
export class RegistrationRefused extends DomainError {
  readonly fields: (Omit<Rejection, 'field'> & { pointer: string })[];

  constructor(fired: readonly Fired[]) {
    super(errors.refused.code, errors.refused.entry, { rejections: fired.map((it) => it.code) });
    this.fields = fired.map(toField);
  }
}

function toField({ code, reference, field, params }: Fired) {
  const rule = homeRules.find((it) => it.code === code);
  if (!rule) throw new Error(`${code} fired but is no rule of home education`);
  const words = { message: fillWords(rule.message, params), mend: fillWords(rule.mend, params) };
  return { pointer: `/body/${field}`, code, reference, ...words };
}
