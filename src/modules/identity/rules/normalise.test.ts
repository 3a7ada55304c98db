import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  foldName,
  foldPhone,
  foldPostalCode,
  foldText,
  hasControlCharacter,
  saysTheSame,
  tidyText,
  wordsOf,
} from './normalise.ts';

function checkFold(text: string, folded: string): void {
  expect(foldText(text)).toBe(folded);
}

test('case, accents, apostrophes and hyphens are folded away', () => {
  checkFold('Éloïse D’Aoust', 'eloise daoust');
  checkFold("O'Brien-Smith", 'obrien smith');
  checkFold('Nguyễn Văn Đức', 'nguyen van duc');
  checkFold('Łukasz Größe', 'lukasz grosse');
  checkFold('İbrahim', 'ibrahim');
});

test('other scripts are read in Latin letters', () => {
  checkFold('Шевченко', 'shevchenko');
  checkFold('Юлія', 'yuliia');
  checkFold('ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ', 'guraprit singh');
  checkFold('प्रिया शर्मा', 'priya sharma');
  checkFold('Σοφία', 'sofia');
  checkFold('ᐃᓄᒃ', 'inuk');
  checkFold('김민준', 'gimminjun');
});

test('Chinese characters are words of their own, the frequent family names read in Mandarin', () => {
  checkFold('王小明', 'wang 小 明');
});

test('folding is idempotent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
  );
});

test('a placeholder is no name, and saint has one form', () => {
  expect(wordsOf('LNU')).toEqual([]);
  expect(wordsOf('Baby Boy')).toEqual([]);
  expect(wordsOf('Ste-Marie')).toEqual(['saint', 'marie']);
  expect(wordsOf('de la Cruz')).toEqual(['cruz']);
  expect(wordsOf('De')).toEqual(['de']);
});

test('a mononym has words on one side only', () => {
  expect(foldName({ familyName: null, givenName: 'Suharto', middleName: null })).toEqual({
    kind: 'legal',
    family: [],
    given: ['suharto'],
    middle: [],
  });
});

test('kept text is in normal form C, without blanks around', () => {
  expect(tidyText('  Zoe\u0301  Roy ')).toBe('Zoé Roy');
  expect(tidyText('   ')).toBeNull();
});

test('control characters are found, a line feed only where lines are allowed', () => {
  expect(hasControlCharacter('Zo\u0007e')).toBe(true);
  expect(hasControlCharacter('Zo\u0085e')).toBe(true);
  expect(hasControlCharacter('1 First\nUnit 2')).toBe(true);
  expect(hasControlCharacter('1 First\nUnit 2', { lines: true })).toBe(false);
  expect(hasControlCharacter('Zoë 王 ᓄ')).toBe(false);
});

test('postal codes and telephones compare without punctuation', () => {
  expect(foldPostalCode('t5a 0a1')).toBe('T5A0A1');
  expect(foldPhone('+1 (780) 555-0142')).toBe('7805550142');
  expect(foldPhone('12')).toBeNull();
});

test('the same name in other letters is no contradiction', () => {
  expect(saysTheSame('JOSE GARCIA', 'José García')).toBe(true);
  expect(saysTheSame('Jose', 'Josefa')).toBe(false);
});
