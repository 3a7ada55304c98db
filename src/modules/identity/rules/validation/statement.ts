import { defineRule, passes } from '#kernel/rule.ts';
import { hasControlCharacter } from '../normalise.ts';
import type { OwnerFacts, StudentStatementFacts, TextFacts } from './facts.ts';
import { everyYear, pasiPage } from './sources.ts';

// What is refused of any row, and of what a school says of the student itself.

export const controlCharacter = defineRule<TextFacts>({
  code: 'STU-0010',
  reference: null,
  severity: 'rejection',
  object: 'student',
  years: everyYear,
  inputs: ['texts', 'multiline'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Control character in a text', fr: 'Caractère de commande dans un texte' },
  message: {
    en: 'The field {field} holds a character that no screen shows, or that stands for a lost one',
    fr: 'Le champ {field} contient un caractère qu’aucun écran n’affiche, ou qui remplace un caractère perdu',
  },
  mend: {
    en: 'Type the text anew; such characters come from copying out of other programs',
    fr: 'Saisissez le texte de nouveau; de tels caractères viennent d’une copie depuis un autre logiciel',
  },
  source: 'PASI: texts of its interface hold no control characters (rule 3001, domain research alberta 1.4)',
  field: 'text',
  judge: ({ texts, multiline }) => {
    const found = Object.entries(texts).find(
      ([field, text]) => text !== null && hasControlCharacter(text, { lines: multiline.includes(field) }),
    );
    return found ? { fires: true, field: found[0], params: { field: found[0] } } : passes;
  },
  example: {
    passes: { texts: { street: '12 First Avenue\nUnit 4' }, multiline: ['street'] },
    fires: { texts: { givenName: 'Zo\u0007e' }, multiline: [] },
  },
});

export const guidOfAnotherStudent = defineRule<OwnerFacts>({
  code: 'STU-0020',
  reference: null,
  severity: 'rejection',
  object: 'student',
  years: everyYear,
  inputs: ['guid', 'isOfAnotherStudent'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'GUID of another student', fr: 'GUID d’un autre élève' },
  message: {
    en: 'The GUID {guid} was used before for another student',
    fr: 'Le GUID {guid} a déjà servi pour un autre élève',
  },
  mend: {
    en: 'Make a new GUID for a new row; never give a deleted student’s GUIDs to another',
    fr: 'Créez un nouveau GUID pour une nouvelle ligne; ne donnez jamais à un élève les GUID d’un autre',
  },
  source:
    'A thing belongs to the student under whose number it was first submitted (docs/domain/identity.md, sentence 8)',
  field: 'guid',
  judge: ({ guid, isOfAnotherStudent }) => (isOfAnotherStudent ? { fires: true, params: { guid } } : passes),
  example: {
    passes: { guid: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e', isOfAnotherStudent: false },
    fires: { guid: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e', isOfAnotherStudent: true },
  },
});

const example: StudentStatementFacts = {
  birthDate: '2015-03-09',
  gender: 'F',
  languageAtHome: 'en',
  isDeceased: false,
  deceasedOn: null,
};
const shared = {
  severity: 'rejection',
  object: 'student',
  years: everyYear,
  inputs: ['birthDate', 'gender', 'languageAtHome', 'isDeceased', 'deceasedOn'],
  crossRecord: false,
} as const;

export const unknownStudentCode = defineRule<StudentStatementFacts>({
  ...shared,
  code: 'STU-0030',
  reference: 'PASI 3001',
  dateDependent: false,
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: '“{value}” is no code of {codes}', fr: '« {value} » n’est pas un code de {codes}' },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'gender',
  judge: ({ gender, languageAtHome }, context) => {
    if (!context.code('gender', gender, context.today))
      return { fires: true, field: 'gender', params: { value: gender, codes: 'gender' } };
    if (languageAtHome === null || context.code('language', languageAtHome, context.today)) return passes;
    return { fires: true, field: 'languageAtHome', params: { value: languageAtHome, codes: 'language' } };
  },
  example: { passes: example, fires: { ...example, gender: 'Q' } },
});

export const birthInFuture = defineRule<StudentStatementFacts>({
  ...shared,
  code: 'STU-0040',
  reference: null,
  dateDependent: true,
  title: { en: 'Birth date in the future', fr: 'Date de naissance dans le futur' },
  message: { en: 'The birth date {date} has not come yet', fr: 'La date de naissance {date} n’est pas encore arrivée' },
  mend: { en: 'Check the year', fr: 'Vérifiez l’année' },
  source: 'Own rule: nobody is registered before birth',
  field: 'birthDate',
  judge: ({ birthDate }, { today }) => (birthDate > today ? { fires: true, params: { date: birthDate } } : passes),
  example: { passes: example, fires: { ...example, birthDate: '2199-01-01' } },
});

export const deathDateWithoutDeath = defineRule<StudentStatementFacts>({
  ...shared,
  code: 'STU-0500',
  reference: 'PASI 11500',
  dateDependent: false,
  title: { en: 'Date of death of a living student', fr: 'Date de décès d’un élève vivant' },
  message: {
    en: 'A date of death ({date}) is given, but the student is not said to be deceased',
    fr: 'Une date de décès ({date}) est indiquée sans que l’élève soit déclaré décédé',
  },
  mend: {
    en: 'State that the student is deceased, or take the date away',
    fr: 'Déclarez l’élève décédé, ou retirez la date',
  },
  source: pasiPage('rule_11500'),
  field: 'deceasedOn',
  judge: ({ isDeceased, deceasedOn }) =>
    deceasedOn !== null && !isDeceased ? { fires: true, params: { date: deceasedOn } } : passes,
  example: {
    passes: { ...example, isDeceased: true, deceasedOn: '2026-01-05' },
    fires: { ...example, deceasedOn: '2026-01-05' },
  },
});

export const deathInFuture = defineRule<StudentStatementFacts>({
  ...shared,
  code: 'STU-0501',
  reference: 'PASI 11501',
  dateDependent: true,
  title: { en: 'Date of death in the future', fr: 'Date de décès dans le futur' },
  message: { en: 'The date of death {date} has not come yet', fr: 'La date de décès {date} n’est pas encore arrivée' },
  mend: { en: 'Check the date', fr: 'Vérifiez la date' },
  source: pasiPage('rule_11501'),
  field: 'deceasedOn',
  judge: ({ deceasedOn }, { today }) =>
    deceasedOn !== null && deceasedOn > today ? { fires: true, params: { date: deceasedOn } } : passes,
  example: {
    passes: { ...example, isDeceased: true, deceasedOn: '2020-01-05' },
    fires: { ...example, isDeceased: true, deceasedOn: '2199-01-05' },
  },
});

export const studentStatementRules = [unknownStudentCode, birthInFuture, deathDateWithoutDeath, deathInFuture] as const;
