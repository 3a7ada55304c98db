import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { systemActor } from '#platform/actor.ts';
import { type Command, defineCommand, Misuse } from '#platform/command.ts';
import type { Printer } from '#platform/terminal.ts';
import type { ImportReport } from './contract.ts';
import { checkPublished } from './service/check-published.ts';
import { importPublishedFile } from './service/import.ts';

async function readInput(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new Misuse(`the file ${path} cannot be read`);
  }
}

const importCommand = defineCommand({
  name: 'organisations import',
  summary: {
    en: 'Import a published enrolment file or school directory',
    fr: 'Importer un fichier d’inscriptions publié ou un répertoire des écoles',
  },
  usage: 'FILE [--rehearse]',
  options: { rehearse: { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  run: async ({ values, positionals: [path = ''], print, open }) => {
    const content = await readInput(path);
    const { db, jurisdiction } = await open();
    const report = await importPublishedFile(db, jurisdiction, {
      content,
      fileName: basename(path),
      rehearse: values['rehearse'] === true,
      actor: systemActor('command line'),
    });
    print.json(report);
    printReport(report, print);
    return 0;
  },
});

function printReport(report: ImportReport, print: Printer): void {
  print.line(`${report.rehearsed ? 'Rehearsed, nothing written: ' : ''}${report.fileName} (${report.label})`);
  const students =
    report.counts.students === null ? '' : `, ${report.counts.students.toLocaleString('en-CA')} students`;
  print.line(
    `${report.counts.schools.toLocaleString('en-CA')} schools of ${report.counts.authorities} authorities${students}`,
  );
  if (report.isRepeated) print.line('All of it was known already: nothing changed.');
  else
    print.line(
      `Organisations added ${report.register.added}, changed ${report.register.changed}, unchanged ${report.register.unchanged}.`,
    );
  for (const it of report.differences) {
    print.line(
      `\n${it.from - 1}/${it.from} → ${it.to - 1}/${it.to}: ${it.opened.length} opened, ${it.closed.length} closed, ${it.renamed.length} renamed, ${it.moved.length} under another authority`,
    );
    for (const school of it.opened) print.line(`  + ${school.code} ${school.name}`);
    for (const school of it.closed) print.line(`  − ${school.code} ${school.name}`);
    for (const school of it.renamed)
      print.line(`  ~ ${school.code} ${school.before} → ${school.after}${school.blanksOnly ? ' (blanks only)' : ''}`);
    for (const school of it.moved) print.line(`  → ${school.code} ${school.name}: ${school.before} → ${school.after}`);
  }
  print.line(`\nWhat did not fit (${report.remarks.length}):`);
  for (const it of report.remarks)
    print.line(
      `  ${it.row === null ? '' : `row ${it.row}${it.column ? `, ${it.column}` : ''}: `}${it.words.en}${it.value ? ` (${it.value.slice(0, 80)})` : ''}`,
    );
}

const checkCommand = defineCommand({
  name: 'organisations check-published',
  summary: {
    en: 'Import every published file of a folder in a rehearsal and print the figures by year',
    fr: 'Importer à blanc tous les fichiers publiés d’un dossier et imprimer les chiffres par année',
  },
  usage: 'FOLDER',
  positionals: { min: 1, max: 1 },
  run: async ({ positionals: [folder = ''], print, open }) => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(xlsx|csv)$/.test(name)).sort();
    if (names.length === 0) throw new Misuse(`${folder} holds no .xlsx or .csv file`);
    const { db, jurisdiction } = await open();
    const files = await Promise.all(
      names.map(async (fileName) => ({ fileName, content: await readInput(join(folder, fileName)) })),
    );
    const figures = await checkPublished(db, jurisdiction, files);
    print.json({ years: figures });
    print.table(
      ['year', 'schools', 'authorities', 'students', 'opened', 'closed', 'renamed', 'did not fit'],
      figures.map((it) => [
        it.label,
        it.schools,
        it.authorities,
        it.students ?? '',
        it.opened ?? '',
        it.closed ?? '',
        it.renamed ?? '',
        it.remarks,
      ]),
    );
    return 0;
  },
});

export const organisationCommands: readonly Command[] = [importCommand, checkCommand];
