import { defineErrors } from '#kernel/errors.ts';

export const budgetErrors = defineErrors('access', {
  budget_spent: {
    status: 429,
    en: 'You have read as many different people as your role may in this time. Try again after {until}, or ask for a larger budget',
    fr: 'Vous avez lu autant de personnes différentes que votre rôle le permet pour cette période. Réessayez après {until} ou demandez un budget plus grand',
  },
  exception_not_found: {
    status: 404,
    en: 'There is no such exception',
    fr: 'Cette exception n’existe pas',
  },
  exception_for_yourself: {
    status: 403,
    en: 'Somebody else must grant you a larger budget',
    fr: 'Une autre personne doit vous accorder un budget plus grand',
  },
  exception_too_long: {
    status: 422,
    en: 'An exception lasts at most {days} days and ends in the future',
    fr: 'Une exception dure au plus {days} jours et se termine dans l’avenir',
  },
});
