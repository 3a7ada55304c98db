import { type ProblemWords, says } from './problem-words.ts';

/** Against a file as a whole: the submission is refused and nothing of it is applied. */
export const fileProblems = {
  file_empty: says('The file is empty', 'Le fichier est vide', 'Make the extract again', 'Refaites l’extrait'),
  format_unknown: says(
    'This is neither a zip nor NDJSON',
    'Ce n’est ni un zip ni du NDJSON',
    'Send the zip of the extract, or one JSON object a line',
    'Envoyez le zip de l’extrait, ou un objet JSON par ligne',
  ),
  single_csv: says(
    'This is a single CSV file',
    'C’est un fichier CSV seul',
    'Pack it into a zip together with manifest.csv and students.csv',
    'Mettez-le dans un zip avec manifest.csv et students.csv',
  ),
  excel_workbook: says(
    'This is an Excel workbook',
    'C’est un classeur Excel',
    'Save each sheet as CSV (UTF-8) and pack the files into a zip',
    'Enregistrez chaque feuille en CSV (UTF-8) et mettez les fichiers dans un zip',
  ),
  zip_malformed: says(
    'The zip is damaged: {detail}',
    'Le zip est endommagé : {detail}',
    'Make the zip again and check that it was copied whole',
    'Refaites le zip et vérifiez qu’il a été copié en entier',
  ),
  zip_entries: says(
    'The zip has {found} entries, at most {max} are looked through',
    'Le zip contient {found} entrées, {max} au plus sont examinées',
    'Zip the files of the extract alone',
    'Ne mettez dans le zip que les fichiers de l’extrait',
  ),
  zip_encrypted: says(
    '{name} is encrypted',
    '{name} est chiffré',
    'Make the zip without a password',
    'Faites le zip sans mot de passe',
  ),
  zip_nested: says(
    '{name} is a zip inside the zip',
    '{name} est un zip dans le zip',
    'Put the CSV files themselves into the zip',
    'Mettez les fichiers CSV eux-mêmes dans le zip',
  ),
  zip_path: says(
    '{name} lies in a folder; the files must lie at the top of the zip',
    '{name} se trouve dans un dossier; les fichiers doivent être à la racine du zip',
    'Zip the files, not their folder',
    'Compressez les fichiers, pas leur dossier',
  ),
  zip_too_large: says(
    'Unpacked, the zip is larger than {maxMegabytes} MB',
    'Décompressé, le zip dépasse {maxMegabytes} Mo',
    'Send the extract in parts',
    'Envoyez l’extrait en plusieurs parties',
  ),
  zip_bomb: says(
    '{name} unpacks to more than {maxRatio} times its size, as no extract does',
    '{name} se décompresse à plus de {maxRatio} fois sa taille, ce qu’aucun extrait ne fait',
    'Make the extract again',
    'Refaites l’extrait',
  ),
  zip_method: says(
    '{name} is packed by a method that is not taken ({method})',
    '{name} est compressé par une méthode non acceptée ({method})',
    'Use the ordinary zip method (deflate)',
    'Utilisez la méthode zip ordinaire (deflate)',
  ),
  zip_file_unknown: says(
    '{name} is no file of the layout',
    '{name} n’est pas un fichier de la structure',
    'Leave it out, or give it one of the names: {allowed}',
    'Retirez-le ou donnez-lui l’un des noms : {allowed}',
  ),
  zip_file_twice: says(
    '{name} stands in the zip twice',
    '{name} figure deux fois dans le zip',
    'Leave one of the two',
    'N’en gardez qu’un',
  ),
  zip_file_missing: says(
    '{name} is not in the zip',
    '{name} n’est pas dans le zip',
    'Add it; when it has nothing to say, its header row alone',
    'Ajoutez-le; s’il n’a rien à dire, sa seule ligne d’en-tête',
  ),
  encoding_utf16: says(
    'The file is written in UTF-16',
    'Le fichier est écrit en UTF-16',
    'Save it as “CSV UTF-8”',
    'Enregistrez-le en « CSV UTF-8 »',
  ),
  encoding_mixed: says(
    'The file mixes UTF-8 and another encoding; which letters are meant cannot be told',
    'Le fichier mélange UTF-8 et un autre encodage; les lettres voulues ne peuvent être déterminées',
    'Write the whole file in UTF-8',
    'Écrivez tout le fichier en UTF-8',
  ),
  encoding_unknown: says(
    'The file is neither UTF-8 nor Windows-1252',
    'Le fichier n’est ni en UTF-8 ni en Windows-1252',
    'Save it as “CSV UTF-8”',
    'Enregistrez-le en « CSV UTF-8 »',
  ),
  not_text: says(
    'The file is not text',
    'Le fichier n’est pas du texte',
    'Save it as “CSV UTF-8”',
    'Enregistrez-le en « CSV UTF-8 »',
  ),
  header_missing: says(
    'The file has no header row',
    'Le fichier n’a pas de ligne d’en-tête',
    'Begin with the names of the columns',
    'Commencez par les noms des colonnes',
  ),
  header_semicolons: says(
    'The columns are separated by semicolons',
    'Les colonnes sont séparées par des points-virgules',
    'Separate them by commas',
    'Séparez-les par des virgules',
  ),
  header_tabs: says(
    'The columns are separated by tabs',
    'Les colonnes sont séparées par des tabulations',
    'Separate them by commas',
    'Séparez-les par des virgules',
  ),
  column_missing: says(
    'The column {field} is missing',
    'La colonne {field} manque',
    'Add the column',
    'Ajoutez la colonne',
  ),
  column_unknown: says(
    'The column “{column}” is not known{suggestion}',
    'La colonne « {column} » n’est pas connue{suggestion}',
    'Leave it out, or correct its name',
    'Retirez-la ou corrigez son nom',
  ),
  column_twice: says(
    'The column {field} stands there twice',
    'La colonne {field} y figure deux fois',
    'Leave one of the two',
    'N’en gardez qu’une',
  ),
  manifest_missing: says(
    'The manifest is missing: whose rows these are is not said',
    'Le manifeste manque : rien n’indique à qui sont ces lignes',
    'Add manifest.csv with one row (in NDJSON: a first line {"file":"manifest",…})',
    'Ajoutez manifest.csv avec une ligne (en NDJSON : une première ligne {"file":"manifest",…})',
  ),
  manifest_rows: says(
    'The manifest must have exactly one row, it has {found}',
    'Le manifeste doit avoir une seule ligne, il en a {found}',
    'Leave the one row that holds for these files',
    'N’y laissez que la ligne qui vaut pour ces fichiers',
  ),
  manifest_wrong: says(
    'The manifest’s {field} is wrong: {what}',
    'Le champ {field} du manifeste est erroné : {what}',
    'Correct the manifest',
    'Corrigez le manifeste',
  ),
  other_organisation: says(
    'The extract is that of {found}, but it was submitted for {expected}',
    'L’extrait est celui de {found}, mais il a été envoyé pour {expected}',
    'Send it as {found}, or choose the right file',
    'Envoyez-le comme {found} ou choisissez le bon fichier',
  ),
  year_not_open: says(
    'The school year {year} is not open for submissions ({first} to {last} are)',
    'L’année scolaire {year} n’est pas ouverte aux envois ({first} à {last} le sont)',
    'Make the extract of an open school year',
    'Faites l’extrait d’une année scolaire ouverte',
  ),
  too_many_rows: says(
    'More than {max} rows',
    'Plus de {max} lignes',
    'Send the extract in parts',
    'Envoyez l’extrait en plusieurs parties',
  ),
} as const satisfies Record<string, ProblemWords>;

/** Noticed of a file, and no obstacle. */
export const fileNotes = {
  repeated_file: says(
    'This file was already submitted on {day}',
    'Ce fichier a déjà été envoyé le {day}',
    'Nothing to do',
    'Rien à faire',
  ),
  nothing_changed: says(
    'Nothing in the register changed',
    'Rien n’a changé au registre',
    'Nothing to do',
    'Rien à faire',
  ),
  read_as_windows_1252: says(
    'Written in Windows-1252, read as such',
    'Écrit en Windows-1252, lu comme tel',
    'Better save it as UTF-8, which holds every name',
    'Enregistrez-le plutôt en UTF-8, qui accepte tous les noms',
  ),
  has_mark: says(
    'Begins with a byte order mark, which was passed over',
    'Commence par une marque d’ordre des octets, qui a été ignorée',
    'Nothing to do',
    'Rien à faire',
  ),
  no_rows: says(
    'Holds a header and no row',
    'Contient un en-tête et aucune ligne',
    'Nothing to do when there is nothing to say',
    'Rien à faire s’il n’y a rien à dire',
  ),
  file_left_out: says(
    'Is not in the extract: nothing was read of it',
    'N’est pas dans l’extrait : rien n’en a été lu',
    'Nothing to do when there is nothing to say',
    'Rien à faire s’il n’y a rien à dire',
  ),
  passed_over: says('{name} was passed over', '{name} a été ignoré', 'Nothing to do', 'Rien à faire'),
} as const satisfies Record<string, ProblemWords>;
