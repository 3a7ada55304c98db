import { expect, it } from 'vitest';
import { flatten } from './flatten.ts';

it('lays a tree of facts out as lines', () => {
  expect(flatten({ grade: '10', school: { grades: ['K', 1], closedOn: null }, none: [] })).toEqual([
    { path: 'grade', text: '10' },
    { path: 'school.grades.0', text: 'K' },
    { path: 'school.grades.1', text: '1' },
    { path: 'school.closedOn', text: '–' },
    { path: 'none', text: '–' },
  ]);
});
