import { describe, expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { judgeLink, type Statement } from './link.ts';

describe('two numbers', () => {
  const check = (
    mine: string[],
    theirs: string[],
    live: [string, string][],
    because: string | null,
    isDeactivated = false,
  ) => {
    const statements = live.map(
      ([a, b]): Statement => ({ kind: 'not_same', a: a as StudentNumber, b: b as StudentNumber }),
    );
    const verdict = judgeLink(mine as StudentNumber[], theirs as StudentNumber[], { live: statements, isDeactivated });
    expect(verdict.may ? null : verdict.because).toBe(because);
  };

  test('that nothing speaks against may be one person', () => check(['1'], ['2'], [], null));
  test('are two: a number is never linked to itself', () => check(['1'], ['1'], [], 'same_number'));
  test('that are one person already are not linked again', () => check(['1', '2'], ['2', '1'], [], 'already_linked'));
  test('that were declared different stay apart, however long the path', () =>
    check(['1', '2'], ['3', '4'], [['2', '4']], 'declared_different'));
  test('one of which should never have existed stay apart', () => check(['1'], ['2'], [], 'deactivated', true));
});
