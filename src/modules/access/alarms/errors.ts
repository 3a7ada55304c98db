import { defineErrors } from '#kernel/errors.ts';

export const alarmErrors = defineErrors('access', {
  alarm_not_found: { status: 404, en: 'There is no such alarm', fr: 'Cette alarme n’existe pas' },
  alarm_settled: {
    status: 409,
    en: 'This alarm was settled already by {by}',
    fr: 'Cette alarme a déjà été réglée par {by}',
  },
  alarm_about_you: {
    status: 403,
    en: 'This alarm is about your own account: somebody else must settle it',
    fr: 'Cette alarme porte sur votre propre compte : une autre personne doit la régler',
  },
});
