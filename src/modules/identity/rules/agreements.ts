import type { Words } from '#kernel/words.ts';
import type { AgreementField, CandidateKind, FieldAgreement } from './matcher.ts';

// What an agreement means, in words a reviewer reads.

export const kindWords: Record<CandidateKind, Words> = {
  confirmed: { en: 'Confirmed', fr: 'Confirmé' },
  same: { en: 'Agrees', fr: 'Concorde' },
  likely: { en: 'Agrees nearly', fr: 'Concorde presque' },
  doubtful: { en: 'Resembles', fr: 'Ressemble' },
  twin: { en: 'Same day and household, other given name', fr: 'Même jour et même ménage, autre prénom' },
  other: { en: 'Differs', fr: 'Diffère' },
};

const levels: Record<string, Words> = {
  equal: { en: 'the same', fr: 'identique' },
  exact: { en: 'the same', fr: 'identique' },
  exchanged: { en: 'given and family name exchanged', fr: 'prénom et nom de famille inversés' },
  shared: { en: 'one word in common', fr: 'un mot en commun' },
  part: { en: 'one is part of the other', fr: 'l’un fait partie de l’autre' },
  nickname: { en: 'a short form', fr: 'une forme abrégée' },
  initial: { en: 'the same initial', fr: 'la même initiale' },
  one_edit: { en: 'one letter apart', fr: 'une lettre de différence' },
  one_digit: { en: 'one digit apart', fr: 'un chiffre de différence' },
  day_month_exchanged: { en: 'day and month exchanged', fr: 'jour et mois inversés' },
  two_parts: {
    en: 'two of year, month and day the same',
    fr: 'deux éléments identiques parmi l’année, le mois et le jour',
  },
  exchanged_with_middle: { en: 'given and middle name exchanged', fr: 'premier et deuxième prénoms inversés' },
  middle: { en: 'the same as a middle name', fr: 'identique à un deuxième prénom' },
  near: { en: 'nearly the same', fr: 'presque identique' },
  phonetic: { en: 'sounds the same', fr: 'de même consonance' },
  partly_different: { en: 'partly the same, partly different', fr: 'en partie identique, en partie différent' },
  missing: { en: 'not known on one side', fr: 'inconnu d’un côté' },
  unknown: { en: 'not known on one side', fr: 'inconnu d’un côté' },
  conflict: { en: 'different', fr: 'différent' },
  different: { en: 'different', fr: 'différent' },
};

const fields: Record<AgreementField, Words> = {
  number: { en: 'Supplied number', fr: 'Numéro fourni' },
  local_id: { en: 'School’s own id', fr: 'Identifiant local' },
  family_name: { en: 'Family name', fr: 'Nom de famille' },
  given_name: { en: 'Given name', fr: 'Prénom' },
  middle_name: { en: 'Middle name', fr: 'Deuxième prénom' },
  birth_date: { en: 'Birth date', fr: 'Date de naissance' },
  gender: { en: 'Gender', fr: 'Sexe' },
  postal_code: { en: 'Postal code', fr: 'Code postal' },
  phone: { en: 'Telephone', fr: 'Téléphone' },
  guardian: { en: 'Guardian', fr: 'Tuteur' },
};

/** `Birth date: day and month exchanged`. */
export function agreementWords({ field, level }: FieldAgreement): Words {
  const words = levels[level] ?? { en: level, fr: level };
  return { en: `${fields[field].en}: ${words.en}`, fr: `${fields[field].fr} : ${words.fr}` };
}
