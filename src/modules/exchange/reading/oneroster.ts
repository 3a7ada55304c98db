import { heldSchemas, oneRosterFields } from '../layout/oneroster.ts';
import {
  extensionPrefix,
  isHeldFile,
  isOneRosterFile,
  leftOutColumns,
  type OneRosterFile,
  oneRosterVersion,
  unreadColumns,
  userColumns,
} from '../rules/oneroster/files.ts';
import { type FileMode, type FileModes, type ManifestProperty, readManifest } from '../rules/oneroster/manifest.ts';
import type { Problem } from '../rules/problems.ts';
import { problemsOf, type StagedItem } from './item.ts';
import type { Piece, Reading } from './reading.ts';
import { FileRefused, note } from './refused.ts';
import { readTable } from './table.ts';
import type { Extract, Member } from './zip.ts';

/** The additions to the binding that are read, by file; the names stand behind `metadata.`. */
export type ExtensionColumns = { readonly [File in OneRosterFile]?: readonly string[] };

/** A zip of OneRoster, read by what its manifest says of each file. */
export async function openOneRoster(extract: Extract, extensions: ExtensionColumns): Promise<Reading> {
  const files = [...extract.members.keys()].filter(
    (file): file is OneRosterFile => file !== 'manifest' && isOneRosterFile(file),
  );
  const read = readManifest(await readProperties(extract), files);
  if ('problem' in read) {
    const { code, params, file, row, field } = read.problem;
    throw Object.assign(new FileRefused('manifest_wrong'), { problem: { code, params, file, row, field } });
  }
  const { modes, software } = read.manifest;
  const layoutVersion = `OneRoster ${oneRosterVersion}`;
  extract.notes.push(note('read_as_oneroster', { version: oneRosterVersion }));
  return {
    format: 'zip',
    stated: { layoutVersion, software, facts: null, modes },
    notes: extract.notes,
    encodings: new Map(
      [...extract.members.values()].flatMap(({ file, encoding }) =>
        isOneRosterFile(file) ? [[file, encoding] as const] : [],
      ),
    ),
    pieces: () => readMembers(extract, modes, extensions),
    close: extract.close,
  };
}

const manifestRowsMax = 200;

async function readProperties(extract: Extract): Promise<ManifestProperty[]> {
  const member = extract.members.get('manifest');
  if (!member) throw new FileRefused('manifest_missing');
  const columns = [
    { name: 'propertyName', isRequired: true },
    { name: 'value', isRequired: true },
  ];
  const properties: ManifestProperty[] = [];
  for await (const rows of readTable(extract, member, { file: 'manifest', columns })) {
    for (const { row, fields } of rows)
      properties.push({ row, name: fields['propertyName'] ?? '', value: fields['value'] ?? '' });
    if (properties.length > manifestRowsMax) break;
  }
  return properties;
}

async function* readMembers(extract: Extract, modes: FileModes, extensions: ExtensionColumns): AsyncGenerator<Piece> {
  for (const member of extract.members.values()) {
    const { file } = member;
    const mode = isOneRosterFile(file) ? modes[file] : undefined;
    if (mode === undefined || !isOneRosterFile(file)) continue;
    const reader = new MemberReader(file, mode, extensions[file] ?? []);
    yield* reader.read(extract, member);
    extract.notes.push(...reader.notes());
  }
}

/** Reads one file and gathers what is to be said of it as a whole. */
class MemberReader {
  private readonly file: OneRosterFile;
  private readonly mode: FileMode;
  private readonly extensions: ReadonlySet<string>;
  private readonly unread = new Set<string>();
  private readonly leftOut = new Set<string>();
  private rows = 0;

  constructor(file: OneRosterFile, mode: FileMode, extensions: readonly string[]) {
    this.file = file;
    this.mode = mode;
    this.extensions = new Set(extensions.map((name) => `${extensionPrefix}${name}`));
  }

  async *read(extract: Extract, member: Member): AsyncGenerator<Piece> {
    const { file, mode } = this;
    const isDelta = mode === 'delta';
    const columns = oneRosterFields(file).map(({ name, isRequired }) => ({
      name,
      isRequired: isRequired || (isDelta && deltaColumns.includes(name)),
    }));
    const isExtension = (column: string) => column.startsWith(extensionPrefix);
    for await (const table of readTable(extract, member, { file, columns, isExtension })) {
      this.rows += table.length;
      const before = performance.now();
      const items = table.map(({ row, fields, problems }) =>
        stageOneRoster({ file, row, fields: this.sift(fields), problems, mode }),
      );
      yield { items, checkMs: performance.now() - before };
    }
  }

  /** The row without the cells that may not be kept; notes which of its columns nobody reads. */
  private sift(fields: Record<string, string>): Record<string, string> {
    const out = leftOutColumns[this.file] ?? [];
    const unread = (isHeldFile(this.file) && unreadColumns[this.file]) || [];
    const kept: Record<string, string> = {};
    for (const [column, value] of Object.entries(fields)) {
      const isUnknown = column.startsWith(extensionPrefix) && !this.extensions.has(column);
      if (out.includes(column)) this.leftOut.add(column);
      else kept[column] = value;
      if (isUnknown || unread.includes(column)) this.unread.add(column);
    }
    return kept;
  }

  notes(): Reading['notes'] {
    const { file, rows } = this;
    const listed = (columns: ReadonlySet<string>) => [...columns].slice(0, columnsNamed);
    return [
      ...(rows === 0 ? [note('no_rows', {}, file)] : []),
      ...(rows > 0 && !isHeldFile(file) ? [note('file_not_held', { rows }, file)] : []),
      ...(this.unread.size > 0 ? [note('columns_unread', { columns: listed(this.unread) }, file)] : []),
      ...(this.leftOut.size > 0 ? [note('columns_left_out', { columns: listed(this.leftOut) }, file)] : []),
    ];
  }
}

const columnsNamed = 30;
const deltaColumns = ['status', 'dateLastModified'];

export type OneRosterInput = {
  file: OneRosterFile;
  row: number;
  fields: Record<string, string>;
  problems?: Problem[];
  mode: FileMode;
};

/** Judges the form of a row. Of what the register does not hold only the sourcedId is looked at. */
export function stageOneRoster({ file, row, fields, problems = [], mode }: OneRosterInput): StagedItem {
  const found = problems.length > 0 ? problems : formProblems(file, fields, mode);
  const subjectColumn = userColumns[file];
  const isSubjectSound = subjectColumn !== undefined && !found.some((it) => it.field === subjectColumn);
  const subject = isSubjectSound ? (fields[subjectColumn] ?? null) : null;
  return { file, row, subject, guid: fields['sourcedId'] ?? null, fields, problems: found };
}

function formProblems(file: OneRosterFile, fields: Record<string, string>, mode: FileMode): Problem[] {
  const missing = ['sourcedId', ...(mode === 'delta' ? deltaColumns : [])].filter((it) => fields[it] === undefined);
  const own = missing.map((field): Problem => ({ code: 'field_missing', field, params: { field } }));
  if (!isHeldFile(file)) return own;
  const cells = Object.fromEntries(Object.entries(fields).filter(([column]) => !column.startsWith(extensionPrefix)));
  const shape = problemsOf(heldSchemas[file], file, cells).filter(({ field }) => !missing.includes(field ?? ''));
  const isDeletion = fields['status'] === 'tobedeleted';
  if (isDeletion && mode === 'bulk') own.push({ code: 'deleted_in_bulk', field: 'status', params: {} });
  // What is to be deleted needs no more than its name.
  const isNeeded = ({ code, field }: Problem) =>
    !(isDeletion && code === 'field_missing' && !neededOf.includes(field ?? ''));
  return [...own, ...shape.filter(isNeeded)];
}

const neededOf: readonly string[] = ['sourcedId', 'userSourcedId', 'orgSourcedId', 'role', 'roleType'];
