import { useQuery } from '@tanstack/react-query';
import { type ClientBrief, clientsQuery } from '../../../api/clients.ts';
import { ButtonLink, Failure } from '../../../frame/Failure.tsx';
import { useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import surface from '../../../ui/surface.module.css';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { Waiting } from '../../../ui/Waiting.tsx';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import { ClientStatePill } from './ClientStatePill.tsx';
import { useScopeWords } from './useScopeWords.ts';

/** The systems that call the register for the reader's organisations. */
export function ClientsPage() {
  const { words } = useWords();
  const { data, error, isPending, refetch } = useQuery(clientsQuery);
  const columns = useColumns(data ?? []);
  const said = words.clients;
  const needing = data?.filter((it) => it.state === 'without_key' || it.state === 'ended').length ?? 0;
  const answer = data ? [said.answer(data.length), needing > 0 ? said.answerNeeds(needing) : ''].join(' ') : undefined;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={answer}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={<ButtonLink href={paths.clientNew()}>{said.register}</ButtonLink>}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {isPending ? <Waiting rows={5} height={36} /> : null}
        {data ? (
          <DataTable
            label={said.list}
            rows={data}
            columns={columns}
            keyOf={(it) => it.clientId}
            nameOf={(it) => it.name}
            hrefOf={(it) => paths.client(it.clientId)}
            saveAs="clients"
            empty={
              <EmptyState title={said.none} next={<ButtonLink href={paths.clientNew()}>{said.register}</ButtonLink>}>
                <p>{said.noneWhy}</p>
              </EmptyState>
            }
          />
        ) : null}
      </div>
    </>
  );
}

function useColumns(clients: ClientBrief[]): Column<ClientBrief>[] {
  const { words, format } = useWords();
  const scopeWords = useScopeWords();
  const me = useMe();
  const nameOf = useOrganisationNames(clients.flatMap((it) => it.represents));
  const said = words.clients;
  const day = (instant: string | null) => format.day(instant?.slice(0, 10) ?? null);
  return [
    { id: 'name', header: said.name, text: (it) => it.name, sort: (it) => it.name, filter: 'text' },
    {
      id: 'state',
      header: said.state,
      text: (it) => said.states[it.state],
      cell: (it) => <ClientStatePill state={it.state} />,
      filter: 'choice',
      width: 152,
    },
    {
      id: 'software',
      header: said.software,
      text: (it) => it.software,
      sort: (it) => it.software,
      filter: 'choice',
      width: 176,
      isHidden: me.reach === 'everything',
    },
    {
      id: 'organisation',
      header: said.organisation,
      text: (it) => it.organisationName,
      sort: (it) => it.organisationName,
      filter: 'choice',
      width: 200,
      isHidden: me.reach !== 'everything',
    },
    { id: 'represents', header: said.represents, text: (it) => it.represents.map(nameOf).join(', '), width: 152 },
    { id: 'scopes', header: said.scopes, text: (it) => it.scopes.map(scopeWords).join('; '), isHidden: true },
    { id: 'keys', header: said.keysUntil, text: (it) => day(it.keysUntil), sort: (it) => it.keysUntil, width: 128 },
    { id: 'until', header: said.validUntil, text: (it) => day(it.validUntil), sort: (it) => it.validUntil, width: 144 },
    {
      id: 'last',
      header: said.lastCall,
      text: (it) => (it.lastCallAt ? format.moment(it.lastCallAt) : said.never),
      sort: (it) => it.lastCallAt,
      width: 150,
    },
  ];
}
