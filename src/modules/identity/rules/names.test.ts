import { expect, test } from 'vitest';
import { addressName, displayName, listName } from './names.ts';

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
