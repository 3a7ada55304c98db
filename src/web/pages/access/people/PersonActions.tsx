import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endPerson, type PersonDetail, peopleKey, reinstatePerson, suspendPerson } from '../../../api/people.ts';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { placesToLeave } from './moverLogic.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

type Wish = 'leave' | 'suspend' | 'reinstate';

/** Moving, leaving, suspending and coming back. */
export function PersonActions({ person }: { person: PersonDetail }) {
  const { words } = useWords();
  const { account, reach } = useMe();
  const [wish, setWish] = useState<Wish | null>(null);
  const [isMoving, setMoving] = useState(false);
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.people.person;
  const reason = account.accountId === person.accountId ? said.yourself : null;
  const nothingToMove = placesToLeave(person.grants).length === 0 ? words.mover.nothing : null;
  const whyNotMove = reach === 'organisation' ? words.mover.ownOnly : nothingToMove;
  const isClosed = person.state === 'suspended' || person.state === 'left';
  const doing = useMutation({
    mutationFn: async ({ what, why }: { what: Wish; why: string }) => {
      if (what === 'leave') return notice(said.left((await endPerson(person.accountId, why)).endedGrants));
      if (what === 'suspend') await suspendPerson(person.accountId, why);
      else await reinstatePerson(person.accountId, why);
    },
    onSuccess: () => {
      setWish(null);
      void queries.invalidateQueries({ queryKey: peopleKey });
    },
  });
  const held = person.grants.filter(({ state }) => ['waiting', 'future', 'live'].includes(state)).length;
  const dialogs: Record<Wish, { title: string; text: string | null }> = {
    leave: { title: said.leaveTitle(person.name), text: said.leaveMeans(held) },
    suspend: { title: said.suspendTitle(person.name), text: said.suspendMeans },
    reinstate: { title: said.reinstate, text: null },
  };
  return (
    <>
      {isClosed ? (
        <ReasonButton reason={reason} onClick={() => setWish('reinstate')}>
          {said.reinstate}
        </ReasonButton>
      ) : (
        <>
          <ReasonButton variant="default" reason={reason ?? whyNotMove} onClick={() => setMoving(true)}>
            {words.mover.move}
          </ReasonButton>
          <ReasonButton variant="default" reason={reason} onClick={() => setWish('suspend')}>
            {said.suspend}
          </ReasonButton>
          <ReasonButton variant="default" reason={reason} onClick={() => setWish('leave')}>
            {said.leave}
          </ReasonButton>
        </>
      )}
      {isMoving ? <MoveDialog person={person} onClose={() => setMoving(false)} /> : null}
      {wish ? (
        <ReasonDialog
          title={dialogs[wish].title}
          act={said[wish]}
          acting={doing}
          onClose={() => {
            setWish(null);
            doing.reset();
          }}
          onAct={(why) => doing.mutate({ what: wish, why })}
        >
          {dialogs[wish].text ? <p>{dialogs[wish].text}</p> : null}
        </ReasonDialog>
      ) : null}
    </>
  );
}
