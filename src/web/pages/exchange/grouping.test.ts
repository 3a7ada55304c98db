import { expect, it } from 'vitest';
import type { SubmissionItem } from '../../api/exchange.ts';
import { groupRows } from './grouping.ts';

function row(ordinal: number, file: SubmissionItem['file'], localStudentId: string, code: string): SubmissionItem {
  const words = { en: code, fr: code };
  const remark = {
    code,
    reference: null,
    severity: 'rejection' as const,
    file,
    row: ordinal,
    field: null,
    message: words,
    mend: null,
  };
  const rest = {
    fields: {},
    fate: 'refused' as const,
    studentNumber: null,
    isNewNumber: false,
    matchTaskId: null,
    isMended: false,
  };
  return { ordinal, file, row: ordinal, localStudentId, remarks: [remark], ...rest };
}

const grouped = (items: SubmissionItem[]) =>
  groupRows(items).map(({ item, followers }) => [item.ordinal, ...followers.map((it) => it.ordinal)]);

it('puts rows that only follow their student’s row under it', () => {
  const items = [
    row(1, 'students', 'a', 'exchange.date_impossible'),
    row(2, 'students', 'b', 'exchange.code_form'),
    row(3, 'addresses', 'a', 'exchange.student_refused'),
    row(4, 'phones', 'b', 'exchange.student_refused'),
    row(5, 'phones', 'a', 'exchange.student_refused'),
  ];
  expect(grouped(items)).toEqual([
    [1, 3, 5],
    [2, 4],
  ]);
});

it('leaves a row with a mistake of its own, and one whose cause is not listed, to themselves', () => {
  const items = [row(1, 'enrolments', 'a', 'ENR0016'), row(2, 'phones', 'z', 'exchange.student_refused')];
  expect(grouped(items)).toEqual([[1], [2]]);
});
