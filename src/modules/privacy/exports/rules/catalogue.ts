import type { Words } from '#kernel/words.ts';

/** How much a column tells of a child: needed for nearly everything, personal, or such as could harm. */
export type Sensitivity = 'ordinary' | 'personal' | 'sensitive';
export type ColumnGroup = 'identity' | 'enrolments' | 'contacts' | 'guardians';

export type ColumnEntry = {
  group: ColumnGroup;
  sensitivity: Sensitivity;
  words: Words;
  /** What a value looks like; invented. */
  example: string;
};

const column = (
  group: ColumnGroup,
  sensitivity: Sensitivity,
  [en, fr]: readonly [string, string],
  example: string,
): ColumnEntry => ({ group, sensitivity, words: { en, fr }, example });

/** Every column that an export may hold, in the order in which it holds them. */
export const columns = {
  student_number: column('identity', 'personal', ['Student number', 'Numéro d’élève'], '1234-5678-9'),
  local_student_id: column('identity', 'personal', ['Your own number', 'Votre propre numéro'], '10442'),
  family_name: column('identity', 'personal', ['Family name', 'Nom de famille'], 'Tremblay'),
  given_name: column('identity', 'personal', ['Given name', 'Prénom'], 'Zoé'),
  middle_name: column('identity', 'personal', ['Middle name', 'Deuxième prénom'], 'Anne'),
  preferred_given_name: column('identity', 'personal', ['Preferred given name', 'Prénom usuel'], 'Zed'),
  birth_date: column('identity', 'personal', ['Birth date', 'Date de naissance'], '2015-03-09'),
  gender: column('identity', 'sensitive', ['Gender', 'Genre'], 'F'),
  language_at_home: column('identity', 'sensitive', ['Language at home', 'Langue parlée à la maison'], 'fra'),
  school_code: column('enrolments', 'ordinary', ['School code', 'Code de l’école'], 'S.K001'),
  school_name: column('enrolments', 'ordinary', ['School', 'École'], 'Kestrel High'),
  school_year: column('enrolments', 'ordinary', ['School year', 'Année scolaire'], '2027'),
  grade: column('enrolments', 'ordinary', ['Grade', 'Année d’études'], '6'),
  start_on: column('enrolments', 'ordinary', ['Start', 'Début'], '2026-09-01'),
  exit_on: column('enrolments', 'ordinary', ['Exit', 'Départ'], '2027-06-28'),
  exit_type: column('enrolments', 'sensitive', ['Reason of exit', 'Raison du départ'], 'transfer'),
  programming_type: column('enrolments', 'ordinary', ['Type of programming', 'Type de programmation'], 'regular'),
  mailing_street: column('contacts', 'sensitive', ['Street', 'Rue'], '12 First Avenue'),
  mailing_city: column('contacts', 'sensitive', ['City', 'Ville'], 'Kestrel Bay'),
  mailing_postal_code: column('contacts', 'sensitive', ['Postal code', 'Code postal'], 'T5A 0A1'),
  mailing_label: column(
    'contacts',
    'sensitive',
    ['Address label, line by line', 'Étiquette d’adresse, ligne par ligne'],
    '12 FIRST AVENUE\nKESTREL BAY AB  T5A 0A1',
  ),
  phone: column('contacts', 'sensitive', ['Telephone', 'Téléphone'], '780-555-0142'),
  guardian_names: column('guardians', 'sensitive', ['Guardians', 'Tuteurs'], 'Anne Tremblay; Luc Roy'),
  guardian_phone: column('guardians', 'sensitive', ['Guardian’s telephone', 'Téléphone du tuteur'], '780-555-0143'),
} as const satisfies Record<string, ColumnEntry>;
export type ColumnName = keyof typeof columns;
export const columnNames = Object.keys(columns) as [ColumnName, ...ColumnName[]]; // Object.keys forgets the names

/** The columns asked for, each once, in the order of the catalogue. */
export function inOrder(wanted: readonly string[]): ColumnName[] {
  return columnNames.filter((name) => wanted.includes(name));
}

const columnsOfOneRoster: readonly ColumnName[] = [
  'student_number',
  'family_name',
  'given_name',
  'school_code',
  'grade',
  'start_on',
];
const withoutPlace: readonly ColumnName[] = [
  'mailing_street',
  'mailing_city',
  'mailing_postal_code',
  'mailing_label',
  'guardian_names',
  'guardian_phone',
];

/** What speaks against columns in a format: OneRoster cannot do without some, and has no place for others. */
export function judgeFormat(
  wanted: readonly ColumnName[],
  format: string,
): { missing: ColumnName[]; homeless: ColumnName[] } {
  if (format !== 'oneroster') return { missing: [], homeless: [] };
  return {
    missing: columnsOfOneRoster.filter((name) => !wanted.includes(name)),
    homeless: wanted.filter((name) => withoutPlace.includes(name)),
  };
}

/** What a purpose allows; data of the jurisdiction (export_purpose). */
export type PurposeRules = {
  groups: readonly ColumnGroup[];
  /** True where invented people do no harm: nobody acts on the list or counts with it. */
  decoys: boolean;
  /** True where protected students may be asked for, by those with the right. */
  protected: boolean;
  /** What stands in the ledger of reads: a code of read_purpose. */
  readPurpose: string;
};

/** The columns that a purpose does not allow. */
export function refusedColumns(wanted: readonly ColumnName[], { groups }: PurposeRules): ColumnName[] {
  return wanted.filter((name) => !groups.includes(columns[name].group));
}

/** A decoy is recognised by its number, or by its name with its birth date: an export with neither can hold none. */
export function canHoldDecoys(wanted: readonly ColumnName[]): boolean {
  const holds = (...names: ColumnName[]) => names.every((name) => wanted.includes(name));
  return holds('student_number') || holds('family_name', 'given_name', 'birth_date');
}

export type DecoyNumbers = { rowsEach: number; min: number; max: number; rowsMin: number };

/** How many decoys an export of some people holds; a list of a few people, who know one another, holds none. */
export function decoyCount(people: number, { rowsEach, min, max, rowsMin }: DecoyNumbers): number {
  if (people < rowsMin) return 0;
  return Math.min(max, Math.max(min, Math.ceil(people / rowsEach)));
}
