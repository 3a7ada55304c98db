import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Client, clientQuery } from '../../../api/clients.ts';
import { ButtonLink, FailedPage } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { CopyNumber } from '../../../ui/CopyNumber.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { ClientCalls } from './ClientCalls.tsx';
import { ClientExamples } from './ClientExamples.tsx';
import { ClientKeys } from './ClientKeys.tsx';
import { ClientStatePill } from './ClientStatePill.tsx';
import { ClientSwitch } from './ClientSwitch.tsx';
import { useScopeWords } from './useScopeWords.ts';

/** One system: for whom it calls, its keys, what it called last, how it calls. */
export function ClientPage() {
  const { clientId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(clientQuery(clientId));
  const { words } = useWords();
  const parent = { href: paths.clients(), label: words.clients.title };
  if (error) return <FailedPage error={error} parent={parent} onRetry={() => void refetch()} />;
  return data ? <View client={data} /> : <Waiting rows={5} height={40} />;
}

function View({ client }: { client: Client }) {
  const { words } = useWords();
  const said = words.clients;
  return (
    <>
      <PageTitle
        title={client.name}
        answer={<Answer client={client} />}
        parent={{ href: paths.clients(), label: said.title }}
        actions={
          <>
            <ButtonLink quiet href={paths.clientChange(client.clientId)}>
              {said.change}
            </ButtonLink>
            <ClientSwitch client={client} />
          </>
        }
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <About client={client} />
        <ClientCalls clientId={client.clientId} />
        <ClientKeys client={client} />
        <ClientExamples client={client} />
      </div>
    </>
  );
}

function Answer({ client }: { client: Client }) {
  const { words, format } = useWords();
  const { disabled } = client;
  const said = words.clients;
  return (
    <span className={surface.row}>
      <ClientStatePill state={client.state} />
      {disabled ? (
        <span>
          {said.disabledBy(disabled.by, disabled.organisation, format.moment(disabled.at))} · {disabled.reason}
        </span>
      ) : (
        <span>{client.software}</span>
      )}
    </span>
  );
}

function About({ client }: { client: Client }) {
  const { words, format } = useWords();
  const scopeWords = useScopeWords();
  const said = words.clients;
  const day = (instant: string) => format.day(instant.slice(0, 10));
  const list = (items: readonly string[]) => (
    <ul className={surface.plainList}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
  return (
    <Panel title={said.about}>
      <FactList
        facts={[
          { label: said.represents, value: list(client.organisationNames.map((it) => `${it.name} (${it.code})`)) },
          { label: said.scopes, value: list(client.scopes.map(scopeWords)) },
          { label: said.networks, value: client.networks.length === 0 ? said.anywhere : list(client.networks) },
          { label: said.organisation, value: client.organisationName },
          { label: said.contact, value: <a href={`mailto:${client.contactEmail}`}>{client.contactEmail}</a> },
          { label: said.dpop, value: client.isDpopRequired ? said.dpopYes : said.dpopNo },
          { label: said.validUntil, value: day(client.validUntil) },
          { label: said.registered, value: said.by(format.dayOf(client.createdAt), client.createdBy) },
          { label: said.id, value: <CopyNumber shown={client.clientId} />, isWide: true },
        ]}
      />
    </Panel>
  );
}
