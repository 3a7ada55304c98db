import { expect, test } from 'vitest';
import { areNamesakes, type NamedPerson } from './namesake.ts';

const zoe: NamedPerson = { familyName: 'Tremblay', givenName: 'Zoé', middleName: null, birthDate: '2015-03-09' };

const check = (other: Partial<NamedPerson>, expected: boolean, one: NamedPerson = zoe) =>
  expect(areNamesakes(one, { ...zoe, ...other })).toBe(expected);

test('letters and marks do not tell two people apart', () => check({ familyName: 'TREMBLAY', givenName: 'Zoe' }, true));
test('another birth date does', () => check({ birthDate: '2015-03-10' }, false));
test('another given name does', () => check({ givenName: 'Chloé' }, false));
test('a middle name counts only where both have one', () => {
  check({ middleName: 'Anne' }, true);
  check({ middleName: 'Anne' }, false, { ...zoe, middleName: 'Rose' });
});
test('somebody without a name is nobody’s namesake', () => {
  const nameless = { ...zoe, familyName: null, givenName: null };
  check(nameless, false, nameless);
});
