import { z } from 'zod';
import {
  birthDate,
  effectiveOn,
  familyName,
  gender,
  givenName,
  localStudentId,
  middleName,
  rowGuid,
  says,
  suffix,
} from './cells.ts';
import { AddressRow, GuardianRow, PhoneRow } from './contact-rows.ts';
import { CitizenshipRow } from './personal-rows.ts';
import {
  choice,
  code,
  codeList,
  day,
  decimal,
  type FieldWords,
  fieldWords,
  flag,
  organisation,
  schoolYear,
  studentNumber,
  text,
  whole,
} from './values.ts';

// The extract of a school's system, field by field. Every schema is closed: a column that is not named here is refused, since
// a cell that nobody reads is a fact that somebody believes was delivered. An absent or empty cell makes no statement.

/** The layout's version, written in the manifest; a change that old files would not survive gets the next number. */
export const layoutVersion = '1';

type NameCells = { family_name?: string | undefined; given_name?: string | undefined };

/** A mononym has one of the two, nobody has neither. Judged whatever else is wrong, so that one reading tells everything. */
const hasAName = (row: NameCells) => row.family_name !== undefined || row.given_name !== undefined;
const nameMissing = { path: ['family_name'], params: { problem: 'name_missing' }, when: () => true };

export const ManifestRow = z.strictObject({
  layout_version: says(choice([layoutVersion]), 'Version of this layout', 'Version de cette structure', layoutVersion, {
    values: [layoutVersion],
  }),
  organisation_code: says(
    organisation(),
    'The organisation whose extract this is',
    'L’établissement dont provient l’extrait',
    'S.K001',
  ),
  school_year: says(
    schoolYear(),
    'School year by the calendar year it ends in: 2027 is 2026/2027',
    'Année scolaire désignée par l’année civile où elle se termine : 2027 est 2026-2027',
    '2027',
  ),
  made_at: says(
    text(40),
    'When the extract was made, with its zone',
    'Moment de création de l’extrait, avec le fuseau',
    '2026-09-30T18:04:00-06:00',
  ).optional(),
  software: says(text(100), 'The system that made it', 'Le système qui l’a créé', 'Northlight SIS').optional(),
  software_version: says(text(30), 'Its version', 'Sa version', '12.4').optional(),
});

export const StudentRow = z
  .strictObject({
    local_student_id: localStudentId(),
    student_number: says(
      studentNumber(),
      'The student’s number, where the school knows it',
      'Le numéro de l’élève, si l’école le connaît',
      '1234-5678-9',
    ).optional(),
    guid: rowGuid(),
    birth_date: birthDate(),
    gender: gender(),
    family_name: familyName().optional(),
    given_name: givenName().optional(),
    middle_name: middleName().optional(),
    suffix: suffix().optional(),
    preferred_family_name: says(
      text(50),
      'Family name the student wishes to be called by',
      'Nom de famille d’usage',
      'Ade',
      { max: 50 },
    ).optional(),
    preferred_given_name: says(text(50), 'Given name the student wishes to be called by', 'Prénom d’usage', 'Mara', {
      max: 50,
    }).optional(),
    multiple_birth: says(flag(), 'Y for a twin, a triplet and so on', 'Y pour un jumeau, un triplé, etc.', 'N', {
      values: ['Y', 'N'],
    }).optional(),
    language_at_home: says(code(20), 'Language spoken most at home', 'Langue la plus parlée à la maison', 'en', {
      codeClass: 'language',
    }).optional(),
    language_right: says(
      code(20),
      'Right to schooling in the minority language, as it was answered; only some authorities ask it',
      'Droit à l’instruction dans la langue de la minorité, selon la réponse; seules certaines autorités le demandent',
      'B',
      { codeClass: 'language_right' },
    ).optional(),
    is_deceased: says(flag(), 'Y when the student has died', 'Y si l’élève est décédé', 'N', {
      values: ['Y', 'N'],
    }).optional(),
    deceased_on: says(day(), 'Day of death', 'Date du décès', '2026-11-02').optional(),
  })
  .refine(hasAName, nameMissing);

export const IdentificationRow = z
  .strictObject({
    guid: rowGuid(),
    local_student_id: localStudentId(),
    document_type: says(code(40), 'Kind of document that was seen', 'Type de document présenté', 'RegForm', {
      codeClass: 'document_type',
    }),
    document_number_last4: says(
      text(4),
      'Last four characters of the document’s number',
      'Quatre derniers caractères du numéro du document',
      '7731',
      { max: 4 },
    ).optional(),
    issued_on: says(day(), 'Day of issue', 'Date de délivrance', '2015-04-01').optional(),
    family_name: familyName().optional(),
    given_name: givenName().optional(),
    middle_name: middleName().optional(),
    suffix: suffix().optional(),
    birth_date: birthDate(),
    gender: gender(),
    is_name_exact: says(
      flag(),
      'N when the document’s name could not be keyed as it is written',
      'N si le nom du document n’a pu être saisi tel quel',
      'Y',
      { values: ['Y', 'N'] },
    ).optional(),
  })
  .refine(hasAName, nameMissing);

export const NameRow = z
  .strictObject({
    guid: rowGuid(),
    local_student_id: localStudentId(),
    kind: says(
      choice(['alias', 'previous', 'preferred']),
      'alias, previous or preferred',
      'alias, previous (ancien) ou preferred (d’usage)',
      'previous',
      { values: ['alias', 'previous', 'preferred'] },
    ),
    family_name: familyName().optional(),
    given_name: givenName().optional(),
    middle_name: middleName().optional(),
    suffix: suffix().optional(),
    effective_on: effectiveOn().optional(),
  })
  .refine(hasAName, nameMissing);

export const EnrolmentRow = z.strictObject({
  guid: rowGuid(),
  local_student_id: localStudentId(),
  school_code: says(organisation(), 'The school', 'L’école', 'S.K001'),
  school_year: says(
    schoolYear(),
    'School year by the calendar year it ends in',
    'Année scolaire désignée par l’année civile où elle se termine',
    '2027',
  ),
  grade: says(code(4), 'Grade', 'Année d’études', '6', { codeClass: 'grade' }),
  start_on: says(day(), 'First day', 'Premier jour', '2026-09-01'),
  exit_on: says(day(), 'Last day, real or expected', 'Dernier jour, réel ou prévu', '2027-06-25').optional(),
  exit_type: says(
    code(20),
    'withdrawal (the last day attended) or completion (the expected end)',
    'withdrawal (dernier jour de présence) ou completion (fin prévue)',
    'completion',
    { codeClass: 'exit_type' },
  ).optional(),
  programming_type: says(
    code(20),
    'regular, summer or continuing',
    'regular (régulière), summer (d’été) ou continuing (continue)',
    'regular',
    { codeClass: 'programming_type' },
  ),
  programming_timeframe: says(code(20), 'day or evening', 'day (jour) ou evening (soir)', 'day', {
    codeClass: 'programming_timeframe',
  }),
  enrolment_types: says(
    codeList(3),
    'Codes of special status, separated by semicolons',
    'Codes de statut particulier, séparés par des points-virgules',
    '330',
    { codeClass: 'enrolment_type' },
  ).optional(),
  exception_codes: says(
    codeList(2),
    'Special-education codes, separated by semicolons',
    'Codes d’adaptation scolaire, séparés par des points-virgules',
    '51',
    { codeClass: 'exception_code' },
  ).optional(),
  grants_programmes: says(
    codeList(3),
    'Codes of funded programmes, separated by semicolons',
    'Codes de programmes subventionnés, séparés par des points-virgules',
    '211',
    { codeClass: 'grants_programme' },
  ).optional(),
  self_declaration: says(
    code(20),
    'Indigenous self-declaration, where it was given; it is voluntary, and is withdrawn by a person only',
    'Autodéclaration autochtone, si elle a été faite; elle est volontaire, et seule une personne la retire',
    '333',
    { codeClass: 'self_declaration' },
  ).optional(),
  resident_board: says(
    text(10),
    'Authority where the student lives',
    'Autorité scolaire du lieu de résidence',
    'A.K001',
  ).optional(),
  french_hours: says(
    whole(1, 9999),
    'Hours of instruction in French',
    'Heures d’enseignement en français',
    '450',
  ).optional(),
  hours: says(whole(1, 9999), 'Hours of instruction', 'Heures d’enseignement', '950').optional(),
  programme_percentage: says(
    decimal(0, 100),
    'Share of the programme that the school or its authority provides, in per cent',
    'Part du programme offerte par l’école ou son autorité, en pourcentage',
    '50',
  ).optional(),
  is_deleted: says(
    flag(),
    'Y takes the enrolment back as made in error',
    'Y annule l’inscription faite par erreur',
    'N',
    { values: ['Y', 'N'] },
  ).optional(),
  version: says(
    whole(1, 999_999_999),
    'The version that was seen when the change was made; refused when it has moved on',
    'La version consultée lors de la modification; refusé si elle a changé depuis',
    '3',
  ).optional(),
});

export type ManifestRow = z.output<typeof ManifestRow>;
export type StudentRow = z.output<typeof StudentRow>;
export type IdentificationRow = z.output<typeof IdentificationRow>;
export type NameRow = z.output<typeof NameRow>;
export type EnrolmentRow = z.output<typeof EnrolmentRow>;

/** The files of an extract in the order in which they are read; `manifest` says whose it is and holds no item. */
export const rowSchemas = {
  manifest: ManifestRow,
  students: StudentRow,
  identification: IdentificationRow,
  names: NameRow,
  addresses: AddressRow,
  phones: PhoneRow,
  guardians: GuardianRow,
  citizenships: CitizenshipRow,
  enrolments: EnrolmentRow,
} as const;

export type FileName = keyof typeof rowSchemas;
export type ItemFile = Exclude<FileName, 'manifest'>;
export const fileNames = Object.keys(rowSchemas) as FileName[]; // the keys of the literal above
export const itemFiles = fileNames.filter((it): it is ItemFile => it !== 'manifest');

/** A row as it is written: text by column. */
export type RowText<File extends FileName> = z.input<(typeof rowSchemas)[File]>;
/** A row as it is understood. */
export type RowValue<File extends FileName> = z.output<(typeof rowSchemas)[File]>;

/** One field of a file, as shown in forms and on the page of the format. */
export type LayoutField = { name: string; isRequired: boolean } & FieldWords;

/** The fields of a file in the order of its columns. */
export function layoutFields(file: FileName): LayoutField[] {
  return Object.entries(rowSchemas[file].shape).map(([name, schema]) => {
    const isRequired = !(schema instanceof z.ZodOptional);
    const inner: z.ZodType = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
    const words = fieldWords.get(inner);
    if (!words) throw new Error(`the field ${file}.${name} has no words`);
    return { name, isRequired, ...words };
  });
}
