import type { Language, Words } from '#kernel/words.ts';
import type { HoldingGroup } from '#platform/holdings/holding.ts';

export const groupWords = {
  identity: { en: 'Who you are', fr: 'Qui vous êtes' },
  contacts: { en: 'Where you are reached', fr: 'Où vous joindre' },
  enrolments: { en: 'Where you went to school', fr: 'Votre parcours scolaire' },
  support: { en: 'How you were supported at school', fr: 'Le soutien reçu à l’école' },
  associations: { en: 'Who may see your record', fr: 'Qui peut voir votre dossier' },
  restrictions: { en: 'How your record is protected', fr: 'Comment votre dossier est protégé' },
  findings: { en: 'What was to be mended in your record', fr: 'Ce qui était à corriger dans votre dossier' },
  matching: {
    en: 'How your records were told from other people’s',
    fr: 'Comment vos données ont été distinguées de celles d’autres personnes',
  },
  submissions: { en: 'What schools sent about you', fr: 'Ce que les écoles ont envoyé à votre sujet' },
  consent: { en: 'What you or a guardian agreed to', fr: 'Ce à quoi vous ou un tuteur avez consenti' },
  requests: { en: 'Requests, holds and disposals', fr: 'Demandes, conservations et éliminations' },
  exports: { en: 'Lists that you were on', fr: 'Listes où vous figuriez' },
  alarms: { en: 'Alarms about your record', fr: 'Alertes au sujet de votre dossier' },
  looks: { en: 'Who looked at your record', fr: 'Qui a consulté votre dossier' },
  history: { en: 'Every change of your record', fr: 'Toutes les modifications de votre dossier' },
} as const satisfies Record<HoldingGroup, Words>;

export const packageWords = {
  title: { en: 'What the register holds about {name}', fr: 'Ce que le registre détient au sujet de {name}' },
  kind: { en: 'Answer to a request for access', fr: 'Réponse à une demande d’accès' },
  intro: {
    en: 'This is everything that the student register of {jurisdiction} holds about the person with the student numbers {numbers}, as it stood on {moment}. The same is in person.json, for programs; person.schema.json says how that file is built. What was left out is named where it was left out, with the reason.',
    fr: 'Voici tout ce que le registre des élèves de {jurisdiction} détient au sujet de la personne portant les numéros d’élève {numbers}, au {moment}. Les mêmes données se trouvent dans person.json, pour les programmes ; person.schema.json décrit ce fichier. Ce qui a été omis est nommé à sa place, avec la raison.',
  },
  basis: {
    en: 'Given to: {asker}. Under: {basis}. If something is wrong, you may ask for a correction; if you are not content with this answer, you may ask the commissioner for a review.',
    fr: 'Remis à : {asker}. En vertu de : {basis}. Si une donnée est fausse, vous pouvez en demander la rectification ; si cette réponse ne vous satisfait pas, vous pouvez demander une révision au commissaire.',
  },
  nothing: { en: 'Nothing is held here.', fr: 'Rien n’est détenu ici.' },
  withheldTable: { en: 'Not given: {why}.', fr: 'Non remis : {why}.' },
  withheldColumn: { en: 'Not given ({name}): {why}.', fr: 'Non remis ({name}) : {why}.' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
  destroyed: { en: 'destroyed when its term was over', fr: 'détruit à la fin de sa durée de conservation' },
  unprintable: {
    en: '[see person.json: no font has these letters]',
    fr: '[voir person.json : aucune police n’a ces lettres]',
  },
  page: { en: 'Page {page} of {pages}', fr: 'Page {page} de {pages}' },
  footer: { en: 'Confidential. {kind}, {moment}', fr: 'Confidentiel. {kind}, {moment}' },
} as const satisfies Record<string, Words>;

/** `2 September 2026` or `2 septembre 2026` for a day; the minute too for a moment. */
export function showWhen(text: string, language: Language): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const format = new Intl.DateTimeFormat(`${language}-CA`, {
    dateStyle: 'long',
    ...(isDay ? { timeZone: 'UTC' } : { timeStyle: 'short', hourCycle: 'h23' }),
  });
  return format.format(new Date(text));
}
