import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

// Rules of the house that no ready-made tool checks. Each finds its own violation first, so that it cannot pass by looking at nothing.
const checkout = join(import.meta.dirname, '../..');

function listSources(folder: string): { path: string; text: string }[] {
  return readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(join(checkout, folder, name), 'utf8') }));
}

const sources = listSources('src');
const isTest = (path: string) => /\.(test|bench)\.tsx?$/.test(path);
const isGenerated = (path: string) => path === 'src/platform/database/types.ts';
const isData = (path: string) => /^src\/(web\/text|province\/(names|places|words|data))\//.test(path);

describe('files', () => {
  test('a source file has at most 400 lines, a test 600', () => {
    const tooLong = sources
      .filter(({ path }) => !isGenerated(path) && !isData(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > (isTest(path) ? 600 : 400));
    expect(tooLong).toEqual([]);
  });

  test('there is no room for lines that nobody placed', () => {
    const wrong = sources.filter(({ path }) => /\/(utils?|helpers?|common|shared|lib|misc)(\/|\.tsx?$)/.test(path));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('contracts', () => {
  const judgeWords = (text: string) =>
    /\.(?:regex|refine)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*,\s*['"`]|(?:message|error): ['"`]/.test(text);

  test('a schema with words of its own says them in both languages', () => {
    for (const violation of [
      `z.string().regex(/^a$/, 'an a')`,
      `z.string().refine((it) => f(it), "no")`,
      `{ message: 'no' }`,
      '({ error: `at most three` })',
    ])
      expect([violation, judgeWords(violation)]).toEqual([violation, true]);
    expect(judgeWords(`z.string().regex(/^a$/, asOne({ en: 'an a', fr: 'un a' }))`)).toBe(false);
    const contracts = sources.filter(({ path }) => /contract\.ts$|^src\/kernel\//.test(path) && !isTest(path));
    expect(contracts.length).toBeGreaterThan(15);
    expect(contracts.filter(({ text }) => judgeWords(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('purity', () => {
  const judgeRandom = (text: string) => /Math\.random\s*\(/.test(text.replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, ''));

  test('chance comes from a seeded generator in kernel, engines, rules and the province', () => {
    expect(judgeRandom('const x = Math.random();')).toBe(true);
    const pure = sources.filter(
      ({ path }) => /^src\/(kernel|engines|province)\/|\/rules\//.test(path) && !isTest(path),
    );
    expect(pure.length).toBeGreaterThan(20);
    expect(pure.filter(({ text }) => judgeRandom(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('database ownership', () => {
  const schemas = [
    'organisations',
    'access',
    'validation',
    'identity',
    'enrolment',
    'exchange',
    'privacy',
    'audit',
    'platform',
    'jurisdiction',
  ];
  const named = (text: string) =>
    schemas.filter((schema) =>
      new RegExp(
        `(from|join|into|update|table|delete from|insertInto\\('|selectFrom\\('|updateTable\\('|deleteFrom\\(')\\s*'?${schema}\\.[a-z_]+`,
        'i',
      ).test(text),
    );

  test('a store names the tables of its own schema only, and others’ published views', () => {
    expect(named('select * from identity.student')).toEqual(['identity']);
    const stores = sources.filter(({ path }) => /^src\/modules\/.+\/store(\/|\.ts$)/.test(path) && !isTest(path));
    expect(stores.length).toBeGreaterThan(5);
    const wrong = stores.flatMap(({ path, text }) => {
      const own = path.split('/')[2];
      return named(text)
        .filter((schema) => schema !== own)
        .map((schema) => `${path} names ${schema}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('words', () => {
  // Put together from pieces, since this file is read with the others.
  const words = ['TO-DO', 'FIX-ME', 'HA-CK'].map((mark) => mark.replace('-', ''));
  const label = `${'X'.repeat(3)}:`;
  const hasNote = (text: string) => new RegExp(`\\b(?:${words.join('|')})\\b|\\b${label}`).test(text);

  test('notes of work to do are left nowhere: not in the source, its tests or its scripts', () => {
    for (const mark of [...words, label]) expect([mark, hasNote(`// ${mark} later`)]).toEqual([mark, true]);
    expect(hasNote(`${label}later`)).toBe(true);
    expect(hasNote('a todo list of hacks')).toBe(false);
    expect(sources.length).toBeGreaterThan(500);
    const read = [...sources, ...listSources('tests'), ...listSources('scripts')];
    expect(read.map(({ path }) => path)).toContain('tests/house/source.test.ts');
    expect(read.filter(({ text }) => hasNote(text)).map(({ path }) => path)).toEqual([]);
  });
});
