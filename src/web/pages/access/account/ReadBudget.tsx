import { useQuery } from '@tanstack/react-query';
import { type Budget, budgetQuery } from '../../../api/budgets.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useWords } from '../../../text/words.tsx';
import { type Fact, FactList } from '../../../ui/FactList.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';

/** How many different people the reader has read in this hour and day, of how many, and what happens above. */
export function ReadBudget() {
  const { words, format } = useWords();
  const { data, error, refetch } = useQuery(budgetQuery);
  const said = words.budgets.own;
  return (
    <Panel title={said.title}>
      <div className={surface.stack}>
        <p className={surface.soft}>{said.meaning}</p>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {data ? <Windows budget={data} /> : null}
        {data || error ? null : <Waiting rows={2} height={40} />}
        {data?.exceptionEndsAt ? <p>{said.exception(format.moment(data.exceptionEndsAt))}</p> : null}
        <p className={surface.soft}>{said.ask}</p>
      </div>
    </Panel>
  );
}

function Windows({ budget }: { budget: Budget }) {
  const { words, format } = useWords();
  const said = words.budgets.own;
  const facts = (['hour', 'day'] as const).map((kind): Fact => {
    const { people, first, second, endsAt } = budget[kind];
    return {
      label: said[kind],
      value: (
        <div>
          <p>
            <strong>{said.people(format.number(people), format.number(first))}</strong>,{' '}
            {said.endsAt(format.time(endsAt))}
          </p>
          <p className={surface.soft}>{said.above(format.number(first), format.number(second))}</p>
        </div>
      ),
    };
  });
  return <FactList columns="one" facts={facts} />;
}
