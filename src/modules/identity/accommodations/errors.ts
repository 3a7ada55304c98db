import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('accommodation', {
  not_found: {
    status: 404,
    en: 'The student has no such accommodation',
    fr: 'L’élève n’a pas cette mesure d’adaptation',
  },
  voided: {
    status: 409,
    en: 'The accommodation was voided; restore it before changing it',
    fr: 'La mesure d’adaptation a été invalidée; restaurez-la avant de la modifier',
  },
  not_voided: {
    status: 409,
    en: 'The accommodation stands, so there is nothing to restore',
    fr: 'La mesure d’adaptation est en vigueur; il n’y a rien à restaurer',
  },
});
