import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerGrant, type Grant, peopleKey, waitingGrantsQuery } from '../../../api/people.ts';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';

/** Dangerous grants within reach that work only once a second person has agreed. */
export function WaitingGrants() {
  const { words } = useWords();
  const { data } = useQuery(waitingGrantsQuery);
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.people.waiting;
  const answer = useMutation({
    mutationFn: ({ grantId, isAccepted }: { grantId: string; isAccepted: boolean }) =>
      answerGrant(grantId, { isAccepted, reason: said.reason }),
    onSuccess: () => {
      notice(said.done);
      void queries.invalidateQueries({ queryKey: peopleKey });
    },
  });
  if (!data || data.length === 0) return null;
  return (
    <Panel title={said.title}>
      <Refusal error={answer.error} />
      <ul className={entries.list}>
        {data.map(({ grant, name }) => (
          <WaitingGrant
            key={grant.grantId}
            grant={grant}
            name={name}
            isBusy={answer.isPending}
            onAnswer={(isAccepted) => answer.mutate({ grantId: grant.grantId, isAccepted })}
          />
        ))}
      </ul>
    </Panel>
  );
}

type WaitingGrantProps = { grant: Grant; name: string; isBusy: boolean; onAnswer: (isAccepted: boolean) => void };

function WaitingGrant({ grant, name, isBusy, onAnswer }: WaitingGrantProps) {
  const { words, format } = useWords();
  const { account } = useMe();
  const said = words.people.waiting;
  const isOwn = [grant.grantedByAccountId, grant.accountId].includes(account.accountId);
  const reason = isOwn ? said.own : null;
  const what = format.words(grant.nameWords);
  return (
    <li className={entries.entry}>
      <div className={entries.words}>
        <strong>{what}</strong>
        <span className={entries.soft}>
          {said.of(name, grant.grantedBy)} · {format.place(grant.organisation)}
        </span>
        <span className={entries.soft}>{grant.reason}</span>
      </div>
      <div className={entries.buttons}>
        <Button
          variant="default"
          disabled={isBusy}
          aria-label={`${said.decline}: ${what}, ${name}`}
          onClick={() => onAnswer(false)}
        >
          {said.decline}
        </Button>
        <ReasonButton
          reason={reason}
          loading={isBusy}
          aria-label={`${said.agree}: ${what}, ${name}`}
          onClick={() => onAnswer(true)}
        >
          {said.agree}
        </ReasonButton>
      </div>
    </li>
  );
}
