import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('count', {
  kind_unknown: {
    status: 422,
    en: 'The jurisdiction has no count day of the kind “{kind}”',
    fr: 'Le ressort n’a pas de jour de dénombrement du genre « {kind} »',
  },
  not_yet: {
    status: 409,
    en: 'The count day {day} is not past; a count is frozen from the next day on',
    fr: 'Le jour de dénombrement {day} n’est pas passé; un dénombrement est figé à partir du lendemain',
  },
  frozen_already: {
    status: 409,
    en: 'This count is frozen already; a frozen count never changes. Look at the differences since instead',
    fr: 'Ce dénombrement est déjà figé; un dénombrement figé ne change jamais. Voyez plutôt les écarts depuis',
  },
  count_not_found: { status: 404, en: 'There is no such frozen count', fr: 'Ce dénombrement figé n’existe pas' },
  before_freeze: {
    status: 422,
    en: 'The moment lies before the freeze or in the future; differences are told from the freeze on',
    fr: 'Le moment précède le gel ou se trouve dans l’avenir; les écarts sont donnés à partir du gel',
  },
});
