import type { Words } from '#kernel/words.ts';

/** Something in a published file that did not fit, with the place and the reason. Rows are counted as a spreadsheet shows them. */
export type Remark = {
  row: number | null;
  column: string | null;
  kind: RemarkKind;
  value: string | null;
  words: Words;
};

const words = {
  footnote: { en: 'A note below the table; not a school', fr: 'Une note sous le tableau ; ce n’est pas une école' },
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
  codes_filled_up: {
    en: 'Codes of fewer than four digits were filled up with zeros in front (how many, and the first)',
    fr: 'Des codes de moins de quatre chiffres ont été complétés par des zéros (combien, et les premiers)',
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
  file_name_year: {
    en: 'The file’s name speaks of another school year than its column; the column was believed',
    fr: 'Le nom du fichier indique une autre année scolaire que sa colonne ; la colonne l’emporte',
  },
  other_day: {
    en: 'The row speaks of another day of extract than the first, or of none; the first was kept',
    fr: 'La ligne indique un autre jour d’extraction que la première, ou aucun ; le premier a été conservé',
  },
  authority_name_differs: {
    en: 'The authority has another name in an earlier row; the first was kept',
    fr: 'L’autorité porte un autre nom dans une ligne précédente ; le premier a été conservé',
  },
  authority_category_differs: {
    en: 'The authority has another category in an earlier row; the first was kept',
    fr: 'L’autorité porte une autre catégorie dans une ligne précédente ; la première a été conservée',
  },
  unknown_category: {
    en: 'The jurisdiction knows no such type of authority; it says nothing of the authority’s type',
    fr: 'Le ressort ne connaît pas ce type d’autorité ; il ne dit rien du type de celle-ci',
  },
  spaces_trimmed: { en: 'Blanks around the name were taken off', fr: 'Les espaces autour du nom ont été retirés' },
  bad_flag: {
    en: 'Neither Y nor N; taken as N',
    fr: 'Ni Y ni N ; compris comme N',
  },
  cell_without_title: {
    en: 'A cell under no column title; it was left out',
    fr: 'Une cellule sans titre de colonne ; elle a été écartée',
  },
  other_sheet: {
    en: 'The workbook has another sheet; only the first was read',
    fr: 'Le classeur contient une autre feuille ; seule la première a été lue',
  },
  control_characters: {
    en: 'Control characters were taken out of the cell',
    fr: 'Des caractères de contrôle ont été retirés de la cellule',
  },
  windows_1252: {
    en: 'The file is not in UTF-8; it was read as Windows-1252',
    fr: 'Le fichier n’est pas en UTF-8 ; il a été lu en Windows-1252',
  },
  earlier_edition: {
    en: 'The same year or day was imported before from another edition; this one replaces it (rows written)',
    fr: 'La même année ou le même jour avait été importé d’une autre édition ; celle-ci la remplace (lignes écrites)',
  },
  only_in_earlier_edition: {
    en: 'In the earlier edition, not in this one; taken out of that year or day',
    fr: 'Dans l’édition précédente, absente de celle-ci ; retirée de cette année ou de ce jour',
  },
  not_in_directory: {
    en: 'In the enrolment file, not in the directory',
    fr: 'Dans le fichier des inscriptions, absente du répertoire',
  },
  only_in_directory: {
    en: 'In the directory, not in the enrolment file',
    fr: 'Dans le répertoire, absente du fichier des inscriptions',
  },
} as const satisfies Record<string, Words>;

export type RemarkKind = keyof typeof words;

export function remark(
  kind: RemarkKind,
  place: { row?: number | null; column?: string | null; value?: string | null },
): Remark {
  return { row: place.row ?? null, column: place.column ?? null, kind, value: place.value ?? null, words: words[kind] };
}
