import { DomainError, defineErrors } from '#kernel/errors.ts';
import type { Words } from '#kernel/words.ts';

export const errors = defineErrors('enrolment', {
  student_not_found: {
    status: 404,
    en: 'There is no such student number',
    fr: 'Ce numéro d’élève n’existe pas',
  },
  enrolment_not_found: {
    status: 404,
    en: 'There is no such enrolment',
    fr: 'Cette inscription n’existe pas',
  },
  school_not_found: { status: 404, en: 'There is no such school', fr: 'Cette école n’existe pas' },
  too_wide_for_then: {
    status: 400,
    en: 'What was known at a moment is counted for one school or authority: name the organisation',
    fr: 'Ce que l’on savait à un moment se compte pour une école ou une autorité : nommez l’organisation',
  },
  refused: {
    status: 422,
    en: 'The enrolment was refused: see each error; nothing was written',
    fr: 'L’inscription a été refusée : voir chaque erreur; rien n’a été écrit',
  },
  deleted: {
    status: 409,
    en: 'The enrolment is deleted; restore it before changing it',
    fr: 'L’inscription est supprimée; restaurez-la avant de la modifier',
  },
  not_deleted: {
    status: 409,
    en: 'The enrolment is not deleted, so there is nothing to restore',
    fr: 'L’inscription n’est pas supprimée; il n’y a rien à restaurer',
  },
  added_meanwhile: {
    status: 409,
    en: 'Somebody else added the same enrolment at the same moment; read it, then submit your change from there',
    fr: 'Quelqu’un d’autre a ajouté la même inscription au même moment; relisez-la, puis soumettez votre modification à partir de là',
  },
});

/** A rejection as a caller reads it: the rule, the field, what is wrong and how to mend it. */
export type Rejection = { code: string; reference: string | null; field: string; message: Words; mend: Words };

/** The refusal of an item with every rejection that fired. `params.rejections` names the rules; the words stand in `fields`. */
export class EnrolmentRefused extends DomainError {
  readonly fields: { pointer: string; code: string; reference: string | null; message: Words; mend: Words }[];

  constructor(rejections: readonly Rejection[]) {
    super(errors.refused.code, errors.refused.entry, { rejections: rejections.map((it) => it.code) });
    this.fields = rejections.map(({ field, ...rest }) => ({ pointer: `/body/${field}`, ...rest }));
  }
}
