import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '#kernel/random.ts';
import type { Words } from '#kernel/words.ts';
import { calendarOf, lastYear, thisYear } from './calendar.ts';
import { documentTypes } from './codes.ts';
import { cultures } from './names/cultures.ts';
import { pickHome, pickPhone } from './places.ts';
import { readyPeople } from './ready-people.ts';
import type { ReadyFile, ReadyPerson } from './ready-person.ts';
import { enrolmentRow, localIdOf, personRows, type Row, viewOf } from './rows.ts';
import { partsOf, type Subject } from './subject.ts';
import { manifestOf } from './submission.ts';
import type { District, Household, Person, PlannedSchool } from './types.ts';
import { type Encoding, writeNdjson, writeZip } from './write.ts';

/** The ready submissions: their names, their school, and what to expect of the file as a whole. */
export const readyFiles: readonly {
  file: ReadyFile;
  name: string;
  school: 'S.K001' | 'S.K002';
  about: Words;
  encoding?: Encoding;
}[] = [
  {
    file: 1,
    name: '1-september-S.K001.zip',
    school: 'S.K001',
    about: {
      en: 'A clean September file: returning students, new ones, twins, a mover. Nothing waits for a person, nothing is refused.',
      fr: 'Un fichier de septembre sans faute : des élèves qui reviennent, des nouveaux, des jumeaux, un déménagement. Rien n’attend une personne, rien n’est refusé.',
    },
  },
  {
    file: 2,
    name: '2-typical-mistakes-S.K001.zip',
    school: 'S.K001',
    about: {
      en: 'One of each typical mistake. Some rows are refused, some wait for a person; the rest goes through.',
      fr: 'Une erreur typique de chaque sorte. Des lignes sont refusées, d’autres attendent une personne ; le reste passe.',
    },
  },
  {
    file: 3,
    name: '3-windows-1252-S.K001.zip',
    school: 'S.K001',
    about: {
      en: 'Written by an old system in Windows-1252. The encoding is recognised and said; every accent arrives.',
      fr: 'Écrit par un ancien système en Windows-1252. L’encodage est reconnu et annoncé ; chaque accent arrive.',
    },
    encoding: 'windows-1252',
  },
  {
    file: 4,
    name: '4-another-school-S.K002.zip',
    school: 'S.K002',
    about: {
      en: 'The file of S.K002. Dropped as S.K001 it is refused whole; dropped as S.K002 it goes through.',
      fr: 'Le fichier de S.K002. Déposé pour S.K001, il est refusé en entier ; déposé pour S.K002, il passe.',
    },
  },
  {
    file: 5,
    name: '5-september-S.K002.ndjson',
    school: 'S.K002',
    about: {
      en: 'The same layout as lines of JSON instead of a zip.',
      fr: 'La même disposition en lignes JSON au lieu d’un zip.',
    },
  },
];

export type ReadyCast = {
  seed: string;
  people: { about: ReadyPerson; person: Person }[];
  schools: Map<string, PlannedSchool>;
};

/** Brings the people of the ready submissions to life in a district whose first schools are S.K001 to S.K003. */
export function castReady(seed: string, district: District, nextPlace: () => number): ReadyCast {
  const homes = new Map<string, Household>();
  const people = readyPeople.map((about) => {
    const home = about.home ?? about.key;
    const household = homes.get(home) ?? foundReadyHousehold({ seed, district, about, place: homes.size + 1 });
    homes.set(home, household);
    return { about, person: makeReadyPerson(about, household, { district, place: nextPlace() }) };
  });
  for (const { about, person } of people) {
    person.bornWith = people.filter((it) => it.about.key === about.bornWith).map((it) => it.person);
    if (about.bornWith) person.tags.add('twin');
  }
  return { seed, people, schools: new Map(district.schools.map((it) => [it.code, it])) };
}

function foundReadyHousehold({
  seed,
  district,
  about,
  place,
}: {
  seed: string;
  district: District;
  about: ReadyPerson;
  place: number;
}): Household {
  const random = seededRandom(`${seed}/ready/${about.home ?? about.key}`);
  const culture = cultures.find((it) => it.name === (about.culture ?? 'english'));
  if (!culture) throw new Error(`no culture ${about.culture}`);
  const naming = culture.found(random);
  const family = about.family?.startsWith('=') ? 'Hollis' : about.family;
  const named = { ...naming, mother: { ...naming.mother, family: family ?? naming.mother.family } };
  const phone = pickPhone(random, district.town);
  return {
    id: `r${String(place).padStart(4, '0')}`,
    culture,
    naming: named,
    district,
    home: pickHome(random, district.town),
    ruralRoad: null,
    phone,
    guardians: [{ key: 'mother', name: named.mother, relationship: 'parent', livesWith: true, phone, email: null }],
    cameFrom: null,
    movedTo: about.hasMoved
      ? { home: pickHome(random, district.town), district, phone: pickPhone(random, district.town) }
      : null,
    leavesRegion: false,
    isNewcomer: about.last === null,
  };
}

function makeReadyPerson(
  about: ReadyPerson,
  household: Household,
  { district, place }: { district: District; place: number },
): Person {
  const schoolOf = (code: string | null) => district.schools.find((it) => it.code === code) ?? null;
  const last = schoolOf(about.last);
  const present = schoolOf(readyFiles.find((it) => it.file === about.file)?.school ?? about.last);
  const [before, now] = [calendarOf(lastYear), calendarOf(thisYear)];
  const completed = { exitType: 'completion' } as const;
  const { family, given, middle = null } = about;
  return {
    id: `p${String(place).padStart(7, '0')}`,
    place,
    number: null,
    secondNumber: null,
    household,
    birthGender: about.gender,
    gender: about.gender,
    birthDate: about.born,
    name: { family, given, middle, script: null, called: about.preferred ?? null },
    formerName: null,
    change: null,
    bornWith: [],
    isMultipleBirthKnown: about.isMultipleBirth ?? false,
    isNewTwin: about.tag === 'new_twin',
    documentType: documentTypes.usual,
    issuedOn: about.born,
    restriction: about.isRestricted ? { kind: 'CourtOrdered', effectiveOn: '2026-02-16' } : null,
    deceasedOn: null,
    past: last
      ? [
          {
            school: last,
            schoolYear: lastYear,
            grade: Math.max(0, about.grade - 1),
            startOn: before.from,
            exitOn: before.to,
            ...completed,
          },
        ]
      : [],
    present: present
      ? { school: present, schoolYear: thisYear, grade: about.grade, startOn: now.from, exitOn: now.to, ...completed }
      : null,
    localIds: new Map(),
    tags: new Set(['ready', ...(about.tag ? [about.tag] : []), ...(about.isRestricted ? ['restricted'] : [])]),
  };
}

/** Writes the ready submissions and their page; answers their subjects for the truth. */
export async function writeReady(folder: string, cast: ReadyCast): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (const { file, name, school, encoding } of readyFiles) {
    const waiting = cast.people
      .filter((it) => it.about.file === file)
      .map(({ about, person }) => ({ about, subject: readySubject(cast, about, person) }));
    const rows = waiting.flatMap((it) => it.subject.rows);
    if (file === 2) shareGuid(waiting.map((it) => it.subject));
    const extract = { manifest: manifestOf(school), rows };
    const path = join(folder, name);
    if (name.endsWith('.ndjson')) await writeNdjson(path, extract);
    else await writeZip(path, extract, encoding);
    subjects.push(...waiting.map((it) => it.subject));
  }
  await writeFile(join(folder, 'README.md'), describeReady(cast));
  return subjects;
}

function readySubject(cast: ReadyCast, about: ReadyPerson, person: Person): Subject {
  const { present } = person;
  if (!present) throw new Error(`${about.key} waits in a file and goes to no school`);
  const view = viewOf({ seed: cast.seed, person, school: present.school, isSeptember: true });
  const rows: Row[] = [...personRows(view), enrolmentRow(view, present)];
  const parts = partsOf(rows);
  if (about.hasNumber && person.number) parts.student.fields['student_number'] = person.number;
  about.spoil?.(parts, (key) => cast.people.find((it) => it.about.key === key)?.person.number ?? '');
  return {
    person,
    school: present.school,
    rows,
    localStudentId: localIdOf(person, present.school),
    guid: parts.student.fields['guid'] ?? '',
    expected: about.expected,
    tags: ['ready', ...(about.tag ? [about.tag] : []), ...(about.hasNumber ? [] : ['no_number'])],
  };
}

/** Two student rows with one GUID, a slip of a system that copies rows. */
function shareGuid(subjects: readonly Subject[]): void {
  const [first, second] = subjects.filter((it) => it.tags.includes('guid_twice'));
  if (first && second) partsOf(second.rows).student.fields['guid'] = first.guid;
}

/** The page that says what to expect of every student of every ready file. */
export function describeReady({ people }: Pick<ReadyCast, 'people'>): string {
  const parts = readyFiles.map(({ file, name, about }) => {
    const students = people
      .filter((it) => it.about.file === file)
      .map(
        ({ about: it }) =>
          `| ${[it.given, it.family]
            .filter((part) => part !== null)
            .join(' ')
            .replaceAll('|', '/')} | ${it.expect} |`,
      );
    return [`## ${name}`, '', about, '', '| student | what to expect |', '| --- | --- |', ...students, ''].join('\n');
  });
  return [
    '# Submissions ready to drop',
    '',
    'Invented students of the demonstration province. Sign in as the registrar of the school and drop a file on the page of submissions.',
    '',
    ...parts,
  ].join('\n');
}
