import { isPlainDate, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { directoryColumns, flagColumns } from './layouts.ts';
import { toCode } from './published.ts';
import { type Remark, remark } from './remarks.ts';
import {
  isEmpty,
  judgeTitles,
  type LayoutFault,
  listStrayCells,
  readTitles,
  remarkShortCodes,
  type Sheet,
  type SheetRow,
} from './sheet.ts';
import type { Address } from './types.ts';

/** A school of a published directory. */
export type DirectoryEntry = {
  code: OrganisationCode;
  name: string;
  authorityCode: OrganisationCode;
  authorityName: string;
  authorityType: string;
  address: Address;
  authorityAddress: Address;
  grades: string[];
  programmes: string[];
  fields: Record<string, string>;
};

export type Directory = { extractedOn: PlainDate; entries: DirectoryEntry[]; remarks: Remark[] };

/** What the directory's Y/N columns mean, from the jurisdiction: grades of a level, code of a programme. */
export type DirectoryMeanings = {
  grades: Readonly<Record<string, readonly string[]>>;
  programmes: Readonly<Record<string, string>>;
};

const needed = directoryColumns.filter((column) => column.needed).map(({ title }) => title);
const known = new Set(directoryColumns.map(({ title }) => title));

/** True when the first row is that of a directory rather than of an enrolment file. */
export function isDirectory(sheet: Sheet): boolean {
  const titles = readTitles(sheet);
  return titles.includes('Extract Date') || titles.includes('ECSTaught');
}

/** What is gathered while the rows are read. */
type Reading = {
  titles: string[];
  meanings: DirectoryMeanings;
  extractedOn: PlainDate;
  remarks: Remark[];
  entries: Map<OrganisationCode, DirectoryEntry>;
  shortCodes: string[];
};
type Fields = Record<string, string>;

/** Reads the school directory in the layout that the province published. */
export function readDirectory(sheet: Sheet, meanings: DirectoryMeanings): Directory | LayoutFault {
  const titles = readTitles(sheet);
  const fault = judgeTitles(titles, { needed, known });
  if (fault) return fault;
  const rows = sheet.slice(1).map((row) => ({ row, fields: toFields(row, titles) }));
  if (rows.length === 0) return { because: 'no_rows' };
  const extractedOn = rows.map(({ fields }) => fields['Extract Date'] ?? '').find(isPlainDate);
  if (extractedOn === undefined) return { because: 'day_unknown' };
  const reading: Reading = { titles, meanings, extractedOn, remarks: [], entries: new Map(), shortCodes: [] };
  for (const { row, fields } of rows) readRow(row, fields, reading);
  const { entries, remarks, shortCodes } = reading;
  if (entries.size === 0) return { because: 'no_rows' };
  remarks.push(...remarkShortCodes(shortCodes, 'School Code, Authority Code'));
  return { extractedOn, entries: [...entries.values()], remarks };
}

function toFields({ cells }: SheetRow, titles: readonly string[]): Fields {
  return Object.fromEntries(titles.flatMap((title, place) => (title ? [[title, cells[place]?.trim() ?? '']] : [])));
}

function readRow(row: SheetRow, fields: Fields, reading: Reading): void {
  const { remarks, entries, titles } = reading;
  if (row.cells.filter((cell) => !isEmpty(cell)).length <= 1) {
    remarks.push(remark('footnote', { row: row.row, value: row.cells.find((cell) => !isEmpty(cell)) ?? null }));
    return;
  }
  remarks.push(...listStrayCells(row, titles));
  const refusal = judgeFields(fields, row.row);
  if (refusal) {
    remarks.push(refusal);
    return;
  }
  const entry = readEntry(fields, row.row, reading);
  if (entries.has(entry.code))
    remarks.push(remark('duplicate_school', { row: row.row, column: 'School Code', value: entry.code }));
  else entries.set(entry.code, entry);
}

/** The first reason for which the row cannot be a school; null when it can. */
function judgeFields(fields: Fields, row: number): Remark | null {
  for (const column of ['School Code', 'Authority Code'])
    if (!/^\d{1,4}$/.test(fields[column] ?? ''))
      return remark('bad_code', { row, column, value: fields[column] ?? null });
  for (const column of ['School Name', 'Authority Name', 'Authority Type'])
    if (!fields[column]) return remark('missing_value', { row, column });
  return null;
}

function readEntry(fields: Fields, row: number, reading: Reading): DirectoryEntry {
  const { meanings, remarks, shortCodes, extractedOn } = reading;
  const field = (column: string) => fields[column] ?? '';
  for (const column of ['School Code', 'Authority Code']) if (field(column).length < 4) shortCodes.push(field(column));
  for (const column of flagColumns)
    if (!['Y', 'N', ''].includes(field(column)))
      remarks.push(remark('bad_flag', { row, column, value: field(column) }));
  if (field('Extract Date') !== extractedOn)
    remarks.push(remark('other_day', { row, column: 'Extract Date', value: field('Extract Date') || null }));
  const says = ([column]: [string, unknown]) => field(column) === 'Y';
  return {
    code: toCode('S', field('School Code')),
    name: field('School Name'),
    authorityCode: toCode('A', field('Authority Code')),
    authorityName: field('Authority Name'),
    authorityType: field('Authority Type'),
    address: addressOf(fields, 'School'),
    authorityAddress: addressOf(fields, 'Authority'),
    grades: Object.entries(meanings.grades)
      .filter(says)
      .flatMap(([, grades]) => grades),
    programmes: Object.entries(meanings.programmes)
      .filter(says)
      .map(([, programme]) => programme),
    fields,
  };
}

/** The published directory writes `00` where it knows no street. */
function addressOf(fields: Fields, owner: 'School' | 'Authority'): Address {
  const part = (name: string) => fields[`${owner} ${name}`] || null;
  const street = [part('Address1'), part('Address2')].filter((line) => line !== null && line !== '00').join(', ');
  return { street: street || null, city: part('City'), province: part('Province'), postalCode: part('Postal Code') };
}
