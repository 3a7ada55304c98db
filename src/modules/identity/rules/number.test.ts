import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dammDigit } from '#kernel/check-digit.ts';
import { dammRandom, numberScheme, readNumber } from './number.ts';

const eightDigits = fc.stringMatching(/^\d{8}$/);
const full = (digits: string) => `${digits}${dammDigit(digits)}`;

test('every number that is made passes its own check', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
      const number = dammRandom.make(() => chance);
      expect(number).toMatch(/^\d{9}$/);
      expect(dammRandom.check(number)).toBe(true);
    }),
  );
});

test('every single wrong digit is caught', () => {
  fc.assert(
    fc.property(eightDigits, fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
      const number = full(digits);
      const wrong = `${number.slice(0, place)}${(Number(number[place]) + shift) % 10}${number.slice(place + 1)}`;
      expect(dammRandom.check(wrong)).toBe(false);
    }),
  );
});

test('every swap of two different neighbours is caught', () => {
  fc.assert(
    fc.property(eightDigits, fc.nat(7), (digits, place) => {
      const number = full(digits);
      fc.pre(number[place] !== number[place + 1]);
      const swapped = `${number.slice(0, place)}${number[place + 1]}${number[place]}${number.slice(place + 2)}`;
      expect(dammRandom.check(swapped)).toBe(false);
    }),
  );
});

test('a number is read with hyphens or blanks, and nothing else is a number', () => {
  expect(readNumber('1234-5678-9')).toBe('123456789');
  expect(readNumber('1234 5678 9')).toBe('123456789');
  expect(readNumber('12345678')).toBeNull();
  expect(readNumber('12345678a')).toBeNull();
  expect(readNumber(null)).toBeNull();
});

test('a scheme that does not exist is a fault of the jurisdiction', () => {
  expect(numberScheme('damm-random')).toBe(dammRandom);
  expect(() => numberScheme('luhn')).toThrow(/luhn/);
});
