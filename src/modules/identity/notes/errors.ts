import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('note', {
  not_found: {
    status: 404,
    en: 'There is no such note, or none that you may read',
    fr: 'Cette note n’existe pas, ou vous ne pouvez pas la lire',
  },
  voided: {
    status: 409,
    en: 'The note was voided; write a new one',
    fr: 'La note a été invalidée; écrivez-en une nouvelle',
  },
  corrected: {
    status: 409,
    en: 'The note was corrected by a later one; correct or void that one',
    fr: 'La note a été corrigée par une note ultérieure; corrigez ou invalidez celle-là',
  },
});
