import { describe, expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { citizenshipOn, citizenshipSpans, latestFirst } from './citizenship.ts';
import type { KeptCitizenship } from './kept.ts';

let counter = 0;

function status(facts: Partial<KeptCitizenship>): KeptCitizenship {
  counter += 1;
  return {
    studentNumber: '123456782' as StudentNumber,
    citizenshipId: `0197a0f2-6c1e-7d33-8a55-${String(counter).padStart(12, '0')}`,
    status: '5',
    effectiveOn: '2026-08-15',
    documentType: null,
    documentExpiresOn: null,
    country: null,
    guardianId: null,
    guardianStatus: null,
    isDeleted: false,
    submittedBy: 'S.K001',
    recordedAt: `2026-09-0${1 + (counter % 8)}T10:00:00.000Z`,
    ...facts,
  };
}

describe('the citizenship status of a day', () => {
  const permit = status({ effectiveOn: '2024-08-15' });
  const resident = status({ status: '2', effectiveOn: '2026-03-01' });
  const coming = status({ status: '1', effectiveOn: '2027-07-01' });

  test('is the one that began last, whatever the order in which they were recorded', () => {
    const days = ['2024-08-14', '2024-08-15', '2026-03-01', '2027-07-01'];
    const found = days.map((day) => citizenshipOn([coming, permit, resident], day)?.status ?? null);
    expect(found).toEqual([null, '5', '2', '1']);
  });

  test('falls back to the one before when one is taken back', () => {
    expect(citizenshipOn([permit, { ...resident, isDeleted: true }], '2026-09-01')).toBe(permit);
  });

  test('is the one recorded last of two that begin together', () => {
    const early = status({ status: '1', recordedAt: '2026-09-01T10:00:00.000Z' });
    const late = status({ status: '2', recordedAt: '2026-09-02T10:00:00.000Z' });
    expect([citizenshipOn([early, late], '2026-09-10'), citizenshipOn([late, early], '2026-09-10')]).toEqual([
      late,
      late,
    ]);
    expect(citizenshipSpans([early, late]).map((it) => it.status)).toEqual(['2']);
  });

  test('ends on the day before the next begins', () => {
    expect(citizenshipSpans([resident, coming, permit]).map((it) => [it.status, it.from, it.to])).toEqual([
      ['5', '2024-08-15', '2026-02-28'],
      ['2', '2026-03-01', '2027-06-30'],
      ['1', '2027-07-01', null],
    ]);
    expect(latestFirst([permit, coming, resident])).toEqual([coming, resident, permit]);
  });
});
