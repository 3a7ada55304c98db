import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Client, disableClient, enableClient } from '../../../api/clients.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { SendProblem } from './SendProblem.tsx';

/** Disables a system at once, or lets it call again. */
export function ClientSwitch({ client }: { client: Client }) {
  const { words } = useWords();
  const [isAsked, setAsked] = useState(false);
  const said = words.clients;
  const enable = useSwitch(client, () => enableClient(client.clientId), said.enabled);
  if (client.disabled) {
    return (
      <>
        <ReasonButton
          reason={client.mayEnable ? null : said.mayNotEnable}
          loading={enable.isPending}
          onClick={() => enable.mutate()}
        >
          {said.enable}
        </ReasonButton>
        <SendProblem error={enable.error} />
      </>
    );
  }
  return (
    <>
      <Button color="red" variant="outline" onClick={() => setAsked(true)}>
        {said.disable}
      </Button>
      <DisableDialog client={client} isOpen={isAsked} onClose={() => setAsked(false)} />
    </>
  );
}

function DisableDialog({ client, isOpen, onClose }: { client: Client; isOpen: boolean; onClose: () => void }) {
  const { words } = useWords();
  const [reason, setReason] = useState('');
  const [isJudged, setJudged] = useState(false);
  const said = words.clients;
  const disable = useSwitch(client, () => disableClient(client.clientId, reason.trim()), said.done, onClose);
  const isMissing = reason.trim() === '';
  const submit = () => {
    setJudged(true);
    if (!isMissing) disable.mutate();
  };
  return (
    <ActDialog
      title={said.disableTitle(client.name)}
      act={said.disableNow}
      acting={disable}
      onAct={submit}
      isDanger
      isOpen={isOpen}
      onClose={onClose}
    >
      <p>{said.disableHow}</p>
      <TextInput
        data-autofocus
        label={said.reason}
        description={said.reasonHint}
        value={reason}
        error={isJudged && isMissing ? said.needReason : null}
        autoComplete="off"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

function useSwitch({ clientId }: Client, work: () => Promise<Client>, done: string, onDone?: () => void) {
  const queries = useQueryClient();
  const say = useNotice();
  return useMutation({
    mutationFn: work,
    onSuccess: (client) => {
      queries.setQueryData(['clients', 'one', clientId], client);
      void queries.invalidateQueries({ queryKey: ['clients', 'list'] });
      say(done);
      onDone?.();
    },
  });
}
