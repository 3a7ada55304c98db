import type { ProvinceCounts } from './about.ts';
import type { Plan } from './types.ts';

/** The page that lies beside the files. */
export function describeProvince(plan: Plan, counts: ProvinceCounts): string {
  const show = (number: number) => number.toLocaleString('en-CA');
  return `An invented province. No person, place or telephone number in it is real.

Seed ${plan.seed}; ${show(counts.students)} people on the register under ${show(counts.numbers)} numbers,
${show(counts.newStudents)} who are not on it yet; ${show(counts.schools)} schools of ${show(plan.authorities.length)} authorities.

organisations.json         every organisation, with calendars, grades and programmes
register/students.ndjson   the register before September 2026: one line a number, rows in the layout of the extract
september/students.ndjson  what a flawless September would add; only for those who want a register that is up to date
submissions/               what each school's system sends in September 2026, mistakes included: ${show(counts.submitted)} students, ${show(counts.submittedRows)} rows
ready/                     small submissions to drop by hand; ready/README.md says what to expect of each student
truth.ndjson               who is who, and the right answer for every submitted student; never shown to a matcher
province.json              what this folder is; without counts while it is being written

Load it with: npx matricula province load DIR
The layouts are described in docs/formats/province.md.
`;
}
