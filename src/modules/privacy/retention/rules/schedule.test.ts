import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, ageOn, dayNumber, isPlainDate } from '#kernel/dates.ts';
import {
  addYears,
  checkSchedule,
  disposalDate,
  isDue,
  type KindFacts,
  type RetentionClass,
  schoolingEnd,
} from './schedule.ts';

const term = {
  gradeNumbers: Object.fromEntries([['EC', 0], ...Array.from({ length: 12 }, (_, i) => [String(i + 1), i + 1])]),
  gradeLast: 12,
  monthDay: '09-01',
  yearsWithoutEnrolment: 27,
};
const contact: RetentionClass = {
  recordKind: 'contact',
  words: { en: 'Contacts', fr: 'Coordonnées' },
  trigger: 'schooling_end',
  years: 7,
  action: 'destroy',
  source: 'test',
};
const enrolled = (...enrolments: [year: number, grade: string][]): KindFacts => ({
  person: {
    birthDate: '2000-05-05',
    enrolments: enrolments.map(([schoolYear, grade]) => ({ schoolYear, grade, isOpen: false })),
  },
  lastRecordOn: '2018-01-01',
  closedOn: null,
});
const dueOf = (facts: KindFacts, retention = contact) => disposalDate(retention, facts, term).on;

test('the province’s own examples come out: grade 12, grade 3 and kindergarten in 2017/2018', () => {
  expect(dueOf(enrolled([2018, '12']))).toBe('2025-09-01');
  expect(dueOf(enrolled([2018, '3']))).toBe('2034-09-01');
  expect(dueOf(enrolled([2018, 'EC']))).toBe('2037-09-01');
});

test('without enrolments the years run from birth', () => {
  expect(dueOf({ ...enrolled(), person: { birthDate: '2000-05-05', enrolments: [] } })).toBe('2027-05-05');
});

test('the highest grade decides, and the latest year of equal ones', () => {
  expect(dueOf(enrolled([2018, '12'], [2020, '11']))).toBe('2025-09-01');
  expect(dueOf(enrolled([2018, '12'], [2020, '12']))).toBe('2027-09-01');
});

test('what is kept, open, or of somebody in school is never due', () => {
  expect(disposalDate({ ...contact, action: 'keep' }, enrolled([1950, '12']), term)).toEqual({
    on: null,
    because: 'kept',
  });
  const inSchool = enrolled([2018, '12']);
  const person = { ...inSchool.person, enrolments: [{ schoolYear: 2018, grade: '12', isOpen: true }] };
  expect(disposalDate(contact, { ...inSchool, person }, term).because).toBe('in_school');
  expect(disposalDate({ ...contact, trigger: 'closed' }, { ...enrolled(), closedOn: 'open' }, term).because).toBe(
    'open',
  );
  expect(isDue({ on: null, because: 'kept' }, '2999-01-01')).toBe(false);
});

test('a record is due on its day and not the day before', () => {
  expect(isDue({ on: '2025-09-01', because: 'term' }, '2025-08-31')).toBe(false);
  expect(isDue({ on: '2025-09-01', because: 'term' }, '2025-09-01')).toBe(true);
});

test('29 February has passed on 1 March of a year without one', () => {
  expect(addYears('2024-02-29', 1)).toBe('2025-03-01');
  expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  expect(addYears('2096-02-29', 4)).toBe('2100-03-01');
});

const day = fc
  .integer({ min: dayNumber('1930-01-01'), max: dayNumber('2100-12-31') })
  .map((it) => addDays('1970-01-01', it));
const years = fc.integer({ min: 0, max: 60 });

test('nothing is disposed of before its whole years have passed, nor later than the first day on which they have', () => {
  fc.assert(
    fc.property(day, years, (from, count) => {
      const on = addYears(from, count);
      return (
        isPlainDate(on) && ageOn(from, on) === count && (count === 0 || ageOn(from, addDays(on, -1)) === count - 1)
      );
    }),
  );
});

const enrolment = fc.tuple(fc.integer({ min: 1960, max: 2060 }), fc.constantFrom('EC', '1', '5', '9', '12', 'unknown'));

test('what another number of the same person adds never makes a record due earlier than its own highest grade does', () => {
  fc.assert(
    fc.property(fc.array(enrolment, { minLength: 1, maxLength: 6 }), enrolment, (some, more) => {
      const grades = term.gradeNumbers;
      const before = schoolingEnd(enrolled(...some).person, term).from;
      const after = schoolingEnd(enrolled(...some, more).person, term).from;
      const isHigher = some.every(([, grade]) => (grades[more[1]] ?? 0) > (grades[grade] ?? 0));
      return isHigher || after >= before;
    }),
  );
});

test('the order in which enrolments are told changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(enrolment, { maxLength: 6 }),
      (some) => dueOf(enrolled(...some)) === dueOf(enrolled(...[...some].reverse())),
    ),
  );
});

test('a schedule with a gap, a double or a class without years is told', () => {
  expect(checkSchedule([contact], ['contact'])).toEqual([]);
  expect(
    checkSchedule(
      [contact, contact, { ...contact, recordKind: 'x', years: null, trigger: 'never' }],
      ['contact', 'guardian'],
    ),
  ).toEqual(['guardian has no class', 'contact has two classes', 'x has no years', 'x is never due']);
});
