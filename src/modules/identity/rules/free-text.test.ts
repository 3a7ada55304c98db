import { describe, expect, test } from 'vitest';
import { asKept, findHidden, findLookAlike, findPiled, findTurning } from './free-text.ts';

const fine = [
  'Reads best on yellow paper.\n\tTwo breaks an hour.',
  'Élève de 6ᵉ année : temps supplémentaire (25 %), n.º 2',
  'ᐊᐃᓐᖓᐃ ᐃᓄᒃᑎᑐᑦ',
  'Łutsël K’é · ʔehtsı̨ · hái̓q̓la λ θ χ',
  'Её зовут Анна; the family says Anna',
  'Сара, Анна и Nora',
  'Angle α, mass Δt, λx',
  'الاسم: ليلى',
  'می‌خواهم',
  '王小明 (Wáng Xiǎomíng) 👩‍🏫',
  'Ελένη reads well',
];

test.each(fine)('what people write is fine: %s', (text) => {
  expect([findTurning(text), findHidden(text), findPiled(text), findLookAlike(text)]).toEqual([null, null, null, null]);
});

describe('what a reader would be shown otherwise than it was written', () => {
  test('is found with its line', () => {
    expect(findTurning('one\ntwo \u202eenod')).toEqual({ line: 2, found: 'U+202E' });
    expect(findTurning('\u2066x')?.found).toBe('U+2066');
    expect(findHidden('a\n\nb\u0007')).toEqual({ line: 3, found: 'U+0007' });
  });

  test.each(['\u0000', '\u200b', '\u00ad', '\ufeff', '\ue000', '\ud800', '\u{e0041}', '\u2028', '\r', '\ufffd'])(
    'is a character that no screen shows: %j',
    (character) => {
      expect(findHidden(`a${character}b`)).not.toBeNull();
    },
  );

  test('is found beside a mark that turns', () => {
    expect(findHidden('\u202e')).toBeNull();
    expect(findHidden('\u202e\u0007')?.found).toBe('U+0007');
  });

  test.each(['pаy', 'Аnna', 'cоmе', 'ѕсhооl', 'Τime', 'ꭰay', '𝐛old', 'Ｗide', 'заλ'])(
    'is a word of two alphabets: %s',
    (text) => {
      expect(findLookAlike(`Line\n${text}`)).toMatchObject({ line: 2 });
    },
  );

  test('is a word that only looks Latin among Latin ones', () => {
    expect(findLookAlike('Paid by соре')).toEqual({ line: 1, found: 'соре' });
    expect(findLookAlike('соре')).toBeNull();
  });

  test('is a letter under a pile of marks', () => {
    expect(findPiled(`z${'\u0301'.repeat(6)}`)).not.toBeNull();
  });
});

test('a text is kept composed, with one kind of line break', () => {
  expect(asKept('Zoe\u0301\r\nx ')).toBe('Zo\u00e9\nx ');
});
