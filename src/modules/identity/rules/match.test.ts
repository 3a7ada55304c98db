import { expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { hashKey, keysOf } from './keys.ts';
import { reconcileBatch, ruleMatcher } from './match.ts';
import type { Judgement, MatchCandidate, MatchQuery, Person } from './matcher.ts';
import { foldName, type PersonName } from './normalise.ts';

type Draft = Partial<Omit<Person, 'names'>> & PersonName;

const zoe: Draft = {
  givenName: 'Zoé',
  middleName: null,
  familyName: 'Tremblay',
  birthDate: '2015-03-09',
  gender: 'F',
  postalCodes: ['T5A0A1'],
  phones: ['7805550142'],
};

function person({ givenName, middleName, familyName, ...rest }: Draft): Person {
  return {
    names: [foldName({ givenName, middleName, familyName })],
    birthDate: '2015-03-09',
    gender: 'F',
    postalCodes: [],
    phones: [],
    guardians: [],
    ...rest,
  };
}

function query(draft: Draft, more: Partial<MatchQuery> = {}): MatchQuery {
  return {
    ...person(draft),
    ref: '1',
    suppliedNumber: null,
    hasSuppliedNumber: false,
    isMultipleBirth: false,
    localId: 'S.K001|1',
    guid: null,
    ...more,
  };
}

const number = '123456789' as StudentNumber;
const otherNumber = '987654321' as StudentNumber;
const withNumber = { suppliedNumber: number, hasSuppliedNumber: true };

function candidate(draft: Draft, more: Partial<MatchCandidate> = {}): MatchCandidate {
  return {
    ...person(draft),
    studentNumber: number,
    isRestricted: false,
    isDeceased: false,
    hasLocalId: false,
    hasGuid: false,
    hasOtherLocalId: false,
    ...more,
  };
}

function check(
  asked: MatchQuery,
  candidates: MatchCandidate[],
  expected: string,
  others: MatchQuery[] = [],
): Judgement {
  const judgement = ruleMatcher.judge(asked, candidates, { others });
  expect(`${judgement.outcome} ${judgement.method}`).toBe(expected);
  return judgement;
}

test('nobody alike is a new student', () => {
  check(query(zoe), [], 'new nobody');
  check(
    query(zoe),
    [candidate({ ...zoe, givenName: 'Amir', familyName: 'Haddad', postalCodes: [], phones: [] })],
    'new nobody',
  );
});

test('name and birth date decide when one alone has them', () => {
  check(query(zoe), [candidate(zoe)], 'assigned exact');
  check(
    query({ ...zoe, givenName: 'ZOE', familyName: 'TREMBLAY', postalCodes: [], phones: [] }),
    [candidate(zoe)],
    'assigned exact',
  );
});

test('two alike are ambiguous', () => {
  check(query(zoe), [candidate(zoe), candidate(zoe, { studentNumber: otherNumber })], 'review ambiguous');
});

test('a supplied number is confirmed by birth date and a compatible name', () => {
  check(query({ ...zoe, familyName: 'Tremblai' }, withNumber), [candidate(zoe)], 'assigned number');
  check(query({ ...zoe, familyName: 'Okafor' }, withNumber), [candidate(zoe)], 'assigned number');
  check(query({ ...zoe, birthDate: '2015-09-03' }, withNumber), [candidate(zoe)], 'assigned number');
});

test('a supplied number that the facts contradict is never assigned', () => {
  check(query({ ...zoe, birthDate: '2012-12-01' }, withNumber), [candidate(zoe)], 'review number_conflict');
  check(
    query({ ...zoe, givenName: 'Amir', familyName: 'Haddad' }, withNumber),
    [candidate(zoe)],
    'review number_conflict',
  );
});

test('the number of a twin is never taken for the other', () => {
  const twin = candidate({ ...zoe, givenName: 'Léa' }, { studentNumber: otherNumber });
  check(query({ ...zoe, givenName: 'Léa' }, withNumber), [candidate(zoe), twin], 'review number_conflict');
  const jayden = { ...zoe, givenName: 'Jayden' };
  const jaden = { ...zoe, givenName: 'Jaden' };
  check(
    query(jaden, withNumber),
    [candidate(jayden), candidate(jaden, { studentNumber: otherNumber })],
    'review number_conflict',
  );
});

test('all names may change when number, own id and birth date agree', () => {
  check(
    query({ ...zoe, givenName: 'Amir', familyName: 'Haddad' }, withNumber),
    [candidate(zoe, { hasLocalId: true })],
    'assigned number',
  );
});

test('the school’s own id counts when the facts confirm it, and stands in the way when they do not', () => {
  check(query(zoe), [candidate(zoe, { hasLocalId: true })], 'assigned local_id');
  check(query({ ...zoe, familyName: 'Okafor' }), [candidate(zoe, { hasLocalId: true })], 'assigned local_id');
  check(
    query({ ...zoe, givenName: 'Amir', birthDate: '2011-01-30' }),
    [candidate(zoe, { hasLocalId: true })],
    'review local_id_conflict',
  );
});

test('a number that nobody has is no reason for another one', () => {
  check(query(zoe, { suppliedNumber: otherNumber, hasSuppliedNumber: true }), [], 'review number_unknown');
  check(query(zoe, { suppliedNumber: null, hasSuppliedNumber: true }), [candidate(zoe)], 'assigned exact');
});

test('a twin is never assigned to the sibling, and is new only when a multiple birth is stated', () => {
  const lea = { ...zoe, givenName: 'Léa' };
  check(query(lea), [candidate(zoe)], 'review twin');
  check(query(lea, { isMultipleBirth: true }), [candidate(zoe)], 'new multiple_birth');
  check(query(lea), [candidate(zoe)], 'new multiple_birth', [query(zoe, { ref: '2', localId: 'S.K001|2' })]);
});

test('a twin who comes without number and own id goes to a person, even when the name is exact', () => {
  const lea = candidate({ ...zoe, givenName: 'Léa' }, { studentNumber: otherNumber });
  check(query(zoe), [candidate(zoe), lea], 'review twin');
  check(query(zoe, withNumber), [candidate(zoe), lea], 'assigned number');
});

test('a twin who has moved house is still known as one by the facts of the register', () => {
  const lea = candidate({ ...zoe, givenName: 'Léa' }, { studentNumber: otherNumber });
  const moved = { ...zoe, postalCodes: ['T9X9X9'], phones: ['4035550100'] };
  check(query(moved), [candidate(zoe), lea], 'review twin');
  check(query(moved), [candidate(zoe)], 'assigned exact');
  check(query(moved, { isMultipleBirth: true }), [candidate(zoe)], 'review twin');
});

test('the same day and family name in another household is a stranger', () => {
  check(
    query({ ...zoe, givenName: 'Léa', postalCodes: ['T9X9X9'], phones: ['4035550100'] }),
    [candidate(zoe)],
    'new nobody',
  );
});

test('given names one edit apart in one household go to a person', () => {
  check(query({ ...zoe, givenName: 'Jaden' }), [candidate({ ...zoe, givenName: 'Jayden' })], 'review doubtful');
});

test('names exchanged, hyphens, nicknames and other scripts find the student', () => {
  check(query({ ...zoe, givenName: 'Tremblay', familyName: 'Zoé' }), [candidate(zoe)], 'assigned exact');
  check(query({ ...zoe, familyName: 'Tremblay-Roy' }), [candidate(zoe)], 'assigned near');
  check(query({ ...zoe, givenName: 'Liz' }), [candidate({ ...zoe, givenName: 'Elizabeth' })], 'assigned near');
  check(
    query({ ...zoe, givenName: 'Сергій', familyName: 'Шевченко' }),
    [candidate({ ...zoe, givenName: 'Serhii', familyName: 'Shevchenko' })],
    'assigned exact',
  );
});

test('day and month exchanged are borne within the household, and doubtful outside it', () => {
  check(query({ ...zoe, birthDate: '2015-09-03' }), [candidate(zoe)], 'assigned near');
  check(query({ ...zoe, birthDate: '2015-09-03', postalCodes: [], phones: [] }), [candidate(zoe)], 'review doubtful');
});

test('middle names that conflict stop strangers of one name', () => {
  const anne = { ...zoe, middleName: 'Anne', postalCodes: [], phones: [] };
  check(query(anne), [candidate({ ...anne, middleName: 'Rose' })], 'review doubtful');
});

test('mononyms agree in whichever field they stand', () => {
  const one = { ...zoe, givenName: 'Suharto', familyName: null };
  check(query(one), [candidate({ ...zoe, givenName: null, familyName: 'Suharto' })], 'assigned exact');
  check(query(one), [candidate({ ...zoe, givenName: 'Suharto', familyName: 'LNU' })], 'assigned exact');
});

test('a protected student is never assigned automatically, whatever was supplied', () => {
  check(query(zoe, withNumber), [candidate(zoe, { isRestricted: true })], 'review restricted');
  check(query(zoe), [candidate(zoe, { isRestricted: true, hasLocalId: true })], 'review restricted');
});

test('a deceased student goes to a person', () => {
  check(query(zoe), [candidate(zoe, { isDeceased: true })], 'review deceased');
});

test('two rows of one batch never get one number, unless they are the same row', () => {
  const assigned: Judgement = { outcome: 'assigned', studentNumber: number, method: 'exact', candidates: [] };
  const rows = [query(zoe, { guid: 'a' }), query(zoe, { ref: '2', localId: 'S.K001|2', guid: 'b' })];
  const alone = rows.map(() => ({ others: [] }));
  expect(reconcileBatch(rows, [assigned, assigned], alone).map((it) => it.method)).toEqual([
    'same_batch',
    'same_batch',
  ]);
  const same = [rows[0], query(zoe, { ref: '2', localId: 'S.K001|2', guid: 'a' })].filter((it) => it !== undefined);
  expect(reconcileBatch(same, [assigned, assigned], alone).map((it) => it.method)).toEqual(['exact', 'exact']);
});

test('two rows that seem one new student wait for a person; stated twins of nearly one name do not', () => {
  const fresh: Judgement = { outcome: 'new', studentNumber: null, method: 'nobody', candidates: [] };
  const judgePair = (a: MatchQuery, b: MatchQuery) =>
    reconcileBatch([a, b], [fresh, fresh], [{ others: [b] }, { others: [a] }]).map((it) => it.outcome);
  const second = { ref: '2', localId: 'S.K001|2' };
  expect(judgePair(query(zoe), query(zoe, second))).toEqual(['review', 'review']);
  expect(judgePair(query(zoe), query({ ...zoe, givenName: 'Léa' }, second))).toEqual(['new', 'new']);
  const jayden = { ...zoe, givenName: 'Jayden' };
  const jaden = { ...zoe, givenName: 'Jaden' };
  expect(judgePair(query(jayden), query(jaden, second))).toEqual(['review', 'review']);
  const stated = { isMultipleBirth: true };
  expect(judgePair(query(jayden, stated), query(jaden, { ...second, ...stated }))).toEqual(['new', 'new']);
});

test('the candidate search meets the same person under noise', () => {
  const kept = new Set(keysOf(person(zoe)));
  const meets = (draft: Draft) => keysOf(person(draft)).some((key) => kept.has(key));
  const bare = { ...zoe, postalCodes: [], phones: [] };
  expect(meets({ ...bare, familyName: 'Okafor' })).toBe(true);
  expect(meets({ ...bare, birthDate: '2015-09-03' })).toBe(true);
  expect(meets({ ...bare, birthDate: '2014-03-09' })).toBe(true);
  expect(meets({ ...bare, givenName: 'Tremblay', familyName: 'Zoé' })).toBe(true);
  expect(meets({ ...zoe, givenName: 'Amir', familyName: 'Haddad' })).toBe(true);
  expect(meets({ ...bare, givenName: 'Amir', familyName: 'Haddad' })).toBe(false);
});

test('keys are whole numbers that a bigint and a number both hold', () => {
  expect(Number.isSafeInteger(hashKey('n|TRMP|2015-03-09'))).toBe(true);
  expect(hashKey('a')).not.toBe(hashKey('b'));
});

test('a mistyped number is outweighed by the school’s own id, a wrong day by number and own id together', () => {
  check(query(zoe, { hasSuppliedNumber: true }), [candidate(zoe, { hasLocalId: true })], 'assigned local_id');
  const wrongMonth = { ...zoe, birthDate: '2015-11-09' };
  check(query(wrongMonth, withNumber), [candidate(zoe, { hasLocalId: true })], 'assigned number');
  check(query(wrongMonth, withNumber), [candidate({ ...zoe, postalCodes: [], phones: [] })], 'review number_conflict');
});

test('a student whom the school knows under another id of its own goes to a person', () => {
  check(query(zoe), [candidate(zoe, { hasOtherLocalId: true })], 'review second_local_id');
  check(query(zoe, withNumber), [candidate(zoe, { hasOtherLocalId: true })], 'assigned number');
});

test('the same name with a birth date one digit apart, without a household, is no match', () => {
  const cruz = {
    ...zoe,
    givenName: 'Maria Theresa',
    middleName: 'Santos',
    familyName: 'Cruz',
    postalCodes: [],
    phones: [],
  };
  check(query({ ...cruz, birthDate: '2015-03-19' }), [candidate(cruz)], 'review doubtful');
});
