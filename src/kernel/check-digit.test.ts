import { expect, test } from 'vitest';
import { dammDigit } from './check-digit.ts';

const series = ['00000000', '12345678', '90817263', '55555555', '10203040'];
const withDigit = (digits: string) => digits + dammDigit(digits);

test('the digit of the published example 572 is 4', () => expect(dammDigit('572')).toBe('4'));

test('a series with its digit behind it sums to zero', () => {
  for (const digits of series) expect(dammDigit(withDigit(digits))).toBe('0');
});

test('every single wrong digit is caught', () => {
  for (const number of series.map(withDigit)) {
    for (let place = 0; place < number.length; place += 1) {
      for (const digit of '0123456789') {
        if (digit === number[place]) continue;
        expect(dammDigit(number.slice(0, place) + digit + number.slice(place + 1))).not.toBe('0');
      }
    }
  }
});

test('every swap of two different neighbours is caught', () => {
  for (const number of series.map(withDigit)) {
    for (let place = 0; place + 1 < number.length; place += 1) {
      const [a, b] = [number.charAt(place), number.charAt(place + 1)];
      if (a !== b) expect(dammDigit(number.slice(0, place) + b + a + number.slice(place + 2))).not.toBe('0');
    }
  }
});

test('anything but digits is refused', () => expect(() => dammDigit('12a4')).toThrow('not a series of digits'));
