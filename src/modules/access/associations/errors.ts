import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('access', {
  minimum_sight: {
    status: 403,
    en: 'Until the student’s move is confirmed, or while you look from outside, you see name, birth date, number and your own enrolment only. See “Why do I see this student”',
    fr: 'Tant que le changement d’école n’est pas confirmé, ou lorsque vous consultez de l’extérieur, vous ne voyez que le nom, la date de naissance, le numéro et votre propre inscription. Voir « Pourquoi vois-je cet élève »',
  },
  too_many_questions: {
    status: 429,
    en: 'You, or your organisation, asked too often who somebody is. Try again from {again}',
    fr: 'Vous, ou votre établissement, avez demandé trop souvent l’identité d’une personne. Réessayez à partir de {again}',
  },
  move_not_found: {
    status: 404,
    en: 'There is no such move, or none that is yours',
    fr: 'Ce changement d’école n’existe pas, ou ne vous concerne pas',
  },
  move_settled: {
    status: 409,
    en: 'This cannot be said of the move (any more): {kind}, it is {state}. Load it again to see what can',
    fr: 'Cela ne peut pas (ou plus) être dit de ce changement d’école : {kind}, son état est {state}. Rechargez-le pour voir ce qui peut l’être',
  },
  words_needed: {
    status: 422,
    en: 'Say why, in your own words',
    fr: 'Dites pourquoi, dans vos propres mots',
  },
  limited_organisation: {
    status: 403,
    en: 'Your organisation’s access is limited: it does not look at students from outside',
    fr: 'L’accès de votre établissement est limité : il ne consulte pas d’élèves de l’extérieur',
  },
});
