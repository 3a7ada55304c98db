import { useCodes } from '../../api/codes.ts';
import { useWords } from '../../text/words.tsx';

/** The name of a grade: the jurisdiction's words where it has them, else "Grade 11". */
export function useGrade(): (grade: string) => string {
  const { words, format } = useWords();
  const codes = useCodes();
  return (grade) => {
    const known = codes.find('grade', grade);
    return known ? format.words(known) : words.table.grade(grade);
  };
}
