import { DomainError, defineErrors } from '#kernel/errors.ts';
import type { Fired } from '#kernel/rule.ts';
import { fillWords } from '#kernel/words.ts';
import type { Rejection } from '../errors.ts';
import { responsibleRules } from './rules/catalogue.ts';

export const errors = defineErrors('responsible_school', {
  transition_not_found: {
    status: 404,
    en: 'There is no such transition of the responsible school',
    fr: 'Cette transition de l’école responsable n’existe pas',
  },
  refused: {
    status: 422,
    en: 'The transition was refused: see each error; nothing was written',
    fr: 'La transition a été refusée : voir chaque erreur; rien n’a été écrit',
  },
  deleted: {
    status: 409,
    en: 'The transition is deleted; restore it before changing it',
    fr: 'La transition est supprimée; restaurez-la avant de la modifier',
  },
  not_deleted: {
    status: 409,
    en: 'The transition is not deleted, so there is nothing to restore',
    fr: 'La transition n’est pas supprimée; il n’y a rien à restaurer',
  },
  said_meanwhile: {
    status: 409,
    en: 'Somebody else recorded a transition for the same day at the same moment; read the list again, then say yours from there',
    fr: 'Quelqu’un d’autre a consigné une transition pour le même jour au même moment; relisez la liste, puis dites la vôtre à partir de là',
  },
});

/** The refusal of a transition with every rule that fired; the words stand in `fields`. */
export class TransitionRefused extends DomainError {
  readonly fields: (Omit<Rejection, 'field'> & { pointer: string })[];

  constructor(fired: readonly Fired[]) {
    super(errors.refused.code, errors.refused.entry, { rejections: fired.map((it) => it.code) });
    this.fields = fired.map(toField);
  }
}

function toField({ code, reference, field, params }: Fired) {
  const rule = responsibleRules.find((it) => it.code === code);
  if (!rule) throw new Error(`${code} fired but is no rule of the responsible school`);
  const words = { message: fillWords(rule.message, params), mend: fillWords(rule.mend, params) };
  return { pointer: `/body/${field}`, code, reference, ...words };
}
