import { Button, Checkbox, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addKey, type Client, removeKey, scopesQuery } from '../../../api/clients.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { judgeKey } from './draft.ts';
import { SendProblem } from './SendProblem.tsx';
import { useKeyProblem } from './useKeyProblem.ts';

type Key = Client['keys'][number];
const tones = { in_force: 'good', not_yet: 'accent', ended: 'calm' } as const;

/** The public keys, and the way to the next one. */
export function ClientKeys({ client }: { client: Client }) {
  const { words } = useWords();
  const [isAdding, setAdding] = useState(false);
  const said = words.clients;
  const remove = useRemove(client.clientId);
  const columns = useColumns((key) => remove.mutate(key.keyId));
  return (
    <Panel title={said.keys}>
      <div className={surface.stack}>
        <p className={surface.reading}>{said.keysHow}</p>
        <SendProblem error={remove.error} />
        <DataTable
          label={said.keys}
          rows={client.keys}
          columns={columns}
          keyOf={(it) => it.keyId}
          nameOf={(it) => it.keyId}
          saveAs="client-keys"
          empty={<p>{said.states.without_key}</p>}
        />
        {isAdding ? (
          <KeyForm clientId={client.clientId} onClose={() => setAdding(false)} />
        ) : (
          <div>
            <Button variant="default" onClick={() => setAdding(true)}>
              {said.addKey}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

function useColumns(onRemove: (key: Key) => void): Column<Key>[] {
  const { words, format } = useWords();
  const said = words.clients;
  const day = (instant: string) => format.day(instant.slice(0, 10));
  return [
    {
      id: 'key',
      header: said.key,
      text: (it) => it.keyId,
      cell: (it) => <span className={surface.mono}>{it.keyId}</span>,
    },
    { id: 'algorithm', header: said.algorithm, text: (it) => it.algorithm, width: 112 },
    {
      id: 'state',
      header: said.state,
      text: (it) => said.keyStates[it.state],
      cell: (it) => <StatePill tone={tones[it.state]}>{said.keyStates[it.state]}</StatePill>,
      width: 136,
    },
    { id: 'until', header: said.until, text: (it) => day(it.validUntil), sort: (it) => it.validUntil, width: 128 },
    {
      id: 'added',
      header: said.added,
      text: (it) => said.by(format.dayOf(it.addedAt), it.addedBy),
      sort: (it) => it.addedAt,
      width: 240,
    },
    {
      id: 'end',
      header: said.takeAway,
      text: (it) => (it.state === 'ended' ? '' : said.takeAway),
      cell: (it) =>
        it.state === 'ended' ? null : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={said.takeAwayNamed(it.keyId)}
            onClick={() => onRemove(it)}
          >
            {said.takeAway}
          </Button>
        ),
      width: 120,
    },
  ];
}

function useRemove(clientId: string) {
  const { words } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  return useMutation({
    mutationFn: (keyId: string) => removeKey(clientId, keyId),
    onSuccess: (client) => {
      queries.setQueryData(['clients', 'one', clientId], client);
      void queries.invalidateQueries({ queryKey: ['clients', 'list'] });
      say(words.clients.takenAway);
    },
  });
}

function KeyForm({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { words } = useWords();
  const [publicKey, setPublicKey] = useState('');
  const [endOthers, setEndOthers] = useState(true);
  const [isJudged, setJudged] = useState(false);
  const days = useQuery(scopesQuery).data?.overlapDays ?? 0;
  const said = words.clients;
  const problem = useKeyProblem(publicKey, isJudged);
  const queries = useQueryClient();
  const say = useNotice();
  const send = useMutation({
    mutationFn: () => addKey(clientId, { publicKey, endOthers }),
    onSuccess: (client) => {
      queries.setQueryData(['clients', 'one', clientId], client);
      void queries.invalidateQueries({ queryKey: ['clients', 'list'] });
      say(said.keyAdded);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (judgeKey(publicKey) === null) send.mutate();
  };
  return (
    <form className={surface.stack} onSubmit={submit} noValidate>
      <SendProblem error={send.error} />
      <Textarea
        label={said.form.key}
        description={said.form.keyHint}
        value={publicKey}
        error={problem}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onChange={(event) => setPublicKey(event.currentTarget.value)}
      />
      <Checkbox
        label={said.endOthers(days)}
        checked={endOthers}
        onChange={(event) => setEndOthers(event.currentTarget.checked)}
      />
      <div className={surface.row}>
        <Button type="submit" loading={send.isPending}>
          {said.addKey}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.frame.cancel}
        </Button>
      </div>
    </form>
  );
}
