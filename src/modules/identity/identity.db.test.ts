import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import {
  createStudents,
  type IdentityQuery,
  identifyStudents,
  openMatchTasks,
  type StudentItem,
} from '#modules/identity/index.ts';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  applyItems,
  buildIdentityContext,
  buildItem,
  buildObjectGuid,
  buildQuery,
  buildStudentItem,
  buildStudents,
} from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { dammRandom } from './rules/number.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});

const now = () => ({ at: new Date(), today: '2026-11-24' });
const context = () => buildIdentityContext(now(), database.jurisdiction);
const create = (...queries: IdentityQuery[]) =>
  database.write((tx, act) => buildStudents(tx, act, { queries, jurisdiction: database.jurisdiction }));
const apply = (...items: StudentItem[]) =>
  database.write((tx, act) => applyItems(tx, act, { items, jurisdiction: database.jurisdiction }));
const identify = async (...queries: IdentityQuery[]) =>
  (await identifyStudents(database.db, queries, context())).map((it) => `${it.outcome} ${it.method}`);

async function newStudent(
  facts: Parameters<typeof buildQuery>[0] = {},
): Promise<{ query: IdentityQuery; number: StudentNumber }> {
  const query = buildQuery(facts);
  const [number] = await create(query);
  if (!number) throw new Error('no number');
  return { query, number };
}

async function studentRow(number: StudentNumber) {
  const { rows } = await sql<{
    version: number;
    family_name: string | null;
    given_name: string | null;
    birth_date: string;
    proof_quality: number;
    is_restricted: boolean;
  }>`
    select version, family_name, given_name, birth_date, proof_quality, is_restricted from identity.student where student_number = ${number}`.execute(
    database.db,
  );
  const [row] = rows;
  if (!row) throw new Error(`no student ${number}`);
  return row;
}

/** A document with the student's own facts, changed where the test says so. */
function paper(query: IdentityQuery, number: StudentNumber, changes: Record<string, unknown> = {}): StudentItem {
  const { familyName, givenName, middleName, suffix, birthDate, gender } = query.draft;
  return buildItem('identification', number, {
    familyName,
    givenName,
    middleName,
    suffix,
    birthDate,
    gender,
    ...changes,
  });
}

const another = (query: IdentityQuery, changes: Parameters<typeof buildQuery>[0] = {}) =>
  buildQuery({
    ...query.draft,
    postalCodes: query.postalCodes,
    phones: query.phones,
    organisation: 'S.K003',
    ...changes,
  });

test('a new student gets a number that passes the check and is sighted by its maker', async () => {
  const { number } = await newStudent();
  expect(dammRandom.check(number)).toBe(true);
  const { rows } =
    await sql`select organisation_code, kind from published.student_association where student_number = ${number}`.execute(
      database.db,
    );
  expect(rows).toEqual([{ organisation_code: 'S.K001', kind: 'creation' }]);
});

test('the same student asked about again is found by the school’s own id, and elsewhere by the facts', async () => {
  const { query, number } = await newStudent();
  expect(await identify(query)).toEqual(['assigned local_id']);
  const elsewhere = another(query);
  expect(await identify(elsewhere)).toEqual(['assigned exact']);
  expect(await identify(another(query, { studentNumber: number }))).toEqual(['assigned number']);
});

test('the same row again changes nothing and makes no version', async () => {
  const { query, number } = await newStudent({ preferredGivenName: 'Zed', languageAtHome: 'fr' });
  const fates = await apply(buildStudentItem(query, number));
  expect(fates.map((it) => it.fate)).toEqual(['unchanged']);
  expect((await studentRow(number)).version).toBe(1);
});

test('every kind of row is added, then unchanged, then changed, one version an act', async () => {
  const { number } = await newStudent({ givenName: 'Zoé' });
  const items = (['identification', 'names', 'addresses', 'phones', 'guardians'] as const).map((file) =>
    buildItem(file, number),
  );
  expect((await apply(...items)).map((it) => it.fate)).toEqual(items.map(() => 'added'));
  expect((await apply(...items)).map((it) => it.fate)).toEqual(items.map(() => 'unchanged'));
  expect((await studentRow(number)).version).toBe(2);
  const moved = items.map((item) =>
    item.file === 'addresses' ? { ...item, draft: { ...item.draft, street: '14 First Avenue' } } : item,
  );
  expect((await apply(...moved)).map((it) => it.fate)).toEqual([
    'unchanged',
    'unchanged',
    'changed',
    'unchanged',
    'unchanged',
  ]);
  expect((await studentRow(number)).version).toBe(3);
});

test('an empty field makes no statement: what was known stays', async () => {
  const { number } = await newStudent();
  const item = buildItem('addresses', number);
  await apply(item);
  const [fate] = await apply({ ...item, draft: { ...item.draft, city: null, postalCode: null } } as StudentItem);
  expect(fate?.fate).toBe('unchanged');
});

test('a document of lower quality than the present proof is refused', async () => {
  const { query, number } = await newStudent();
  await apply(paper(query, number));
  const [fate] = await apply(paper(query, number, { documentType: 'RegForm', givenName: 'Chloé' }));
  expect([fate?.fate, fate?.fired[0]?.reference]).toEqual(['refused', 'PASI 11210']);
  expect((await studentRow(number)).given_name).toBe(query.draft.givenName);
});

test('what a school says without a document changes a name nobody proved, and is refused against a proof', async () => {
  const { query, number } = await newStudent();
  const [first] = await apply(buildStudentItem(query, number, { givenName: 'Chloe' }));
  expect([first?.fate, (await studentRow(number)).given_name]).toEqual(['changed', 'Chloe']);
  await apply(paper(query, number, { givenName: 'Chloé' }));
  const [second] = await apply(buildStudentItem(query, number, { givenName: 'Lea' }));
  expect([second?.fate, second?.fired[0]?.code, second?.fired[0]?.field]).toEqual(['refused', 'IDN-0210', 'givenName']);
});

test('a statement recorded before stays unchanged after a better proof came', async () => {
  const { query, number } = await newStudent({ givenName: 'Bob' });
  await apply(paper(query, number, { givenName: 'Robert', middleName: 'Jean' }));
  expect((await studentRow(number)).given_name).toBe('Robert');
  const [fate] = await apply(buildStudentItem(query, number));
  expect(fate?.fate).toBe('unchanged');
});

test('case and accents make no contradiction with a proof', async () => {
  const { query, number } = await newStudent({ givenName: 'Zoé' });
  await apply(paper(query, number));
  const elsewhere = another(query, { familyName: query.draft.familyName?.toUpperCase() ?? null, givenName: 'ZOE' });
  const fates = await apply(buildStudentItem(elsewhere, number));
  expect(fates.map((it) => it.fate)).toEqual(['changed']); // its own id is new
  expect((await apply(buildStudentItem(elsewhere, number))).map((it) => it.fate)).toEqual(['unchanged']);
  expect((await studentRow(number)).given_name).toBe('Zoé');
});

test('a marriage certificate changes the name and leaves the birth date to the better proof', async () => {
  const { query, number } = await newStudent();
  await apply(paper(query, number, { documentType: 'ABHealthCard' }));
  const marriage = {
    documentType: 'ABMarriageCert',
    familyName: 'Roy',
    issuedOn: '2026-06-01',
    birthDate: '2001-01-01',
  };
  await apply(paper(query, number, marriage));
  const kept = { family_name: 'Roy', birth_date: query.draft.birthDate, proof_quality: 300 };
  expect(await studentRow(number)).toMatchObject(kept);
});

test('a GUID that comes back for another student is refused, in one batch and later', async () => {
  const [one, two] = [await newStudent(), await newStudent()];
  const guid = buildObjectGuid();
  const both = await apply(buildItem('phones', one.number, { guid }), buildItem('phones', two.number, { guid }));
  expect(both.map((it) => it.fate)).toEqual(['added', 'refused']);
  const [later] = await apply(buildItem('phones', two.number, { guid }));
  expect([later?.fate, later?.fired[0]?.code]).toEqual(['refused', 'STU-0020']);
});

test('a student’s GUID with quite other facts is refused before anything is created', async () => {
  const { query } = await newStudent();
  const [decision] = await identifyStudents(database.db, [buildQuery({ guid: query.guid })], context());
  expect(decision?.rejections.map((it) => it.code)).toEqual(['STU-0020']);
});

test('a refused row leaves no trace', async () => {
  const { number } = await newStudent();
  const before = await studentRow(number);
  const [fate] = await apply(buildItem('addresses', number, { postalCode: 'T5A0A1' }));
  expect([fate?.fate, fate?.fired[0]?.reference]).toEqual(['refused', 'PASI 11004']);
  expect(await studentRow(number)).toEqual(before);
});

test('control characters are refused in every kind of row', async () => {
  const { query, number } = await newStudent();
  const fates = await apply(
    buildItem('names', number, { givenName: 'Zo\u0007e' }),
    buildItem('addresses', number, { street: '12 First\u0000 Avenue' }),
    buildItem('guardians', number, { familyName: 'Roy\u0085' }),
    buildStudentItem(query, number, { preferredGivenName: 'Z\u001bd' }),
  );
  expect(fates.map((it) => [it.fate, it.fired[0]?.code])).toEqual(fates.map(() => ['refused', 'STU-0010']));
});

test('names of every script are kept as written, in normal form C', async () => {
  const given = ['Zoe\u0308', '小明', 'ᓄᓇᕗᑦ', 'محمد', 'Сергій', 'ਗੁਰਪ੍ਰੀਤ', 'Nguyễn'];
  for (const [place, givenName] of given.entries()) {
    const { number } = await newStudent({ givenName, birthDate: `2011-07-${13 + place}` });
    expect((await studentRow(number)).given_name).toBe(givenName.normalize('NFC'));
  }
});

test('a person with one name is registered and found in whichever field it stands', async () => {
  const { query, number } = await newStudent({ givenName: 'Suharto', familyName: null, birthDate: '2012-05-17' });
  expect(await studentRow(number)).toMatchObject({ family_name: null, given_name: 'Suharto' });
  expect(
    await identify(
      another(query, { givenName: null, familyName: 'Suharto' }),
      another(query, { familyName: 'LNU', birthDate: '2012-05-17' }),
    ),
  ).toEqual(['review same_batch', 'review same_batch']);
  expect(await identify(another(query, { givenName: null, familyName: 'Suharto' }))).toEqual(['assigned exact']);
  const [fate] = await apply(buildStudentItem(query, number, { givenName: null, familyName: 'Suharto' }));
  expect(fate?.fate).toBe('unchanged');
});

test('nobody without any name is registered', async () => {
  const [decision] = await identifyStudents(
    database.db,
    [buildQuery({ givenName: null, familyName: null })],
    context(),
  );
  expect(decision?.rejections.map((it) => it.code)).toContain('NAM-0010');
});

test('a twin of somebody on the register is created only when a multiple birth is stated, and both are kept apart', async () => {
  const household = { phones: ['780-555-0177'], familyName: 'Vandersteen', birthDate: '2014-02-02' };
  await newStudent({ ...household, givenName: 'Noah' });
  const twin = buildQuery({ ...household, givenName: 'Liam' });
  expect(await identify(twin)).toEqual(['review twin']);
  expect(await identify({ ...twin, draft: { ...twin.draft, multipleBirth: 'Y' } })).toEqual(['new multiple_birth']);
});

test('a protected student is never assigned, and the organisation reads the same as for any review', async () => {
  const open = await newStudent({ phones: ['780-555-0188'], familyName: 'Lindqvist', birthDate: '2013-08-08' });
  const hidden = await newStudent();
  await apply(buildItem('restrictions', hidden.number));
  expect((await studentRow(hidden.number)).is_restricted).toBe(true);
  const [byNumber] = await identifyStudents(
    database.db,
    [another(hidden.query, { studentNumber: hidden.number })],
    context(),
  );
  const sibling = another(open.query, { givenName: 'Otherwise', phones: open.query.phones });
  const [ordinary] = await identifyStudents(database.db, [sibling], context());
  expect([byNumber?.outcome, byNumber?.method]).toEqual(['review', 'restricted']);
  expect([byNumber?.words, byNumber?.studentNumber]).toEqual([ordinary?.words, ordinary?.studentNumber]);
});

test('two schools that send one student at the same second get one number', async () => {
  const [, ...clients] = Array.from({ length: 21 }, (_, place) => place);
  const facts = buildQuery({
    familyName: 'Oduya',
    givenName: 'Temitope',
    birthDate: '2016-01-19',
    postalCodes: ['T9H 2A1'],
  });
  const answers = await Promise.all(
    clients.map((place) =>
      perform(database.db, { kind: 'test.race', actor: systemActor('test') }, async (tx, act) => {
        const query = {
          ...facts,
          organisation: place % 2 ? facts.organisation : ('S.K003' as typeof facts.organisation),
          localStudentId: `R${place}`,
          guid: buildObjectGuid(),
        };
        const [decision] = await createStudents(tx, [query], buildIdentityContext(act, database.jurisdiction));
        return decision;
      }),
    ),
  );
  const { rows } = await sql`select from identity.student where family_name = 'Oduya'`.execute(database.db);
  expect(rows).toHaveLength(1);
  expect(answers.filter((it) => it?.method === 'nobody')).toHaveLength(1);
});

test('a person’s decision answers the same question from then on', async () => {
  const household = { phones: ['780-555-0199'], familyName: 'Achterberg', birthDate: '2012-12-12' };
  const { number } = await newStudent({ ...household, givenName: 'Sem' });
  const held = buildQuery({ ...household, givenName: 'Finn' });
  const taskId = await database.write(async (tx) => {
    const decisions = await identifyStudents(tx, [held], context());
    const again = await openMatchTasks(tx, [held], decisions, context());
    const tasks = await openMatchTasks(tx, [held], decisions, context());
    expect(tasks).toEqual(again);
    return tasks.get(held.ref) ?? '';
  });
  const { decideMatchTask, findDecidedTask } = await import('./service/tasks.ts');
  const decided = await database.write(
    (tx, act) => decideMatchTask(tx, act, { taskId, wish: { decision: 'same', number }, context: context() }),
    actors.ministry,
  );
  expect(decided).toEqual({ studentNumber: number, isNew: false });
  expect(await findDecidedTask(database.db, taskId)).toMatchObject({ studentNumber: number, isNew: false });
  expect(await identify(held)).toEqual(['assigned person']);
  const { rows } = await sql<{
    task_identifier: string;
  }>`select task_identifier from graphile_worker.jobs where task_identifier = 'identity.match-task-decided'`.execute(
    database.db,
  );
  expect(rows).toHaveLength(1);
});

test('a batch is identified and applied in a fixed number of queries, whatever its size', async () => {
  const count = async (size: number) => {
    // One is known by its GUID, one by its facts: a batch without either asks less.
    const byGuid = (await newStudent()).query;
    const { draft } = (await newStudent()).query;
    const byFacts = buildQuery({ ...draft, organisation: 'S.K002' });
    const queries = [byGuid, byFacts, ...Array.from({ length: size }, () => buildQuery())];
    let statements = 0;
    await database.write(async (tx, act) => {
      const counted = new Proxy(tx, {
        get: (target, name, receiver) => {
          if (name !== 'getExecutor') return Reflect.get(target, name, receiver);
          return () => {
            statements += 1;
            return target.getExecutor();
          };
        },
      });
      const decisions = await createStudents(counted, queries, buildIdentityContext(act, database.jurisdiction));
      const items = queries.map((query, place) =>
        buildStudentItem(query, decisions[place]?.studentNumber ?? ('' as StudentNumber)),
      );
      await applyItems(counted, act, { items, jurisdiction: database.jurisdiction });
    });
    return statements;
  };
  const few = await count(40);
  expect(few).toBeGreaterThan(10);
  expect(await count(120)).toBe(few);
});
