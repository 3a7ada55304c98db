import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { poolOf } from '#platform/database/database.ts';
import { type BuiltRegister, buildRegister } from '#support/build-register.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

// Under row-level security PostgreSQL uses an index only for conditions that cannot leak. Each query that a page waits for is
// caught as it runs, in the role in which it runs, and planned again with sequential scans forbidden: one that still has a
// sequential scan has no index that it could use, and would read a whole province.
const database = testDatabase();
const server = testServer(database);
let register: BuiltRegister;
type Role = 'matricula_application' | 'matricula_worker';
type Caught = { role: Role; text: string; values: unknown[]; sight: unknown[] };
let caught: Caught[] = [];
let familyName: string;

beforeAll(async () => {
  register = await buildRegister(database);
  catchQueries(database.applicationPool, 'matricula_application');
  catchQueries(poolOf(database.worker), 'matricula_worker');
  const { rows } = await database.pool.query('select family_name from identity.student where student_number = $1', [
    register.own,
  ]);
  familyName = rows[0].family_name;
});

/** Notes every query of the pool, with the sight in which it ran. */
function catchQueries(pool: pg.Pool, role: Role): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    let sight: unknown[] = ['', '', '', ''];
    Object.assign(client, {
      query: (config: string | { text: string; values?: unknown[] }, ...rest: unknown[]) => {
        const text = typeof config === 'string' ? config : config.text;
        const values = (typeof config === 'string' ? (rest[0] as unknown[]) : config.values) ?? [];
        if (text.includes('matricula.organisations')) sight = values;
        else if (/^\s*(select|with)\b/i.test(text)) caught.push({ role, text, values, sight });
        return query(config, ...rest);
      },
    });
  });
}

const big = /^(identity|enrolment|validation|exchange|access|audit)$/;

/** Tables of the register that the plan reads from end to end. */
async function scansOf({ role, text, values, sight }: Caught): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local role ${role}`);
    await client.query('set local enable_seqscan = off');
    await client.query(
      `select set_config('matricula.organisations', $1, true), set_config('matricula.protected', $2, true), set_config('matricula.account', $3, true),
              set_config('matricula.today', $4, true)`,
      sight,
    );
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (format json, verbose) ${text}`,
      values,
    );
    return rows.flatMap((row) => row['QUERY PLAN'].flatMap((it) => seqScans(it.Plan)));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

type Plan = { 'Node Type': string; Schema?: string; 'Relation Name'?: string; Plans?: Plan[] };

function seqScans(plan: Plan): string[] {
  const own =
    plan['Node Type'] === 'Seq Scan' && big.test(plan.Schema ?? '') ? [`${plan.Schema}.${plan['Relation Name']}`] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(seqScans)];
}

const now = () => new Date().toISOString();

const pages: readonly [string, (it: BuiltRegister) => string][] = [
  ['search by name', () => `/v1/students?q=${familyName}`],
  ['search by number', (it) => `/v1/students?q=${it.own}`],
  ['the header of a student', (it) => `/v1/students/${it.own}`],
  ['the identity of a student', (it) => `/v1/students/${it.own}/identity`],
  ['the contacts of a student', (it) => `/v1/students/${it.own}/contacts`],
  ['the history of a student', (it) => `/v1/students/${it.own}/history`],
  ['the enrolments of a student', (it) => `/v1/students/${it.own}/enrolments`],
  ['the findings of a student', (it) => `/v1/findings?studentNumber=${it.own}`],
  ['the work list', () => '/v1/findings'],
  ['the work list of a school', () => '/v1/findings?organisation=S.K001&severity=warning'],
  ['the work list of one person', () => '/v1/findings?assignee=me'],
  ['the work list of a team', () => '/v1/findings?assignee=team'],
  ['what is overdue', () => '/v1/findings?due=overdue'],
  ['the findings of a rule', () => '/v1/findings?rule=ENR-0003'],
  ['the findings of students of an age', () => '/v1/findings?ageFrom=10&ageTo=12&object=enrolment'],
  ['what left the work list today', () => '/v1/findings?state=acknowledged,overridden,cleared&changed=today'],
  ['the figures of the work list', () => '/v1/finding-counts?due=overdue'],
  ['a class list', () => '/v1/schools/S.K001/enrolments?schoolYear=2027'],
  ['what is personal of a student', (it) => `/v1/students/${it.own}/personal`],
  ['the accommodations of a student', (it) => `/v1/students/${it.own}/accommodations`],
  ['the notes about a student that hold some letters', (it) => `/v1/students/${it.own}/notes?text=note`],
  ['the notes about a student of then', (it) => `/v1/students/${it.own}/notes?asKnownAt=${now()}`],
  ['a student of then', (it) => `/v1/students/${it.own}?asKnownAt=${now()}`],
  ['the contacts of a student of then', (it) => `/v1/students/${it.own}/contacts?asKnownAt=${now()}`],
  ['the enrolments of a student of then', (it) => `/v1/students/${it.own}/enrolments?asKnownAt=${now()}`],
  ['a class list of then', () => `/v1/schools/S.K001/enrolments?schoolYear=2027&asKnownAt=${now()}`],
  ['the responsible schools of a student', (it) => `/v1/students/${it.own}/responsible-schools`],
  ['the students of a responsible school', () => '/v1/organisations/S.K001/responsible-students'],
  ['the submissions of a school', () => '/v1/submissions?organisation=S.K001'],
];

describe.each(['registrar', 'authority', 'ministry', 'ministryViewer'] as const)('as %s', (who) => {
  test.each(pages)('%s reads no table from end to end', async (_name, url) => {
    caught = [];
    const { permissions } = register.actors[who];
    const as = { ...register.actors[who], permissions: new Set([...permissions, 'accommodation.read', 'note.read']) };
    const { status, text } = await server.call({ as, url: url(register) });
    expect([status, text.slice(0, 200)]).toEqual([200, text.slice(0, 200)]);
    expect(caught.length).toBeGreaterThan(0);
    const scans: string[] = [];
    for (const it of [...caught])
      scans.push(...(await scansOf(it)).map((table) => `${table} in ${it.text.slice(0, 120)}`));
    expect(scans).toEqual([]);
  });
});

test('a condition that has no index is caught', async () => {
  const it = {
    role: 'matricula_application',
    text: `select from identity.student where family_name like 'A%'`,
    values: [],
    sight: ['*', 'yes', '', ''],
  } as const;
  expect(await scansOf({ ...it, values: [], sight: [...it.sight] })).toEqual(['identity.student']);
});
