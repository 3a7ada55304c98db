import { writeCsvLine } from '#kernel/csv.ts';
import { oneRosterFields } from '#modules/exchange/layout/oneroster.ts';
import { isOneRosterFile, type OneRosterFile } from '#modules/exchange/rules/oneroster/files.ts';
import { type ZipPart, zipOf } from './build-exchange.ts';

type Cells = Record<string, string>;
export type OneRosterRows = { [File in OneRosterFile]?: Cells[] };

let made = 0;

/** A student as a system of OneRoster knows one: a user with demographics and one role. */
export function buildUser(changes: { user?: Cells; demographics?: Cells; role?: Cells } = {}): OneRosterRows & {
  id: string;
} {
  made += 1;
  const id = changes.user?.['sourcedId'] ?? `u-${made}`;
  const letters = (place: number) => String.fromCharCode(97 + (Math.floor(made / 26 ** place) % 26)).repeat(place + 2);
  return {
    id,
    users: [
      {
        sourcedId: id,
        enabledUser: 'true',
        username: id,
        givenName: `Zu${letters(0)}${letters(1)}`,
        familyName: `Qa${letters(1)}${letters(0)}`,
        grades: '06',
        ...changes.user,
      },
    ],
    demographics: [
      { sourcedId: id, birthDate: `2015-0${1 + (made % 9)}-1${made % 10}`, sex: 'female', ...changes.demographics },
    ],
    roles: [
      {
        sourcedId: `r-${made}`,
        userSourcedId: id,
        roleType: 'primary',
        role: 'student',
        beginDate: '2026-09-01',
        orgSourcedId: 'org-1',
        ...changes.role,
      },
    ],
  };
}

const places: OneRosterRows = {
  orgs: [{ sourcedId: 'org-1', name: 'Kestrel Bay School', type: 'school', identifier: 'S.K001' }],
  academicSessions: [
    {
      sourcedId: 'year',
      title: '2026/2027',
      type: 'schoolYear',
      startDate: '2026-08-25',
      endDate: '2027-06-28',
      schoolYear: '2027',
    },
  ],
};

export function joinUsers(...parts: OneRosterRows[]): OneRosterRows {
  const joined: Record<string, Cells[]> = {};
  for (const part of parts)
    for (const [file, rows] of Object.entries(part))
      if (isOneRosterFile(file)) joined[file] = [...(joined[file] ?? []), ...rows];
  return joined;
}

export type OneRosterOptions = {
  mode?: 'bulk' | 'delta';
  /** Properties of the manifest in place of those that the files call for; null leaves one out. */
  manifest?: Record<string, string | null>;
  /** The text of a file in place of its rows. */
  texts?: Record<string, string | Buffer>;
  hasPlaces?: boolean;
};

/** A zip of OneRoster with these rows, every file read in one way. */
export function buildOneRoster(rows: OneRosterRows, options: OneRosterOptions = {}): Promise<Buffer> {
  return zipOf(oneRosterParts(rows, options));
}

export function oneRosterParts(rows: OneRosterRows, options: OneRosterOptions = {}): ZipPart[] {
  const { mode = 'bulk', manifest = {}, texts = {}, hasPlaces = mode === 'bulk' } = options;
  const all = Object.entries(hasPlaces ? joinUsers(places, rows) : joinUsers(rows));
  const properties: Record<string, string | null> = {
    'manifest.version': '1.0',
    'oneroster.version': '1.2',
    ...Object.fromEntries(all.map(([file]) => [`file.${file}`, mode])),
    'source.systemName': 'Northlight SIS',
    ...manifest,
  };
  const lines = [['propertyName', 'value']];
  for (const [name, value] of Object.entries(properties)) if (value !== null) lines.push([name, value]);
  const parts = all.map(([file, list]) => ({ name: `${file}.csv`, content: texts[file] ?? tableOf(file, list, mode) }));
  return [{ name: 'manifest.csv', content: texts['manifest'] ?? lines.map(writeCsvLine).join('') }, ...parts];
}

function tableOf(file: string, rows: readonly Cells[], mode: 'bulk' | 'delta'): string {
  if (!isOneRosterFile(file)) throw new Error(`${file} is no file of OneRoster`);
  const columns = [
    ...new Set([...oneRosterFields(file).map((it) => it.name), ...rows.flatMap((row) => Object.keys(row))]),
  ];
  const marked = rows.map((row) =>
    mode === 'delta' ? { status: 'active', dateLastModified: '2026-10-01T08:00:00.000Z', ...row } : row,
  );
  return [columns, ...marked.map((row: Cells) => columns.map((it) => row[it] ?? ''))].map(writeCsvLine).join('');
}
