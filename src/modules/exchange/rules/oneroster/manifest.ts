import { cut } from '#kernel/text.ts';
import type { FileProblem } from '../problems.ts';
import { type OneRosterFile, oneRosterFiles, oneRosterVersion } from './files.ts';

/** How the manifest says that a file is to be read: whole (what it does not mention is said), or as changes. */
export type FileMode = 'bulk' | 'delta';
export type FileModes = { readonly [File in OneRosterFile]?: FileMode };

export type OneRosterManifest = { modes: FileModes; software: string | null };
export type ManifestProperty = { row: number; name: string; value: string };

const manifestVersion = '1.0';
/** The binding was corrected once; some systems write the number of the correction. */
const versions = [oneRosterVersion, '1.2.1'];
const sourceProperties = ['source.systemName', 'source.systemCode'];
const fileProperties = new Map(oneRosterFiles.map((file) => [`file.${file}`, file]));

/** What a manifest says, or what is wrong with it, held against the files that are in the zip. */
export function readManifest(
  properties: readonly ManifestProperty[],
  inZip: readonly OneRosterFile[],
): { manifest: OneRosterManifest } | { problem: FileProblem } {
  const values = new Map(properties.map((it) => [it.name, it]));
  const modes = new Map<OneRosterFile, FileMode>();
  const problem =
    judgeNames(properties) ?? judgeVersions(values) ?? takeModes(values, modes) ?? judgeFiles(values, modes, inZip);
  if (problem) return { problem };
  const software = sourceProperties.flatMap((name) => values.get(name)?.value || []).join(' ');
  return { manifest: { modes: Object.fromEntries(modes), software: software === '' ? null : cut(software, 120) } };
}

const problemAt = (
  code: FileProblem['code'],
  row: number | null,
  params: FileProblem['params'],
  field: string | null = null,
): FileProblem => ({ code, params, file: 'manifest', row, field });

function judgeNames(properties: readonly ManifestProperty[]): FileProblem | null {
  const known = new Set(['manifest.version', 'oneroster.version', ...sourceProperties, ...fileProperties.keys()]);
  const seen = new Set<string>();
  for (const { name, row } of properties) {
    const shown = cut(name, 60);
    if (!known.has(name)) return problemAt('oneroster_property_unknown', row, { name: shown }, shown);
    if (seen.has(name)) return problemAt('oneroster_property_twice', row, { name }, name);
    seen.add(name);
  }
  return null;
}

function judgeVersions(values: ReadonlyMap<string, ManifestProperty>): FileProblem | null {
  const expected: [string, readonly string[]][] = [
    ['manifest.version', [manifestVersion]],
    ['oneroster.version', versions],
  ];
  for (const [name, allowed] of expected) {
    const found = values.get(name);
    if (found && allowed.includes(found.value)) continue;
    return problemAt(
      'oneroster_version',
      found?.row ?? null,
      { name, found: cut(found?.value ?? '–', 40), allowed },
      name,
    );
  }
  return null;
}

function takeModes(
  values: ReadonlyMap<string, ManifestProperty>,
  modes: Map<OneRosterFile, FileMode>,
): FileProblem | null {
  for (const [name, file] of fileProperties) {
    const found = values.get(name);
    if (!found || found.value === 'absent') continue;
    if (found.value !== 'bulk' && found.value !== 'delta')
      return problemAt('oneroster_mode', found.row, { name, value: cut(found.value, 40) }, name);
    modes.set(file, found.value);
  }
  return null;
}

function judgeFiles(
  values: ReadonlyMap<string, ManifestProperty>,
  modes: ReadonlyMap<OneRosterFile, FileMode>,
  inZip: readonly OneRosterFile[],
): FileProblem | null {
  for (const [file, mode] of modes) {
    if (inZip.includes(file)) continue;
    const name = `file.${file}`;
    return problemAt('oneroster_file_missing', values.get(name)?.row ?? null, { name: `${file}.csv`, mode }, name);
  }
  const undeclared = inZip.find((file) => !modes.has(file));
  if (undeclared === undefined) return null;
  const name = `file.${undeclared}`;
  return problemAt('oneroster_file_not_declared', values.get(name)?.row ?? null, { name: `${undeclared}.csv` }, name);
}
