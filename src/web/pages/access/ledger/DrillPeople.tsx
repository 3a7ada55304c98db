import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupNames } from '#modules/access/ledger/rules/group-names.ts';
import { type DrillAsked, type DrillPerson, drillFileAddress, drillPeopleQuery } from '../../../api/ledger.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { Waiting } from '../../../ui/Waiting.tsx';

/** The people themselves, shown when asked for: each number is a read in the ledger. */
export function DrillPeople({ asked, total }: { asked: DrillAsked; total: number }) {
  const { words } = useWords();
  const [isShown, show] = useState(false);
  const said = words.ledger.drill;
  return (
    <Panel title={said.persons}>
      <div className={surface.stack}>
        <p className={surface.soft}>{said.personsWhy}</p>
        <div className={surface.row}>
          {isShown ? null : (
            <Button variant="default" onClick={() => show(true)}>
              {said.show}
            </Button>
          )}
          <Button
            component="a"
            href={drillFileAddress(asked)}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {said.all}
          </Button>
        </div>
        {isShown ? <People asked={asked} total={total} /> : null}
      </div>
    </Panel>
  );
}

function People({ asked, total }: { asked: DrillAsked; total: number }) {
  const { words, format } = useWords();
  const list = useInfiniteQuery(drillPeopleQuery(asked));
  const said = words.ledger.drill;
  if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  const columns: Column<DrillPerson>[] = [
    { id: 'number', header: said.number, text: (it) => format.studentNumber(it.studentNumber), width: 140 },
    {
      id: 'what',
      header: words.ledger.what,
      text: (it) => it.groups.map((group) => format.words(groupNames[group])).join(', '),
    },
    {
      id: 'reads',
      header: said.readsHead,
      text: (it) => format.number(it.reads),
      sort: (it) => it.reads,
      align: 'end',
      width: 90,
    },
    { id: 'first', header: said.first, text: (it) => format.moment(it.firstAt), sort: (it) => it.firstAt, width: 150 },
    { id: 'last', header: said.last, text: (it) => format.moment(it.lastAt), sort: (it) => it.lastAt, width: 150 },
  ];
  return (
    <DataTable
      label={said.persons}
      rows={list.data.pages.flatMap((page) => page.items)}
      columns={columns}
      keyOf={(it) => it.studentNumber}
      nameOf={(it) => format.studentNumber(it.studentNumber)}
      hrefOf={(it) => paths.student(it.studentNumber, 'looks')}
      saveAs="drill"
      canExport={false}
      total={total}
      more={list.hasNextPage ? { load: () => void list.fetchNextPage(), isLoading: list.isFetchingNextPage } : null}
      empty={null}
    />
  );
}
