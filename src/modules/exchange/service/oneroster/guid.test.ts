import { expect, test } from 'vitest';
import { guidOf } from './guid.ts';

test('a sourcedId that is a GUID is kept in lower case, and any other makes one of version 5, always the same', () => {
  const guid = '5D0C9D3E-0D0B-4A8E-9D57-6B1F3F0A7C21';
  expect(guidOf('S.K001', 'user', guid)).toBe(guid.toLowerCase());
  const made = guidOf('S.K001', 'user', 'u-1');
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(guidOf('S.K001', 'user', 'u-1')).toBe(made);
});

test('the same sourcedId of another organisation, of another kind or of a later year is another thing', () => {
  const made = [
    guidOf('S.K001', 'user', 'x'),
    guidOf('S.K002', 'user', 'x'),
    guidOf('S.K001', 'role', 'x'),
    guidOf('S.K001', 'role 2027', 'x'),
    guidOf('S.K001', 'role 2027', '5d0c9d3e-0d0b-4a8e-9d57-6b1f3f0a7c21'),
  ];
  expect(new Set(made).size).toBe(made.length);
});
