import { defineRule, passes, type Verdict } from '#kernel/rule.ts';
import { findHidden, findLookAlike, findPiled, findTurning, type Spot } from '../free-text.ts';
import type { FreeTextFacts } from './facts.ts';
import { everyYear } from './sources.ts';

// What is refused of text that people write: notes, and how an accommodation is done.

const shared = {
  severity: 'rejection',
  object: 'student',
  reference: null,
  years: everyYear,
  inputs: ['texts'],
  crossRecord: false,
  dateDependent: false,
  field: 'text',
} as const;
const source = 'Own rule: who reads sees what was written, and nothing that passes for something else';
const example: FreeTextFacts = { texts: { text: 'Reads best on yellow paper' }, required: ['text'] };
const firesOn = (text: string): FreeTextFacts => ({ ...example, texts: { text } });

/** Fires on the first text in which something is found. */
function judgeSpots({ texts }: FreeTextFacts, find: (text: string) => Spot | null): Verdict {
  for (const [field, text] of Object.entries(texts)) {
    const spot = text === null ? null : find(text);
    if (spot) return { fires: true, field, params: { line: spot.line, found: spot.found } };
  }
  return passes;
}

export const turningMark = defineRule<FreeTextFacts>({
  ...shared,
  code: 'STU-0011',
  title: { en: 'Mark that turns the reading direction', fr: 'Marque qui inverse le sens de lecture' },
  message: {
    en: 'Line {line} holds {found}, which turns the direction in which what follows is read',
    fr: 'La ligne {line} contient {found}, qui inverse le sens de lecture de ce qui suit',
  },
  mend: {
    en: 'Type the line anew; right-to-left writing needs no such mark',
    fr: 'Saisissez la ligne de nouveau; l’écriture de droite à gauche n’exige pas cette marque',
  },
  source,
  judge: (facts) => judgeSpots(facts, findTurning),
  example: { passes: example, fires: firesOn('paid \u202e001') },
});

export const hiddenCharacter = defineRule<FreeTextFacts>({
  ...shared,
  code: 'STU-0012',
  title: { en: 'Character that no screen shows', fr: 'Caractère qu’aucun écran n’affiche' },
  message: {
    en: 'Line {line} holds {found}, a character that no screen shows or that stands for a lost one',
    fr: 'La ligne {line} contient {found}, un caractère qu’aucun écran n’affiche ou qui remplace un caractère perdu',
  },
  mend: {
    en: 'Type the line anew; such characters come from copying out of other programs',
    fr: 'Saisissez la ligne de nouveau; de tels caractères viennent d’une copie depuis un autre logiciel',
  },
  source,
  judge: (facts) => judgeSpots(facts, findHidden),
  example: { passes: example, fires: firesOn('Zo\u0007e') },
});

export const lookAlikeLetters = defineRule<FreeTextFacts>({
  ...shared,
  code: 'STU-0013',
  title: { en: 'Letters that pass for others', fr: 'Lettres qui passent pour d’autres' },
  message: {
    en: 'Line {line}: “{found}” holds letters of another alphabet that look like those around them',
    fr: 'Ligne {line} : « {found} » contient des lettres d’un autre alphabet qui ressemblent à celles qui les entourent',
  },
  mend: {
    en: 'Type the word anew in one alphabet',
    fr: 'Saisissez le mot de nouveau dans un seul alphabet',
  },
  source,
  judge: (facts) => judgeSpots(facts, findLookAlike),
  example: { passes: example, fires: firesOn('p\u0430id') },
});

export const piledMarks = defineRule<FreeTextFacts>({
  ...shared,
  code: 'STU-0014',
  title: { en: 'Letter under a pile of marks', fr: 'Lettre sous un amas de signes' },
  message: {
    en: 'Line {line}: a letter carries more marks ({found}) than can be shown',
    fr: 'Ligne {line} : une lettre porte plus de signes ({found}) qu’on ne peut en afficher',
  },
  mend: { en: 'Type the letter anew', fr: 'Saisissez la lettre de nouveau' },
  source,
  judge: (facts) => judgeSpots(facts, findPiled),
  example: { passes: example, fires: firesOn(`z${'\u0301'.repeat(9)}`) },
});

export const emptyText = defineRule<FreeTextFacts>({
  ...shared,
  code: 'STU-0015',
  inputs: ['texts', 'required'],
  title: { en: 'Nothing written', fr: 'Rien d’écrit' },
  message: { en: 'The text holds no word', fr: 'Le texte ne contient aucun mot' },
  mend: { en: 'Write what is to be known', fr: 'Écrivez ce qu’il faut savoir' },
  source: 'Own rule: a text that says nothing is none',
  judge: ({ texts, required }) => {
    const field = required.find((name) => !/[\p{L}\p{N}]/u.test(texts[name] ?? ''));
    return field === undefined ? passes : { fires: true, field };
  },
  example: { passes: example, fires: firesOn(' \n ') },
});

export const textTooLong = defineRule<FreeTextFacts>({
  ...shared,
  code: 'STU-0016',
  title: { en: 'Text too long', fr: 'Texte trop long' },
  message: {
    en: 'The text has {length} characters on {lines} lines; {lengthMax} on {linesMax} are kept at most',
    fr: 'Le texte compte {length} caractères sur {lines} lignes; au plus {lengthMax} sur {linesMax} sont conservés',
  },
  mend: {
    en: 'Write what matters, or write it in several parts',
    fr: 'Écrivez l’essentiel, ou écrivez-le en plusieurs parties',
  },
  source: 'Own rule: what nobody reads to its end is of no use',
  judge: ({ texts }, context) => {
    const lengthMax = context.parameter<number>('identity.text_length_max');
    const linesMax = context.parameter<number>('identity.text_lines_max');
    for (const [field, text] of Object.entries(texts)) {
      const [length, lines] = [[...(text ?? '')].length, (text ?? '').split('\n').length];
      if (length > lengthMax || lines > linesMax)
        return { fires: true, field, params: { length, lines, lengthMax, linesMax } };
    }
    return passes;
  },
  example: { passes: example, fires: firesOn('a line\n'.repeat(299)) },
});

export const freeTextRules = [
  emptyText,
  textTooLong,
  turningMark,
  hiddenCharacter,
  lookAlikeLetters,
  piledMarks,
] as const;
