import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { zipOf } from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { testServer } from '#support/server.ts';
import { formatPages } from './index.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const { submit } = submissions(database, server);
const folder = join(import.meta.dirname, '../../../tests/golden/exchange');

async function readExtract(): Promise<Buffer> {
  const names = await readdir(join(folder, 'extract'));
  return zipOf(
    await Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, 'extract', name)) }))),
  );
}

test('the fates of a typical extract are those that were looked over', async () => {
  const { submissionId, students } = await submit(await readExtract(), { as: actors.registrar });
  expect(students).toEqual({ new: 3, matched: 0, held: 0, refused: 6 });
  const { text } = await server.call({
    as: actors.registrar,
    url: `/v1/submissions/${submissionId}/report?format=csv&lang=en`,
  });
  // Numbers come from chance.
  const report = text
    .replace(/\d{4}-\d{4}-\d(?=,)/g, '####-####-#')
    .replaceAll('\r', '')
    .replace('\ufeff', '');
  await expect(report).toMatchFileSnapshot(join(folder, 'fates.csv'));
});

test.each([
  ['extract', 'sis-extract.md', 9],
  ['OneRoster', 'oneroster.md', 6],
])('the sample on the page of %s is taken as it is', async (_name, file, files) => {
  const page = formatPages().find((it) => it.path.endsWith(file))?.text ?? '';
  const parts = [...page.matchAll(/`(\w+\.csv)`\n\n```csv\n([^`]*)```/g)].map(([, name = '', content = '']) => ({
    name,
    content,
  }));
  expect(parts).toHaveLength(files);
  const submission = await submit(await zipOf(parts), { as: actors.registrar });
  const wrong = submission.items.filter((it: { fate: string }) => it.fate === 'refused' || it.fate === 'held');
  expect(submission.state).toBe('finished');
  expect(wrong).toEqual([]);
});
