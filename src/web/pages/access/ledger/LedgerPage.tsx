import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { groupNames } from '#modules/access/ledger/rules/group-names.ts';
import { type LedgerFilter, ledgerQuery, ledgerStateQuery } from '../../../api/ledger.ts';
import { ButtonLink } from '../../../frame/Failure.tsx';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useMay } from '../../../frame/session.ts';
import { useQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Link } from '../../../ui/Link.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import surface from '../../../ui/surface.module.css';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { type AnswerLine, joinAnswers } from './answers.ts';
import styles from './Ledger.module.css';
import { LedgerFilters } from './LedgerFilters.tsx';
import { Operation } from './Operation.tsx';
import { ReaderName } from './ReaderName.tsx';
import { dayEnd, dayStart } from './times.ts';

/** The ledger of an organisation: who read whom, one line for each answer. */
export function LedgerPage() {
  const { words, format } = useWords();
  const filter = useFilter();
  const list = useInfiniteQuery({ ...ledgerQuery(filter), placeholderData: keepPreviousData });
  const { data: state } = useQuery(ledgerStateQuery);
  const columns = useColumns();
  const mayDrill = useMay('ledger.drill');
  const said = words.ledger;
  const [first] = list.data?.pages ?? [];
  const lines = joinAnswers(list.data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <>
      <PageTitle
        title={said.title}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        answer={first ? said.answer(format.moment(first.from), format.moment(first.to)) : undefined}
        actions={mayDrill ? <ButtonLink href={paths.drill()}>{said.drill.title}</ButtonLink> : undefined}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        {list.error ? null : <LedgerFilters />}
        <PagedTable
          list={list}
          expected={12}
          label={said.list}
          rows={lines}
          columns={columns}
          keyOf={(it) => it.key}
          nameOf={(it) => `${it.reader.name}, ${format.moment(it.at)}`}
          saveAs="ledger"
          canExport={false}
          empty={
            <EmptyState
              title={said.nobody}
              next={<ButtonLink href={paths.ledger()}>{words.table.clearFilters}</ButtonLink>}
            >
              <p>{said.nobodyWhy}</p>
            </EmptyState>
          }
        />
        {list.data ? (
          <p className={`${surface.soft} ${surface.small}`}>
            {state ? said.sealed(state.sealedRows) : null} {said.exportWhy}
          </p>
        ) : null}
      </div>
    </>
  );
}

/** What stands in the address; days are the reader's own. */
function useFilter(): LedgerFilter {
  const query = useQueryText();
  const { from, to, ...rest } = query;
  const named = {
    organisation: rest['organisation'],
    account: rest['account'],
    client: rest['client'],
    student: rest['student'],
    door: rest['door'],
    purpose: rest['purpose'],
    from: dayStart(from),
    to: dayEnd(to),
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== ''));
}

const studentsNamed = 3;

function useColumns(): Column<AnswerLine>[] {
  const { words, format } = useWords();
  const said = words.ledger;
  const groupsOf = (it: AnswerLine) => it.groups.map((group) => format.words(groupNames[group])).join(', ');
  return [
    { id: 'when', header: said.when, text: (it) => format.moment(it.at), sort: (it) => it.at, width: 164 },
    {
      id: 'who',
      header: said.who,
      text: (it) => `${it.reader.name}, ${format.words(it.reader.roleWords)}, ${format.place(it.reader.organisation)}`,
      cell: (it) => <ReaderName reader={it.reader} />,
      sort: (it) => it.reader.name,
      width: 232,
    },
    {
      id: 'people',
      header: said.people,
      text: (it) => it.students.join(' '),
      cell: (it) => <Students numbers={it.students} />,
      sort: (it) => it.students.length,
      width: 168,
    },
    { id: 'what', header: said.what, text: groupsOf, filter: 'text' },
    { id: 'purpose', header: said.purpose, text: (it) => format.words(it.purpose.words), width: 208 },
    {
      id: 'door',
      header: said.door,
      text: (it) => it.door,
      cell: (it) => <Operation name={it.door} />,
      sort: (it) => it.door,
      width: 160,
      isHidden: true,
    },
  ];
}

function Students({ numbers }: { numbers: string[] }) {
  const { words, format } = useWords();
  const named = numbers.slice(0, studentsNamed);
  return (
    <span>
      {named.map((number, at) => (
        <Fragment key={number}>
          <span className={styles.number}>
            <Link href={paths.student(number, 'looks')}>{format.studentNumber(number)}</Link>
            {at < numbers.length - 1 ? ',' : null}
          </span>{' '}
        </Fragment>
      ))}
      {numbers.length > named.length ? `${words.ledger.others(numbers.length - named.length)}` : null}
    </span>
  );
}
