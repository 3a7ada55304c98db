import { defineErrors } from '#kernel/errors.ts';

export const ledgerErrors = defineErrors('ledger', {
  reader_unknown: {
    status: 404,
    en: 'Nobody of that account or client has read anything that you may look into',
    fr: 'Aucun compte ni client de ce nom n’a fait de consultation que vous puissiez examiner',
  },
  look_not_found: {
    status: 404,
    en: 'There is no such look at this record',
    fr: 'Cette consultation du dossier n’existe pas',
  },
});
