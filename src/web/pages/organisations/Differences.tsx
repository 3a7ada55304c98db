import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { authoritiesQuery, type ImportReport } from '../../api/organisations.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterNumbers } from '../../ui/FilterNumbers.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatePill, type Tone } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { type Change, type ChangeGroup, changeGroups, changesOf, groupOf } from './changes.ts';

const groupTones: Record<ChangeGroup, Tone> = {
  opened: 'good',
  closed: 'warn',
  renamed: 'accent',
  moved: 'accent',
  authorities: 'calm',
};

/** What opened, closed, was renamed or moved between each two neighbouring published years. */
export function Differences({ report }: { report: ImportReport }) {
  const { words, format } = useWords();
  const said = words.organisations.import;
  if (report.layout === 'school_directory') return null;
  if (report.differences.length === 0) {
    return (
      <EmptyState title={said.noDifferences}>
        <p>{said.noDifferencesWhy}</p>
      </EmptyState>
    );
  }
  return report.differences.map((difference) => (
    <Panel
      key={difference.from}
      title={said.differences(format.schoolYear(difference.from), format.schoolYear(difference.to))}
    >
      <Pair
        changes={changesOf(difference)}
        isRehearsed={report.rehearsed}
        name={`${difference.from}-${difference.to}`}
      />
    </Panel>
  ));
}

type PairProps = { changes: Change[]; isRehearsed: boolean; name: string };

function Pair({ changes, isRehearsed, name }: PairProps) {
  const { words } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const columns = useColumns();
  const said = words.organisations.import;
  const chosen = changeGroups.find((group) => group === query['change']) ?? null;
  const shown = chosen === null ? changes : changes.filter((change) => groupOf(change) === chosen);
  const choose = (group: string | null) => setQuery({ change: group }, 'replace');
  return (
    <div className={surface.stack}>
      <p className={surface.soft}>{said.differencesHint}</p>
      <FilterNumbers
        label={said.changeNumbers}
        chosen={chosen}
        onChoose={choose}
        numbers={changeGroups.map((group) => ({
          key: group,
          label: said.change[group],
          value: changes.filter((change) => groupOf(change) === group).length,
          tone: groupTones[group],
        }))}
      />
      <DataTable
        label={said.changeNumbers}
        rows={shown}
        columns={columns}
        keyOf={(it) => `${it.kind}-${it.code}`}
        nameOf={(it) => it.after ?? it.before ?? it.code}
        // What a rehearsal would add has no page yet.
        hrefOf={(it) => (isRehearsed && it.before === null ? null : paths.organisation(it.code))}
        saveAs={`differences-${name}`}
        empty={
          <EmptyState
            title={chosen === null ? said.noChange : said.noChangeOf}
            next={
              chosen === null ? undefined : (
                <Button variant="default" onClick={() => choose(null)}>
                  {said.allChanges}
                </Button>
              )
            }
          />
        }
      />
    </div>
  );
}

function useColumns(): Column<Change>[] {
  const { words } = useWords();
  const authorities = useAuthorityNames();
  const said = words.organisations.import;
  const authorityText = (it: Change) => it.authorities.map(authorities).join(' → ');
  return [
    {
      id: 'code',
      header: words.organisations.code,
      text: (it) => it.code,
      sort: (it) => it.code,
      width: 96,
    },
    {
      id: 'what',
      header: said.what,
      text: (it) => said.changes[it.kind],
      cell: (it) => <StatePill tone={groupTones[groupOf(it)]}>{said.changes[it.kind]}</StatePill>,
      filter: 'choice',
      width: 224,
    },
    {
      id: 'name',
      header: words.organisations.name,
      text: (it) =>
        it.before !== null && it.after !== null && it.before !== it.after
          ? `${it.before} → ${it.after}`
          : (it.after ?? it.before ?? ''),
      cell: (it) => <Name change={it} />,
      sort: (it) => it.after ?? it.before,
      filter: 'text',
    },
    {
      id: 'authority',
      header: words.organisations.authority,
      text: authorityText,
      sort: authorityText,
      filter: 'text',
      width: 280,
    },
  ];
}

function Name({ change: { before, after, blanksOnly } }: { change: Change }) {
  const { words } = useWords();
  if (before === null || after === null || before === after) return after ?? before;
  return (
    <>
      <Diff before={before} after={after} />{' '}
      {blanksOnly ? <span className={surface.soft}>({words.organisations.import.blanksOnly})</span> : null}
    </>
  );
}

/** Authorities by code, as far as the register knows them already. */
function useAuthorityNames(): (authority: { code: string; name: string | null }) => string {
  const { data } = useQuery(authoritiesQuery);
  const names = new Map<string, string>(data?.map(({ code, name }) => [code, name]));
  return ({ code, name }) => name ?? names.get(code) ?? code;
}
