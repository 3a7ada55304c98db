// What ships: its licences, from the packages themselves, and its known weaknesses, where the registry answers.
import { join } from 'node:path';
import { askAdvisories } from './audit/advisories.ts';
import { judged, licenceProblems, readShipped } from './audit/licences.ts';

const checkout = join(import.meta.dirname, '..');
const shipped = readShipped(checkout);
const problems = licenceProblems(shipped);
for (const line of problems) console.log(`licence refused: ${line}`);
console.log(`licences: ${shipped.length} packages ship, ${problems.length} refused, ${judged.size} judged by a person`);

const advisories = askAdvisories(checkout);
if (advisories.isAnswered) {
  for (const line of advisories.lines) console.log(`known weakness: ${line}`);
  console.log(`advisories: ${advisories.lines.length} known to the registry`);
} else {
  console.log(`advisories: not checked, the registry gave no answer (${advisories.why}). Run again where it does.`);
}
if (problems.length > 0 || (advisories.isAnswered && advisories.lines.length > 0)) process.exitCode = 1;
