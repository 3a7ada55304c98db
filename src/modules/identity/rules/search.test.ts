import { expect, test } from 'vitest';
import { bestName, readSearch, searchWords } from './search.ts';

function checkRead(text: string, expected: Partial<ReturnType<typeof readSearch>>): void {
  expect(readSearch(text)).toEqual({ digits: null, birthDate: null, words: [], ...expected });
}

test('a number is read with and without hyphens, whole or as a beginning', () => {
  checkRead('1234-5678-9', { digits: '123456789' });
  checkRead('123456789', { digits: '123456789' });
  checkRead('1234', { digits: '1234' });
});

test('a birth date is read out of the text, the names around it stay', () => {
  checkRead('Zoé 2015-03-09 tremblay', { birthDate: '2015-03-09', words: ['zoe', 'tremblay'] });
});

test('a day that does not exist is no birth date', () => {
  expect(readSearch('2015-02-30').birthDate).toBeNull();
});

test('names are folded, whatever their script', () => {
  checkRead("O'Brien, Шевченко", { words: ['obrien', 'shevchenko'] });
  checkRead('  ', {});
});

test('a name of several words is found as one, too', () => {
  expect(searchWords([{ familyName: 'Le Blanc', givenName: 'Zoé', middleName: null }])).toEqual([
    'le',
    'blanc',
    'leblanc',
    'zoe',
  ]);
});

test('the name that answers best is told, the legal one first', () => {
  const legal = { kind: 'legal' as const, familyName: 'Tremblay', givenName: 'Zoé', middleName: null };
  const alias = { kind: 'alias' as const, familyName: 'Roy', givenName: 'Zoé', middleName: null };
  expect(bestName([legal, alias], ['zoe'])?.kind).toBe('legal');
  expect(bestName([legal, alias], ['ro', 'zoe'])?.kind).toBe('alias');
  expect(bestName([legal, alias], ['amir'])).toBeNull();
});
