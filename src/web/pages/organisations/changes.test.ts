import { expect, it } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { changesOf, groupOf } from './changes.ts';

const code = (text: string) => text as OrganisationCode;

it('puts every difference of two years into one list of rows', () => {
  const school = { code: code('S.1'), name: 'Sandpiper', authorityCode: code('A.1'), authorityName: 'Kestrel River' };
  const changes = changesOf({
    from: 2024,
    to: 2025,
    opened: [school],
    closed: [{ ...school, code: code('S.2') }],
    renamed: [{ code: code('S.3'), before: 'Alder', after: 'Alder ', blanksOnly: true }],
    moved: [{ code: code('S.4'), name: 'Birch', before: code('A.1'), after: code('A.2') }],
    authoritiesOpened: [{ code: code('A.2'), name: 'Aspen' }],
    authoritiesClosed: [],
    authoritiesRenamed: [{ code: code('A.3'), before: 'Fox', after: 'Foxes' }],
  });
  expect(changes.map((change) => [groupOf(change), change.kind, change.code, change.before, change.after])).toEqual([
    ['opened', 'opened', 'S.1', null, 'Sandpiper'],
    ['closed', 'closed', 'S.2', 'Sandpiper', null],
    ['renamed', 'renamed', 'S.3', 'Alder', 'Alder '],
    ['moved', 'moved', 'S.4', 'Birch', 'Birch'],
    ['authorities', 'authorityOpened', 'A.2', null, 'Aspen'],
    ['authorities', 'authorityRenamed', 'A.3', 'Fox', 'Foxes'],
  ]);
  expect(changes[0]?.authorities).toEqual([{ code: 'A.1', name: 'Kestrel River' }]);
  expect(changes[2]?.blanksOnly).toBe(true);
  expect(changes[3]?.authorities.map((it) => it.code)).toEqual(['A.1', 'A.2']);
});
