import { expect, test } from 'vitest';
import { RoleCode } from '../contract.ts';
import { commandRoles, isRoleName, permissions, roleNames, roles } from './roles.ts';

test('the contract and the table know the same roles', () => {
  expect([...RoleCode.options].sort()).toEqual([...roleNames].sort());
  expect(Object.keys(roles).sort()).toEqual([...roleNames].sort());
});

test('nobody but the ministry’s records officer sees protected students, overrides warnings, decides who is who or imports organisations', () => {
  for (const right of ['restricted.read', 'finding.override', 'match.decide', 'organisation.import'] as const) {
    const holders = roleNames.filter((name) => (roles[name].permissions as readonly string[]).includes(right));
    expect(holders).toEqual(['ministry_records']);
  }
});

test('a viewer changes nothing', () => {
  for (const name of ['ministry_viewer', 'school_viewer'] as const) {
    const changing = roles[name].permissions.filter((it) => !/\.(read|search)$/.test(it));
    expect(changing).toEqual([]);
  }
});

test('the records officer holds every permission there is', () => {
  expect(roles.ministry_records.permissions).toEqual(permissions);
});

test('every role has words and a meaning in both languages', () => {
  for (const { words, meaning } of Object.values(roles)) {
    for (const text of [words.en, words.fr, meaning.en, meaning.fr]) expect(text).not.toBe('');
  }
});

test('a name that is no role is not taken for one', () => {
  expect(isRoleName('school_registrar')).toBe(true);
  expect(isRoleName('toString')).toBe(false);
  expect(isRoleName('system')).toBe(false);
});

test('the command line works as a school’s registrar for a school and as nobody for an exam centre', () => {
  expect(commandRoles.school).toBe('school_registrar');
  expect(commandRoles.exam_centre).toBeNull();
});
