import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { perform, todayOf } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { buildFindings, buildFired } from '#support/build-validation.ts';
import { testDatabase } from '#support/database.ts';
import { testServices } from '#support/server.ts';
import { requestScan, rescan, type Scanner, type ScanResult } from './index.ts';
import { validationJobs } from './jobs.ts';

const database = testDatabase();

let counter = 400_000_000;
function aStudent(): StudentNumber {
  counter += 1;
  return String(counter) as StudentNumber;
}
const someStudents = (count: number) => Array.from({ length: count }, aStudent);

const scanned = [{ object: 'enrolment' as const, objectId: null }];
const clean = (studentNumber: StudentNumber): ScanResult => ({ studentNumber, scanned, fired: [], rescanOn: null });

/** A scanner that knows some students' facts, and counts how often it is asked. */
function scannerOf(judge: (number: StudentNumber) => ScanResult = clean) {
  const asked: StudentNumber[][] = [];
  const scanner: Scanner = async (_reader, numbers) => {
    asked.push([...numbers]);
    return numbers.map(judge);
  };
  return { scanner, asked };
}

const request = (numbers: StudentNumber[]) => database.write((tx) => requestScan(tx, numbers));

async function runJob(name: string, scanners: Scanner[], signal = new AbortController().signal): Promise<void> {
  const job = validationJobs(scanners).find((it) => it.name === name);
  await job?.run({}, { ...testServices(database), signal });
}

async function findingsOf(number: StudentNumber) {
  const { rows } = await sql<{ code: string; state: string; params: unknown }>`
    select rule_code as code, state, params from validation.finding where student_number = ${number}::bpchar order by found_at, params::text`.execute(
    database.db,
  );
  return rows;
}

async function countRows(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(database.db);
  return rows[0]?.n ?? 0;
}

describe('findings after a scan', () => {
  test('what fires again keeps its finding, what passes is cleared, what fires anew is a new one', async () => {
    const number = aStudent();
    const scan = (grades: string[]) =>
      database.write((tx, act) =>
        buildFindings(tx, act, {
          studentNumber: number,
          fired: grades.map((grade) => buildFired({ params: { grade } })),
        }),
      );
    const states = async () => (await findingsOf(number)).map((it) => `${JSON.stringify(it.params)} ${it.state}`);
    await scan(['4', '5']);
    await scan(['5']);
    expect(await states()).toEqual(['{"grade":"4"} cleared', '{"grade":"5"} open']);
    await scan(['4', '5']);
    expect(await states()).toEqual(['{"grade":"4"} cleared', '{"grade":"5"} open', '{"grade":"4"} open']);
  });

  test('two scans of the same student at once open a finding once', async () => {
    const number = aStudent();
    const fired = [buildFired()];
    await Promise.all(
      [1, 2, 3, 4].map(() => database.write((tx, act) => buildFindings(tx, act, { studentNumber: number, fired }))),
    );
    expect(await findingsOf(number)).toHaveLength(1);
  });

  test('a batch of five hundred takes as many statements as one student', async () => {
    const statements = async (numbers: StudentNumber[]) => {
      let queries = 0;
      const counting = database.db.withPlugin({
        transformQuery: ({ node }) => {
          queries += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      const { scanner } = scannerOf((studentNumber) => ({
        ...clean(studentNumber),
        fired: [buildFired()],
        rescanOn: '2030-01-01',
      }));
      const context = database.jurisdiction.ruleContext('2026-11-24');
      await perform(counting, { kind: 'test.rescan', actor: systemActor('test') }, (tx, act) =>
        rescan(tx, numbers, { scanners: [scanner], context, act }),
      );
      return queries;
    };
    const one = await statements(someStudents(1));
    expect(await statements(someStudents(500))).toBe(one);
    expect(one).toBeLessThan(12);
  });
});

describe('the queue', () => {
  test('a request wakes the job in the same transaction, and is gone once the student is judged', async () => {
    const [first, second] = [aStudent(), aStudent()];
    await request([first, second]);
    const { rows } = await sql`select from graphile_worker.jobs where task_identifier = 'validation.rescan'`.execute(
      database.db,
    );
    expect(rows.length).toBeGreaterThan(0);
    const { scanner, asked } = scannerOf((studentNumber) => ({ ...clean(studentNumber), fired: [buildFired()] }));
    await runJob('validation.rescan', [scanner]);
    expect(asked).toEqual([[first, second]]);
    expect(await findingsOf(first)).toMatchObject([{ state: 'open' }]);
    expect(await countRows('validation.scan_request')).toBe(0);
  });

  test('a change that is rolled back asks for nothing', async () => {
    const failing = database.write(async (tx) => {
      await requestScan(tx, [aStudent()]);
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await countRows('validation.scan_request')).toBe(0);
  });

  test('a student asked for many times is judged once', async () => {
    const number = aStudent();
    for (let i = 0; i < 5; i += 1) await request([number]);
    const { scanner, asked } = scannerOf();
    await runJob('validation.rescan', [scanner]);
    expect(asked).toEqual([[number]]);
  });

  test('long queues are judged in slices of at most a hundred and fifty', async () => {
    await request(someStudents(400));
    const { scanner, asked } = scannerOf();
    await runJob('validation.rescan', [scanner]);
    expect(asked.map((slice) => slice.length)).toEqual([150, 150, 100]);
  });

  test('four jobs at once judge everybody, and nobody twice', async () => {
    await request(someStudents(1500));
    const { scanner, asked } = scannerOf();
    await Promise.all([1, 2, 3, 4].map(() => runJob('validation.rescan', [scanner])));
    expect(asked.flat()).toHaveLength(1500);
    expect(await countRows('validation.scan_request')).toBe(0);
  });

  test('a student whose facts break a rule is set aside alone, and tried again the next day', async () => {
    const numbers = someStudents(40);
    const poisonous = numbers[17];
    const judge = (studentNumber: StudentNumber): ScanResult => {
      if (studentNumber === poisonous) throw new Error('a rule tripped');
      return { ...clean(studentNumber), fired: [buildFired()] };
    };
    await request(numbers);
    await runJob('validation.rescan', [scannerOf(judge).scanner]);
    const { rows } = await sql`select student_number, failure from validation.scan_request`.execute(database.db);
    expect(rows).toEqual([{ student_number: poisonous, failure: 'a rule tripped' }]);
    for (const number of numbers) expect(await findingsOf(number)).toHaveLength(number === poisonous ? 0 : 1);
    await runJob('validation.scan-due', []);
    const { scanner, asked } = scannerOf();
    await runJob('validation.rescan', [scanner]);
    expect(asked).toEqual([[poisonous]]);
  });

  test('a job that is told to stop leaves the rest waiting and a job behind that goes on', async () => {
    await request(someStudents(3));
    const { scanner, asked } = scannerOf();
    await runJob('validation.rescan', [scanner], AbortSignal.abort());
    expect(asked).toEqual([]);
    await runJob('validation.rescan', [scanner]);
    expect(asked.flat()).toHaveLength(3);
  });

  test('nobody waiting leaves no act behind', async () => {
    const before = await countRows('audit.act');
    await runJob('validation.rescan', [scannerOf().scanner]);
    expect(await countRows('audit.act')).toBe(before);
  });

  test('the last scan is the one that read the newest facts', async () => {
    const number = aStudent();
    let grade = '4';
    const scanner: Scanner = async (_reader, numbers) => {
      const seen = grade;
      await sql`select pg_sleep(0.05)`.execute(database.db); // the time a scan takes, in which the facts change
      return numbers.map((studentNumber) => ({
        ...clean(studentNumber),
        fired: [buildFired({ params: { grade: seen } })],
      }));
    };
    await request([number]);
    const early = runJob('validation.rescan', [scanner]);
    await sql`select pg_sleep(0.02)`.execute(database.db);
    grade = '5';
    await request([number]);
    await Promise.all([early, runJob('validation.rescan', [scanner])]);
    const live = (await findingsOf(number)).filter((it) => it.state === 'open');
    expect(live).toMatchObject([{ params: { grade: '5' } }]);
  });
});

describe('the day of the next judgement', () => {
  const day = (offset: number) => todayOf(new Date(Date.now() + offset * 86_400_000));
  const dueOf = async (number: StudentNumber) =>
    (
      await sql<{
        due_on: string;
      }>`select due_on from validation.scan_due where student_number = ${number}::bpchar`.execute(database.db)
    ).rows[0]?.due_on;
  const scanFor = async (numbers: StudentNumber[], rescanOn: string | null) => {
    await request(numbers);
    await runJob('validation.rescan', [scannerOf((studentNumber) => ({ ...clean(studentNumber), rescanOn })).scanner]);
  };

  test('is kept, replaced and forgotten as the rules say', async () => {
    const number = aStudent();
    await scanFor([number], day(30));
    expect(await dueOf(number)).toBe(day(30));
    await scanFor([number], day(10));
    expect(await dueOf(number)).toBe(day(10));
    await scanFor([number], null);
    expect(await dueOf(number)).toBeUndefined();
  });

  test('brings the student back when it has come, and not before', async () => {
    const [due, later] = [aStudent(), aStudent()];
    await scanFor([due], day(1));
    await scanFor([later], day(2));
    await sql`update validation.scan_due set due_on = due_on - 1`.execute(database.db);
    await runJob('validation.scan-due', []);
    const { scanner, asked } = scannerOf();
    await runJob('validation.rescan', [scanner]);
    expect(asked).toEqual([[due]]);
    expect(await dueOf(due)).toBeUndefined();
    expect(await dueOf(later)).toBe(day(1));
  });
});
