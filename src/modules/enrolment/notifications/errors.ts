import { DomainError, defineErrors } from '#kernel/errors.ts';
import type { Fired } from '#kernel/rule.ts';
import { fillWords } from '#kernel/words.ts';
import type { Rejection } from '../errors.ts';
import { notificationRejections } from './rules/submission.ts';

export const errors = defineErrors('home_notification', {
  notification_not_found: {
    status: 404,
    en: 'There is no such notification of home education',
    fr: 'Cet avis d’enseignement à domicile n’existe pas',
  },
  refused: {
    status: 422,
    en: 'The notification was refused: see each error; nothing was written',
    fr: 'L’avis a été refusé : voir chaque erreur; rien n’a été écrit',
  },
  settled: {
    status: 409,
    en: 'The notification was accepted or withdrawn; record a new one when the parent says something else',
    fr: 'L’avis a été accepté ou retiré; consignez-en un nouveau si le parent dit autre chose',
  },
  cannot_move: {
    status: 409,
    en: 'This cannot be done with a notification that stands where it does; read it again',
    fr: 'Cela n’est pas possible dans l’état où se trouve l’avis; relisez-le',
  },
  reason_needed: {
    status: 422,
    en: 'Say why the notification is returned or withdrawn: the parent is told',
    fr: 'Dites pourquoi l’avis est renvoyé ou retiré : le parent en est informé',
  },
});

/** The refusal of a notification with every rule that fired; the words stand in `fields`. */
export class NotificationRefused extends DomainError {
  readonly fields: (Omit<Rejection, 'field'> & { pointer: string })[];

  constructor(fired: readonly Fired[]) {
    super(errors.refused.code, errors.refused.entry, { rejections: fired.map((it) => it.code) });
    this.fields = fired.map(toField);
  }
}

function toField({ code, reference, field, params }: Fired) {
  const rule = notificationRejections.find((it) => it.code === code);
  if (!rule) throw new Error(`${code} fired but is no rejection of a notification`);
  const words = { message: fillWords(rule.message, params), mend: fillWords(rule.mend, params) };
  return { pointer: `/body/${field}`, code, reference, ...words };
}
