import { expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import type { IdentityQuery, StudentItem } from '#modules/identity/index.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { insertAssertion } from './store/assertions.ts';

const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
});

async function newStudent(facts: Parameters<typeof buildQuery>[0]) {
  const query = buildQuery(facts);
  const [number] = await database.write((tx, act) =>
    buildStudents(tx, act, { queries: [query], jurisdiction: database.jurisdiction }),
  );
  if (!number) throw new Error('no number');
  return { query, number };
}

/** Two students, and a document that would give the second the name and birth date of the first. */
async function twoStudents(name: string) {
  const first = await newStudent({ familyName: name, givenName: 'Amina', birthDate: '2014-05-06' });
  const second = await newStudent({ familyName: name, givenName: 'Oskar', birthDate: '2015-07-08' });
  const paper = (organisation = 'S.K001') => toPaper(second.number, first.query, organisation);
  return { first, second, paper };
}

function toPaper(number: StudentNumber, { draft }: IdentityQuery, organisation: string): StudentItem {
  const { familyName, givenName, middleName, birthDate, gender } = draft;
  return buildItem('identification', number, { familyName, givenName, middleName, birthDate, gender }, organisation);
}

const fateOf = async (item: StudentItem) => {
  const [fate] = await database.write((tx, act) =>
    applyItems(tx, act, { items: [item], jurisdiction: database.jurisdiction }),
  );
  return fate;
};
const apply = async (item: StudentItem) => {
  const fate = await fateOf(item);
  return [fate?.fate, fate?.fired.map((it) => it.code) ?? []];
};

test('a document that gives a student the name and birth date of another is refused, without naming the other', async () => {
  const { first, paper } = await twoStudents('Fernleigh');
  expect(await apply(paper())).toEqual(['refused', ['IDN-0406']]);
  expect(JSON.stringify((await fateOf(paper()))?.fired)).not.toContain(first.number);
});

test('the ministry may record it', async () => {
  const { paper } = await twoStudents('Gladstone');
  expect(await apply(paper('O.1'))).toEqual(['added', []]);
});

test('it is taken where somebody has said that the two are two, or one', async () => {
  for (const [kind, name] of [
    ['not_same', 'Hartwood'],
    ['same', 'Ironside'],
  ] as const) {
    const { first, second, paper } = await twoStudents(name);
    await database.write((tx, act) =>
      insertAssertion(tx, {
        assertionId: crypto.randomUUID(),
        number: first.number,
        other: second.number,
        kind,
        reason: 'seen together',
        by: 'Records',
        at: act.at,
      }),
    );
    expect([kind, await apply(paper())]).toEqual([kind, ['added', []]]);
  }
});

test('no refusal tells of a protected student', async () => {
  const { first, paper } = await twoStudents('Juniper');
  expect(await apply(buildItem('restrictions', first.number))).toEqual(['added', []]);
  expect(await apply(paper())).toEqual(['added', []]);
});

test('a student who has that name already may prove it, and another document may change something else', async () => {
  const first = await newStudent({ familyName: 'Kestrelson', givenName: 'Amina', birthDate: '2014-05-06' });
  expect(await apply(toPaper(first.number, first.query, 'S.K001'))).toEqual(['added', []]);
});
