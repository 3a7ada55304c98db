import { expect, it } from 'vitest';
import type { Grant } from '../../../api/people.ts';
import { additionsToTake, endingsOf, likeRole, placesToLeave } from './moverLogic.ts';

const school = (code: string) => ({ code, kind: 'school', name: code, nameFr: null }) as Grant['organisation'];
const base: Grant = {
  grantId: 'g1',
  accountId: 'a1',
  organisation: school('S.K001'),
  kind: 'role',
  name: 'school_registrar',
  nameWords: { en: 'School registrar', fr: 'Registraire de l’école' },
  state: 'live',
  isDangerous: false,
  startsOn: '2026-09-01',
  endsOn: null,
  grantedAt: '2026-09-01T08:00:00Z',
  grantedBy: 'Rosalind Okonkwo',
  grantedByAccountId: null,
  reason: 'New at the office',
  needsSecond: false,
  approvedAt: null,
  approvedBy: null,
  revokedAt: null,
  revokedBy: null,
  revokedReason: null,
  lastUsedOn: null,
};
const today = '2026-11-28';
const added: Grant = { ...base, grantId: 'g2', kind: 'permission', name: 'people.manage' };

it('leaves only where something is held that still gives something', () => {
  const over: Grant = { ...base, organisation: school('S.K003'), state: 'ended' };
  expect(placesToLeave([base, added, over])).toEqual(['S.K001']);
});

it('offers the like role at a school, and the first of its kind where there is none like it', () => {
  expect(likeRole([base], 'S.K001', 'school')).toBe('school_registrar');
  expect(likeRole([base], 'S.K001', 'authority')).toBe('authority_coordinator');
  expect(likeRole([base], 'S.K001', 'exam_centre')).toBeNull();
});

it('takes along what can be added to the new role, and says of the rest why it stays', () => {
  const approve: Grant = { ...added, grantId: 'g3', name: 'export.approve' };
  const take = (role: string | null) =>
    additionsToTake([base, added, approve], { from: 'S.K001', toKind: 'school', role });
  expect(take('school_registrar').find(({ name }) => name === 'people.manage')?.cannot).toBeNull();
  expect(take(null).map(({ cannot }) => cannot)).toEqual(['not_addable', 'not_addable']);
});

it('ends what is held with the day before, sooner where it ended sooner, and takes back what would not have begun', () => {
  const soon: Grant = { ...added, endsOn: '2026-12-05' };
  const future: Grant = { ...added, grantId: 'g3', state: 'future', startsOn: '2027-02-01' };
  const last = endingsOf([base, soon, future], { from: 'S.K001', on: '2027-01-04', today }).map((it) => it.lastDay);
  expect(last).toEqual(['2027-01-03', '2026-12-05', null]);
  expect(endingsOf([base], { from: 'S.K001', on: today, today }).map((it) => it.lastDay)).toEqual([null]);
});
