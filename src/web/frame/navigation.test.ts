import { expect, it } from 'vitest';
import { entries, entriesFor, entryOf, places, placesFor } from './navigation.ts';

it('has at most seven entries', () => {
  expect(entries.length).toBeLessThanOrEqual(7);
});

it('gives every place a key of its own', () => {
  expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
});

it('shows a role only what it may use', () => {
  expect(entriesFor(['student.search', 'rule.read']).map(({ name }) => name)).toEqual(['home', 'students', 'access']);
  expect(placesFor(['rule.read']).map(({ name }) => name)).toEqual(['home', 'access', 'rules']);
  expect(placesFor([]).map(({ name }) => name)).toEqual(['home', 'access']);
});

it('knows the entry of an address, and of the pages below it', () => {
  const check = (path: string, name: string | null) => expect(entryOf(path), path).toBe(name);
  check('/', 'home');
  check('/students/123456789/history', 'students');
  check('/organisations/import', 'organisations');
  check('/studentsomething', null);
  check('/rules/ENR-0016', 'rules');
  check('/access/people', 'access');
});
