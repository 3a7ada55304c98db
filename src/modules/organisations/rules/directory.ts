import { isPlainDate, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { LayoutFault, Sheet } from './published.ts';
import { toCode } from './published.ts';
import { type Remark, remark } from './remarks.ts';
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

const needed = ['School Code', 'School Name', 'Authority Code', 'Authority Name', 'Authority Type', 'Extract Date'];
const known = new Set([
  ...needed,
  ...['School Address1', 'School Address2', 'School City', 'School Province', 'School Postal Code'],
  ...['ECSTaught', 'Elementary Taught', 'Junior High Taught', 'Senior High Taught'],
  ...['Authority Address1', 'Authority Address2', 'Authority City', 'Authority Province', 'Authority Postal Code'],
  ...[
    'Offer School Home Education',
    'Offer School Home Education Blended',
    'Offer School Online',
    'Offer School Outreach',
  ],
]);

/** Which grades a level of the directory means (elementary 1-6, junior high 7-9, senior high 10-12). */
const levels: [column: string, grades: string[]][] = [
  ['ECSTaught', ['EC']],
  ['Elementary Taught', ['1', '2', '3', '4', '5', '6']],
  ['Junior High Taught', ['7', '8', '9']],
  ['Senior High Taught', ['10', '11', '12']],
];
const offers: [column: string, programme: string][] = [
  ['Offer School Home Education', 'HE'],
  ['Offer School Home Education Blended', 'HB'],
  ['Offer School Online', 'ON'],
  ['Offer School Outreach', 'OR'],
];

/** True when the first row is that of a directory rather than of an enrolment file. */
export function isDirectory(sheet: Sheet): boolean {
  const titles = (sheet[0] ?? []).map((cell) => cell?.trim());
  return titles.includes('Extract Date') || titles.includes('ECSTaught');
}

/** Reads the school directory in the layout that the province published. */
export function readDirectory(sheet: Sheet): Directory | LayoutFault {
  const titles = (sheet[0] ?? []).map((cell) => (cell ?? '').trim());
  const missing = needed.filter((title) => !titles.includes(title));
  if (missing.length > 0) return { because: 'columns_missing', columns: missing };
  const unknown = titles.filter((title) => title !== '' && !known.has(title));
  if (unknown.length > 0) return { because: 'columns_unknown', columns: unknown };
  const remarks: Remark[] = [];
  const entries = new Map<OrganisationCode, DirectoryEntry>();
  let extractedOn: PlainDate | null = null;
  for (const [index, cells] of sheet.entries()) {
    if (index === 0 || cells.every((cell) => !cell?.trim())) continue;
    const fields = Object.fromEntries(titles.map((title, place) => [title, cells[place]?.trim() ?? '']));
    const entry = readEntry(fields, index + 1, remarks);
    if (!entry) continue;
    const day = fields['Extract Date'] ?? '';
    if (isPlainDate(day)) extractedOn ??= day;
    if (entries.has(entry.code))
      remarks.push(remark('duplicate_school', { row: index + 1, column: 'School Code', value: entry.code }));
    else entries.set(entry.code, entry);
  }
  if (entries.size === 0) return { because: 'no_rows' };
  return extractedOn === null ? { because: 'year_unknown' } : { extractedOn, entries: [...entries.values()], remarks };
}

function readEntry(fields: Record<string, string>, row: number, remarks: Remark[]): DirectoryEntry | null {
  for (const column of ['School Code', 'Authority Code']) {
    if (/^\d{1,4}$/.test(fields[column] ?? '')) continue;
    remarks.push(remark('bad_code', { row, column, value: fields[column] ?? null }));
    return null;
  }
  for (const column of ['School Name', 'Authority Name']) {
    if (fields[column]) continue;
    remarks.push(remark('missing_value', { row, column }));
    return null;
  }
  const says = (column: string) => fields[column] === 'Y';
  return {
    code: toCode('S', fields['School Code'] ?? null),
    name: fields['School Name'] ?? '',
    authorityCode: toCode('A', fields['Authority Code'] ?? null),
    authorityName: fields['Authority Name'] ?? '',
    authorityType: fields['Authority Type'] ?? '',
    address: addressOf(fields, 'School'),
    authorityAddress: addressOf(fields, 'Authority'),
    grades: levels.filter(([column]) => says(column)).flatMap(([, grades]) => grades),
    programmes: offers.filter(([column]) => says(column)).map(([, programme]) => programme),
    fields,
  };
}

function addressOf(fields: Record<string, string>, owner: 'School' | 'Authority'): Address {
  const part = (name: string) => fields[`${owner} ${name}`] || null;
  const street = [part('Address1'), part('Address2')].filter((line) => line !== null && line !== '00').join(', ');
  return { street: street || null, city: part('City'), province: part('Province'), postalCode: part('Postal Code') };
}
