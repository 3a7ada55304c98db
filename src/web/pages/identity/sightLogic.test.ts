import { expect, it } from 'vitest';
import type { StudentSight } from '../../api/sight.ts';
import { endOf, fullNumberOf } from './sightLogic.ts';

it('takes a full number for one, with or without hyphens, and nothing else', () => {
  expect([' 1234-5678-9 ', '123456789', '1234-5678', 'Abel 123456789'].map(fullNumberOf)).toEqual([
    '123456789',
    '123456789',
    null,
    null,
  ]);
});

const sight: StudentSight = {
  studentNumber: '123456789',
  association: 'current_enrolment',
  words: { en: 'The student is enrolled here', fr: 'L’élève est inscrit ici' },
  organisation: null,
  organisationName: null,
  level: 'full',
  endsOn: '2027-06-25',
  minimumUntil: null,
  looks: [],
};

it('tells the end of full sight from the end of the minimum', () => {
  expect(endOf(sight)).toEqual({ how: 'until', on: '2027-06-25' });
  expect(endOf({ ...sight, endsOn: null })).toEqual({ how: 'open', on: null });
  const minimum = { ...sight, level: 'minimum' as const };
  expect(endOf({ ...minimum, minimumUntil: '2026-12-27' })).toEqual({ how: 'minimum_until', on: '2026-12-27' });
  expect(endOf(minimum)).toEqual({ how: 'minimum_open', on: null });
});

it('tells of a look from outside until when it lasts, and of the ministry that it never ends', () => {
  const outside = { ...sight, association: 'external' as const, level: 'minimum' as const, endsOn: '2026-11-28' };
  expect(endOf(outside)).toEqual({ how: 'until', on: '2026-11-28' });
  expect(endOf({ ...sight, association: 'ministry' })).toEqual({ how: 'always', on: null });
});
