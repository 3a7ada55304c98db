import type { Words } from '#kernel/words.ts';

/** Something in a published file that did not fit, with the place and the reason. Rows are counted as a spreadsheet shows them. */
export type Remark = {
  row: number | null;
  column: string | null;
  kind: RemarkKind;
  value: string | null;
  words: Words;
};

export type RemarkKind =
  | 'footnote'
  | 'blank_row'
  | 'total_differs'
  | 'bad_number'
  | 'bad_code'
  | 'missing_value'
  | 'duplicate_school'
  | 'other_year'
  | 'authority_name_differs'
  | 'unknown_category'
  | 'spaces_trimmed'
  | 'not_in_directory'
  | 'only_in_directory';

const words: Record<RemarkKind, Words> = {
  footnote: { en: 'A note below the table; not a school', fr: 'Une note sous le tableau ; ce n’est pas une école' },
  blank_row: { en: 'An empty row inside the table', fr: 'Une ligne vide dans le tableau' },
  total_differs: {
    en: 'The grades do not add up to the total of the row; the grades were kept',
    fr: 'Les années d’études ne donnent pas le total de la ligne ; elles ont été conservées',
  },
  bad_number: {
    en: 'Not a whole number of students; the cell was left out',
    fr: 'Ce n’est pas un nombre entier d’élèves ; la cellule a été écartée',
  },
  bad_code: {
    en: 'Not a code of four digits; the row was left out',
    fr: 'Ce n’est pas un code de quatre chiffres ; la ligne a été écartée',
  },
  missing_value: {
    en: 'A name or category is missing; the row was left out',
    fr: 'Un nom ou une catégorie manque ; la ligne a été écartée',
  },
  duplicate_school: {
    en: 'The school stands in the file already; the first row was kept',
    fr: 'L’école figure déjà dans le fichier ; la première ligne a été conservée',
  },
  other_year: {
    en: 'The row speaks of another school year than the first; it was left out',
    fr: 'La ligne parle d’une autre année scolaire que la première ; elle a été écartée',
  },
  authority_name_differs: {
    en: 'The authority has another name in an earlier row; the first was kept',
    fr: 'L’autorité porte un autre nom dans une ligne précédente ; le premier a été conservé',
  },
  unknown_category: {
    en: 'The jurisdiction knows no such type of authority; the authority was kept without type',
    fr: 'Le ressort ne connaît pas ce type d’autorité ; elle a été conservée sans type',
  },
  spaces_trimmed: { en: 'Blanks around the name were taken off', fr: 'Les espaces autour du nom ont été retirés' },
  not_in_directory: {
    en: 'In the enrolment file, not in the directory',
    fr: 'Dans le fichier des inscriptions, absente du répertoire',
  },
  only_in_directory: {
    en: 'In the directory, not in the enrolment file',
    fr: 'Dans le répertoire, absente du fichier des inscriptions',
  },
};

export function remark(
  kind: RemarkKind,
  place: { row?: number | null; column?: string | null; value?: string | null },
): Remark {
  return { row: place.row ?? null, column: place.column ?? null, kind, value: place.value ?? null, words: words[kind] };
}
