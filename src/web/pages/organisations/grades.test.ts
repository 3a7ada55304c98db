import { expect, it } from 'vitest';
import { againstBefore, inGradeOrder } from './grades.ts';

it('orders grades as a child goes through them', () => {
  expect(inGradeOrder(['10', 'UNGRADED', '2', 'EC', '2'])).toEqual(['EC', '2', '10', 'UNGRADED']);
});

it('sets a published year against the one before it', () => {
  const year = (schoolYear: number, name: string, authorityCode: string, total: number) => ({
    schoolYear,
    name,
    authorityCode,
    authorityName: `Division ${authorityCode}`,
    total,
    grades: [],
  });
  const years = [
    year(2023, 'Sandpiper', 'A.1', 30),
    year(2025, 'Sandpiper School', 'A.2', 24),
    year(2024, 'Sandpiper', 'A.1', 30),
  ];
  expect(againstBefore(years).map(({ year: { schoolYear }, ...rest }) => ({ schoolYear, ...rest }))).toEqual([
    { schoolYear: 2025, nameBefore: 'Sandpiper', authorityBefore: { code: 'A.1', name: 'Division A.1' }, change: -6 },
    { schoolYear: 2024, nameBefore: null, authorityBefore: null, change: 0 },
    { schoolYear: 2023, nameBefore: null, authorityBefore: null, change: null },
  ]);
});
