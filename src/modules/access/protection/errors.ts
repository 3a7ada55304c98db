import { defineErrors } from '#kernel/errors.ts';

export const protectionErrors = defineErrors('access', {
  opening_not_found: {
    status: 404,
    en: 'There is no such opening of the sealed register',
    fr: 'Cette ouverture du registre scellé n’existe pas',
  },
  opening_not_possible: {
    status: 409,
    en: 'This cannot be done with the opening (any more): it is {state}',
    fr: 'Cela ne peut pas (ou plus) être fait de cette ouverture : son état est {state}',
  },
  opening_lapsed: {
    status: 409,
    en: 'Nobody answered in time, so this has lapsed: whoever still needs the register asks again',
    fr: 'Personne n’a répondu à temps : la demande est caduque. Qui a encore besoin du registre en fait une nouvelle',
  },
  second_person_needed: {
    status: 403,
    en: 'Somebody else must do this: not the person who asked or broke the glass',
    fr: 'Une autre personne doit le faire : pas celle qui a demandé ou brisé la glace',
  },
  opening_standing: {
    status: 409,
    en: 'You have asked already, or the register is open to you: see your openings',
    fr: 'Vous avez déjà demandé, ou le registre vous est ouvert : voyez vos ouvertures',
  },
});
