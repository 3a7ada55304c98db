import type { Words } from '#kernel/words.ts';

export type AlarmSeverity = 'notice' | 'serious' | 'critical';
export type AlarmKindEntry = { severity: AlarmSeverity; words: Words };

/** Every kind of alarm, once: what raises it, what the page says. Places in braces are filled from the alarm's details. */
export const alarmKinds = {
  account_locked: {
    severity: 'notice',
    words: {
      en: 'The account {userName} was locked after {tries} wrong sign-ins',
      fr: 'Le compte {userName} a été verrouillé après {tries} tentatives d’ouverture de session erronées',
    },
  },
  secrets_reset: {
    severity: 'notice',
    words: {
      en: '{by} made a link that resets password and second factor of {userName}',
      fr: '{by} a créé un lien qui réinitialise le mot de passe et le second facteur de {userName}',
    },
  },
  budget_spent: {
    severity: 'serious',
    words: {
      en: '{name} has read {people} people and was stopped',
      fr: '{name} a lu {people} dossiers et a été arrêté',
    },
  },
  decoy_read: {
    severity: 'critical',
    words: {
      en: '{name} looked for an invented person who stands in one export alone, made for {receiver} ({export}): {where}',
      fr: '{name} a cherché une personne inventée qui ne figure que dans une exportation, faite pour {receiver} ({export}) : {where}',
    },
  },
  glass_broken: {
    severity: 'critical',
    words: {
      en: '{name} opened a protected record without approval: {reason}',
      fr: '{name} a ouvert un dossier protégé sans approbation : {reason}',
    },
  },
  token_reused: {
    severity: 'serious',
    words: {
      en: 'A used token of the client {client} was presented again',
      fr: 'Un jeton déjà utilisé du client {client} a été présenté de nouveau',
    },
  },
  read_reported: {
    severity: 'serious',
    words: {
      en: 'A look at a record was reported as wrong: {name}, {at}. {note}',
      fr: 'Une consultation de dossier a été signalée comme anormale : {name}, {at}. {note}',
    },
  },
  ledger_broken: {
    severity: 'critical',
    words: {
      en: 'The ledger of reads does not add up in {partition}',
      fr: 'Le registre des consultations est incohérent dans {partition}',
    },
  },
  request_due: {
    severity: 'notice',
    words: {
      en: 'A privacy request received on {receivedOn} has {daysLeft} days left',
      fr: 'Il reste {daysLeft} jours pour une demande de renseignements reçue le {receivedOn}',
    },
  },
  request_overdue: {
    severity: 'serious',
    words: {
      en: 'A privacy request received on {receivedOn} is {daysOver} days overdue',
      fr: 'Une demande de renseignements reçue le {receivedOn} est en retard de {daysOver} jours',
    },
  },
  hold_review: {
    severity: 'notice',
    words: {
      en: 'The legal hold placed on {placedOn} waits to be looked at again: is it still needed?',
      fr: 'La conservation légale placée le {placedOn} attend un réexamen : est-elle encore nécessaire ?',
    },
  },
  support_opened: {
    severity: 'notice',
    words: {
      en: '{by} let {name} of support in for {hours} hours',
      fr: '{by} a admis {name}, du soutien, pour {hours} heures',
    },
  },
  review_opened: {
    severity: 'notice',
    words: {
      en: '{grants} grants wait to be confirmed by {dueOn}; those that nobody confirms end',
      fr: '{grants} droits attendent d’être confirmés au plus tard le {dueOn} ; ceux que personne ne confirme prennent fin',
    },
  },
  review_lapsed: {
    severity: 'serious',
    words: {
      en: 'Nobody confirmed {lapsed} grants in time: they ended; {kept} were kept so that somebody manages the ministry’s people',
      fr: 'Personne n’a confirmé {lapsed} droits à temps : ils ont pris fin ; {kept} ont été gardés pour que quelqu’un gère les comptes du ministère',
    },
  },
} as const satisfies Record<string, AlarmKindEntry>;
export type AlarmKind = keyof typeof alarmKinds;

/** What an alarm can turn out to be. */
export const verdicts = {
  false_alarm: { en: 'False alarm', fr: 'Fausse alerte' },
  explained: { en: 'Allowed, and explained', fr: 'Permis et expliqué' },
  mistake: { en: 'Not allowed, but not meant', fr: 'Interdit, mais sans intention' },
  misuse: { en: 'Misuse, passed on', fr: 'Abus, transmis' },
} as const satisfies Record<string, Words>;
export type Verdict = keyof typeof verdicts;
export const verdictNames = Object.keys(verdicts) as [Verdict, ...Verdict[]]; // Object.keys forgets the names

export function isAlarmKind(text: string): text is AlarmKind {
  return Object.hasOwn(alarmKinds, text);
}
