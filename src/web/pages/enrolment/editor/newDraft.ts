import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { CodeValue } from '#kernel/rule.ts';
import type { DraftGrounds } from '#modules/enrolment/drafts/contract.ts';
import type { EnrolmentDraft } from './draft.ts';

type Start = {
  /** A grants programme to begin with; one that no table knows is left out. */
  programme: string | null;
  school: string;
  schoolYear: SchoolYear;
  today: PlainDate;
  grounds: Pick<DraftGrounds, 'school' | 'enrolments'>;
  values(className: string): readonly CodeValue[];
};

/**
 * A new enrolment as it most likely is: in the grade that comes next, from today within the school's calendar to its end as planned, the
 * first of each code table.
 */
export function newDraft({ programme, school, schoolYear, today, grounds, values }: Start): EnrolmentDraft {
  const calendar = grounds.school?.calendars.find((it) => it.schoolYear === schoolYear && it.kind === 'regular');
  const begins = calendar && (today < calendar.from || today > calendar.to) ? calendar.from : today;
  const first = (className: string) => values(className)[0]?.code ?? '';
  return {
    schoolCode: school,
    schoolYear,
    grade: nextGrade(grounds.enrolments, schoolYear, values('grade')),
    startOn: begins,
    exitOn: calendar?.to ?? '',
    exitType: calendar ? 'completion' : '',
    programmingType: first('programming_type'),
    programmingTimeframe: first('programming_timeframe'),
    enrolmentTypes: [],
    exceptionCodes: [],
    grantsProgrammes: values('grants_programme').flatMap((it) => (it.code === programme ? [it.code] : [])),
    residentBoard: '',
    francophoneBoard: '',
    selfDeclaration: '',
    frenchHours: '',
    hours: '',
    programmePercentage: '',
    localStudentId: '',
  };
}

/** The grade of the same year, or the one after that of the year before; empty when neither says it. */
function nextGrade(
  enrolments: Start['grounds']['enrolments'],
  schoolYear: SchoolYear,
  grades: readonly CodeValue[],
): string {
  const known = [...enrolments].sort((a, b) => (a.startOn < b.startOn ? 1 : -1));
  const same = known.find((it) => it.schoolYear === schoolYear);
  if (same) return same.grade;
  const before = known.find((it) => it.schoolYear === schoolYear - 1);
  const orderOf = (code: string) => grades.find((it) => it.code === code)?.data['order'];
  const order = before ? orderOf(before.grade) : undefined;
  if (typeof order !== 'number') return '';
  return grades.find((it) => it.data['order'] === order + 1)?.code ?? '';
}
