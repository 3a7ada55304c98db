import { expect, test } from 'vitest';
import { askers, askerWords, hiddenOrganisation, hideOrganisations, judgeWithheld } from './withhold.ts';

test('the student and a court are told everything that belongs to the student', () => {
  for (const asker of ['student', 'court'] as const)
    for (const reveals of ['whereabouts', 'protection'] as const)
      expect(judgeWithheld(reveals, { asker, isProtected: true })).toBeNull();
});

test('nobody else learns where a protected student is', () => {
  for (const asker of ['guardian', 'lawyer', 'other'] as const) {
    expect(judgeWithheld('whereabouts', { asker, isProtected: true })).not.toBeNull();
    expect(judgeWithheld('whereabouts', { asker, isProtected: false })).toBeNull();
  }
});

test('whether a student is protected cannot be told from what is withheld as protection', () => {
  for (const asker of askers)
    expect(judgeWithheld('protection', { asker, isProtected: true })).toEqual(
      judgeWithheld('protection', { asker, isProtected: false }),
    );
});

test('what reveals nothing is withheld from nobody', () => {
  for (const asker of askers) expect(judgeWithheld(undefined, { asker, isProtected: true })).toBeNull();
  expect(Object.keys(askerWords)).toEqual([...askers]);
});

test('an organisation is hidden wherever it stands, and nothing else is', () => {
  expect(
    hideOrganisations({ by: 'S.K001', list: ['A.2195', 'Zoé'], deep: { of: 'O.1' }, count: 3, none: null }),
  ).toEqual({
    by: hiddenOrganisation,
    list: [hiddenOrganisation, 'Zoé'],
    deep: { of: hiddenOrganisation },
    count: 3,
    none: null,
  });
});
