import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dammDigit } from '#kernel/check-digit.ts';
import { isPlainDate } from '#kernel/dates.ts';
import { rowSchemas } from '#modules/exchange/contract.ts';
import { calendarOf } from './calendar.ts';
import { documentTypes, exceptionCodes, grants, restrictionKinds, tuitionAgreement } from './codes.ts';
import { provincePage } from './format-page.ts';
import { generateProvince } from './generate.ts';
import { cultures } from './names/cultures.ts';
import { numberSequence } from './numbers.ts';
import { townOf } from './places.ts';
import { codeOf, planProvince } from './plan.ts';
import type { RegisterLine } from './register.ts';
import type { TruthLine } from './truth.ts';

let folder: string;
const provinces = { one: '', again: '', other: '' };
const students = 400;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-province-'));
  for (const name of Object.keys(provinces) as (keyof typeof provinces)[]) {
    provinces[name] = join(folder, name);
    await generateProvince({ students, former: 20, seed: name === 'other' ? 'other' : 'one', out: provinces[name] });
  }
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function digest(province: string): Promise<Map<string, string>> {
  const names = await readdir(province, { recursive: true, withFileTypes: true });
  const files = names.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
  const hash = async (file: string) =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  return new Map(await Promise.all(files.map(async (it) => [it.slice(province.length), await hash(it)] as const)));
}

async function readLines<Line>(province: string, file: string): Promise<Line[]> {
  const text = await readFile(join(province, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

test('the same seed makes the same bytes, another seed another province', async () => {
  const [one, again, other] = await Promise.all([provinces.one, provinces.again, provinces.other].map(digest));
  expect(again).toEqual(one);
  expect(other?.get('/register/students.ndjson')).not.toBe(one?.get('/register/students.ndjson'));
});

test('as many people are on the register as were asked for, each under a number with its check digit', async () => {
  const lines = await readLines<RegisterLine>(provinces.one, 'register/students.ndjson');
  const truth = await readLines<TruthLine>(provinces.one, 'truth.ndjson');
  expect(truth.filter((it) => it.numbers.length > 0)).toHaveLength(students + 20);
  expect(truth.flatMap((it) => it.numbers).sort()).toEqual(lines.map((it) => it.student_number).sort());
  expect(new Set(lines.map((it) => it.student_number)).size).toBe(lines.length);
  for (const line of lines) expect(dammDigit(line.student_number)).toBe('0');
});

test('every row on the register fits the layout of the extract', async () => {
  for (const file of ['register/students.ndjson', 'september/students.ndjson']) {
    for (const line of await readLines<RegisterLine>(provinces.one, file)) {
      for (const row of line.rows) {
        if (row.file === 'restrictions') continue;
        expect(rowSchemas[row.file].safeParse(row.fields).error, JSON.stringify(row)).toBeUndefined();
      }
    }
  }
});

test('a GUID stands for one row', async () => {
  const lines = await readLines<RegisterLine>(provinces.one, 'register/students.ndjson');
  const guids = lines.flatMap((line) => line.rows.map((it) => it.fields['guid']));
  expect(new Set(guids).size).toBe(guids.length);
});

test('everybody who is submitted has a right answer', async () => {
  const truth = await readLines<TruthLine>(provinces.one, 'truth.ndjson');
  for (const { numbers, records, tags } of truth) {
    for (const { expected, tags: recordTags } of records) {
      if (expected === 'new') expect(numbers).toEqual([]);
      if (expected === 'assigned') expect(numbers.length).toBeGreaterThan(0);
      if (tags.includes('restricted')) expect(['review', 'refused']).toContain(expected);
      expect(expected === 'refused').toBe(recordTags.some((it) => refused.has(it)));
    }
  }
});
const refused = new Set(['impossible_birth_date', 'missing_gender', 'formula', 'unknown_gender', 'guid_twice']);

test('every name of people, organisation and place in the tables can be written in the layout', () => {
  for (const culture of cultures) expect(culture.weight).toBeGreaterThan(0);
  for (let place = 0; place < 2_000; place += 1) expect(townOf(place).name.length).toBeLessThanOrEqual(60);
});

test('no two towns have one name, and no two schools of a large province one code', () => {
  const towns = Array.from({ length: 6_000 }, (_, place) => townOf(place).name);
  expect(new Set(towns).size).toBe(towns.length);
  const { schools } = planProvince({ students: 1_000_000, seed: 'size' });
  expect(new Set(schools.map((it) => it.code)).size).toBe(schools.length);
  for (const { code } of schools) expect(code).toMatch(/^S\.[K-Z]\d{3}$/);
  expect(codeOf('S', 998)).toBe('S.K999');
  expect(codeOf('S', 999)).toBe('S.L001');
});

test('different places give different numbers', () => {
  const numberOf = numberSequence('numbers');
  const numbers = Array.from({ length: 100_000 }, (_, place) => numberOf(place));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a school year begins and ends on a weekday', () => {
  expect(calendarOf(2027)).toEqual({ from: '2026-09-01', to: '2027-06-25' });
  for (let year = 2014; year < 2040; year += 1) {
    const { from, to } = calendarOf(year);
    expect(isPlainDate(from) && isPlainDate(to)).toBe(true);
  }
});

test('the codes that the generator writes are codes of the jurisdiction', async () => {
  const readCodes = async (name: string) => {
    const file = JSON.parse(await readFile(`jurisdictions/alberta/codes/${name}.json`, 'utf8')) as {
      values: { code: string }[];
    };
    return new Set(file.values.map((it) => it.code));
  };
  const { usual, home, abroad, declared, nameChange, adoption } = documentTypes;
  const used = {
    document_type: [usual, ...home, ...abroad, declared, nameChange, adoption],
    disclosure_restriction: [...restrictionKinds],
    exception_code: [...exceptionCodes],
    grants_programme: Object.values(grants),
    enrolment_type: [tuitionAgreement],
    guardian_relationship: ['parent', 'step_parent', 'grandparent', 'temporary_guardian'],
    language: cultures.map((it) => it.language),
    organisation_type: planProvince({ students: 40_000, seed: 'codes' }).authorities.map((it) => it.type),
    address_format: ['Mail-CA', 'RuralAlbertaAddress'],
  };
  for (const [name, codes] of Object.entries(used)) {
    const known = await readCodes(name);
    expect(
      codes.filter((it) => !known.has(it)),
      name,
    ).toEqual([]);
  }
});

test('a folder with other files in it is refused and left alone', async () => {
  const other = join(folder, 'somebody');
  await generateProvince({ students: 1, seed: 'x', out: other });
  await rm(join(other, 'province.json'));
  await writeFile(join(other, 'letter.txt'), 'mine');
  await expect(generateProvince({ students: 1, seed: 'x', out: other })).rejects.toMatchObject({
    code: 'province.folder_in_use',
  });
  expect(await readFile(join(other, 'letter.txt'), 'utf8')).toBe('mine');
});

test('the page of the format says what the contracts say', async () => {
  const { path, text } = provincePage();
  expect(await readFile(path, 'utf8')).toBe(text);
});
