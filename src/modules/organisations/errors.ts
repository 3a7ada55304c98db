import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('organisations', {
  organisation_not_found: {
    status: 404,
    en: 'There is no organisation with the code {code}',
    fr: 'Aucun établissement ne porte le code {code}',
  },
  import_not_found: { status: 404, en: 'There is no such import', fr: 'Cette importation n’existe pas' },
  file_unreadable: {
    status: 422,
    en: '{fileName} cannot be read: it is damaged, or neither an Excel workbook (.xlsx) nor a CSV file with column titles in its first line',
    fr: '{fileName} est illisible : le fichier est endommagé, ou n’est ni un classeur Excel (.xlsx) ni un fichier CSV dont la première ligne porte les titres des colonnes',
  },
  old_workbook: {
    status: 422,
    en: '{fileName} is a workbook of Excel 97–2003 or is locked by a password. Save it as .xlsx without a password',
    fr: '{fileName} est un classeur Excel 97–2003 ou est protégé par un mot de passe. Enregistrez-le en .xlsx sans mot de passe',
  },
  workbook_too_large: {
    status: 422,
    en: '{fileName} holds more than {maxMegabytes} MB when it is unpacked. Nothing was read',
    fr: '{fileName} contient plus de {maxMegabytes} Mo une fois décompressé. Rien n’a été lu',
  },
  quotes_unbalanced: {
    status: 422,
    en: '{fileName} has a quotation mark that is opened and never closed, so that its rows cannot be told apart',
    fr: '{fileName} contient un guillemet ouvert qui n’est jamais refermé : les lignes ne peuvent être distinguées',
  },
  columns_missing: {
    status: 422,
    en: '{fileName} is not a published enrolment file or school directory: the columns {columns} are missing',
    fr: '{fileName} n’est ni un fichier d’inscriptions publié ni un répertoire des écoles : il manque les colonnes {columns}',
  },
  columns_unknown: {
    status: 422,
    en: '{fileName} has columns that are not known: {columns}. Nothing was imported',
    fr: '{fileName} contient des colonnes inconnues : {columns}. Rien n’a été importé',
  },
  columns_repeated: {
    status: 422,
    en: '{fileName} has columns that stand there more than once: {columns}. Nothing was imported',
    fr: '{fileName} contient des colonnes répétées : {columns}. Rien n’a été importé',
  },
  year_unknown: {
    status: 422,
    en: '{fileName} says of no school year: neither a column nor its name does. Keep the published name, such as enrolment-by-school-2024-2025.xlsx',
    fr: '{fileName} n’indique aucune année scolaire, ni dans une colonne ni dans son nom. Gardez le nom publié, par exemple enrolment-by-school-2024-2025.xlsx',
  },
  day_unknown: {
    status: 422,
    en: '{fileName} says of no day: the column Extract Date holds no date such as 2021-05-10',
    fr: '{fileName} n’indique aucun jour : la colonne Extract Date ne contient pas de date telle que 2021-05-10',
  },
  no_rows: { status: 422, en: '{fileName} holds no school', fr: '{fileName} ne contient aucune école' },
});
