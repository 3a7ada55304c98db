import { showStudentNumber } from '#kernel/ids.ts';
import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { codeOf, exampleFacts } from '../example.ts';
import type { EnrolmentFacts, SchoolEnrolment } from '../facts.ts';
import { yearStart } from '../periods.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// What may be submitted at all: known codes, possible values, the right caller, the version that was seen, a GUID of one's own.

/** The code tables that the fields of an enrolment draw on. */
const codeFields = [
  ['grade', 'grade'],
  ['programmingType', 'programming_type'],
  ['programmingTimeframe', 'programming_timeframe'],
  ['exitType', 'exit_type'],
  ['enrolmentTypes', 'enrolment_type'],
  ['exceptionCodes', 'exception_code'],
  ['grantsProgrammes', 'grants_programme'],
  ['selfDeclaration', 'self_declaration'],
] as const satisfies readonly (readonly [keyof SchoolEnrolment, string])[];

/** Codes that no table knows. A programme code that has expired is known: rule 10029 speaks of it. */
function unknownCodes(enrolment: SchoolEnrolment, context: RuleContext): { field: string; code: string }[] {
  const from = yearStart(enrolment.schoolYear);
  return codeFields.flatMap(([field, className]) => {
    const on = field === 'grantsProgrammes' ? undefined : from;
    const codes = [enrolment[field] ?? []].flat();
    return codes.filter((code) => context.code(className, code, on) === null).map((code) => ({ field, code }));
  });
}

export const unknownCode = defineRule<EnrolmentFacts>({
  code: 'ENR-3001',
  reference: 'PASI 3001',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: {
    en: 'These codes are not known in the school year: {codes}',
    fr: 'Ces codes ne sont pas connus dans l’année scolaire : {codes}',
  },
  mend: { en: 'Use a code of the code tables', fr: 'Utilisez un code des tables de codes' },
  source: pasiPage('rejections'),
  field: 'grade',
  judge: ({ enrolment }, context) => {
    const unknown = unknownCodes(enrolment, context);
    const first = unknown[0];
    if (!first) return passes;
    return { fires: true, field: first.field, params: { codes: unknown.map(({ field, code }) => `${field} ${code}`) } };
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ enrolment: { grade: '13' } }) },
});

/** What the shape of a value demands, by field; the same limits as in the contract, for items that come by file. */
const limits: readonly (readonly [keyof SchoolEnrolment, (enrolment: SchoolEnrolment) => boolean])[] = [
  ['schoolYear', ({ schoolYear }) => Number.isInteger(schoolYear) && schoolYear >= 1900 && schoolYear <= 2199],
  ['enrolmentTypes', ({ enrolmentTypes }) => enrolmentTypes.length <= 3],
  ['exceptionCodes', ({ exceptionCodes }) => exceptionCodes.length <= 2],
  ['grantsProgrammes', ({ grantsProgrammes }) => grantsProgrammes.length <= 3],
  ['residentBoard', ({ residentBoard }) => isOrganisationCode(residentBoard)],
  ['francophoneBoard', ({ francophoneBoard }) => isOrganisationCode(francophoneBoard)],
  ['frenchHours', ({ frenchHours }) => isHours(frenchHours)],
  ['hours', ({ hours }) => isHours(hours)],
  ['programmePercentage', ({ programmePercentage }) => isPercentage(programmePercentage)],
  ['localStudentId', ({ localStudentId }) => localStudentId === null || /^\P{Cc}{1,40}$/u.test(localStudentId)],
];

function isOrganisationCode(code: string | null): boolean {
  return code === null || /^[A-Z]\.[A-Z0-9]{1,8}$/.test(code);
}

function isHours(hours: number | null): boolean {
  return hours === null || (Number.isInteger(hours) && hours >= 1 && hours <= 9999);
}

/** Nought to a hundred, hundredths at the finest. */
function isPercentage(percentage: number | null): boolean {
  return percentage === null || (percentage >= 0 && percentage <= 100 && Number(percentage.toFixed(2)) === percentage);
}

export const impossibleValue = defineRule<EnrolmentFacts>({
  code: 'ENR-3002',
  reference: 'PASI 3002',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Value outside its limits', fr: 'Valeur hors limites' },
  message: {
    en: 'These fields hold a value outside their limits: {fields}',
    fr: 'Ces champs contiennent une valeur hors de leurs limites : {fields}',
  },
  mend: {
    en: 'At most 3 enrolment types, 2 exception codes, 3 grants programmes; hours 1 to 9999; percentage 0 to 100; boards by code (A.2195); local number up to 40 characters',
    fr: 'Au plus 3 types d’inscription, 2 codes d’exception, 3 programmes de subvention; heures de 1 à 9999; pourcentage de 0 à 100; conseils par code (A.2195); numéro local d’au plus 40 caractères',
  },
  source: pasiPage('rejections'),
  field: 'enrolmentTypes',
  judge: ({ enrolment }) => {
    const fields = limits.filter(([, holds]) => !holds(enrolment)).map(([field]) => field);
    const first = fields[0];
    return first ? { fires: true, field: first, params: { fields } } : passes;
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ enrolment: { frenchHours: 12000 } }) },
});

export const staleVersion = defineRule<EnrolmentFacts>({
  code: 'ENR-3004',
  reference: 'PASI 3004',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['previous', 'submission'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Changed by somebody else meanwhile', fr: 'Modifiée entre-temps par quelqu’un d’autre' },
  message: {
    en: 'The change was made from version {expected}, but the enrolment is at version {current}',
    fr: 'La modification part de la version {expected}, mais l’inscription en est à la version {current}',
  },
  mend: {
    en: 'Read the enrolment again, look at what changed, and submit your change from there',
    fr: 'Relisez l’inscription, voyez ce qui a changé et soumettez votre modification à partir de là',
  },
  source:
    'PASI developer documentation, validation rules between 1 and 9999, and API page on the core version (title and behaviour read)',
  field: 'version',
  judge: ({ previous, submission }) => {
    const expected = submission?.expectedVersion ?? null;
    if (previous === null || expected === null || expected === previous.version) return passes;
    return { fires: true, params: { expected, current: previous.version } };
  },
  example: {
    passes: exampleFacts({ previous: { version: 3 }, submission: { expectedVersion: 3 } }),
    fires: exampleFacts({ previous: { version: 3 }, submission: { expectedVersion: 2 } }),
  },
});

export const unknownStudent = defineRule<EnrolmentFacts>({
  code: 'ENR-9002',
  reference: 'PASI 9002',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'submission'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Student number unknown', fr: 'Numéro d’élève inconnu' },
  message: { en: 'No student has the number {number}', fr: 'Aucun élève n’a le numéro {number}' },
  mend: { en: 'Correct the student number', fr: 'Corrigez le numéro d’élève' },
  source: pasiPageInPart('rule_9002', 'who may see the student is judged before the enrolment'),
  field: 'studentNumber',
  judge: ({ enrolment, submission }) =>
    submission === null || submission.isStudentKnown
      ? passes
      : { fires: true, params: { number: showStudentNumber(enrolment.studentNumber) } },
  example: { passes: exampleFacts({ submission: {} }), fires: exampleFacts({ submission: { isStudentKnown: false } }) },
});

export const unknownSchool = defineRule<EnrolmentFacts>({
  code: 'ENR-9003',
  reference: 'PASI 9003',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'School unknown', fr: 'École inconnue' },
  message: { en: 'No school has the code {school}', fr: 'Aucune école n’a le code {school}' },
  mend: { en: 'Correct the school code', fr: 'Corrigez le code de l’école' },
  source:
    'PASI developer documentation, validation rules between 1 and 9999 (the title is the condition; the page itself was not seen)',
  field: 'schoolCode',
  judge: ({ enrolment, school }) =>
    school === null ? { fires: true, params: { school: enrolment.schoolCode } } : passes,
  example: { passes: exampleFacts(), fires: exampleFacts({ school: null }) },
});

export const wrongCaller = defineRule<EnrolmentFacts>({
  code: 'ENR-0058',
  reference: 'PASI 10058',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school', 'submission'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Another organisation’s school', fr: 'École d’un autre établissement' },
  message: {
    en: '{organisation} may not submit enrolments of school {school}',
    fr: '{organisation} ne peut pas soumettre d’inscriptions de l’école {school}',
  },
  mend: {
    en: 'Only the school, its authority or the ministry submits its enrolments: correct the school code or leave the row to them',
    fr: 'Seuls l’école, son autorité scolaire ou le ministère soumettent ses inscriptions : corrigez le code de l’école ou laissez-leur la ligne',
  },
  source: pasiPage('rule_10058'),
  field: 'schoolCode',
  judge: ({ enrolment, school, submission }) => {
    if (submission === null || submission.isMinistry) return passes;
    if ([enrolment.schoolCode, school?.authority?.code].includes(submission.organisation)) return passes;
    return { fires: true, params: { organisation: submission.organisation, school: enrolment.schoolCode } };
  },
  example: {
    passes: exampleFacts({ submission: { organisation: codeOf('A.K001') } }),
    fires: exampleFacts({ submission: { organisation: codeOf('S.K009') } }),
  },
});

export const changedSchool = defineRule<EnrolmentFacts>({
  code: 'ENR-0103',
  reference: 'PASI 10103',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'previous'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'School of an enrolment changed', fr: 'École d’une inscription modifiée' },
  message: {
    en: 'The enrolment belongs to school {before} and cannot be moved to {after}',
    fr: 'L’inscription relève de l’école {before} et ne peut pas passer à {after}',
  },
  mend: {
    en: 'Delete this enrolment and submit a new one, with a new GUID, for the other school',
    fr: 'Supprimez cette inscription et soumettez-en une nouvelle, avec un nouveau GUID, pour l’autre école',
  },
  source: pasiPage('rule_10103'),
  field: 'schoolCode',
  judge: ({ enrolment, previous }) => {
    if (previous === null || previous.schoolCode === enrolment.schoolCode) return passes;
    return { fires: true, params: { before: previous.schoolCode, after: enrolment.schoolCode } };
  },
  example: {
    passes: exampleFacts({ previous: { grade: '4' } }),
    fires: exampleFacts({ previous: { schoolCode: codeOf('S.K002') } }),
  },
});

export const guidOfAnother = defineRule<EnrolmentFacts>({
  code: 'ENR-9901',
  reference: null,
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['submission'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'GUID of another student', fr: 'GUID d’un autre élève' },
  message: {
    en: 'This GUID already names an enrolment of another student',
    fr: 'Ce GUID désigne déjà l’inscription d’un autre élève',
  },
  mend: {
    en: 'Make a new GUID for a new enrolment; if the student was taken for another, say so to the ministry’s records staff',
    fr: 'Créez un nouveau GUID pour une nouvelle inscription; si l’élève a été pris pour un autre, signalez-le au service des dossiers du ministère',
  },
  source: 'Own rule: a GUID is made once, by whoever first recorded the enrolment',
  field: 'enrolmentId',
  judge: ({ submission }) => (submission?.isGuidOfAnother ? { fires: true } : passes),
  example: { passes: exampleFacts({ submission: {} }), fires: exampleFacts({ submission: { isGuidOfAnother: true } }) },
});

export const repeatedInBatch = defineRule<EnrolmentFacts>({
  code: 'ENR-9902',
  reference: null,
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['submission'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Enrolment named twice', fr: 'Inscription nommée deux fois' },
  message: {
    en: 'The same enrolment stands earlier in what was submitted; that one counts',
    fr: 'La même inscription figure plus haut dans l’envoi; c’est celle-là qui compte',
  },
  mend: { en: 'Send each enrolment once', fr: 'Envoyez chaque inscription une seule fois' },
  source: 'Own rule: one submission states an enrolment once',
  field: 'enrolmentId',
  judge: ({ submission }) => (submission?.isRepeated ? { fires: true } : passes),
  example: { passes: exampleFacts({ submission: {} }), fires: exampleFacts({ submission: { isRepeated: true } }) },
});

export const submissionRules = [
  unknownCode,
  impossibleValue,
  staleVersion,
  unknownStudent,
  unknownSchool,
  wrongCaller,
  changedSchool,
  guidOfAnother,
  repeatedInBatch,
];
