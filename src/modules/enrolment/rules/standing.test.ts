import { expect, test } from 'vitest';
import { exampleFacts } from './example.ts';
import type { SchoolEnrolment } from './facts.ts';
import { standingOf } from './standing.ts';

const { enrolment: plain } = exampleFacts();
const other = (changes: Partial<SchoolEnrolment>): SchoolEnrolment => ({ ...plain, enrolmentId: 'f', ...changes });

test('of two at once the regular one stands first, then the one that began first; the other is concurrent', () => {
  const later = other({ startOn: '2026-10-01' });
  expect([standingOf(plain, [plain, later]), standingOf(later, [plain, later])]).toEqual(['first', 'concurrent']);
  const continuing = other({ startOn: '2026-08-20', programmingType: 'continuing' });
  expect(standingOf(plain, [plain, continuing])).toBe('first');
  expect(standingOf(continuing, [plain, continuing])).toBe('concurrent');
});

test('one that ended before, was deleted, or is of a summer makes none concurrent; a summer one stands as such', () => {
  const before = other({ startOn: '2026-09-01', exitOn: '2026-08-31' });
  const deleted = other({ startOn: '2026-08-20', isDeleted: true });
  const summer = other({ startOn: '2026-07-05', programmingType: 'summer' });
  expect(standingOf(plain, [before, deleted, summer])).toBe('first');
  expect(standingOf(summer, [plain, summer])).toBe('summer');
});
