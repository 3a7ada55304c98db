import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canHoldPasskeys, returnPath, trustedOrigin } from './origin.ts';
import { judgePassword } from './password.ts';
import { needsSecondFactor } from './second-factor.ts';

describe('a page to return to', () => {
  test('is kept when it is one of ours', () => {
    for (const path of ['/', '/students?q=an#x', '/work', '/a//b']) expect(returnPath(path)).toBe(path);
  });

  test('leads nowhere else, whatever is written', () => {
    const tricks = [
      undefined,
      '',
      'students',
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/\tevil',
      '/ok\r\nset-cookie: x=y',
      ' /students',
      `/${'x'.repeat(3000)}`,
    ];
    for (const trick of tricks) expect([trick, returnPath(trick)]).toEqual([trick, '/']);
  });

  test('is on our own host for every text there is', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => new URL(returnPath(`/${text}`), 'http://localhost:3000').host === 'localhost:3000',
      ),
    );
    fc.assert(fc.property(fc.webUrl(), (text) => returnPath(text) === '/'));
  });
});

describe('our own address', () => {
  test('is what the operator says, or this machine', () => {
    expect(trustedOrigin('https://register.example', 'evil.example')?.origin).toBe('https://register.example');
    expect(trustedOrigin(null, 'localhost:3000')).toEqual({
      origin: 'http://localhost:3000',
      relyingParty: 'localhost',
    });
    for (const host of [
      undefined,
      'evil.example',
      'localhost.evil.example',
      'localhost:3000@evil.example',
      '127.0.0.1.evil.example',
    ])
      expect([host, trustedOrigin(null, host)]).toEqual([host, null]);
  });

  test('holds passkeys when it has a name', () => {
    expect(canHoldPasskeys({ origin: '', relyingParty: 'localhost' })).toBe(true);
    for (const relyingParty of ['127.0.0.1', '[::1]', '10.0.0.1'])
      expect(canHoldPasskeys({ origin: '', relyingParty })).toBe(false);
  });
});

describe('a password', () => {
  const judge = (password: string) =>
    judgePassword(password, {
      length: { min: 12, max: 20 },
      names: ['h.sandhu', 'Harpreet Sandhu', 'Harpreet', 'Sandhu', 'matricula'],
    });

  test('is judged by its length in characters, not in bytes', () => {
    expect(judge('élève été où')).toEqual({ may: true });
    expect(judge('short words')).toEqual({ may: false, because: 'too_short' });
    expect(judge('x'.repeat(21))).toEqual({ may: false, because: 'too_long' });
    expect(judge('👍'.repeat(12))).toEqual({ may: true });
  });

  test('is not one’s own name with something around it', () => {
    for (const password of ['HarpreetSandhu', 'matricula-2026', 'H.Sandhu-h.sandhu!'])
      expect([password, judge(password)]).toEqual([password, { may: false, because: 'personal' }]);
    expect(judge('Sandhu likes tea')).toEqual({ may: true });
  });
});

test('a second factor is needed by roles that are named, or by all', () => {
  const clerk = { role: 'school_registrar', isDemonstration: false };
  expect(needsSecondFactor(clerk, ['*'])).toBe(true);
  expect(needsSecondFactor(clerk, ['ministry_records'])).toBe(false);
  expect(needsSecondFactor({ ...clerk, isDemonstration: true }, ['*'])).toBe(false);
});
