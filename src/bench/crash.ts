import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import { commandActor } from '#modules/access/index.ts';
import { getSubmission, presentSubmission, receiveFile } from '#modules/exchange/index.ts';
import { systemActor } from '#platform/actor.ts';
import type { Bench, BenchInput } from './bench.ts';
import { openCluster, openProcess, type Victim } from './crash-processes.ts';
import { inventExtract, rowsOfStudent } from './invent.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch, type Scratch } from './scratch.ts';

export const crashBench: Bench = {
  name: 'crash',
  about:
    'A submission during which the worker, the server and PostgreSQL are killed at random moments: one fate a row, nothing twice',
  usage: '[--rows R] [--kills K] [--seed S]',
  measure,
};

const school = 'S.K001' as OrganisationCode;

async function measure(input: BenchInput): Promise<Measured> {
  const students = Math.ceil((input.rows ?? 50_000) / rowsOfStudent);
  const kills = input.kills ?? 20;
  const seed = input.seed ?? 'power cut';
  input.print.note(`seed ${seed}`);
  const cluster = await openCluster(input.checkout);
  try {
    const scratch = await openScratch({ ...input, adminUrl: cluster.adminUrl });
    try {
      await settleProvince(scratch, { students: 100, former: 0, seed, print: input.print });
      const path = join(scratch.folder, 'crash.zip');
      await inventExtract(path, { students, school, seed });
      const figures = await killThrough(scratch, input, {
        cluster,
        path,
        rows: students * rowsOfStudent,
        kills,
        random: seededRandom(`crash ${seed}`),
      });
      const sizes = { 'rows submitted': students * rowsOfStudent, kills };
      return { figures, sizes, seed, postgresql: await readServerVersion(scratch) };
    } finally {
      await scratch.close();
    }
  } finally {
    await cluster.stop();
  }
}

type Killing = { cluster: Victim; path: string; rows: number; kills: number; random: Random };

async function killThrough(
  scratch: Scratch,
  { checkout, print, signal }: BenchInput,
  { cluster, path, rows, kills, random }: Killing,
): Promise<Figure[]> {
  const { services } = scratch;
  const process = { checkout, databaseUrl: scratch.url, dataFolder: scratch.folder };
  const victims = {
    worker: openProcess({ ...process, runsJobs: true }),
    server: openProcess({ ...process, runsJobs: false }),
    postgresql: cluster,
  };
  try {
    const actor = await commandActor(services.db, school);
    const stream = createReadStream(path);
    const submissionId = await receiveFile(services, {
      actor,
      organisation: school,
      fileName: 'crash.zip',
      isRehearsal: false,
      stream,
      isQueued: true,
    });
    const began = performance.now();
    await Promise.all([victims.worker.raise(), victims.server.raise()]);
    const names = Object.keys(victims) as (keyof typeof victims)[]; // the three above
    const rising: Promise<void>[] = [];
    const said: Record<string, number> = { worker: 0, server: 0, postgresql: 0 };
    // Over the whole of it: the first while it is read, the others at places by chance.
    const places = Array.from({ length: kills - 1 }, () => random.int(1, rows - 1)).sort((a, b) => a - b);
    for (const [kill, place] of [0, ...places].entries()) {
      const name = names[kill % names.length] ?? 'worker';
      if (name === 'server') await Promise.all(rising);
      if (!(await untilPlace(scratch, { submissionId, place }, signal))) break;
      await wait(random.int(0, 300));
      await victims[name].kill();
      await wait(random.int(0, 500));
      // Nothing that is submitted waits for the server: the worker goes on meanwhile.
      if (name === 'server') rising.push(victims.server.raise());
      else await victims[name].raise();
      said[name] = (said[name] ?? 0) + 1;
      print.progress('killing', kill + 1, kills, name);
    }
    await untilDone(scratch, submissionId, signal);
    await Promise.all(rising);
    const seconds = (performance.now() - began) / 1000;
    return [
      ...(await verify(scratch, submissionId)),
      ...Object.entries(said).map(([name, count]) => figure(`kills of the ${name}`, count, 'times')),
      figure(
        'processes that ended by themselves when the database went',
        victims.worker.restarts() + victims.server.restarts(),
        'times',
      ),
      figure('the whole, kills and starts included', seconds, 's'),
    ];
  } finally {
    await Promise.all([victims.worker.stop(), victims.server.stop()]);
  }
}

/** Waits until so many rows have their fate; false when it came to its end before. */
async function untilPlace(
  { pool }: Scratch,
  { submissionId, place }: { submissionId: string; place: number },
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const found = await pool
      .query<{ done: number; is_ended: boolean }>(
        `select coalesce(sum(added + changed + unchanged + refused + held), 0)::integer as done, s.finished_at is not null as is_ended
           from exchange.submission s left join exchange.submission_file f using (submission_id)
          where s.submission_id = $1 group by s.submission_id`,
        [submissionId],
      )
      .catch(() => null);
    const [row] = found?.rows ?? [];
    if (row?.is_ended) return false;
    if (row && row.done >= place) return true;
    await wait(20, undefined, { signal });
  }
}

async function untilDone({ services }: Scratch, submissionId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const record = await getSubmission(services.db, systemActor('bench'), submissionId).catch(() => null);
    if (record?.finishedAt) {
      const { state } = await presentSubmission(services.db, record);
      if (state !== 'finished') throw new Error(`the submission is ${state}, reference ${record.failureReference}`);
      return;
    }
    await wait(500, undefined, { signal });
  }
}

/** Counted in the tables themselves, not in what the program says of them. */
async function verify({ pool, services }: Scratch, submissionId: string): Promise<Figure[]> {
  const count = async (query: string): Promise<number> =>
    (await pool.query<{ count: number }>(query, [submissionId])).rows[0]?.count ?? Number.NaN;
  const rows = 'exchange.submission_item i where i.submission_id = $1';
  const fates = `select count(*)::integer as count from ${rows} and 1 <> (select count(*) from exchange.item_fate f where f.submission_id = $1 and f.ordinal = i.ordinal)`;
  const twice = `select count(*)::integer as count from (
    select c.table_name, c.row_key ->> 'phone_id', c.row_key ->> 'guardian_id', c.row_key ->> 'enrolment_id', c.row_key ->> 'record_id'
      from audit.change c join audit.act a on a.act_id = c.act_id
     where a.request_id = $1::text and c.operation = 'insert' and c.table_name in
           ('identity.phone', 'identity.guardian', 'enrolment.school_enrolment', 'identity.identification_record')
     group by 1, 2, 3, 4, 5 having count(*) > 1) twice`;
  const doubled = `select count(*)::integer as count from (
    select local_student_id from identity.local_student where organisation_code = '${school}' and $1::text is not null
     group by 1 having count(distinct student_number) > 1) doubled`;
  const record = await getSubmission(services.db, systemActor('bench'), submissionId);
  const submission = await presentSubmission(services.db, record);
  const issued =
    await count(`select count(distinct c.student_number)::integer as count from audit.change c join audit.act a on a.act_id = c.act_id
     where a.request_id = $1::text and c.operation = 'insert' and c.table_name = 'identity.student'`);
  const { rows: counted, students } = submission;
  const sum = counted.added + counted.changed + counted.unchanged + counted.refused + counted.held;
  const none = { unit: 'rows', atMost: 0 };
  return [
    promised('rows without exactly one fate', await count(fates), none),
    promised('rows applied twice', await count(twice), none),
    promised('students with two numbers', await count(doubled), { unit: 'students', atMost: 0 }),
    promised('numbers issued beyond the new students', Math.abs(issued - students.new), { unit: 'numbers', atMost: 0 }),
    promised('rows by which the counters differ', Math.abs(sum - counted.total), none),
    figure('rows added', counted.added, 'rows'),
    figure('rows refused', counted.refused, 'rows'),
    figure('rows held', counted.held, 'rows'),
  ];
}
