// Writes every generated file that is committed: row types, schema, data dictionary, OpenAPI, format pages, rule book.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { TableGuard } from '#entrypoints/access-matrix.ts';
import { openDatabase } from '#platform/database/database.ts';
import { describeTables, writeDictionary, writeSchema, writeTypes } from '#platform/database/describe.ts';
import { startOrJoinEmbedded } from '#platform/database/embedded.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { asvsDocument } from './asvs.ts';

const checkout = join(import.meta.dirname, '..');

/** The files that follow from the migrations alone. They come first: the rest of the program does not compile without its row types. */
async function databaseFiles(): Promise<{ files: Map<string, string>; guards: TableGuard[] }> {
  const given = process.env['DATABASE_URL'];
  const server = given ? null : await startOrJoinEmbedded({ checkout, name: 'test', settings: { fsync: 'off' } });
  const adminUrl = given ?? server?.adminUrl ?? '';
  const name = `matricula_generate_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    const { db, pool } = openDatabase(url.href, { connectionsMax: 2 });
    try {
      await prepareDatabase({ db, pool }, { checkout, jurisdiction: 'demonstration' });
      const tables = await describeTables(pool);
      const files = new Map([
        ['src/platform/database/types.ts', writeTypes(tables)],
        ['db/schema.sql', await writeSchema(pool, tables)],
        ['db/dictionary.md', writeDictionary(tables)],
      ]);
      const { rows: guards } = await pool.query<TableGuard>(
        'select table_name as "table", guard, why from access.table_guard order by table_name',
      );
      return { files, guards };
    } finally {
      await db.destroy();
    }
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    await server?.stop();
  }
}

/** The files that follow from the modules' own declarations. */
async function moduleFiles(guards: readonly TableGuard[]): Promise<Map<string, string>> {
  const { generatedDocuments } = await import('#entrypoints/documents.ts');
  return new Map([...(await generatedDocuments(checkout, guards)), asvsDocument(checkout)]);
}

async function settle(files: Map<string, string>, isCheck: boolean): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of files) {
    const before = await readFile(join(checkout, path), 'utf8').catch(() => null);
    if (before === text) continue;
    stale.push(path);
    if (isCheck) continue;
    await mkdir(dirname(join(checkout, path)), { recursive: true });
    await writeFile(join(checkout, path), text);
  }
  return stale;
}

const isCheck = process.argv.includes('--check');
const { files, guards } = await databaseFiles();
const stale = await settle(files, isCheck);
if (!process.argv.includes('--database-only')) stale.push(...(await settle(await moduleFiles(guards), isCheck)));
for (const path of stale) console.log(isCheck ? `not current: ${path} (run npm run generate)` : `written: ${path}`);
if (isCheck && stale.length > 0) process.exitCode = 1;
