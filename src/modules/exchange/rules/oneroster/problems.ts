import { type ProblemWords, says } from '../problem-words.ts';

// What only rows and files of OneRoster can have against them.

export const oneRosterRowProblems = {
  moment_form: says(
    '“{value}” is not a moment with its zone',
    '« {value} » n’est pas un moment avec son fuseau',
    'Write it like 2026-09-30T18:04:00.000Z',
    'Écrivez-le comme 2026-09-30T18:04:00.000Z',
  ),
  duplicate_sourced_id: says(
    'The same sourcedId stands on line {rows} too',
    'Le même sourcedId figure aussi à la ligne {rows}',
    'Give each row a sourcedId of its own and send the rows again',
    'Donnez à chaque ligne son propre sourcedId et renvoyez les lignes',
  ),
  org_unknown: says(
    'No organisation of the register is {org}',
    'Aucun établissement du registre n’est {org}',
    'Give its code on the register (like S.K001) as the identifier of its row in orgs, or as the sourcedId',
    'Indiquez son code au registre (comme S.K001) comme identifier de sa ligne dans orgs, ou comme sourcedId',
  ),
  user_unknown: says(
    'There is no user {user} in users, nor in an earlier file of yours',
    'Il n’y a pas d’utilisateur {user} dans users, ni dans un de vos fichiers antérieurs',
    'Send the user’s own row as well',
    'Envoyez aussi la ligne de l’utilisateur',
  ),
  user_refused: says(
    'The row of the user itself was refused (users, line {row})',
    'La ligne de l’utilisateur elle-même a été refusée (users, ligne {row})',
    'Mend the row of the user; this one follows by itself',
    'Corrigez la ligne de l’utilisateur; celle-ci suivra d’elle-même',
  ),
  user_without_role: says(
    'No role in roles says whether this user is a student',
    'Aucun rôle dans roles n’indique si cet utilisateur est un élève',
    'Send the user’s roles as well',
    'Envoyez aussi les rôles de l’utilisateur',
  ),
  user_without_demographics: says(
    'No row in demographics gives the student’s birth date, without which nobody can be identified',
    'Aucune ligne de demographics ne donne la date de naissance de l’élève, sans laquelle personne ne peut être identifié',
    'Send demographics with birthDate',
    'Envoyez demographics avec birthDate',
  ),
  two_primary_roles: says(
    'Line {rows} is a primary role at the same organisation at the same time',
    'La ligne {rows} est aussi un rôle principal au même établissement au même moment',
    'Leave one primary role, or end the earlier one before the later begins',
    'Ne gardez qu’un rôle principal, ou terminez le premier avant le début du second',
  ),
  role_without_begin: says(
    'When the role begins is not said, and academicSessions names no one school year',
    'Le début du rôle n’est pas indiqué, et academicSessions ne désigne pas une seule année scolaire',
    'Give beginDate, or send academicSessions with the school year',
    'Indiquez beginDate, ou envoyez academicSessions avec l’année scolaire',
  ),
  role_ends_before: says(
    'The role ends on {end}, before it begins on {begin}',
    'Le rôle se termine le {end}, avant de commencer le {begin}',
    'Correct the dates',
    'Corrigez les dates',
  ),
  role_of_another_year: says(
    'The role is of {year}; the file is of {fileYear}, and grades of users says the grade of that year alone',
    'Le rôle est de {year}; le fichier est de {fileYear}, et grades de users ne dit que l’année d’études de cette année-là',
    'Send the role with the file of its own year',
    'Envoyez le rôle avec le fichier de son année',
  ),
  grade_missing: says(
    'The user’s row gives no grade, without which nobody is enrolled',
    'La ligne de l’utilisateur n’indique pas d’année d’études, sans laquelle nul n’est inscrit',
    'Give one grade in grades of users, or the grade of this role in its extension column',
    'Indiquez une année d’études dans grades de users, ou celle de ce rôle dans sa colonne d’extension',
  ),
  grades_many: says(
    'Several grades ({grades}); an enrolment has one',
    'Plusieurs années d’études ({grades}); une inscription n’en a qu’une',
    'Give one grade in grades of users, or the grade of this role in its extension column',
    'Indiquez une seule année d’études dans grades de users, ou celle de ce rôle dans sa colonne d’extension',
  ),
  oneroster_code_unknown: says(
    '“{value}” of {column} stands for no code of the register',
    '« {value} » de {column} ne correspond à aucun code du registre',
    'Give one of: {allowed}',
    'Indiquez l’un de : {allowed}',
  ),
  deleted_in_bulk: says(
    'A bulk file deletes nothing: tobedeleted is for delta alone',
    'Un fichier bulk ne supprime rien : tobedeleted n’est que pour delta',
    'Send the change as delta, or leave the status empty',
    'Envoyez le changement en delta, ou laissez le statut vide',
  ),
  not_held: says(
    'The register does not hold {file}: nothing was read of this row',
    'Le registre ne détient pas {file} : rien n’a été lu de cette ligne',
    'Nothing to do; leave the file out if you like',
    'Rien à faire; omettez le fichier si vous le souhaitez',
  ),
  read_for_others: says(
    'Was read for the days and places of the roles; the register keeps its own',
    'A été lu pour les jours et lieux des rôles; le registre garde les siens',
    'Nothing to do',
    'Rien à faire',
  ),
  not_a_student: says(
    'Is not about a student: the register holds students alone, nothing was read of this row',
    'Ne concerne pas un élève : le registre ne détient que les élèves, rien n’a été lu de cette ligne',
    'Nothing to do',
    'Rien à faire',
  ),
  never_deleted: says(
    'The register deletes no student and no organisation because a file says so: nothing was changed',
    'Le registre ne supprime aucun élève ni établissement parce qu’un fichier le dit : rien n’a changé',
    'End the student’s role instead, with endDate',
    'Terminez plutôt le rôle de l’élève, avec endDate',
  ),
  nothing_to_take_back: says(
    'No enrolment of this role is known that could be taken back',
    'Aucune inscription de ce rôle n’est connue qui pourrait être annulée',
    'Nothing to do',
    'Rien à faire',
  ),
} as const satisfies Record<string, ProblemWords>;

export const oneRosterFileProblems = {
  oneroster_version: says(
    'The manifest’s {name} is “{found}”; read are: {allowed}',
    'La propriété {name} du manifeste est « {found} »; sont lus : {allowed}',
    'Export OneRoster 1.2 as CSV',
    'Exportez en OneRoster 1.2 au format CSV',
  ),
  oneroster_property_unknown: says(
    'The manifest names “{name}”, which OneRoster 1.2 does not know',
    'Le manifeste contient « {name} », inconnu de OneRoster 1.2',
    'Leave it out, or correct its name',
    'Retirez-le ou corrigez son nom',
  ),
  oneroster_property_twice: says(
    'The manifest says {name} twice',
    'Le manifeste indique {name} deux fois',
    'Leave one of the two',
    'N’en gardez qu’un',
  ),
  oneroster_mode: says(
    'The manifest’s {name} is “{value}”, and must be absent, bulk or delta',
    'La propriété {name} du manifeste est « {value} », et doit être absent, bulk ou delta',
    'Correct the manifest',
    'Corrigez le manifeste',
  ),
  oneroster_file_missing: says(
    'The manifest says that {name} is {mode}, but it is not in the zip',
    'Le manifeste dit que {name} est {mode}, mais il n’est pas dans le zip',
    'Add the file, or say absent in the manifest',
    'Ajoutez le fichier, ou indiquez absent dans le manifeste',
  ),
  oneroster_file_not_declared: says(
    '{name} is in the zip, but the manifest says that it is absent',
    '{name} est dans le zip, mais le manifeste le dit absent',
    'Say bulk or delta in the manifest, or take the file out',
    'Indiquez bulk ou delta dans le manifeste, ou retirez le fichier',
  ),
} as const satisfies Record<string, ProblemWords>;

export const oneRosterFileNotes = {
  read_as_oneroster: says(
    'Read as OneRoster {version}',
    'Lu comme OneRoster {version}',
    'Nothing to do',
    'Rien à faire',
  ),
  columns_unread: says(
    'Not read, for the register does not hold it: {columns}',
    'Non lu, car le registre ne le détient pas : {columns}',
    'Nothing to do',
    'Rien à faire',
  ),
  columns_left_out: says(
    'Neither read nor kept: {columns}',
    'Ni lu ni conservé : {columns}',
    'Leave it out of the export: the register may not have it',
    'Retirez-le de l’exportation : le registre ne doit pas l’avoir',
  ),
  file_not_held: says(
    'The register does not hold this: its {rows} rows were not read',
    'Le registre ne détient pas cela : ses {rows} lignes n’ont pas été lues',
    'Nothing to do; leave the file out if you like',
    'Rien à faire; omettez le fichier si vous le souhaitez',
  ),
  no_longer_mentioned: says(
    '{count} rows of your earlier files are no longer in this bulk file ({examples}): nothing was deleted or ended for that',
    '{count} lignes de vos fichiers antérieurs ne sont plus dans ce fichier bulk ({examples}) : rien n’a été supprimé ni terminé pour autant',
    'End the roles of those who have left with endDate, or send delta with tobedeleted',
    'Terminez les rôles de ceux qui sont partis avec endDate, ou envoyez un delta avec tobedeleted',
  ),
} as const satisfies Record<string, ProblemWords>;
