import { describe, expect, test } from 'vitest';
import { addressName, displayName, fitName, listName } from './names.ts';

const zoe = { familyName: 'Tremblay', givenName: 'Zoé', middleName: 'Anne', suffix: 'III' };

test('a name is shown as one addresses a person, and by family name in lists', () => {
  expect(displayName(zoe)).toBe('Zoé Anne Tremblay III');
  expect(listName(zoe)).toBe('Tremblay III, Zoé Anne');
});

test('a mononym stands alone, and LNU is never shown', () => {
  expect(displayName({ familyName: null, givenName: 'Suharto', middleName: null })).toBe('Suharto');
  expect(listName({ familyName: 'LNU', givenName: 'Suharto', middleName: null })).toBe('Suharto');
});

test('the preferred name replaces the parts that it states', () => {
  expect(addressName({ ...zoe, preferredFamilyName: null, preferredGivenName: 'Zed' })).toBe('Zed Tremblay III');
  expect(addressName({ ...zoe, suffix: null, preferredFamilyName: 'Roy', preferredGivenName: null })).toBe(
    'Zoé Anne Roy',
  );
});

test('a missing name leaves no gap and no comma', () => {
  expect(displayName({ familyName: 'Tremblay', givenName: 'FNU' })).toBe('Tremblay');
  expect(listName({ familyName: 'Tremblay', givenName: null })).toBe('Tremblay');
  expect(displayName({ familyName: 'LNU', givenName: 'FNU' })).toBe('');
});

describe('a name that must fit', () => {
  const long = {
    familyName: 'Wachowska-Xochitl',
    givenName: 'Amara Grace',
    middleName: 'Anne Beatrix Carla',
    suffix: 'III',
  };

  test('is whole where there is room', () => {
    expect(fitName(long, 60)).toBe('Amara Grace Anne Beatrix Carla Wachowska-Xochitl III');
    expect(fitName({ familyName: null, givenName: 'Suharto' }, 7)).toBe('Suharto');
  });

  test('loses middle names from the last to the first, then the suffix, then further given names', () => {
    expect([51, 45, 37, 32, 28].map((max) => fitName(long, max))).toEqual([
      'Amara Grace Anne Beatrix Wachowska-Xochitl III',
      'Amara Grace Anne Wachowska-Xochitl III',
      'Amara Grace Wachowska-Xochitl III',
      'Amara Grace Wachowska-Xochitl',
      'Amara Wachowska-Xochitl',
    ]);
  });

  test('is cut at last, says so, and never breaks a sign in two', () => {
    expect(fitName(long, 12)).toBe('Amara Wacho…');
    const signs = fitName({ familyName: '\u{20000}'.repeat(40), givenName: null }, 10);
    expect(signs).toBe(`${'\u{20000}'.repeat(4)}…`);
  });

  test('is shortened in the same order where the family name stands first', () => {
    expect(fitName(long, 36, listName)).toBe('Wachowska-Xochitl III, Amara Grace');
  });
});
