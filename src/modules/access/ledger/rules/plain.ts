import type { FieldGroup } from '#kernel/field-groups.ts';
import type { Language, Words } from '#kernel/words.ts';

/** Parts of a record as one speaks of them to the person whose they are. */
export const groupWords = {
  existence: { en: 'that you are on the register', fr: 'le fait que vous figurez au registre' },
  identity: { en: 'your name and birth date', fr: 'votre nom et votre date de naissance' },
  documents: { en: 'the documents that prove who you are', fr: 'les documents qui prouvent votre identité' },
  contacts: { en: 'how you can be reached', fr: 'vos coordonnées' },
  guardians: { en: 'who your guardians are', fr: 'qui sont vos tuteurs' },
  restrictions: { en: 'how your record is protected', fr: 'la protection de votre dossier' },
  enrolments: { en: 'which schools you attend', fr: 'les écoles que vous fréquentez' },
  findings: { en: 'what has to be put right in your record', fr: 'ce qu’il faut corriger dans votre dossier' },
  history: { en: 'what was changed in your record', fr: 'les modifications de votre dossier' },
  submitted: { en: 'what a school sent about you', fr: 'ce qu’une école a transmis à votre sujet' },
  ledger: { en: 'who looked at your record', fr: 'qui a consulté votre dossier' },
  requests: { en: 'what you or your family asked for', fr: 'ce que vous ou votre famille avez demandé' },
  personal: {
    en: 'your citizenship, languages and other personal information',
    fr: 'votre citoyenneté, vos langues et d’autres renseignements personnels',
  },
  accommodations: {
    en: 'what your school does to help you learn',
    fr: 'ce que votre école fait pour vous aider à apprendre',
  },
  notes: { en: 'notes about you', fr: 'des notes à votre sujet' },
} as const satisfies Record<FieldGroup, Words>;

export type SaidLook = {
  /** In words of the language: 2 September 2026, 14:05. */
  day: string;
  time: string;
  kind: 'account' | 'client' | 'command' | 'system';
  name: string;
  role: string;
  organisation: string;
  groups: readonly FieldGroup[];
  /** As the student reads it: to register you. */
  purpose: string;
};

/** A look in one plain sentence, to the person whose record it was. */
export function sayLook(look: SaidLook, language: Language): string {
  const what = listWords(
    look.groups.map((group) => groupWords[group][language]),
    language,
  );
  return says[language](look, what);
}

const says: Record<Language, (look: SaidLook, what: string) => string> = {
  en: (look, what) => `On ${look.day} at ${look.time} ${whoEn(look)} ${what}, ${look.purpose}.`,
  fr: (look, what) => `Le ${look.day} à ${look.time}, ${whoFr(look)} ${what}, ${look.purpose}.`,
};

function whoEn({ kind, name, role, organisation }: SaidLook): string {
  if (kind === 'client') return `the system ${name} of ${organisation} read`;
  if (kind === 'command') return `somebody who runs the register for ${organisation} looked at`;
  if (kind === 'system') return 'the register itself used';
  return `${name}, ${lowerFirst(role)} at ${organisation}, looked at`;
}

function whoFr({ kind, name, role, organisation }: SaidLook): string {
  if (kind === 'client') return `le système ${name} (${organisation}) a lu`;
  if (kind === 'command') return `une personne qui exploite le registre pour ${organisation} a consulté`;
  if (kind === 'system') return 'le registre lui-même a utilisé';
  return `${name}, ${lowerFirst(role)}, ${organisation}, a consulté`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** `a, b and c`. */
export function listWords(parts: readonly string[], language: Language): string {
  const and = language === 'en' ? ' and ' : ' et ';
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')}${and}${parts.at(-1)}`;
}

/** What stands around the sentences when they are printed for the student. */
export const letterWords = {
  title: { en: 'Who looked at your record', fr: 'Qui a consulté votre dossier' },
  number: { en: 'Student number {number}', fr: 'Numéro d’élève {number}' },
  printed: {
    en: 'Printed on {day} at {time}. The latest look stands first.',
    fr: 'Imprimé le {day} à {time}. La consultation la plus récente figure en premier.',
  },
  nobody: { en: 'Nobody has looked at your record so far.', fr: 'Personne n’a consulté votre dossier jusqu’ici.' },
  more: {
    en: 'There are older looks; ask your school for them.',
    fr: 'Il existe des consultations plus anciennes ; demandez-les à votre école.',
  },
  wrong: {
    en: 'If one of these looks wrong to you, tell your school or the ministry. They must find out and tell you what they found.',
    fr: 'Si l’une de ces consultations vous paraît anormale, dites-le à votre école ou au ministère. Ils doivent vérifier et vous dire ce qu’ils ont trouvé.',
  },
} as const satisfies Record<string, Words>;
