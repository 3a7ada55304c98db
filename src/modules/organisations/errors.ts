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
    en: 'The file {fileName} is neither an Excel workbook (.xlsx) nor a CSV file that can be read: {why}',
    fr: 'Le fichier {fileName} n’est ni un classeur Excel (.xlsx) ni un fichier CSV lisible : {why}',
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
  year_unknown: {
    status: 422,
    en: '{fileName} says of no school year: neither a column nor its name does. Keep the published name, such as enrolment-by-school-2024-2025.xlsx',
    fr: '{fileName} n’indique aucune année scolaire, ni dans une colonne ni dans son nom. Gardez le nom publié, par exemple enrolment-by-school-2024-2025.xlsx',
  },
  no_rows: { status: 422, en: '{fileName} holds no school', fr: '{fileName} ne contient aucune école' },
});
