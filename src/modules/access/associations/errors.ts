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
  limited_organisation: {
    status: 403,
    en: 'Your organisation’s access is limited: it does not look at students from outside',
    fr: 'L’accès de votre établissement est limité : il ne consulte pas d’élèves de l’extérieur',
  },
});
