import { DomainError, defineErrors } from '#kernel/errors.ts';
import type { Fired } from '#kernel/rule.ts';
import { fillWords, type Words } from '#kernel/words.ts';
import { identityRejections } from './rules/catalogue.ts';

/** How this module may refuse. The same words for what does not exist and what one may not know exists. */
export const errors = defineErrors('identity', {
  student_not_found: {
    status: 404,
    en: 'There is no such student number, or none that you may see',
    fr: 'Ce numéro d’élève n’existe pas, ou vous ne pouvez pas le voir',
  },
  not_known_then: {
    status: 404,
    en: 'At {moment} the register knew nothing of this student. Ask for a later moment',
    fr: 'Au {moment}, le registre ne savait rien de cet élève. Demandez un moment ultérieur',
  },
  task_not_found: { status: 404, en: 'There is no such match task', fr: 'Cette tâche d’identification n’existe pas' },
  task_decided: {
    status: 409,
    en: 'This was decided before: {decision}, {number}',
    fr: 'Ce cas a déjà été tranché : {decision}, {number}',
  },
  guid_taken: {
    status: 409,
    en: 'The GUID {guid} was taken by another student at the same moment; send the row again',
    fr: 'Le GUID {guid} vient d’être pris par un autre élève; envoyez la ligne de nouveau',
  },
  number_taken: {
    status: 409,
    en: 'One of the numbers is on the register already',
    fr: 'L’un des numéros figure déjà au registre',
  },
  link_refused: {
    status: 409,
    en: 'These two numbers cannot be declared one person ({because})',
    fr: 'Ces deux numéros ne peuvent pas être déclarés ceux d’une même personne ({because})',
  },
  link_not_found: {
    status: 404,
    en: 'These two numbers were not declared one person',
    fr: 'Ces deux numéros n’ont pas été déclarés ceux d’une même personne',
  },
  refused_by_rule: {
    status: 422,
    en: 'A rule refuses this: see each error',
    fr: 'Une règle s’y oppose : voir chaque erreur',
  },
});

/** A refusal by rules: one entry a rejection, with the field, the rule's code, its words and how to mend. */
export class RefusedByRule extends DomainError {
  readonly fields: { pointer: string; code: string; message: Words }[];
  readonly fired: readonly Fired[];

  constructor(fired: readonly Fired[]) {
    super(errors.refused_by_rule.code, errors.refused_by_rule.entry, { rules: fired.map((it) => it.code) });
    this.fired = fired;
    this.fields = fired.map((it) => ({ pointer: `/body/${it.field}`, code: it.code, message: wordsOf(it) }));
  }
}

function wordsOf({ code, params }: Fired): Words {
  const rule = identityRejections.find((it) => it.code === code);
  if (!rule) return errors.refused_by_rule.entry;
  const [message, mend] = [fillWords(rule.message, params), fillWords(rule.mend, params)];
  return { en: `${message.en}. ${mend.en}`, fr: `${message.fr}. ${mend.fr}` };
}
