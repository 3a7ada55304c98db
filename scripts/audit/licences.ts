import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that is installed where the program runs (development packages are not). */
export type Shipped = { name: string; version: string; licence: string | null };

/** Licences that ask for no more than a notice, and those that also keep their own files open (design: unmodified and replaceable). */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-2.1-or-later',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages whose own words do not settle it, judged by a person: name and version, so that the next version is judged again. */
export const judged: ReadonlyMap<string, string> = new Map([
  [
    'buffers@0.1.1',
    'Declares nothing; its author publishes all of his packages of that time under MIT/X11. 200 lines under exceljs.',
  ],
  ['chainsaw@0.1.0', 'Writes MIT/X11, an older name of the MIT licence. Under exceljs.'],
]);

/** Whether an SPDX expression leaves a choice that we may take: one side of an OR, every side of an AND. */
export function mayShip(expression: string | null): boolean {
  if (expression === null) return false;
  const plain = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(plain)) return false; // nested expressions are read by a person
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence.trim())));
}

/** What may not ship, a line each; and judgements that stand for nothing any more. */
export function licenceProblems(
  shipped: readonly Shipped[],
  judgements: ReadonlyMap<string, string> = judged,
): string[] {
  const key = ({ name, version }: Shipped) => `${name}@${version}`;
  const open = shipped.filter((it) => !mayShip(it.licence) && !judgements.has(key(it)));
  const known = new Set(shipped.map(key));
  return [
    ...open.map((it) => `${key(it)}: ${it.licence ?? 'no licence declared'}`),
    ...[...judgements.keys()].filter((it) => !known.has(it)).map((it) => `${it}: judged, but not installed`),
  ];
}

type LockEntry = { dev?: boolean; version?: string; license?: string };

/**
 * Every package of the lockfile that ships, with the licence that the package itself declares; packages for other platforms, which
 * are not installed here, by what the lockfile noted of them.
 */
export function readShipped(checkout: string): Shipped[] {
  const lock = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev)
    .map(([path, entry]) => {
      const manifest = join(checkout, path, 'package.json');
      const own = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest) : null;
      return {
        name: path.replace(/^.*node_modules\//, ''),
        version: own?.version ?? entry.version ?? '?',
        licence: own ? licenceOf(own) : (entry.license ?? null),
      };
    });
}

type Manifest = { version?: string; license?: string | { type?: string }; licenses?: { type?: string }[] };

/** Older packages name an object or a list of choices. */
function licenceOf({ license, licenses }: Manifest): string | null {
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  const choices = (licenses ?? []).flatMap((it) => it.type ?? []);
  return choices.length > 0 ? choices.join(' OR ') : null;
}
