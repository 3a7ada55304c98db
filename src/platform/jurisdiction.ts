import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { PlainDate, type SchoolYear, schoolYearOf } from '#kernel/dates.ts';
import type { CodeValue, RuleContext } from '#kernel/rule.ts';
import { lookUpIn, type ParameterValue } from '#kernel/rule-context.ts';
import { noCoverage, RuleCoverage } from '#kernel/rule-coverage.ts';
import type { Words } from '#kernel/words.ts';
import type { Reader, Tx } from './database/database.ts';

const Span = { from: PlainDate.nullable().default(null), to: PlainDate.nullable().default(null) };
const WordsShape = z.strictObject({ en: z.string().min(1), fr: z.string().min(1) });

const JurisdictionFile = z.strictObject({
  name: z.string(),
  title: WordsShape,
  extends: z.string().optional(),
  ministry: z.string().describe('Organisation code of the ministry'),
  numberScheme: z.string(),
  source: z.string(),
});

const CodeFile = z.strictObject({
  class: z.string().regex(/^[a-z_]+$/),
  title: WordsShape,
  source: z.string().min(1),
  values: z.array(
    z.strictObject({
      code: z.string().min(1),
      en: z.string().min(1),
      fr: z.string().min(1),
      ...Span,
      data: z.record(z.string(), z.unknown()).default({}),
      source: z.string().optional(),
    }),
  ),
});

const ParameterFile = z.strictObject({
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      value: z.unknown(),
      en: z.string().min(1),
      fr: z.string().min(1),
      ...Span,
      source: z.string().min(1),
    }),
  ),
});

type JurisdictionData = {
  about: z.infer<typeof JurisdictionFile>;
  codes: Map<string, z.infer<typeof CodeFile>>;
  parameters: z.infer<typeof ParameterFile>['parameters'];
  coverage: RuleCoverage;
  digest: string;
};

/** Reads a jurisdiction's files and those of the one it extends; what it says itself stands in place of what it inherits, code table by code table. */
export async function readJurisdictionFiles(root: string, name: string): Promise<JurisdictionData> {
  const folder = join(root, name);
  const about = JurisdictionFile.parse(await readJson(join(folder, 'jurisdiction.json')));
  const base = about.extends ? await readJurisdictionFiles(root, about.extends) : null;
  const codes = new Map(base?.codes ?? []);
  for (const file of await jsonFiles(join(folder, 'codes'))) {
    const table = parseFile(CodeFile, file, await readJson(file));
    codes.set(table.class, table);
  }
  const own = [];
  for (const file of await jsonFiles(join(folder, 'parameters')))
    own.push(...parseFile(ParameterFile, file, await readJson(file)).parameters);
  const ownNames = new Set(own.map((parameter) => parameter.name));
  const parameters = [...(base?.parameters ?? []).filter((parameter) => !ownNames.has(parameter.name)), ...own];
  const coverage = (await readCoverage(folder)) ?? base?.coverage ?? noCoverage;
  const digest = createHash('sha256')
    .update(JSON.stringify([about, [...codes], parameters, coverage]))
    .digest('hex');
  return { about, codes, parameters, coverage, digest };
}

/** The numbers by which a jurisdiction's people know rules; null where its own folder says nothing of them. */
async function readCoverage(folder: string): Promise<RuleCoverage | null> {
  const file = join(folder, 'rule-coverage.json');
  const isThere = (await readdir(folder)).includes('rule-coverage.json');
  return isThere ? parseFile(RuleCoverage, file, await readJson(file)) : null;
}

function parseFile<Output>(schema: z.ZodType<Output>, file: string, content: unknown): Output {
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

async function jsonFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

/** The digest of the jurisdiction's data in the database; empty when there are none. */
export async function readJurisdictionDigest(reader: Reader): Promise<string> {
  const { rows } = await sql<{
    value: string;
  }>`select value #>> '{}' as value from jurisdiction.setting where name = 'digest'`.execute(reader);
  return rows[0]?.value ?? '';
}

/** Puts a jurisdiction's data into the database, whole, unless just these data are there already. Returns whether anything changed. */
export async function loadJurisdiction(tx: Tx, data: JurisdictionData): Promise<boolean> {
  if ((await readJurisdictionDigest(tx)) === data.digest) return false;
  await sql`delete from jurisdiction.code_value`.execute(tx);
  await sql`delete from jurisdiction.code_class`.execute(tx);
  await sql`delete from jurisdiction.parameter`.execute(tx);
  await sql`delete from jurisdiction.setting`.execute(tx);
  const classes = [...data.codes.values()].map(({ class: name, title, source }) => ({
    class: name,
    title_en: title.en,
    title_fr: title.fr,
    source,
  }));
  const values = [...data.codes.values()].flatMap((table) =>
    table.values.map((value, place) => ({
      class: table.class,
      place,
      code: value.code,
      name_en: value.en,
      name_fr: value.fr,
      from_on: value.from,
      to_on: value.to,
      data: value.data,
      source: value.source ?? null,
    })),
  );
  const parameters = data.parameters.map((it, place) => ({
    name: it.name,
    place,
    value: it.value,
    meaning_en: it.en,
    meaning_fr: it.fr,
    from_on: it.from,
    to_on: it.to,
    source: it.source,
  }));
  await sql`insert into jurisdiction.code_class select * from jsonb_populate_recordset(null::jurisdiction.code_class, ${JSON.stringify(classes)}::jsonb)`.execute(
    tx,
  );
  await sql`insert into jurisdiction.code_value select * from jsonb_populate_recordset(null::jurisdiction.code_value, ${JSON.stringify(values)}::jsonb)`.execute(
    tx,
  );
  await sql`insert into jurisdiction.parameter select * from jsonb_populate_recordset(null::jurisdiction.parameter, ${JSON.stringify(parameters)}::jsonb)`.execute(
    tx,
  );
  const settings = [
    { name: 'digest', value: data.digest },
    { name: 'about', value: data.about },
    { name: 'rule_coverage', value: data.coverage },
  ];
  await sql`insert into jurisdiction.setting select * from jsonb_populate_recordset(null::jurisdiction.setting, ${JSON.stringify(settings)}::jsonb)`.execute(
    tx,
  );
  return true;
}

/** The jurisdiction in memory: small, read once at start, handed to whoever judges. */
export type Jurisdiction = {
  name: string;
  title: Words;
  ministry: string;
  numberScheme: string;
  code(className: string, code: string, on?: string): CodeValue | null;
  /** All values of a code table, in order, whatever their years. */
  codes(className: string): CodeValue[];
  classes(): { class: string; title: Words; source: string }[];
  parameter<Value>(name: string, on?: string): Value;
  /** All values of the parameters of some areas (the part of the name before its first point), whatever their years. */
  parametersOf(areas: readonly string[]): ParameterValue[];
  /** The numbers by which people know rules. */
  ruleCoverage: RuleCoverage;
  ruleContext(today: string): RuleContext;
};

type ValueRow = {
  class: string;
  code: string;
  name_en: string;
  name_fr: string;
  from_on: string | null;
  to_on: string | null;
  data: Record<string, unknown>;
};
type ParameterRow = { name: string; value: unknown; from_on: string | null; to_on: string | null };

/** Reads the jurisdiction from the database; refuses an empty one. */
export async function readJurisdiction(reader: Reader): Promise<Jurisdiction> {
  const about = await sql<{
    value: z.infer<typeof JurisdictionFile>;
  }>`select value from jurisdiction.setting where name = 'about'`.execute(reader);
  const header = about.rows[0]?.value;
  if (!header)
    throw new Error('No jurisdiction is loaded: start the program once, or run `npx matricula jurisdiction load`.');
  const classes = await sql<{
    class: string;
    title_en: string;
    title_fr: string;
    source: string;
  }>`select * from jurisdiction.code_class order by class`.execute(reader);
  const values =
    await sql<ValueRow>`select class, code, name_en, name_fr, from_on, to_on, data from jurisdiction.code_value order by class, place`.execute(
      reader,
    );
  const parameters =
    await sql<ParameterRow>`select name, value, from_on, to_on from jurisdiction.parameter order by name, place`.execute(
      reader,
    );
  const coverage = await sql<{
    value: RuleCoverage;
  }>`select value from jurisdiction.setting where name = 'rule_coverage'`.execute(reader);
  const ruleCoverage = coverage.rows[0]?.value ?? noCoverage;
  return { ...makeJurisdiction(header, classes.rows, values.rows, parameters.rows), ruleCoverage };
}

// Four tables in, one lookup out: they are only ever read together.
function makeJurisdiction(
  header: z.infer<typeof JurisdictionFile>,
  classes: { class: string; title_en: string; title_fr: string; source: string }[],
  values: ValueRow[],
  rows: ParameterRow[],
): Omit<Jurisdiction, 'ruleCoverage'> {
  const byClass = new Map<string, CodeValue[]>();
  for (const row of values) {
    const words = { en: row.name_en, fr: row.name_fr };
    const value = { code: row.code, words, from: row.from_on, to: row.to_on, data: row.data };
    const table = byClass.get(row.class);
    if (table) table.push(value);
    else byClass.set(row.class, [value]);
  }
  const parameters = rows.map((row) => ({ name: row.name, value: row.value, from: row.from_on, to: row.to_on }));
  const tables = [...byClass].map(([name, all]) => ({ class: name, values: all }));
  const { code, parameter } = lookUpIn(tables, parameters);
  const { name, title, ministry, numberScheme } = header;
  return {
    name,
    title,
    ministry,
    numberScheme,
    code,
    parameter,
    parametersOf: (areas) => parameters.filter((it) => areas.includes(it.name.slice(0, it.name.indexOf('.')))),
    codes: (className) => byClass.get(className) ?? [],
    classes: () =>
      classes.map((row) => ({ class: row.class, title: { en: row.title_en, fr: row.title_fr }, source: row.source })),
    ruleContext: (today) => ({ today, currentSchoolYear: currentYear(today), code, parameter }),
  };
}

/** The school year counts from 1 August for those who prepare it: schools submit September's enrolments in August. */
function currentYear(today: string): SchoolYear {
  return today.slice(5, 7) === '08' ? Number(today.slice(0, 4)) + 1 : schoolYearOf(today);
}
