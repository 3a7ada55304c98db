import { expect, test } from 'vitest';
import { describeDevice } from './device.ts';

const check = (userAgent: string | undefined, expected: string) => expect(describeDevice(userAgent)).toBe(expected);

test('a browser is told by its own name and system', () => {
  check('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux');
  check(
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  );
  check(
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
    'Chrome on Android',
  );
  check(
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1',
    'Safari on iOS',
  );
});

test('a program is told by the name it gives, and never by more than a line', () => {
  check('curl/8.5.0', 'curl');
  check(`School System ${'x'.repeat(500)}`, `School System ${'x'.repeat(27)}`);
});

test('who says nothing is unknown', () => {
  check(undefined, 'Unknown device');
  check('', 'Unknown device');
  check('\u0007', 'Unknown device');
});
