import { useWords } from '../../../text/words.tsx';
import type { DraftField } from './draft.ts';

/** How the fields of an enrolment are called. */
export function useFieldLabels(): Record<DraftField, string> {
  const { words } = useWords();
  const said = words.students.enrolments;
  return {
    schoolCode: said.school,
    schoolYear: words.fields.school_year,
    grade: said.grade,
    startOn: said.start,
    exitOn: said.exit,
    exitType: said.exitType,
    programmingType: said.type,
    programmingTimeframe: said.timeframe,
    enrolmentTypes: said.types,
    exceptionCodes: said.exceptions,
    grantsProgrammes: said.programmes,
    residentBoard: said.board,
    francophoneBoard: words.fields.francophone_board,
    selfDeclaration: words.fields.self_declaration,
    frenchHours: said.frenchHours,
    hours: said.hours,
    programmePercentage: said.percentage,
    localStudentId: said.local,
  };
}
