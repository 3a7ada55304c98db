import type { AddressInfo } from 'node:net';
import { buildServer } from '#entrypoints/server.ts';
import { createAuthoriser } from '#modules/access/index.ts';
import { newId } from '#platform/ids.ts';
import type { Bench, BenchInput } from './bench.ts';
import { atPace, percentile } from './pace.ts';
import { explain, forgetScans, type Heard, listScans, overheard, writePlans } from './plans.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch, type Scratch } from './scratch.ts';
import { fullYear, type Seat, seatRegistrars } from './seats.ts';

export const readingBench: Bench = {
  name: 'reading',
  about:
    'Fifty registrars at work over HTTP: search by name, open a whole record, save a change, page through a school; and the plans of what was asked',
  usage: '[--students N] [--rows TIMES] [--seed S]',
  measure,
};

const clients = 50;
/** Each of the fifty does something every ten seconds. */
const everyMs = 10_000 / clients;
const timesEach = 150;
/** A table from this size on is not read from end to end for one person's question. */
const largeRows = 10_000;

async function measure(input: BenchInput): Promise<Measured> {
  const students = input.students ?? 20_000;
  const seed = input.seed ?? 'demonstration';
  const scratch = await openScratch(input);
  try {
    const { counts } = await settleProvince(scratch, { students, former: 0, seed, print: input.print });
    const ear = { what: null as string | null, heard: new Map<string, Heard>() };
    const readingPool = overheard(scratch.services.readingPool, ear);
    const services = { ...scratch.services, readingPool, demonstration: true };
    const authoriser = createAuthoriser(services.db, services.jurisdiction);
    const app = await buildServer({ services, authoriser, checkout: input.checkout });
    try {
      await app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = app.server.address() as AddressInfo; // it listens on a port, not on a file
      const seats = await seatRegistrars(scratch, `http://127.0.0.1:${port}`, clients);
      const figures = await measureAll(scratch, { seats, ear, seed, input });
      const sizes = {
        'people on the register': counts.students,
        clients: seats.length,
        'things done a second': 1000 / everyMs,
      };
      if (input.isWritten) await keepPlans(scratch, { heard: ear.heard, seats, input, people: counts.students });
      return { figures, sizes, seed, postgresql: await readServerVersion(scratch) };
    } finally {
      await app.close();
    }
  } finally {
    await scratch.close();
  }
}

type Work = { seats: readonly Seat[]; ear: { what: string | null }; seed: string; input: BenchInput };
type Pupil = { studentNumber: string; version: number; name: string };
type Deed = { what: string; budget: number; run(seat: Seat, pupil: Pupil): Promise<unknown> };

async function measureAll({ ownerPool }: Scratch, { seats, ear, seed, input }: Work): Promise<Figure[]> {
  const pupils = new Map<string, Pupil[]>();
  const taken = new Set<string>();
  for (const { school } of seats) {
    const own = (await listPupils(ownerPool, { school, seed })).filter((it) => !taken.has(it.studentNumber));
    for (const { studentNumber } of own) taken.add(studentNumber);
    pupils.set(school, own);
  }
  const deeds = [search, openRecord, saveChange, listSchool];
  for (const deed of deeds) await runDeed(deed, { seats, pupils, count: seats.length }); // warms up
  await forgetScans(ownerPool);
  const figures: Figure[] = [];
  for (const [done, deed] of deeds.entries()) {
    input.print.progress('measuring', done, deeds.length);
    ear.what = deed.what;
    const times = await runDeed(deed, { seats, pupils, count: input.rows ?? timesEach });
    ear.what = null;
    figures.push(figure(`${deed.what}: median`, percentile(times, 0.5), 'ms'));
    const p95 = percentile(times, 0.95);
    figures.push(promised(`${deed.what}: 95th percentile`, p95, { atMost: deed.budget, unit: 'ms' }));
  }
  const scans = await listScans(ownerPool, largeRows);
  for (const { table, scans: count } of scans) input.print.note(`read from end to end: ${table}, ${count} times`);
  figures.push(promised('large tables read from end to end', scans.length, { atMost: 0, unit: '' }));
  return figures;
}

type Run = { seats: readonly Seat[]; pupils: ReadonlyMap<string, Pupil[]>; count: number };

function runDeed(deed: Deed, { seats, pupils, count }: Run): Promise<number[]> {
  return atPace({ count, everyMs }, async (i) => {
    const seat = seats[i % seats.length];
    const own = seat && pupils.get(seat.school);
    const pupil = own?.[Math.floor(i / seats.length) % own.length];
    if (!seat || !pupil) throw new Error('a seat without students');
    await deed.run(seat, pupil);
  });
}

const search: Deed = {
  what: 'search by name',
  budget: 25,
  run: (seat, { name }) => seat.get(`/v1/students?q=${encodeURIComponent(name)}`),
};

/** What the student's page asks for when it opens. */
const openRecord: Deed = {
  what: 'open a whole record',
  budget: 75,
  run: async (seat, { studentNumber }) => {
    const path = `/v1/students/${studentNumber}`;
    await seat.get(path);
    const parts = ['enrolments', 'contacts', 'personal', 'identity', 'sight'].map((part) => `${path}/${part}`);
    await Promise.all([...parts, `/v1/findings?studentNumber=${studentNumber}`].map((part) => seat.get(part)));
  },
};

const saveChange: Deed = {
  what: 'save a change',
  budget: 150,
  run: async (seat, pupil) => {
    const { version } = pupil;
    // Taken before the answer comes, so that two who pick the same student do not send the same version.
    pupil.version += 1;
    const body = { guid: newId(), kind: 'mobile', number: '780-555-0142', effectiveOn: '2026-09-01' };
    await seat.post(`/v1/students/${pupil.studentNumber}/phones`, { body, version });
  },
};

const listSchool: Deed = {
  what: 'a page of a school’s enrolments',
  budget: 100,
  run: (seat) => seat.get(`/v1/schools/${seat.school}/enrolments?limit=200`),
};

/** Students whom a school sees in full, in an order that says nothing. */
async function listPupils(
  owner: Scratch['ownerPool'],
  { school, seed }: { school: string; seed: string },
): Promise<Pupil[]> {
  const { rows } = await owner.query<Pupil>(
    `select s.student_number as "studentNumber", s.version, concat_ws(' ', s.given_name, s.family_name) as name
       from identity.student s join enrolment.school_enrolment e using (student_number)
       join access.student_association a on a.student_number = s.student_number and a.organisation_code = e.school_code
      where e.school_code = $1 and coalesce(a.ends_on, 'infinity') >= now()::date and coalesce(a.minimum_until, '-infinity') < now()::date and not s.is_restricted and s.status = 'active' and e.school_year = (${fullYear})
      group by 1 order by md5(s.student_number || $2) limit 400`,
    [school, seed],
  );
  return rows;
}

type Kept = { heard: Map<string, Heard>; seats: readonly Seat[]; input: BenchInput; people: number };

async function keepPlans({ services }: Scratch, { heard, seats, input, people }: Kept): Promise<void> {
  const school = seats[0]?.school ?? '';
  const plans = await explain(services.readingPool, heard.values(), school);
  input.print.note(
    `written: ${await writePlans(input.checkout, plans, `for ${people.toLocaleString('en-CA')} people`)}`,
  );
}
