import type { Words } from '#kernel/words.ts';
import type { Permission } from '../../rules/roles.ts';

export type Scope = { words: Words; permissions: readonly Permission[] };

/** What a machine may ask for, once: each scope is some permissions of people, never one of its own. */
export const scopes = {
  'submissions.write': {
    words: {
      en: 'Submit students and enrolments, and follow what becomes of each row',
      fr: 'Envoyer des élèves et des inscriptions, et suivre le sort de chaque ligne',
    },
    permissions: ['submission.write', 'submission.read', 'student.write', 'enrolment.write'],
  },
  'submissions.read': {
    words: { en: 'See submissions and the fates of their rows', fr: 'Voir les envois et le sort de leurs lignes' },
    permissions: ['submission.read'],
  },
  'students.read': {
    words: {
      en: 'Read the records of students whom the organisation may see',
      fr: 'Lire les dossiers des élèves que l’établissement peut voir',
    },
    permissions: ['student.read'],
  },
  'students.search': {
    words: { en: 'Search students by name and birth date', fr: 'Chercher des élèves par nom et date de naissance' },
    permissions: ['student.search', 'student.read'],
  },
  'findings.read': {
    words: {
      en: 'Read findings, to show them in one’s own software',
      fr: 'Lire les constats, pour les montrer ailleurs',
    },
    permissions: ['finding.read'],
  },
  'findings.acknowledge': {
    words: { en: 'Read findings and acknowledge advice', fr: 'Lire les constats et accuser réception des avis' },
    permissions: ['finding.read', 'finding.acknowledge'],
  },
  'reference.read': {
    words: { en: 'Read organisations, codes and rules', fr: 'Lire les établissements, les codes et les règles' },
    permissions: ['organisation.read', 'rule.read'],
  },
  scim: {
    words: {
      en: 'Open, change and close the accounts of people (SCIM), as a directory does',
      fr: 'Ouvrir, modifier et fermer les comptes des personnes (SCIM), comme le fait un annuaire',
    },
    permissions: ['scim.provision'],
  },
} as const satisfies Record<string, Scope>;

export type ScopeName = keyof typeof scopes;
export const scopeNames = Object.keys(scopes) as ScopeName[]; // the keys of the table above

export function isScopeName(text: string): text is ScopeName {
  return Object.hasOwn(scopes, text);
}

/** The permissions behind some scopes; what is no scope gives none. */
export function permissionsOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => (isScopeName(name) ? scopes[name].permissions : [])));
}

/** The scopes that somebody may hand to a machine: those whose every permission they hold themselves. */
export function scopesWithin(permissions: ReadonlySet<string>): ScopeName[] {
  return scopeNames.filter((name) => scopes[name].permissions.every((it) => permissions.has(it)));
}
