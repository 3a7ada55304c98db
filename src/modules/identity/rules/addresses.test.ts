import { describe, expect, test } from 'vitest';
import { contradictedBy, endOf, inForceOn, preferredOn } from './addresses.ts';
import type { AddressKind } from './kept.ts';

type Facts = {
  id: string;
  from: string;
  to?: string;
  kind?: AddressKind;
  marked?: boolean;
  gone?: boolean;
  at?: string;
};
const address = ({
  id,
  from,
  to,
  kind = 'mailing',
  marked = false,
  gone = false,
  at = '2026-01-01T00:00:00Z',
}: Facts) => ({
  id,
  kind,
  effectiveOn: from,
  expiresOn: to ?? null,
  isPreferred: marked,
  isDeleted: gone,
  recordedAt: at,
});
const first = address({ id: 'first', from: '2024-09-01' });
const next = address({ id: 'next', from: '2026-02-01' });
const away = address({ id: 'away', from: '2025-07-01', to: '2025-08-31' });
const home = address({ id: 'home', from: '2024-09-01', kind: 'physical' });
const ids = (all: { id: string }[]) => all.map((it) => it.id);

describe('addresses of one kind', () => {
  test('follow each other: one without an end ends when the next begins', () => {
    const all = [first, next];
    expect(endOf(first, all)).toBe('2026-01-31');
    expect(endOf(next, all)).toBeNull();
    expect(ids(inForceOn(all, '2026-01-31'))).toEqual(['first']);
    expect(ids(inForceOn(all, '2026-02-01'))).toEqual(['next']);
    expect(ids(inForceOn(all, '2024-08-31'))).toEqual([]);
  });

  test('give way for a while to one with an end, and hold again after it', () => {
    const all = [first, away];
    expect(['2025-06-30', '2025-07-01', '2025-08-31', '2025-09-01'].map((day) => ids(inForceOn(all, day))[0])).toEqual([
      'first',
      'away',
      'away',
      'first',
    ]);
    expect(endOf(first, all)).toBeNull();
  });

  test('do not end those of another kind, and one that was taken back ends none', () => {
    expect(
      ids(inForceOn([first, home, address({ id: 'gone', from: '2025-01-01', gone: true })], '2025-06-01')),
    ).toEqual(['first', 'home']);
  });

  test('contradict each other when both begin on one day or one was said to last beyond the beginning of the other', () => {
    const twin = address({ id: 'twin', from: '2024-09-01' });
    const lasting = address({ id: 'lasting', from: '2025-01-01', to: '2026-06-30' });
    const never = () => false;
    expect(contradictedBy(first, [first, twin], never)).toBe(twin);
    expect(contradictedBy(lasting, [lasting, next], never)).toBe(next);
    expect(contradictedBy(first, [first, next], never)).toBeNull();
    expect(contradictedBy(first, [first, twin], () => true)).toBeNull();
  });
});

describe('the address to use', () => {
  test('is the marked one of those that hold, else the one for post, and there is exactly one whenever one holds', () => {
    const marked = { ...home, isPreferred: true };
    expect(preferredOn([first, home], '2025-01-01')).toBe(first);
    expect(preferredOn([first, marked], '2025-01-01')).toBe(marked);
    expect(preferredOn([{ ...first, isPreferred: true, expiresOn: '2024-12-31' }, home], '2025-01-01')).toBe(home);
    expect(preferredOn([{ ...first, isDeleted: true, isPreferred: true }], '2025-01-01')).toBeNull();
  });

  test('of two that begin on one day is the one recorded last', () => {
    const later = address({ id: 'later', from: '2024-09-01', at: '2026-05-01T00:00:00Z' });
    expect(preferredOn([first, later], '2025-01-01')).toBe(later);
    expect(preferredOn([later, first], '2025-01-01')).toBe(later);
  });
});
