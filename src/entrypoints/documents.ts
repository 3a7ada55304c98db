import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatPages } from '#modules/exchange/index.ts';
import { publishedFormatPages } from '#modules/organisations/index.ts';
import { rulesDocument } from '#modules/validation/index.ts';
import { describeEnvironment } from '#platform/config.ts';
import { readVersion } from '#platform/database/prepare.ts';
import { writeOpenApi } from '#platform/http/openapi.ts';
import { provincePage } from '#province/format-page.ts';
import { accessMatrix, type TableGuard } from './access-matrix.ts';
import { demonstrationRoutes } from './demonstration.ts';
import { routes, rules } from './modules.ts';
import { referenceRoutes } from './reference.ts';

/** Every document that follows from the modules' declarations, by path. */
export async function generatedDocuments(
  checkout: string,
  guards: readonly TableGuard[],
): Promise<Map<string, string>> {
  const version = await readVersion(checkout);
  const about = {
    title: 'Matricula',
    version,
    description: 'The open student register of a whole jurisdiction: one number and one trusted record per learner.',
  };
  const all = [...routes, ...demonstrationRoutes, ...referenceRoutes(checkout)];
  const openApi = writeOpenApi(all, about);
  return new Map([
    ['openapi.json', `${JSON.stringify(openApi, null, 2)}\n`],
    ['README.md', fillSection(await readFile(join(checkout, 'README.md'), 'utf8'), 'environment', environmentTable())],
    ['docs/rules.md', rulesDocument(rules)],
    ['docs/access-matrix.md', accessMatrix(all, guards)],
    ...[...formatPages(), ...publishedFormatPages(), provincePage()].map(({ path, text }) => [path, text] as const),
  ]);
}

function environmentTable(): string {
  const rows = describeEnvironment().map(
    (it) => `| \`${it.name}\` | ${it.meaning} | ${it.default === '' ? '' : `\`${it.default}\``} |`,
  );
  return ['| variable | meaning | default |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fillSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = text.split(open);
  const after = rest?.split(close)[1];
  if (before === undefined || after === undefined) throw new Error(`the section ${name} is missing`);
  return `${before}${open}\n${content}\n${close}${after}`;
}
