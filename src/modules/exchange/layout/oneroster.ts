import { z } from 'zod';
import { type HeldFile, isHeldFile, type OneRosterFile, unheldColumns } from '../rules/oneroster/files.ts';
import { choice, day, extensible, type FieldWords, fieldWords, moment, schoolYear, text } from './values.ts';

// OneRoster 1.2, the CSV binding of 1EdTech (1.2.1): its files and their columns, by their own names. Of five files the register
// holds facts; of the others only the names of their columns are known here, so that an unknown one can be named.

const says = <Schema extends z.ZodType>(
  schema: Schema,
  en: string,
  fr: string,
  example: string,
  more: Partial<FieldWords> = {},
): Schema => {
  fieldWords.add(schema, { words: { en, fr }, example, ...more });
  return schema;
};
const id = (en: string, fr: string, example: string) => says(text(255), en, fr, example, { max: 255 });
const name = (en: string, fr: string, example: string) => says(text(50), en, fr, example, { max: 50 });

const own = {
  sourcedId: id(
    'Identifier of the row in the system that sends it; a GUID, or made into one',
    'Identifiant de la ligne dans le système qui l’envoie; un GUID, ou converti en GUID',
    '5d0c9d3e-0d0b-4a8e-9d57-6b1f3f0a7c21',
  ),
  status: says(
    choice(['active', 'tobedeleted']),
    'Delta only: active or tobedeleted',
    'Delta seulement : active ou tobedeleted',
    'active',
    { values: ['active', 'tobedeleted'] },
  ).optional(),
  dateLastModified: says(
    moment(),
    'Delta only: when the row last changed',
    'Delta seulement : moment de la dernière modification de la ligne',
    '2026-09-30T18:04:00.000Z',
  ).optional(),
};

export const sessionTypes = ['gradingPeriod', 'semester', 'schoolYear', 'term'] as const;
export const orgTypes = ['department', 'school', 'district', 'local', 'state', 'national'] as const;
export const roleTypes = ['primary', 'secondary'] as const;
export const roleNames = [
  'aide',
  'counselor',
  'districtAdministrator',
  'guardian',
  'parent',
  'principal',
  'proctor',
  'relative',
  'siteAdministrator',
  'student',
  'systemAdministrator',
  'teacher',
] as const;
export const sexes = ['male', 'female', 'unspecified', 'other'] as const;

const AcademicSession = z.strictObject({
  ...own,
  title: says(text(255), 'Its name', 'Son nom', '2026/2027'),
  type: says(extensible(sessionTypes), 'Kind of session', 'Genre de session', 'schoolYear', { values: sessionTypes }),
  startDate: says(day(), 'First day', 'Premier jour', '2026-09-01'),
  endDate: says(day(), 'Last day', 'Dernier jour', '2027-06-28'),
  parentSourcedId: id('The session that it is part of', 'La session dont elle fait partie', 'year-2027').optional(),
  schoolYear: says(
    schoolYear(),
    'School year by the calendar year it ends in',
    'Année scolaire désignée par l’année civile où elle se termine',
    '2027',
  ),
});

const Org = z.strictObject({
  ...own,
  name: says(text(255), 'Its name', 'Son nom', 'Kestrel Bay School'),
  type: says(extensible(orgTypes), 'Kind of organisation', 'Genre d’établissement', 'school', { values: orgTypes }),
  identifier: id(
    'Code of the organisation on the register; without it the sourcedId must be that code',
    'Code de l’établissement au registre; sinon le sourcedId doit être ce code',
    'S.K001',
  ).optional(),
  parentSourcedId: id('The organisation above it', 'L’établissement dont il relève', 'A.K001').optional(),
});

const User = z
  .strictObject({
    ...own,
    enabledUser: says(choice(['true', 'false']), 'Whether the account is open', 'Si le compte est ouvert', 'true', {
      values: ['true', 'false'],
    }).optional(),
    username: says(text(255), 'Name of the account', 'Nom du compte', 'aadeyemi').optional(),
    userIds: says(text(1000), 'Other identifiers', 'Autres identifiants', '{Fed:31}').optional(),
    givenName: name('Given name', 'Prénom', 'Amara').optional(),
    familyName: name('Family name', 'Nom de famille', 'Adeyemi').optional(),
    middleName: name('Middle name or names', 'Autres prénoms', 'Grace').optional(),
    identifier: says(
      text(40),
      'The school’s own number of the student; without it the sourcedId stands for it',
      'Le numéro de l’élève propre à l’école; sinon le sourcedId en tient lieu',
      '10442',
      { max: 40 },
    ).optional(),
    email: says(text(254), 'Electronic address', 'Adresse électronique', 'amara@example.org').optional(),
    sms: says(text(50), 'Number for text messages', 'Numéro pour textos', '780-555-0142').optional(),
    phone: says(text(50), 'Telephone number', 'Numéro de téléphone', '780-555-0142').optional(),
    agentSourcedIds: says(
      text(2000),
      'Users who act for this one',
      'Utilisateurs qui agissent pour lui',
      'u-88',
    ).optional(),
    grades: says(text(100), 'Grade, one of the codes below', 'Année d’études, un des codes ci-dessous', '06', {
      codeClass: 'oneroster_grade',
    }).optional(),
    password: says(text(255), 'Password', 'Mot de passe', '').optional(),
    userMasterIdentifier: says(
      text(40),
      'Number of the student on the register, where the school knows it',
      'Numéro de l’élève au registre, si l’école le connaît',
      '1234-5678-9',
    ).optional(),
    preferredGivenName: name('Given name the student wishes to be called by', 'Prénom d’usage', 'Mara').optional(),
    preferredMiddleName: name('Preferred middle name', 'Autre prénom d’usage', 'Gee').optional(),
    preferredFamilyName: name('Family name the student wishes to be called by', 'Nom d’usage', 'Ade').optional(),
    primaryOrgSourcedId: id('Main organisation', 'Établissement principal', 'S.K001').optional(),
    pronouns: says(text(100), 'Pronouns', 'Pronoms', 'she/her').optional(),
  })
  .refine((row) => row.status === 'tobedeleted' || row.familyName !== undefined || row.givenName !== undefined, {
    path: ['familyName'],
    params: { problem: 'name_missing' },
    when: () => true,
  });

const Role = z.strictObject({
  ...own,
  userSourcedId: id('The user', 'L’utilisateur', '5d0c9d3e-0d0b-4a8e-9d57-6b1f3f0a7c21'),
  roleType: says(
    choice(roleTypes),
    'primary or secondary; one primary role at an organisation at a time',
    'primary ou secondary; un seul rôle principal à la fois par établissement',
    'primary',
    { values: roleTypes },
  ),
  role: says(
    extensible(roleNames),
    'What the user is there; a student is enrolled there',
    'Ce que l’utilisateur y est; un élève y est inscrit',
    'student',
    { values: roleNames },
  ),
  beginDate: says(day(), 'First day', 'Premier jour', '2026-09-01').optional(),
  endDate: says(day(), 'Last day, real or expected', 'Dernier jour, réel ou prévu', '2027-06-25').optional(),
  orgSourcedId: id('The organisation', 'L’établissement', 'S.K001'),
  userProfileSourcedId: id('Profile of the user', 'Profil de l’utilisateur', 'p-1').optional(),
});

const race = (en: string, fr: string) => says(text(10), en, fr, '').optional();
const Demographics = z.strictObject({
  ...own,
  birthDate: says(day(), 'Birth date', 'Date de naissance', '2015-03-09').optional(),
  sex: says(choice(sexes), 'Sex, one of the codes below', 'Sexe, un des codes ci-dessous', 'female', {
    codeClass: 'oneroster_sex',
    values: sexes,
  }).optional(),
  americanIndianOrAlaskaNative: race(
    'Race, as counted in the United States',
    'Race, telle que dénombrée aux États-Unis',
  ),
  asian: race('The same', 'Idem'),
  blackOrAfricanAmerican: race('The same', 'Idem'),
  nativeHawaiianOrOtherPacificIslander: race('The same', 'Idem'),
  white: race('The same', 'Idem'),
  demographicRaceTwoOrMoreRaces: race('The same', 'Idem'),
  hispanicOrLatinoEthnicity: race('The same', 'Idem'),
  countryOfBirthCode: says(text(50), 'Country of birth', 'Pays de naissance', 'CA').optional(),
  stateOfBirthAbbreviation: says(text(50), 'Province of birth', 'Province de naissance', 'AB').optional(),
  cityOfBirth: says(text(100), 'Place of birth', 'Lieu de naissance', 'Kestrel Bay').optional(),
  publicSchoolResidenceStatus: says(text(50), 'Status of residence', 'Statut de résidence', '1652').optional(),
});

export const heldSchemas = {
  orgs: Org,
  academicSessions: AcademicSession,
  users: User,
  demographics: Demographics,
  roles: Role,
} as const satisfies Record<HeldFile, z.ZodType>;

export type OneRosterField = { name: string; isRequired: boolean; words: FieldWords | null };

/** The columns of a file in the order of the binding; the words are those of files that the register reads. */
export function oneRosterFields(file: OneRosterFile): OneRosterField[] {
  if (!isHeldFile(file)) {
    return unheldColumns[file].map((column) => ({ name: column, isRequired: column === 'sourcedId', words: null }));
  }
  return Object.entries(heldSchemas[file].shape).map(([column, schema]) => {
    const isRequired = !(schema instanceof z.ZodOptional);
    const inner: z.ZodType = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
    return { name: column, isRequired, words: fieldWords.get(inner) ?? null };
  });
}
