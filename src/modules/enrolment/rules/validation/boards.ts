import { defineRule, passes } from '#kernel/rule.ts';
import { codeOf, exampleFacts, examplePlaces } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { codesIn, group, holdsAny, isIn } from '../groups.ts';
import { isOpenThroughout, spanOf } from '../periods.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// The resident board and the francophone board.

const board = { ...examplePlaces.authority, code: codeOf('A.K002') };

export const residentBoardMissing = defineRule<EnrolmentFacts>({
  code: 'ENR-0040',
  reference: 'PASI 10040',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Resident board missing', fr: 'Conseil de résidence manquant' },
  message: {
    en: 'Grants programme {codes} needs the resident board',
    fr: 'Le programme de subvention {codes} exige le conseil de résidence',
  },
  mend: { en: 'Name the authority where the student resides', fr: 'Indiquez l’autorité scolaire où réside l’élève' },
  source: pasiPage('rule_10040'),
  field: 'residentBoard',
  judge: ({ enrolment }, context) => {
    const codes = codesIn(context, 'resident_board_needed', enrolment.grantsProgrammes);
    return codes.length > 0 && enrolment.residentBoard === null ? { fires: true, params: { codes } } : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['110'], residentBoard: board.code }, residentBoard: board }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['110'] } }),
  },
});

const unneededWords = {
  message: {
    en: 'A resident board is given, but none of the grants programmes {codes}',
    fr: 'Un conseil de résidence est indiqué, mais aucun des programmes de subvention {codes}',
  },
  mend: {
    en: 'Take the resident board back, or give the programme',
    fr: 'Retirez le conseil de résidence ou indiquez le programme',
  },
};

export const residentBoardUnneeded = defineRule<EnrolmentFacts>({
  code: 'ENR-0041',
  reference: 'PASI 10041',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: 2016 },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Resident board without its programme', fr: 'Conseil de résidence sans son programme' },
  ...unneededWords,
  source: `${pasiPage('rule_10041')}; it is followed by rule 10123, whose first year was not seen: drawn here at the end of programme 140`,
  field: 'residentBoard',
  judge: ({ enrolment }, context) =>
    enrolment.residentBoard !== null && !holdsAny(context, 'resident_board_needed', enrolment.grantsProgrammes)
      ? { fires: true, params: { codes: group(context, 'resident_board_needed') } }
      : passes,
  example: {
    passes: exampleFacts({
      enrolment: { schoolYear: 2016, grantsProgrammes: ['140'], residentBoard: board.code },
      residentBoard: board,
    }),
    fires: exampleFacts({ enrolment: { schoolYear: 2016, residentBoard: board.code }, residentBoard: board }),
  },
});

export const residentBoardUnneededNow = defineRule<EnrolmentFacts>({
  code: 'ENR-0123',
  reference: 'PASI 10123',
  severity: 'warning',
  object: 'enrolment',
  years: { first: 2017, last: null },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Resident board without its programme', fr: 'Conseil de résidence sans son programme' },
  ...unneededWords,
  source: pasiPageInPart(
    'rule_10123',
    'its first year and exceptions were not seen; programmes for which rules 10040 and 10136 demand a resident board are excepted here',
  ),
  field: 'residentBoard',
  judge: ({ enrolment }, context) =>
    enrolment.residentBoard !== null && !holdsAny(context, 'resident_board_allowed', enrolment.grantsProgrammes)
      ? { fires: true, params: { codes: group(context, 'resident_board_allowed') } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['110'], residentBoard: board.code }, residentBoard: board }),
    fires: exampleFacts({ enrolment: { residentBoard: board.code }, residentBoard: board }),
  },
});

export const residentBoardInactive = defineRule<EnrolmentFacts>({
  code: 'ENR-0068',
  reference: 'PASI 10068',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'residentBoard'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Resident board unknown or not active', fr: 'Conseil de résidence inconnu ou inactif' },
  message: {
    en: 'Resident board {board} is unknown or was not active throughout the enrolment',
    fr: 'Le conseil de résidence {board} est inconnu ou n’était pas actif pendant toute l’inscription',
  },
  mend: { en: 'Correct the code of the resident board', fr: 'Corrigez le code du conseil de résidence' },
  source: pasiPage('rule_10068'),
  field: 'residentBoard',
  judge: ({ enrolment, residentBoard }) => {
    if (enrolment.residentBoard === null) return passes;
    if (residentBoard !== null && isOpenThroughout(residentBoard, spanOf(enrolment))) return passes;
    return { fires: true, params: { board: enrolment.residentBoard } };
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['110'], residentBoard: board.code }, residentBoard: board }),
    fires: exampleFacts({
      enrolment: { grantsProgrammes: ['110'], residentBoard: board.code },
      residentBoard: { ...board, closedOn: '2027-01-31' },
    }),
  },
});

export const residentBoardNotPublic = defineRule<EnrolmentFacts>({
  code: 'ENR-0042',
  reference: 'PASI 10042',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: 2016 },
  inputs: ['enrolment', 'residentBoard'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Resident board neither public nor separate', fr: 'Conseil de résidence ni public ni séparé' },
  message: {
    en: 'Resident board {board} is not a public or separate authority',
    fr: 'Le conseil de résidence {board} n’est ni une autorité publique ni une autorité séparée',
  },
  mend: { en: 'Correct the code of the resident board', fr: 'Corrigez le code du conseil de résidence' },
  source: pasiPageInPart(
    'rule_10042',
    'a list on the page was not seen; an authority’s type is known here without its years',
  ),
  field: 'residentBoard',
  judge: ({ residentBoard }, context) =>
    residentBoard === null || isIn(context, 'public_or_separate_authority', residentBoard.type)
      ? passes
      : { fires: true, params: { board: residentBoard.code } },
  example: {
    passes: exampleFacts({
      enrolment: { schoolYear: 2016, grantsProgrammes: ['140'], residentBoard: board.code },
      residentBoard: { ...board, type: 'public' },
    }),
    fires: exampleFacts({
      enrolment: { schoolYear: 2016, grantsProgrammes: ['140'], residentBoard: board.code },
      residentBoard: { ...board, type: 'private' },
    }),
  },
});

export const distanceWithoutBoard = defineRule<EnrolmentFacts>({
  code: 'ENR-0136',
  reference: 'PASI 10136',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Programmes 620 to 623 without a resident board', fr: 'Programmes 620 à 623 sans conseil de résidence' },
  message: {
    en: 'Grants programme {codes} needs the resident board',
    fr: 'Le programme de subvention {codes} exige le conseil de résidence',
  },
  mend: { en: 'Name the authority where the student resides', fr: 'Indiquez l’autorité scolaire où réside l’élève' },
  source: pasiPage('rule_10136'),
  field: 'residentBoard',
  judge: ({ enrolment, school }, context) => {
    const codes = codesIn(context, 'distance', enrolment.grantsProgrammes);
    const isExempt =
      isIn(context, 'distance_school', enrolment.schoolCode) ||
      isIn(context, 'francophone_authority', school?.authority?.type) ||
      holdsAny(context, 'resident_board_unneeded', enrolment.enrolmentTypes);
    if (codes.length === 0 || enrolment.residentBoard !== null || isExempt) return passes;
    return { fires: true, params: { codes } };
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['620'], enrolmentTypes: ['414'] } }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['620'] } }),
  },
});

export const francophoneBoardOutOfYears = defineRule<EnrolmentFacts>({
  code: 'ENR-0073',
  reference: 'PASI 10073',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Francophone board out of its years', fr: 'Conseil francophone hors de ses années' },
  message: {
    en: 'A francophone board may only be given for school years up to {last}',
    fr: 'Un conseil francophone ne peut être indiqué que pour les années scolaires jusqu’à {last}',
  },
  mend: { en: 'Take the francophone board back', fr: 'Retirez le conseil francophone' },
  source: 'PASI developer documentation, business page 10073 (condition read in full)',
  field: 'francophoneBoard',
  judge: ({ enrolment }, context) => {
    const last = context.parameter<number>('enrolment.francophone_board_year_last');
    return enrolment.francophoneBoard !== null && enrolment.schoolYear > last
      ? { fires: true, params: { last } }
      : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2005, francophoneBoard: board.code } }),
    fires: exampleFacts({ enrolment: { francophoneBoard: board.code } }),
  },
});

export const boardRules = [
  residentBoardMissing,
  residentBoardUnneeded,
  residentBoardUnneededNow,
  residentBoardInactive,
  residentBoardNotPublic,
  distanceWithoutBoard,
  francophoneBoardOutOfYears,
];
