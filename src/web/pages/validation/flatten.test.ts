import { expect, it } from 'vitest';
import { compareFacts, flatten } from './flatten.ts';

it('lays a tree of facts out as lines', () => {
  expect(flatten({ grade: '10', school: { grades: ['K', 1], closedOn: null }, none: [] })).toEqual([
    { path: 'grade', text: '10' },
    { path: 'school.grades.0', text: 'K' },
    { path: 'school.grades.1', text: '1' },
    { path: 'school.closedOn', text: '–' },
    { path: 'none', text: '–' },
  ]);
});

it('sets two trees side by side and tells which lines differ', () => {
  expect(compareFacts({ a: 1, b: ['x'] }, { a: 2, b: [] })).toEqual([
    { path: 'a', passes: '1', fires: '2', isDifferent: true },
    { path: 'b.0', passes: 'x', fires: '–', isDifferent: true },
    { path: 'b', passes: '–', fires: '–', isDifferent: false },
  ]);
});
