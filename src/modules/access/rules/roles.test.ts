import { expect, test } from 'vitest';
import { RoleCode } from '../contract.ts';
import { additions, ministryOnly, neededBeside, permissionsOf, permissionWords } from './permissions.ts';
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

test('what is the ministry’s alone can be added to no other organisation’s role, and is in none', () => {
  for (const name of roleNames.filter((it) => roles[it].grantedAt !== 'ministry')) {
    const all: readonly string[] = [...roles[name].permissions, ...additions[name]];
    expect([name, ministryOnly.filter((permission) => all.includes(permission))]).toEqual([name, []]);
  }
});

test('a permission that may not be added to a role counts for nothing beside it', () => {
  expect(permissionsOf('school_registrar', ['people.manage', 'restricted.read', 'nonsense'])).toEqual([
    ...roles.school_registrar.permissions,
    'people.manage',
  ]);
  expect(permissionsOf('none', ['people.manage', 'student.read'])).toEqual([]);
});

test('what needs another permission beside it counts for nothing without', () => {
  const decides = (added: string[]) => permissionsOf('ministry_viewer', added).includes('match.decide');
  expect([decides(['match.decide']), decides(['match.decide', 'restricted.read'])]).toEqual([false, true]);
  for (const name of roleNames) {
    const held: readonly string[] = roles[name].permissions;
    const orphans = Object.entries(neededBeside).filter(
      ([one, needed]) => held.includes(one) && !held.includes(`${needed}`),
    );
    expect([name, orphans]).toEqual([name, []]);
  }
});

test('every permission has words in both languages, no two the same', () => {
  for (const language of ['en', 'fr'] as const) {
    const words = permissions.map((permission) => permissionWords[permission][language]);
    expect(new Set(words).size).toBe(permissions.length);
  }
});
