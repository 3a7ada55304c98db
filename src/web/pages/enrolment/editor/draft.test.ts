import { expect, it } from 'vitest';
import { draftOf, type EnrolmentDraft, fieldsApart, mergeDrafts, readDraft } from './draft.ts';

const stored = {
  schoolCode: 'S.K001',
  schoolYear: 2027,
  grade: '6',
  startOn: '2026-09-01',
  exitOn: null,
  exitType: null,
  programmingType: 'regular',
  programmingTimeframe: 'day',
  enrolmentTypes: [],
  exceptionCodes: [],
  grantsProgrammes: ['211'],
  residentBoard: null,
  francophoneBoard: null,
  frenchHours: 475,
  hours: null,
  programmePercentage: null,
  localStudentId: null,
};
const draft: EnrolmentDraft = draftOf(stored as never); // an answer of the API, without the marks of its keeping

it('states what the fields hold, empty ones as taken back, the self-declaration too', () => {
  const { statement } = readDraft({ ...draft, hours: ' 950 ', programmePercentage: '12,5' });
  expect(statement).toMatchObject({ hours: 950, programmePercentage: 12.5, exitOn: null, frenchHours: 475 });
  expect(readDraft(draft).statement).toMatchObject({ selfDeclaration: null });
});

it('names each field whose form is wrong, in words where the contract has some', () => {
  const wrong = { startOn: '2026-09-31', residentBoard: 'Larch', hours: 'many', grade: '' };
  const { problems } = readDraft({ ...draft, ...wrong });
  expect([...(problems?.keys() ?? [])].sort()).toEqual(['grade', 'hours', 'residentBoard', 'startOn']);
  expect(problems?.get('startOn')?.en).toBe('Not a day of the calendar');
  expect(problems?.get('grade')).toBeNull();
});

it('finds no difference in the order of codes', () => {
  const one = { ...draft, grantsProgrammes: ['211', '303'] };
  expect(fieldsApart(one, { ...draft, grantsProgrammes: ['303', '211'] })).toEqual([]);
});

it('puts own changes on top of another’s, and names what both changed', () => {
  const mine = { ...draft, grade: '7', hours: '900', exitOn: '2027-06-28' };
  const theirs = { ...draft, grade: '8', hours: '900', frenchHours: '500' };
  const merged = mergeDrafts(draft, mine, theirs);
  expect(merged.draft).toMatchObject({ grade: '7', hours: '900', exitOn: '2027-06-28', frenchHours: '500' });
  expect([merged.taken, merged.disputed]).toEqual([['frenchHours'], ['grade']]);
});
