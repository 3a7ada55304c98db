import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('exchange', {
  submission_not_found: { status: 404, en: 'There is no such submission', fr: 'Cet envoi n’existe pas' },
  item_not_found: {
    status: 404,
    en: 'The submission has no item {ordinal}',
    fr: 'L’envoi n’a pas d’élément {ordinal}',
  },
  organisation_unknown: {
    status: 422,
    en: 'There is no organisation {organisation}',
    fr: 'Il n’y a pas d’établissement {organisation}',
  },
  csv_alone: {
    status: 415,
    en: 'A single CSV file says not whose rows it holds. Pack it into a zip together with manifest.csv and students.csv, and send it as application/zip',
    fr: 'Un fichier CSV seul ne dit pas à qui sont ses lignes. Mettez-le dans un zip avec manifest.csv et students.csv, et envoyez-le en application/zip',
  },
  not_running: {
    status: 409,
    en: 'The submission has come to its end already ({state})',
    fr: 'L’envoi est déjà terminé ({state})',
  },
  still_running: {
    status: 409,
    en: 'The submission is still running; wait for its end',
    fr: 'L’envoi est encore en cours; attendez qu’il soit terminé',
  },
  item_not_mendable: {
    status: 409,
    en: 'Only an item that was refused or is held can be sent again; this one is {fate}',
    fr: 'Seul un élément refusé ou en attente peut être renvoyé; celui-ci est : {fate}',
  },
  nothing_to_reverse: {
    status: 409,
    en: 'This submission changed nothing in the register: it was a rehearsal, or was refused as a whole',
    fr: 'Cet envoi n’a rien changé au registre : c’était une répétition, ou il a été refusé en entier',
  },
  reversal_too_late: {
    status: 409,
    en: 'A submission can be reversed until {until} only. Mend its records one by one, or send a corrected file',
    fr: 'Un envoi ne peut être annulé que jusqu’au {until}. Corrigez ses données une à une, ou envoyez un fichier corrigé',
  },
  reversed_already: {
    status: 409,
    en: 'The submission was reversed; it cannot be reversed again, nor its rows be mended. Send a new file',
    fr: 'L’envoi a été annulé; on ne peut ni l’annuler de nouveau ni corriger ses lignes. Envoyez un nouveau fichier',
  },
  failed: {
    status: 503,
    en: 'Something went wrong on our side; what was applied before it is listed in the submission {submissionId}. Quote the reference {reference}',
    fr: 'Un problème est survenu de notre côté; ce qui a été traité auparavant figure dans l’envoi {submissionId}. Citez la référence {reference}',
  },
});
