import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, isPlainDate } from '#kernel/dates.ts';
import { type BudgetGrant, grantBudget } from '../../../api/budgets.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { AccountSelect } from '../ledger/AccountSelect.tsx';

const reasonMin = 10;

/** Grants somebody a larger budget until a day; never oneself, which the register refuses. */
export function GrantDialog({ onClose }: { onClose: () => void }) {
  const { words } = useWords();
  const { today } = useMe();
  const said = words.budgets;
  const [account, setAccount] = useState<string | null>(null);
  const [typed, setTyped] = useState({ hour: '3000', day: '6000', until: addDays(today, 7), reason: '' });
  const granting = useGranting(onClose);
  const body = bodyOf(account, typed);
  const field = (name: keyof typeof typed, label: string, hint?: string) => (
    <TextInput
      label={label}
      description={hint}
      value={typed[name]}
      inputMode={name === 'hour' || name === 'day' ? 'numeric' : 'text'}
      maxLength={500}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
    />
  );
  return (
    <ActDialog
      title={said.grant}
      act={said.grant}
      acting={granting}
      onAct={() => (body ? granting.mutate(body) : undefined)}
      because={body ? null : words.frame.fillIn}
      onClose={onClose}
    >
      <p>{said.grantMeans}</p>
      <AccountSelect value={account} onChange={setAccount} empty="" />
      {field('hour', said.hour)}
      {field('day', said.day)}
      <DayField
        label={said.until}
        description={said.untilHint}
        value={typed.until}
        onChange={(until) => setTyped({ ...typed, until })}
      />
      {field('reason', said.reason, said.reasonHint)}
    </ActDialog>
  );
}

type Typed = { hour: string; day: string; until: string; reason: string };

/** What is asked for, once everything is there. */
function bodyOf(accountId: string | null, { hour, day, until, reason }: Typed): BudgetGrant | null {
  const [hourPeople, dayPeople] = [Number(hour), Number(day)];
  const areNumbers = Number.isInteger(hourPeople) && hourPeople > 0 && Number.isInteger(dayPeople);
  if (!accountId || !areNumbers || dayPeople < hourPeople) return null;
  if (!isPlainDate(until.trim()) || reason.trim().length < reasonMin) return null;
  const endsAt = new Date(`${until.trim()}T23:59:59`).toISOString();
  return { accountId, hourPeople, dayPeople, reason: reason.trim(), endsAt };
}

function useGranting(onDone: () => void) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: grantBudget,
    onSuccess: ({ name }) => {
      notice(words.budgets.granted(name));
      void queries.invalidateQueries({ queryKey: ['budgets'] });
      onDone();
    },
  });
}
