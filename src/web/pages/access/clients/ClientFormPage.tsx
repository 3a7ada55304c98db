import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Client, changeClient, clientQuery, registerClient } from '../../../api/clients.ts';
import { FailedPage } from '../../../frame/Failure.tsx';
import { useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { ClientForm } from './ClientForm.tsx';
import { changesOf, type Draft, draftOf, emptyDraft, settingsOf } from './draft.ts';

/** Registers a system. */
export function NewClientPage() {
  const { words } = useWords();
  const me = useMe();
  const send = useSend((draft: Draft) =>
    registerClient({ ...settingsOf(draft), publicKey: draft.publicKey, organisation: draft.authority }),
  );
  const isAuthority = me.reach === 'authority';
  return (
    <>
      <PageTitle
        title={words.clients.registerTitle}
        answer={words.clients.registerAnswer}
        parent={{ href: paths.clients(), label: words.clients.title }}
        product={words.frame.product}
      />
      <ClientForm
        first={emptyDraft(isAuthority ? me.organisation.code : '', me.today)}
        isNew
        own={isAuthority ? me.organisation.name : null}
        send={send}
        back={paths.clients()}
      />
    </>
  );
}

/** Changes a system: what is not shown here (keys, whether it may call) is changed on its own page. */
export function ChangeClientPage() {
  const { clientId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(clientQuery(clientId));
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  return data ? <Change client={data} /> : <Waiting rows={5} height={40} />;
}

function Change({ client }: { client: Client }) {
  const { words } = useWords();
  const first = draftOf(client);
  const send = useSend((draft: Draft) => changeClient(client, changesOf(first, draft)));
  return (
    <>
      <PageTitle
        title={words.clients.changeTitle(client.name)}
        parent={{ href: paths.client(client.clientId), label: client.name }}
        product={words.frame.product}
      />
      <ClientForm
        first={first}
        isNew={false}
        own={client.organisationName}
        send={send}
        back={paths.client(client.clientId)}
      />
    </>
  );
}

function useSend(work: (draft: Draft) => Promise<Client>) {
  const { words } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  return useMutation({
    mutationFn: work,
    onSuccess: (client) => {
      queries.setQueryData(['clients', 'one', client.clientId], client);
      void queries.invalidateQueries({ queryKey: ['clients', 'list'] });
      say(words.clients.saved);
    },
  });
}
