import { expect, it } from 'vitest';
import { entries, entriesFor, entryOf } from './navigation.ts';

it('has at most seven entries, each with its own key', () => {
  expect(entries.length).toBeLessThanOrEqual(7);
  expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
});

it('shows a role only what it may use', () => {
  expect(entriesFor(['student.search', 'rule.read']).map(({ name }) => name)).toEqual(['home', 'students', 'rules']);
});

it('knows the entry of an address, and of the pages below it', () => {
  const check = (path: string, name: string | null) => expect(entryOf(path), path).toBe(name);
  check('/', 'home');
  check('/students/123456789/history', 'students');
  check('/organisations/import', 'organisations');
  check('/studentsomething', null);
});
