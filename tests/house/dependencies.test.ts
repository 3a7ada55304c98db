import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAdvisories } from '../../scripts/audit/advisories.ts';
import { licenceProblems, mayShip, readShipped } from '../../scripts/audit/licences.ts';

const shipped = readShipped(join(import.meta.dirname, '../..'));

describe('licences', () => {
  test('a package ships only when its licence leaves a choice that we may take', () => {
    const may = ['MIT', '(MIT OR GPL-3.0-or-later)', 'MIT AND OFL-1.1', 'MPL-2.0'];
    const mayNot = [
      'GPL-3.0-only',
      'AGPL-3.0-or-later',
      'MIT AND GPL-2.0-only',
      'UNLICENSED',
      'SEE LICENSE IN x',
      null,
    ];
    expect(may.map(mayShip)).toEqual(may.map(() => true));
    expect(mayNot.map(mayShip)).toEqual(mayNot.map(() => false));
  });

  test('everything that ships may ship, and every judgement of a person still stands for something', () => {
    expect(shipped.length).toBeGreaterThan(300);
    expect(licenceProblems(shipped)).toEqual([]);
    const wrong = [...shipped, { name: 'viral', version: '1.0.0', licence: 'AGPL-3.0-only' }];
    expect(licenceProblems(wrong, new Map([['gone@1.0.0', 'why']]))).toEqual(
      expect.arrayContaining(['viral@1.0.0: AGPL-3.0-only', 'gone@1.0.0: judged, but not installed']),
    );
  });

  test('what ships has exact versions, so that nothing changes between two installs', () => {
    expect(shipped.filter(({ version }) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
  });
});

describe('known weaknesses', () => {
  test('are named when the registry answers', () => {
    const report = {
      auditReportVersion: 2,
      vulnerabilities: { bad: { name: 'bad', severity: 'high', range: '<2', fixAvailable: true } },
    };
    expect(readAdvisories(JSON.stringify(report))).toEqual({
      isAnswered: true,
      lines: ['bad <2: high, a fix is available'],
    });
  });

  test('are never called none when the registry gave no answer', () => {
    for (const output of ['', 'no JSON', '{"message":"405 Method Not Allowed"}'])
      expect(readAdvisories(output).isAnswered).toBe(false);
  });
});
