import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '#kernel/random.ts';

import { aboutFile, type ProvinceAbout, type ProvinceCounts, provinceFormat } from './about.ts';
import { describeProvince } from './describe.ts';
import { errors } from './errors.ts';
import { numberSequence } from './numbers.ts';
import { listOrganisations } from './organisations.ts';
import { planProvince } from './plan.ts';
import { castReady, type ReadyCast, writeReady } from './ready.ts';
import { type Passage, populate } from './region.ts';
import { registerLines, septemberLine } from './register.ts';
import { viewOf } from './rows.ts';
import { type Subject, submitPerson } from './subject.ts';
import { writeSubmission } from './submission.ts';
import { truthOf } from './truth.ts';
import type { Person, Plan, PlannedSchool } from './types.ts';
import { type LineWriter, openLines } from './write.ts';

export type GenerateOptions = {
  students: number;
  seed: string;
  /** The folder; must be empty or absent, or hold an earlier province. */
  out: string;
  /** People who left school in earlier years and stay on the register, besides `students`. */
  former?: number;
  report?(done: number, total: number): void;
};

/** Writes a province, region after region, in memory for one region however large the province is. The same options write the same bytes. */
export async function generateProvince(options: GenerateOptions): Promise<ProvinceCounts> {
  const { students, seed, out, former = 0 } = options;
  const plan = planProvince({ students, seed, former });
  const organisations = listOrganisations(plan);
  await prepareFolder(out);
  const about = { format: provinceFormat, seed, students, former, counts: null } as const;
  await writeAbout(out, about);
  await writeFile(join(out, 'organisations.json'), `${JSON.stringify(organisations, null, 1)}\n`);
  const files = {
    register: await openLines(join(out, 'register', 'students.ndjson')),
    september: await openLines(join(out, 'september', 'students.ndjson')),
    truth: await openLines(join(out, 'truth.ndjson')),
  };
  const counts: ProvinceCounts = {
    students: 0,
    numbers: 0,
    organisations: organisations.length,
    schools: plan.schools.length,
    submitted: 0,
    submittedRows: 0,
    newStudents: 0,
  };
  await writeRegions({ plan, out, files, counts, report: options.report });
  await Promise.all(Object.values(files).map((it) => it.close()));
  await writeFile(join(out, 'README.txt'), describeProvince(plan, counts));
  await writeAbout(out, { ...about, counts });
  return counts;
}

const folders = ['register', 'september', 'submissions', 'ready'];

/** Clears what an earlier run left. A folder that holds anything else is refused: nobody's files are deleted. */
async function prepareFolder(out: string): Promise<void> {
  const present: string[] = await readdir(out).catch(() => []);
  if (present.length > 0 && !present.includes(aboutFile)) throw errors.folder_in_use({ folder: out });
  for (const folder of folders) {
    await rm(join(out, folder), { recursive: true, force: true });
    await mkdir(join(out, folder), { recursive: true });
  }
}

async function writeAbout(out: string, about: ProvinceAbout): Promise<void> {
  await writeFile(join(out, aboutFile), `${JSON.stringify(about, null, 2)}\n`);
}

type Work = {
  plan: Plan;
  out: string;
  files: Record<'register' | 'september' | 'truth', LineWriter>;
  counts: ProvinceCounts;
  report: GenerateOptions['report'];
};

async function writeRegions(work: Work): Promise<void> {
  const { plan, counts } = work;
  const passage = beginPassage(plan.seed);
  const [first] = plan.regions;
  const [home] = first?.districts ?? [];
  const cast = home ? castReady(plan.seed, home, passage.nextPlace) : null;
  const registeredReady = cast ? registerReady(cast, passage) : 0;
  for (const region of plan.regions) {
    const isFirst = region === first;
    const population = populate(region, passage, isFirst ? registeredReady : 0, region === plan.regions.at(-1));
    const ready = isFirst && cast ? cast.people.map((it) => it.person) : [];
    const born = [...ready, ...population.people];
    for (const person of bySchool(born)) await writeRegistered(work, person);
    const waiting = new Set(
      isFirst && cast ? cast.people.filter((it) => it.about.file !== null).map((it) => it.person) : [],
    );
    const present = [...born, ...population.arrived].filter((it) => it.present !== null && !waiting.has(it));
    const subjects = await writeSeptember(work, present, passage);
    if (isFirst && cast) for (const it of await writeReady(join(work.out, 'ready'), cast)) addSubject(subjects, it);
    const onTheWay = new Set(passage.travellers.flat());
    for (const person of [...born, ...population.arrived])
      if (!onTheWay.has(person)) await work.files.truth.write(truthOf(person, subjects.get(person) ?? []));
    work.report?.(counts.students, plan.students + plan.former);
  }
}

function beginPassage(seed: string): Passage {
  let place = 0;
  let household = 0;
  const nextPlace = () => {
    place += 1;
    return place;
  };
  const nextHousehold = () => {
    household += 1;
    return `h${String(household).padStart(6, '0')}`;
  };
  return { seed, numberOf: numberSequence(seed), nextPlace, nextHousehold, travellers: [] };
}

/** Numbers for those of the ready people who are on the register. */
function registerReady(cast: ReadyCast, { numberOf }: Passage): number {
  const registered = cast.people.filter((it) => it.about.last !== null);
  for (const { person } of registered) person.number = numberOf(person.place * 2);
  return registered.length;
}

/** Students of one school stand together, so that whoever loads them takes a school at a time. */
function bySchool(people: readonly Person[]): Person[] {
  const code = (person: Person) => person.past.at(-1)?.school.code ?? '';
  return [...people].sort((a, b) => (code(a) < code(b) ? -1 : Number(code(a) > code(b))));
}

async function writeRegistered({ plan, files, counts }: Work, person: Person): Promise<void> {
  if (person.number === null) {
    counts.newStudents += 1;
    return;
  }
  counts.students += 1;
  for (const line of registerLines(plan.seed, person)) {
    counts.numbers += 1;
    await files.register.write(line);
  }
}

/** Writes the extract of every school, and what a register would hold after all of them. */
async function writeSeptember(
  { plan, out, files, counts }: Work,
  present: readonly Person[],
  passage: Passage,
): Promise<Map<Person, Subject[]>> {
  const schools = new Map<PlannedSchool, Subject[]>();
  const subjects = new Map<Person, Subject[]>();
  for (const person of present) {
    if (!person.present) continue;
    const { school } = person.present;
    const view = viewOf({ seed: plan.seed, person, school, isSeptember: true });
    const subject = submitPerson(seededRandom(`${plan.seed}/submission/${person.id}`), view, person.present);
    const list = schools.get(school) ?? [];
    schools.set(school, list);
    list.push(subject);
    addSubject(subjects, subject);
  }
  for (const [school, list] of schools) {
    for (const { person } of list)
      await files.september.write(
        septemberLine({ seed: plan.seed, person, school, number: passage.numberOf(person.place * 2) }),
      );
    counts.submitted += list.length;
    counts.submittedRows += await writeSubmission(join(out, 'submissions'), school.code, list);
  }
  return subjects;
}

function addSubject(subjects: Map<Person, Subject[]>, subject: Subject): void {
  const known = subjects.get(subject.person);
  if (known) known.push(subject);
  else subjects.set(subject.person, [subject]);
}
