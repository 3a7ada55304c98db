import { expect, test } from 'vitest';
import { draftOf, elsewhere, other, toStatement } from './transitionDraft.ts';

const draft = { ...draftOf(null, '2026-11-24'), reason: 'moved_here' };

test('a new transition begins today and names no school until one is chosen', () => {
  expect(toStatement(draft)).toMatchObject({ effectiveOn: '2026-11-24', schoolCode: null, outside: null });
});

test('only the school that was chosen is sent', () => {
  const full = { ...draft, code: ' s.k002 ', name: 'Larch Lake', city: ' ' };
  expect(toStatement({ ...full, place: 'S.K001' })).toMatchObject({ schoolCode: 'S.K001', outside: null });
  expect(toStatement({ ...full, place: other })).toMatchObject({ schoolCode: 'S.K002', outside: null });
  const outside = { name: 'Larch Lake', city: null, province: null, country: null };
  expect(toStatement({ ...full, place: elsewhere })).toMatchObject({ schoolCode: null, outside });
});

test('without a school none is sent, whatever was typed before', () => {
  const typed = { ...draft, place: 'S.K001', name: 'Larch Lake', hasSchool: 'unknown' } as const;
  expect(toStatement(typed)).toMatchObject({ hasSchool: 'unknown', schoolCode: null, outside: null });
});
