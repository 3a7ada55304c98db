import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type BudgetException, budgetExceptionsQuery, endBudgetException } from '../../../api/budgets.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Link } from '../../../ui/Link.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import people from '../people/People.module.css';

/** Larger budgets that run or ended lately; one that runs can be ended. */
export function Exceptions() {
  const { words } = useWords();
  const said = words.budgets;
  const { data, error, refetch } = useQuery(budgetExceptionsQuery);
  return (
    <Panel title={said.exceptions}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <Waiting rows={2} height={40} />}
      {data?.length === 0 ? <p className={surface.soft}>{said.noExceptions}</p> : null}
      <ul className={people.grants}>
        {data?.map((it) => (
          <Row key={it.exceptionId} it={it} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ it }: { it: BudgetException }) {
  const { words, format } = useWords();
  const said = words.budgets;
  const nameOf = useOrganisationNames([it.organisation]);
  const queries = useQueryClient();
  const notice = useNotice();
  const end = useMutation({
    mutationFn: () => endBudgetException(it.exceptionId),
    onSuccess: () => {
      notice(said.ended);
      void queries.invalidateQueries({ queryKey: ['budgets'] });
    },
  });
  const isRunning = it.ended === null && it.endsAt > new Date().toISOString();
  const what = said.exception(format.number(it.hourPeople), format.number(it.dayPeople), format.moment(it.endsAt));
  return (
    <li className={people.grant}>
      <Refusal error={end.error} />
      <div className={people.grantWords}>
        <span className={people.grantTitle}>
          <Link href={paths.person(it.accountId)}>{it.name}</Link> · {nameOf(it.organisation)}
          <StatePill tone={isRunning ? 'good' : 'calm'}>{isRunning ? said.running : said.over}</StatePill>
        </span>
        <span>{what}</span>
        <span className={people.soft}>
          {said.grantedBy(it.grantedBy, format.moment(it.grantedAt))} · {it.reason}
          {it.ended ? ` · ${said.endedBy(it.ended.by, format.moment(it.ended.at))}` : ''}
        </span>
      </div>
      {isRunning ? (
        <Button variant="default" size="compact-md" loading={end.isPending} onClick={() => end.mutate()}>
          {said.end}
        </Button>
      ) : null}
    </li>
  );
}
