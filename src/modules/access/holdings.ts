import type { Words } from '#kernel/words.ts';
import { type HeldColumn, type Holding, redactNumbers, technical, withheld } from '#platform/holdings/holding.ts';

const number: HeldColumn = { en: 'Student number', fr: 'Numéro d’élève' };

/** What access holds of people. */
export const accessHoldings: readonly Holding[] = [
  {
    table: 'access.student_association',
    group: 'associations',
    title: { en: 'Who may see the record', fr: 'Qui peut voir le dossier' },
    recordKind: 'identity',
    dated: 'starts_on',
    reveals: 'whereabouts',
    columns: {
      student_number: number,
      organisation_code: { en: 'Organisation', fr: 'Établissement' },
      kind: { en: 'Because of', fr: 'En raison de' },
      starts_on: { en: 'From', fr: 'Du' },
      exit_on: { en: 'The student left', fr: 'Départ de l’élève' },
      last_until: { en: 'Last school until', fr: 'Dernière école jusqu’au' },
      ends_on: { en: 'Until', fr: 'Jusqu’au' },
      minimum_until: { en: 'Only the minimum until', fr: 'Le minimum seulement jusqu’au' },
      is_protected: technical,
    },
    onDisposal: 'delete',
  },
  {
    table: 'access.external_access',
    group: 'looks',
    title: {
      en: 'Looks from outside, each with its reason',
      fr: 'Consultations de l’extérieur, chacune avec sa raison',
    },
    recordKind: 'ledger',
    dated: 'acknowledged_at',
    reveals: 'whereabouts',
    columns: {
      student_number: number,
      access_id: technical,
      organisation_code: { en: 'For', fr: 'Pour' },
      account_id: technical,
      actor_name: { en: 'Who', fr: 'Qui' },
      reason: { en: 'Why', fr: 'Pourquoi' },
      acknowledged_at: { en: 'When', fr: 'Quand' },
      ends_on: { en: 'Until', fr: 'Jusqu’au' },
    },
    onDisposal: {
      keep: {
        en: 'Who looked stays for as long as the person may ask',
        fr: 'Les consultations restent tant que la personne peut les demander',
      },
    },
  },
  {
    table: 'access.student_move',
    group: 'associations',
    title: { en: 'Moves between schools', fr: 'Changements d’école' },
    recordKind: 'identity',
    dated: 'opened_on',
    reveals: 'whereabouts',
    columns: {
      student_number: number,
      move_id: technical,
      new_organisation_code: { en: 'New school', fr: 'Nouvelle école' },
      old_organisation_code: { en: 'School before', fr: 'École précédente' },
      opened_on: { en: 'Since', fr: 'Depuis le' },
      opened_at: technical,
      until_on: { en: 'Only the minimum until', fr: 'Le minimum seulement jusqu’au' },
      state: { en: 'How it stands', fr: 'État' },
      settled_at: { en: 'Settled', fr: 'Réglé' },
    },
    onDisposal: 'delete',
  },
  {
    table: 'access.student_move_statement',
    group: 'associations',
    title: { en: 'What was said of a move', fr: 'Ce qui a été dit d’un changement d’école' },
    recordKind: 'identity',
    dated: 'stated_at',
    reveals: 'whereabouts',
    columns: {
      student_number: number,
      move_id: technical,
      statement_id: technical,
      kind: { en: 'What', fr: 'Quoi' },
      organisation_code: { en: 'By', fr: 'Par' },
      actor_name: { en: 'Who', fr: 'Qui' },
      words: { en: 'In their words', fr: 'Dans leurs mots' },
      stated_at: { en: 'When', fr: 'Quand' },
    },
    onDisposal: 'delete',
  },
  {
    table: 'access.person_number',
    group: 'identity',
    title: { en: 'Numbers that are one person', fr: 'Numéros d’une même personne' },
    recordKind: 'identity',
    columns: { student_number: number, person_number: { en: 'Stands for the person', fr: 'Désigne la personne' } },
    redact: redactNumbers(['student_number', 'person_number']),
    onDisposal: 'delete',
  },
  {
    table: 'access.protected_student',
    group: 'restrictions',
    title: { en: 'Protection in force', fr: 'Protection en vigueur' },
    recordKind: 'identity',
    reveals: 'protection',
    columns: { student_number: number },
    onDisposal: 'delete',
  },
  {
    table: 'access.alarm',
    group: 'alarms',
    title: { en: 'Alarms about this student', fr: 'Alertes au sujet de l’élève' },
    recordKind: 'alarm',
    dated: 'raised_at',
    reveals: 'protection',
    columns: {
      alarm_id: technical,
      kind: { en: 'What happened', fr: 'Ce qui s’est passé' },
      severity: { en: 'Severity', fr: 'Gravité' },
      organisation_code: { en: 'Organisation', fr: 'Établissement' },
      account_id: technical,
      by_account_id: technical,
      client_id: { en: 'Machine', fr: 'Système' },
      student_number: number,
      details: withheld('The details name members of staff', 'Les précisions nomment des membres du personnel'),
      raised_at: { en: 'When', fr: 'Quand' },
      seen_at: { en: 'Looked at', fr: 'Vue le' },
      seen_by: technical,
      closed_at: { en: 'Settled', fr: 'Réglée le' },
      closed_by: technical,
      outcome: { en: 'Outcome', fr: 'Issue' },
      verdict: { en: 'What it turned out to be', fr: 'Ce qu’il en était' },
    },
    onDisposal: { clear: { student_number: 'null', details: "'{}'::jsonb" } },
  },
  reads(
    'looks',
    { en: 'Every look at the record', fr: 'Toutes les consultations du dossier' },
    "m.door not like 'files:%'",
  ),
  reads(
    'exports',
    {
      en: 'Files that the student’s data were taken out in',
      fr: 'Fichiers dans lesquels les données de l’élève ont été sorties',
    },
    "m.door like 'files:%'",
  ),
  {
    table: 'access.read_budget_person',
    group: 'looks',
    title: {
      en: 'Counted today against somebody’s budget of reads',
      fr: 'Comptée aujourd’hui dans le budget de lecture de quelqu’un',
    },
    recordKind: 'ledger',
    reveals: 'whereabouts',
    columns: {
      actor_key: technical,
      day_starts_at: { en: 'Day', fr: 'Jour' },
      student_number: number,
      hours: technical,
    },
    onDisposal: {
      keep: { en: 'It goes by itself when its day is over', fr: 'Elle disparaît d’elle-même à la fin de la journée' },
    },
  },
  {
    table: 'access.decoy',
    group: 'exports',
    title: { en: 'Invented people', fr: 'Personnes inventées' },
    recordKind: 'ledger',
    columns: {
      student_number: technical,
      export_id: technical,
      person_digest: technical,
      receiver_name: technical,
      family_name: technical,
      given_name: technical,
      birth_date: technical,
      planted_at: technical,
    },
    onDisposal: { keep: { en: 'It is nobody’s', fr: 'Elle n’est à personne' } },
  },
];

/** The ledger of reads, as a person reads it; looks at the page and files handed out are two tables to them. */
function reads(group: 'looks' | 'exports', title: Words, condition: string): Holding {
  return {
    table: 'access.person_read',
    group,
    title,
    recordKind: 'ledger',
    dated: 'at',
    reveals: 'whereabouts',
    rows: `select p.student_number, p.at, r.kind, r.name, r.role, r.organisation_code, m.door, m.purpose, p.field_groups, p.read_id, p.request_id
             from access.person_read p
             join access.ledger_reader r on r.reader_id = p.reader_id
             join access.ledger_manner m on m.manner_id = p.manner_id
            where ${condition}`,
    columns: {
      student_number: number,
      at: { en: 'When', fr: 'Quand' },
      kind: { en: 'Person or machine', fr: 'Personne ou système' },
      name: { en: 'Who', fr: 'Qui' },
      role: { en: 'As', fr: 'En tant que' },
      organisation_code: { en: 'For', fr: 'Pour' },
      door: { en: 'Through', fr: 'Par' },
      purpose: { en: 'What for', fr: 'Dans quel but', code: 'read_purpose' },
      field_groups: technical,
      read_id: technical,
      request_id: technical,
    },
    onDisposal: {
      keep: {
        en: 'Who looked stays for as long as the person may ask',
        fr: 'Les consultations restent tant que la personne peut les demander',
      },
    },
  };
}
