import { describe, expect, test } from 'vitest';
import { fieldGroups } from '#kernel/field-groups.ts';
import { packGroups, unpackGroups } from './groups.ts';
import { joinLooks } from './looks.ts';
import { groupWords, type SaidLook, sayLook } from './plain.ts';
import { defaultPurpose } from './purpose.ts';

const minute = 60_000;
const read = (readId: number, at: number, changes: Partial<Parameters<typeof joinLooks>[0][number]> = {}) => ({
  readId,
  at,
  readerId: 1,
  purpose: 'records',
  door: 'getStudent',
  groups: packGroups(['identity']),
  ...changes,
});

describe('groups', () => {
  test('come back as they went in, each alone and all together', () => {
    for (const group of fieldGroups) expect(unpackGroups(packGroups([group]))).toEqual([group]);
    expect(unpackGroups(packGroups([...fieldGroups]))).toEqual([...fieldGroups]);
    expect(unpackGroups(0)).toEqual([]);
  });

  test('keep their bits for ever: a changed order would make old rows say something else', () => {
    expect(packGroups(['existence'])).toBe(1);
    expect(packGroups(['contacts'])).toBe(8);
    expect(packGroups(['ledger'])).toBe(1024);
  });
});

describe('looks', () => {
  test('join the answers that one person got in one go, and no others', () => {
    const looks = joinLooks(
      [
        read(9, 100 * minute),
        read(8, 99 * minute, { readerId: 2 }),
        read(7, 98 * minute, { door: 'getStudentContacts', groups: packGroups(['contacts']) }),
        read(6, 97 * minute, { purpose: 'legal' }),
        read(5, 80 * minute),
      ],
      10,
    );
    expect(looks.map((it) => [it.latest.readId, it.reads, it.doors.length, unpackGroups(it.groups)])).toEqual([
      [9, 2, 2, ['identity', 'contacts']],
      [8, 1, 1, ['identity']],
      [6, 1, 1, ['identity']],
      [5, 1, 1, ['identity']],
    ]);
    expect(looks[0]).toMatchObject({ from: 98 * minute, until: 100 * minute });
  });

  test('go on while no pause is too long, however long the whole takes', () => {
    const rows = Array.from({ length: 10 }, (_, i) => read(10 - i, (100 - 9 * i) * minute));
    expect(joinLooks(rows, 10)).toHaveLength(1);
    expect(joinLooks(rows, 8)).toHaveLength(10);
  });
});

describe('the words', () => {
  const look: SaidLook = {
    day: '2 September 2026',
    time: '14:05',
    kind: 'account',
    name: 'Harpreet Sandhu',
    role: 'School registrar',
    organisation: 'Kestrel High',
    groups: ['identity', 'contacts'],
    purpose: 'to register you',
  };

  test('say in one plain sentence who looked when, at what and what for', () => {
    expect(sayLook(look, 'en')).toBe(
      'On 2 September 2026 at 14:05 Harpreet Sandhu, school registrar at Kestrel High, looked at your name and birth date and how you can be reached, to register you.',
    );
    expect(
      sayLook(
        {
          ...look,
          day: '2 septembre 2026',
          time: '14 h 05',
          role: 'Registraire de l’école',
          purpose: 'pour vous inscrire',
        },
        'fr',
      ),
    ).toBe(
      'Le 2 septembre 2026 à 14 h 05, Harpreet Sandhu, registraire de l’école, Kestrel High, a consulté votre nom et votre date de naissance et vos coordonnées, pour vous inscrire.',
    );
  });

  test('tell a machine, the command line and the register itself from a person', () => {
    const said = (kind: SaidLook['kind']) => sayLook({ ...look, kind, name: 'Northlight SIS' }, 'en');
    expect(said('client')).toContain('the system Northlight SIS of Kestrel High read your');
    expect(said('command')).toContain('somebody who runs the register for Kestrel High looked at your');
    expect(said('system')).toContain('the register itself used your');
  });

  test('exist for every group in both languages, and speak to the person', () => {
    expect(Object.keys(groupWords)).toEqual([...fieldGroups]);
    for (const words of Object.values(groupWords)) expect(words.en).toMatch(/you/);
  });
});

describe('a purpose that nobody names', () => {
  const byRole = { school_registrar: 'registration', client: 'exchange', other: 'records' };
  test('goes with the role, else with what the actor is, else with the rest', () => {
    expect(defaultPurpose({ kind: 'account', role: 'school_registrar' }, byRole)).toBe('registration');
    expect(defaultPurpose({ kind: 'client', role: 'client' }, byRole)).toBe('exchange');
    expect(defaultPurpose({ kind: 'account', role: 'of tomorrow' }, byRole)).toBe('records');
    expect(() => defaultPurpose({ kind: 'account', role: 'x' }, {})).toThrow('other');
  });
});
