import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { systemActor } from '#platform/actor.ts';
import { type Command, defineCommand, Misuse } from '#platform/command.ts';
import { errors as fileErrors } from '#platform/files/files.ts';
import { printReport } from './print-report.ts';
import { checkPublished, countedDifferences, type PublishedFigures } from './service/check-published.ts';
import { importPublishedFile } from './service/import.ts';

/** As much as the API takes: the published files have a few hundred kilobytes. */
const fileBytesMax = 32 * 1024 * 1024;

async function readInput(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Misuse(`the file ${path} cannot be read`);
  if (found.size > fileBytesMax) throw fileErrors.too_large({ maxMegabytes: fileBytesMax / 1024 / 1024 });
  return readFile(path);
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

const expectations = ['schools', 'authorities', ...countedDifferences] as const;
type Expectation = (typeof expectations)[number];

const checkCommand = defineCommand({
  name: 'organisations check-published',
  summary: {
    en: 'Import every published file of a folder in a rehearsal and print the figures by year',
    fr: 'Importer à blanc tous les fichiers publiés d’un dossier et imprimer les chiffres par année',
  },
  usage: `FOLDER ${expectations.map((it) => `[--${it} N,N,…]`).join(' ')}`,
  options: Object.fromEntries(expectations.map((it) => [it, { type: 'string' as const }])),
  positionals: { min: 1, max: 1 },
  run: async ({ values, positionals: [folder = ''], print, open }) => {
    const expected = new Map(expectations.flatMap((it) => readExpected(it, values[it])));
    const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(xlsx|csv)$/i.test(name)).sort();
    if (names.length === 0) throw new Misuse(`${folder} holds no .xlsx or .csv file`);
    const files = [];
    for (const fileName of names) files.push({ fileName, content: await readInput(join(folder, fileName)) });
    const { db, jurisdiction } = await open();
    const figures = await checkPublished(db, jurisdiction, files);
    const unmet = [...expected].flatMap(([what, numbers]) => compare(what, numbers, figures));
    print.json({ years: figures, expected: Object.fromEntries(expected), unmet });
    print.table(
      ['year', 'schools', 'authorities', 'students', ...countedDifferences, 'did not fit', 'file'],
      figures.map(toRow),
    );
    for (const it of unmet) print.line(`${it.what}: expected ${it.expected.join(', ')}, found ${it.found.join(', ')}`);
    if (expected.size > 0 && unmet.length === 0) print.line('All figures are as expected.');
    return unmet.length === 0 ? 0 : 1;
  },
});

function toRow(it: PublishedFigures): (string | number)[] {
  const counted = countedDifferences.map((what) => it.differences?.[what] ?? '');
  return [it.label, it.schools, it.authorities, it.students ?? '', ...counted, it.remarks, it.fileName];
}

function readExpected(what: Expectation, value: unknown): [Expectation, number[]][] {
  if (typeof value !== 'string') return [];
  if (!/^\d+(,\d+)*$/.test(value)) throw new Misuse(`--${what} takes numbers separated by commas, not "${value}"`);
  return [[what, value.split(',').map(Number)]];
}

/** Expected numbers stand in the order of the school years; directories do not count, nor the first year where differences are counted. */
function compare(what: Expectation, expected: number[], figures: readonly PublishedFigures[]) {
  const years = figures.filter((it) => it.students !== null);
  const found =
    what === 'schools' || what === 'authorities'
      ? years.map((it) => it[what])
      : years.flatMap((it) => (it.differences ? [it.differences[what]] : []));
  return String(found) === String(expected) ? [] : [{ what, expected, found }];
}

export const organisationCommands: readonly Command[] = [importCommand, checkCommand];
