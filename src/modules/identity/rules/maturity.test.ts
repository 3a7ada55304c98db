import { expect, test } from 'vitest';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { maturityOf } from './maturity.ts';

const context = await ruleContextFromFiles({ today: '2026-11-24', currentSchoolYear: 2027 });

test('a student is mature from the first 1 September on which they are nineteen, the birthday itself counting', () => {
  const days = ['2008-08-31', '2008-09-01', '2008-09-02', '2008-02-29', '2007-12-31'];
  expect(days.map((birth) => maturityOf(birth, context).on)).toEqual([
    '2027-09-01',
    '2027-09-01',
    '2028-09-01',
    '2027-09-01',
    '2027-09-01',
  ]);
});
