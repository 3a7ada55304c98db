import type { ImportReport } from '../../api/organisations.ts';

type Difference = ImportReport['differences'][number];

type ChangeKind =
  | 'opened'
  | 'closed'
  | 'renamed'
  | 'moved'
  | 'authorityOpened'
  | 'authorityClosed'
  | 'authorityRenamed';
export const changeGroups = ['opened', 'closed', 'renamed', 'moved', 'authorities'] as const;
export type ChangeGroup = (typeof changeGroups)[number];

/** One difference between two years as a row: the name before and after (null where it did not stand) and whose school it was. */
export type Change = {
  kind: ChangeKind;
  code: string;
  before: string | null;
  after: string | null;
  /** The authority, or the one before and the one after; the name is null where the report gives the code alone. */
  authorities: { code: string; name: string | null }[];
  blanksOnly: boolean;
};

export function groupOf({ kind }: Pick<Change, 'kind'>): ChangeGroup {
  return kind === 'opened' || kind === 'closed' || kind === 'renamed' || kind === 'moved' ? kind : 'authorities';
}

/** All differences between two years in one list: opened, closed, renamed, moved, then those of authorities. */
export function changesOf(difference: Difference): Change[] {
  const plain = { authorities: [], blanksOnly: false };
  const ofSchool = (it: Difference['opened'][number]) => [{ code: it.authorityCode, name: it.authorityName }];
  return [
    ...difference.opened.map((it): Change => {
      return { ...plain, kind: 'opened', code: it.code, before: null, after: it.name, authorities: ofSchool(it) };
    }),
    ...difference.closed.map((it): Change => {
      return { ...plain, kind: 'closed', code: it.code, before: it.name, after: null, authorities: ofSchool(it) };
    }),
    ...difference.renamed.map((it): Change => ({ ...plain, ...it, kind: 'renamed' })),
    ...difference.moved.map(({ code, name, before, after }): Change => {
      const authorities = [before, after].map((authority) => ({ code: authority, name: null }));
      return { ...plain, kind: 'moved', code, before: name, after: name, authorities };
    }),
    ...difference.authoritiesOpened.map(({ code, name }): Change => {
      return { ...plain, kind: 'authorityOpened', code, before: null, after: name };
    }),
    ...difference.authoritiesClosed.map(({ code, name }): Change => {
      return { ...plain, kind: 'authorityClosed', code, before: name, after: null };
    }),
    ...difference.authoritiesRenamed.map((it): Change => ({ ...plain, ...it, kind: 'authorityRenamed' })),
  ];
}
