import { showStudentNumber } from '#kernel/ids.ts';
import type { Language, Words } from '#kernel/words.ts';

type Remark = {
  code: string;
  reference: string | null;
  severity: string;
  field: string | null;
  message: Words;
  mend: Words | null;
};

export type ReportItem = {
  file: string;
  row: number;
  localStudentId: string | null;
  fields: Record<string, string>;
  fate: string | null;
  remarks: readonly Remark[];
  studentNumber: string | null;
  isNewNumber: boolean;
};

const newNumber: Words = { en: 'a new number', fr: 'un nouveau numéro' };

/** The lines of the fate report for one row: one for each remark, and one when there is none. */
export function reportLines(item: ReportItem, language: Language) {
  const base = {
    fate: item.fate ?? '',
    file: item.file,
    row: String(item.row),
    local_student_id: item.localStudentId ?? item.fields['local_student_id'] ?? '',
    student_number: shownNumber(item, language),
  };
  const none = { rule: '', reference: '', severity: '', field: '', value: '', message: '', how_to_mend: '' };
  if (item.remarks.length === 0) return [{ ...base, ...none }];
  return item.remarks.map((remark) => ({
    ...base,
    rule: remark.code,
    reference: remark.reference ?? '',
    severity: remark.severity,
    field: remark.field ?? '',
    value: remark.field ? (item.fields[remark.field] ?? '') : '',
    message: remark.message[language],
    how_to_mend: remark.mend?.[language] ?? '',
  }));
}

/** A rehearsal issues no number that would last. */
function shownNumber({ studentNumber, isNewNumber }: ReportItem, language: Language): string {
  if (studentNumber) return showStudentNumber(studentNumber);
  return isNewNumber ? newNumber[language] : '';
}
