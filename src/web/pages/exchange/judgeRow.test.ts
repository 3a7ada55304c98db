import { expect, it } from 'vitest';
import { judgeRow } from './judgeRow.ts';

const sound = {
  local_student_id: '10442',
  guid: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
  birth_date: '2015-03-09',
  gender: 'F',
  family_name: 'Adeyemi',
};

it('has nothing against a sound row, empty cells included', () => {
  expect([...judgeRow('students', { ...sound, given_name: '' }).keys()]).toEqual([]);
});

it('names each field whose form is wrong, with how to mend it', () => {
  const problems = judgeRow('students', { ...sound, birth_date: '2015-02-30', gender: '' });
  expect([...problems.keys()].sort()).toEqual(['birth_date', 'gender']);
  expect(problems.get('birth_date')?.message.en).toContain('2015-02-30');
  expect(problems.get('gender')?.mend.fr).not.toBe('');
});

it('judges a row of OneRoster by its own columns, additions to the binding left aside', () => {
  const user = { sourcedId: 'u1', familyName: 'Adeyemi', status: 'gone', 'metadata.bus': '12' };
  expect([...judgeRow('users', user).keys()]).toEqual(['status']);
});
