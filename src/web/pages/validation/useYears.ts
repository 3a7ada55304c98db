import { useWords } from '../../text/words.tsx';

/** The school years in which a rule is judged, in words. */
export function useYears(): (rule: { firstYear: number | null; lastYear: number | null }) => string {
  const { words, format } = useWords();
  const said = words.rules;
  return ({ firstYear, lastYear }) => {
    if (firstYear !== null && lastYear !== null) {
      return said.between(format.schoolYear(firstYear), format.schoolYear(lastYear));
    }
    if (firstYear !== null) return said.fromYear(format.schoolYear(firstYear));
    return lastYear === null ? said.allYears : said.toYear(format.schoolYear(lastYear));
  };
}
