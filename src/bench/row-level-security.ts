import { type Random, seededRandom } from '#kernel/random.ts';
import type { Pool, PoolClient } from '#platform/database/database.ts';
import type { Bench, BenchInput } from './bench.ts';
import { readServerVersion } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch } from './scratch.ts';

export const rowLevelSecurityBench: Bench = {
  name: 'row-level-security',
  about:
    'The same query with and without row-level security: a single read, and a list of 1,000 students over two guarded tables',
  usage: '[--students N] [--seed S]',
  measure,
};

const classSize = 1000;
const singleReads = 4000;
const listReads = 60;

async function measure(input: BenchInput): Promise<Measured> {
  const students = input.students ?? 1_000_000;
  const seed = input.seed ?? 'sight';
  const scratch = await openScratch(input);
  try {
    input.print.progress('making students', 0, students);
    await makeStudents(scratch.ownerPool, students);
    const random = seededRandom(`${seed}/reads`);
    const schools = Math.floor(students / classSize);
    const figures = [
      ...(await compare(scratch, singleRead, { random, schools, reads: singleReads })),
      ...(await compare(scratch, listRead, { random, schools, reads: listReads })),
      await measureSaying(scratch.services.readingPool),
    ];
    return {
      figures,
      sizes: { 'students on the register': students, 'students of a school': classSize },
      seed,
      postgresql: await readServerVersion(scratch),
    };
  } finally {
    await scratch.close();
  }
}

/** Students straight into the tables, a thousand to a school, each enrolled; audit and foreign keys rest meanwhile. */
async function makeStudents(owner: Pool, students: number): Promise<void> {
  const client: PoolClient = await owner.connect();
  const number = `lpad(i::text, 9, '0')`;
  const school = `'S.B' || (i % ${Math.floor(students / classSize)})`;
  const from = `from generate_series(1, ${students}) as i`;
  try {
    await client.query('set session_replication_role = replica');
    await client.query(`insert into identity.number_issued select ${number}, now(), ${school} ${from}`);
    await client.query(`
      insert into identity.student (student_number, family_name, given_name, birth_date, gender, proof_quality, current_record_id,
                                    created_by_organisation, created_at, recorded_at)
      select ${number}, 'Family' || i % 9973, 'Given' || i % 997, date '2010-01-01' + i % 4000, 'F', 300, gen_random_uuid(), ${school}, now(), now() ${from}`);
    await client.query(`
      insert into access.student_association (student_number, organisation_code, kind, starts_on)
      select ${number}, ${school}, 'creation', date '2026-09-01' ${from}`);
    await client.query(`
      insert into enrolment.school_enrolment (student_number, enrolment_id, school_code, school_year, grade, start_on, programming_type,
                                              programming_timeframe, submitted_by, version, submitted_at)
      select ${number}, gen_random_uuid(), ${school}, 2027, '6', date '2026-09-01', 'regular', 'day', ${school}, 1, now() ${from}`);
    await client.query('reset session_replication_role');
    await makeTwins(client);
    await client.query('vacuum analyze');
  } finally {
    client.release();
  }
}

/** The same tables without row security, which the same role may read: the only difference between the two is the policy. */
async function makeTwins(client: PoolClient): Promise<void> {
  await client.query('create schema twin');
  for (const [twin, table] of [
    [twins.student, guarded.student],
    [twins.enrolment, guarded.enrolment],
  ]) {
    await client.query(`create table ${twin} (like ${table} including all)`);
    await client.query(`insert into ${twin} select * from ${table}`);
  }
  await client.query('grant usage on schema twin to matricula_application');
  await client.query('grant select on all tables in schema twin to matricula_application');
}

type Tables = { student: string; enrolment: string };
const guarded: Tables = { student: 'identity.student', enrolment: 'enrolment.school_enrolment' };
const twins: Tables = { student: 'twin.student', enrolment: 'twin.school_enrolment' };

type Query = {
  what: string;
  text(tables: Tables): string;
  values(random: Random, schools: number): { school: number; values: unknown[] };
  judge(times: Times): Figure;
};
type Asked = 'without' | 'school' | 'ministry' | 'coldWithout' | 'coldSchool';
type Times = { without: number; school: number };

const singleRead: Query = {
  what: 'single read',
  text: ({ student }) => `select * from ${student} where student_number = $1`,
  values: (random, schools) => {
    const school = random.int(1, schools - 1);
    return { school, values: [String(school + schools * random.int(0, classSize - 1)).padStart(9, '0')] };
  },
  judge: ({ without, school }) =>
    promised('single read: over the same without', (school / without - 1) * 100, { unit: '%', atMost: 25 }),
};

const listRead: Query = {
  what: 'list of 1,000 students',
  text: ({
    student,
    enrolment,
  }) => `select s.student_number, s.family_name, s.given_name, s.birth_date, e.grade, e.start_on
           from ${enrolment} e join ${student} s using (student_number)
          where e.school_code = $1 and e.school_year = 2027 and e.deleted_at is null
          order by s.family_name, s.given_name, s.student_number`,
  values: (random, schools) => {
    const school = random.int(1, schools - 1);
    return { school, values: [`S.B${school}`] };
  },
  judge: ({ without, school }) =>
    promised('list of 1,000 students: more than the same without', school - without, { unit: 'ms', atMost: 15 }),
};

type Scratched = Awaited<ReturnType<typeof openScratch>>;
type Load = { random: Random; schools: number; reads: number };

/** Reads the same rows in turn without policies, as their school, and as the ministry, over one connection: the three drift together. */
async function compare({ services }: Scratched, query: Query, { random, schools, reads }: Load): Promise<Figure[]> {
  const reader: PoolClient = await services.readingPool.connect();
  const times = { without: [], school: [], ministry: [], coldWithout: [], coldSchool: [] } as Record<Asked, number[]>;
  const ask = async (tables: Tables, organisations: string, values: unknown[]) => {
    await say(reader, organisations);
    const text = query.text(tables);
    return timed(() => reader.query({ name: `${query.what} ${tables.student}`, text, values }));
  };
  try {
    for (let i = 0; i < reads; i += 1) {
      const { school, values } = query.values(random, schools);
      const without = { who: 'without', ask: () => ask(twins, `S.B${school}`, values) } as const;
      const asSchool = { who: 'school', ask: () => ask(guarded, `S.B${school}`, values) } as const;
      const askers = [without, asSchool, { who: 'ministry', ask: () => ask(guarded, '*', values) } as const];
      // The first touch of pages is measured apart. Then both have found theirs, and all ask again, each beginning in turn.
      const cold = { without: await without.ask(), school: await asSchool.ask() };
      const isWarmingUp = i < reads / 10;
      if (!isWarmingUp) times.coldWithout.push(cold.without.ms);
      if (!isWarmingUp) times.coldSchool.push(cold.school.ms);
      for (const { who, ask: again } of [...askers.slice(i % 3), ...askers.slice(0, i % 3)]) {
        const { ms, rows } = await again();
        if (rows === 0 || rows !== cold.without.rows)
          throw new Error(`${query.what}: ${who} saw ${rows} of ${cold.without.rows} rows`);
        if (!isWarmingUp) times[who].push(ms);
      }
    }
  } finally {
    reader.release();
  }
  const median = { without: middle(times.without), school: middle(times.school), ministry: middle(times.ministry) };
  return [
    figure(`${query.what}, without: median`, median.without, 'ms'),
    figure(`${query.what}, as its school: median`, median.school, 'ms'),
    figure(`${query.what}, as the ministry: median`, median.ministry, 'ms'),
    query.judge(median),
    figure(`${query.what} of pages that nobody read before, without: median`, middle(times.coldWithout), 'ms'),
    figure(`${query.what} of pages that nobody read before, as its school: median`, middle(times.coldSchool), 'ms'),
  ];
}

async function say(client: PoolClient, organisations: string): Promise<{ rowCount: number | null }> {
  return client.query({
    name: 'say',
    text: `select set_config('matricula.organisations', $1, false)`,
    values: [organisations],
  });
}

/** What saying the sight costs whenever a connection is taken: one round trip. */
async function measureSaying(pool: Pool): Promise<Figure> {
  const client: PoolClient = await pool.connect();
  const times: number[] = [];
  try {
    for (let i = 0; i < 1000; i += 1) times.push((await timed(() => say(client, 'S.B1'))).ms);
  } finally {
    client.release();
  }
  return figure('saying in whose name a connection reads: median', middle(times), 'ms');
}

async function timed(work: () => Promise<{ rowCount: number | null }>): Promise<{ ms: number; rows: number }> {
  const began = performance.now();
  const { rowCount } = await work();
  return { ms: performance.now() - began, rows: rowCount ?? 0 };
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
