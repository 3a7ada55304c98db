import type { Printer } from '#platform/terminal.ts';
import type { ImportReport } from './contract.ts';

type Differences = ImportReport['differences'][number];

/** The report of an import for a person at a terminal; `--json` holds the same in full. */
export function printReport(report: ImportReport, print: Printer): void {
  const { counts, register } = report;
  print.line(`${report.rehearsed ? 'Rehearsed, nothing written: ' : ''}${report.fileName} (${report.label})`);
  const students = counts.students === null ? '' : `, ${show(counts.students)} students`;
  print.line(`${show(counts.schools)} schools of ${show(counts.authorities)} authorities${students}`);
  print.line(
    report.isRepeated
      ? 'All of it was known already: nothing changed.'
      : `Organisations added ${show(register.added)}, changed ${show(register.changed)}, unchanged ${show(register.unchanged)}.`,
  );
  for (const it of report.differences) printDifferences(it, print);
  printRemarks(report.remarks, print);
}

const show = (count: number) => count.toLocaleString('en-CA');
const yearName = (year: number) => `${year - 1}/${year}`;

function printDifferences(it: Differences, print: Printer): void {
  const counted = [
    `${it.opened.length} opened`,
    `${it.closed.length} closed`,
    `${it.renamed.length} renamed`,
    `${it.moved.length} under another authority`,
  ];
  print.line(`\n${yearName(it.from)} → ${yearName(it.to)}: ${counted.join(', ')}`);
  for (const at of it.opened) print.line(`  + ${at.code} ${at.name.trim()} (${at.authorityName})`);
  for (const at of it.closed) print.line(`  − ${at.code} ${at.name.trim()} (${at.authorityName})`);
  for (const at of it.renamed)
    print.line(`  ~ ${at.code} ${at.before} → ${at.after}${at.blanksOnly ? ' (blanks only)' : ''}`);
  for (const at of it.moved) print.line(`  → ${at.code} ${at.name.trim()}: ${at.before} → ${at.after}`);
  for (const at of it.authoritiesOpened) print.line(`  + ${at.code} ${at.name} (authority)`);
  for (const at of it.authoritiesClosed) print.line(`  − ${at.code} ${at.name} (authority)`);
  for (const at of it.authoritiesRenamed) print.line(`  ~ ${at.code} ${at.before} → ${at.after} (authority)`);
}

const shownOfKind = 12;

/** By kind, the first few of each: a directory may differ in hundreds of schools. How many are not shown is said. */
function printRemarks(remarks: ImportReport['remarks'], print: Printer): void {
  print.line(remarks.length === 0 ? '\nEverything fitted.' : `\nWhat did not fit (${show(remarks.length)}):`);
  for (const kind of new Set(remarks.map((it) => it.kind))) {
    const ofKind = remarks.filter((it) => it.kind === kind);
    print.line(`  ${show(ofKind.length)} × ${ofKind[0]?.words.en ?? kind}`);
    for (const it of ofKind.slice(0, shownOfKind)) print.line(`      ${place(it)}${(it.value ?? '').slice(0, 100)}`);
    if (ofKind.length > shownOfKind)
      print.line(`      … and ${show(ofKind.length - shownOfKind)} more: --json lists them all`);
  }
}

function place({ row, column }: ImportReport['remarks'][number]): string {
  if (row === null) return column === null ? '' : `${column}: `;
  return `row ${row}${column === null ? '' : `, ${column}`}: `;
}
