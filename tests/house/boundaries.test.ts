import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const checkout = join(import.meta.dirname, '../..');
const skeleton = mkdtempSync(join(tmpdir(), 'matricula-boundaries-'));
afterAll(() => rmSync(skeleton, { recursive: true, force: true }));

/** One forbidden import for each kind of boundary, and what the checker must call it. */
const planted: [path: string, text: string, rule: string][] = [
  ['src/kernel/a.ts', "import '../platform/clock.ts';", 'kernel-stands-alone'],
  ['src/engines/linkage/a.ts', "import '../../platform/clock.ts';", 'engines-know-only-kernel'],
  ['src/platform/a.ts', "import '../modules/identity/index.ts';", 'platform-knows-no-domain'],
  ['src/modules/identity/rules/a.ts', "import '../../../platform/clock.ts';", 'rules-are-pure'],
  ['src/modules/identity/contract.ts', "import '../../platform/clock.ts';", 'contracts-are-only-shapes'],
  ['src/modules/identity/service.ts', "import 'kysely';", 'sql-lives-in-stores'],
  ['src/modules/identity/store.ts', "import './service.ts';", 'stores-look-down'],
  ['src/modules/exchange/service.ts', "import '../identity/store.ts';", 'only-through-the-front-door'],
  [
    'src/modules/organisations/service.ts',
    "import type { A } from '../identity/index.ts';",
    'order: organisations looks down',
  ],
  ['src/web/a.ts', "import '../modules/identity/index.ts';", 'web-knows-only-contracts-and-rules'],
  ['src/kernel/circle.ts', "import './round.ts';", 'no-cycles'],
];

const innocent: [path: string, text: string][] = [
  ['src/platform/clock.ts', 'export const x = 1;'],
  ['src/modules/identity/index.ts', 'export type A = 1;'],
  ['src/kernel/round.ts', "import './circle.ts';"],
];

test('every kind of forbidden import is reported, a type-only one among them', () => {
  for (const [path, text] of [...innocent, ...planted]) {
    mkdirSync(dirname(join(skeleton, path)), { recursive: true });
    writeFileSync(join(skeleton, path), `${text}\n`);
  }
  symlinkSync(join(checkout, 'node_modules'), join(skeleton, 'node_modules'));
  writeFileSync(
    join(skeleton, 'tsconfig.json'),
    '{"compilerOptions":{"module":"esnext","moduleResolution":"bundler","allowImportingTsExtensions":true,"noEmit":true}}',
  );
  const output = cruise();
  for (const [path, , rule] of planted) expect(output).toContain(`${rule}: ${path}`);
}, 30_000);

function cruise(): string {
  try {
    return execFileSync(
      join(checkout, 'node_modules/.bin/depcruise'),
      ['--config', join(checkout, '.dependency-cruiser.cjs'), 'src', '--output-type', 'err'],
      { cwd: skeleton, encoding: 'utf8' },
    );
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
