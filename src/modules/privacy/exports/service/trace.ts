import { createHash } from 'node:crypto';
import { dammDigit } from '#kernel/check-digit.ts';
import { type Decoy, findDecoys } from '#modules/access/index.ts';
import { digestPerson } from '#modules/identity/index.ts';
import type { Reader } from '#platform/database/database.ts';
import { agreementOfOrder } from '../rules/order.ts';
import { findByFileDigest, listMarks, type Mark, type Told, tellExports } from '../store/marks.ts';
import { placeOf, referenceOf } from './marks.ts';
import { type Leak, readLeak } from './read-leak.ts';

/** What speaks for one export as the source of a file. */
export type Evidence =
  | { kind: 'file' }
  | { kind: 'label'; label: string }
  | { kind: 'decoys'; decoys: { studentNumber: string; name: string }[] }
  | { kind: 'references'; matching: number; of: number }
  | { kind: 'order'; agreement: number; people: number };

export type Trace = { told: Told; evidence: Evidence[] };

/** Fewer references or people than this may agree by chance. */
const referencesMin = 3;
const peopleOfOrderMin = 30;
/** The order of a random list agrees with any export's in half of its pairs. */
const agreementMin = 0.9;

/**
 * The exports that a found file may come from, the one with the most evidence first: its label, the decoys in it, references that only one
 * export's secret makes, and the order of its rows. What each survives: docs/domain/exports.md.
 */
export async function traceFile(reader: Reader, content: Buffer): Promise<Trace[]> {
  const found = new Map<string, Evidence[]>();
  const add = (exportId: string, evidence: Evidence) => found.set(exportId, [...(found.get(exportId) ?? []), evidence]);
  const sealed = await findByFileDigest(reader, createHash('sha256').update(content).digest('hex'));
  if (sealed !== null) add(sealed, { kind: 'file' });
  const leak = await readLeak(content);
  const people = peopleIn(leak);
  for (const [exportId, decoys] of await decoysIn(reader, leak, people))
    add(exportId, {
      kind: 'decoys',
      decoys: decoys.map((it) => ({ studentNumber: it.studentNumber, name: `${it.givenName} ${it.familyName}` })),
    });
  for (const mark of await listMarks(reader)) {
    if (holdsLabel(leak, mark.label)) add(mark.exportId, { kind: 'label', label: mark.label });
    const evidence = [referencesOf(people, mark), orderOf(people, mark)].filter((it) => it !== null);
    for (const one of evidence) add(mark.exportId, one);
  }
  const told = await tellExports(reader, [...found.keys()]);
  return [...found]
    .flatMap(([exportId, evidence]) => {
      const it = told.get(exportId);
      return it ? [{ told: it, evidence }] : [];
    })
    .sort((a, b) => b.evidence.length - a.evidence.length || (a.told.exportId < b.told.exportId ? -1 : 1));
}

/** A row of the file with the number of somebody in it. */
type Found = { studentNumber: string; cells: readonly string[] };

function peopleIn({ rows }: Leak): Found[] {
  return rows.flatMap((cells) => {
    const numbers = cells.map((cell) => cell.replace(/[\s-]/g, '')).filter((cell) => /^\d{9}$/.test(cell));
    const studentNumber = numbers.find((number) => dammDigit(number) === '0');
    return studentNumber ? [{ studentNumber, cells }] : [];
  });
}

/** Decoys by number, or by the words and the day that stand together in a row: any two of its cells may be the names. */
async function decoysIn(reader: Reader, { rows }: Leak, people: readonly Found[]): Promise<Map<string, Decoy[]>> {
  const digests = rows.flatMap((cells) => {
    const days = cells.filter((cell) => /^\d{4}-\d{2}-\d{2}$/.test(cell));
    const names = cells.filter(couldBeName).slice(0, namesMax);
    return days.flatMap((day) => pairs(names).flatMap((pair) => digestPerson(pair, day) ?? []));
  });
  const numbers = people.map((it) => it.studentNumber);
  const byExport = new Map<string, Decoy[]>();
  for (const decoy of await findDecoys(reader, { numbers, digests }))
    byExport.set(decoy.exportId, [...(byExport.get(decoy.exportId) ?? []), decoy]);
  return byExport;
}

const namesMax = 6;

function couldBeName(cell: string): boolean {
  return cell.length <= 60 && /\p{L}/u.test(cell);
}

function pairs(names: readonly string[]): string[][] {
  return names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second]));
}

function holdsLabel({ rows, properties }: Leak, label: string): boolean {
  const [headings = []] = rows;
  return [...headings, ...properties].some((text) => text?.includes(label));
}

function referencesOf(people: readonly Found[], { secret }: Mark): Evidence | null {
  const looked = people.slice(0, lookedMax);
  const matching = looked.filter((it) => it.cells.includes(referenceOf(secret, it.studentNumber))).length;
  return matching >= Math.min(referencesMin, looked.length) && matching > 0
    ? { kind: 'references', matching, of: looked.length }
    : null;
}

function orderOf(people: readonly Found[], { secret }: Mark): Evidence | null {
  const numbers = [...new Set(people.map((it) => it.studentNumber))].slice(0, lookedMax);
  if (numbers.length < peopleOfOrderMin) return null;
  const agreement = agreementOfOrder(numbers.map((number) => placeOf(secret, number)));
  return agreement >= agreementMin ? { kind: 'order', agreement, people: numbers.length } : null;
}

/** As many rows as tell one export from a thousand others; more would only take time. */
const lookedMax = 500;
