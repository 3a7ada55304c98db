import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('access', {
  not_allowed: {
    status: 403,
    en: 'Your role does not allow this ({permission})',
    fr: 'Votre rôle ne permet pas cette action ({permission})',
  },
  organisation_out_of_reach: {
    status: 403,
    en: 'You may not act for the organisation {organisation}: choose your own, or one of yours',
    fr: 'Vous ne pouvez pas agir pour l’établissement {organisation} : choisissez le vôtre ou l’un des vôtres',
  },
  organisation_cannot_act: {
    status: 422,
    en: 'The organisation {organisation} is not known here, or does not work on student records',
    fr: 'L’établissement {organisation} n’est pas connu ici, ou ne travaille pas aux dossiers des élèves',
  },
  account_not_found: { status: 404, en: 'There is no such account', fr: 'Ce compte n’existe pas' },
  session_ended: {
    status: 401,
    en: 'The session has ended: sign in again',
    fr: 'La session est terminée : ouvrez-en une nouvelle',
  },
  demonstration_off: {
    status: 403,
    en: 'Demonstration sign-ins are off here: they exist only on this machine’s own address with the embedded database, unless the operator forces them',
    fr: 'Les ouvertures de session de démonstration sont désactivées ici : elles n’existent qu’à l’adresse locale de la machine avec la base de données intégrée, sauf si l’exploitant les impose',
  },
});
