import { useQuery } from '@tanstack/react-query';
import { type DrillAsked, drillQuery } from '../../../api/ledger.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { DrillFigures } from './DrillFigures.tsx';
import { DrillForm } from './DrillForm.tsx';
import { DrillNotices } from './DrillNotices.tsx';
import { DrillPeople } from './DrillPeople.tsx';
import { instantOf } from './times.ts';

/** The breach drill: what an account or a key read between two instants, and the drafts of the notices. */
export function DrillPage() {
  const { words } = useWords();
  const said = words.ledger.drill;
  const asked = useAsked();
  return (
    <>
      <PageTitle
        title={said.title}
        answer={said.answer}
        parent={{ href: paths.ledger(), label: words.ledger.title }}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <DrillForm />
        {asked ? (
          <Answer key={JSON.stringify(asked)} asked={asked} />
        ) : (
          <EmptyState title={said.start}>
            <p>{said.startWhy}</p>
          </EmptyState>
        )}
      </div>
    </>
  );
}

function Answer({ asked }: { asked: DrillAsked }) {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(drillQuery(asked));
  const said = words.ledger.drill;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={6} height={36} />;
  if (data.people === 0)
    return (
      <EmptyState title={said.nothing}>
        <p>{said.nothingWhy}</p>
      </EmptyState>
    );
  return (
    <>
      <DrillFigures found={data} />
      <DrillNotices asked={asked} />
      <DrillPeople asked={asked} total={data.people} />
    </>
  );
}

/** The question that stands in the address, once it is whole. */
function useAsked(): DrillAsked | null {
  const query = useQueryText();
  const { account, client } = query;
  const from = instantOf(query['from'], 'start');
  const to = instantOf(query['to'], 'end');
  if (!from || !to || from >= to || (account ? 1 : 0) + (client ? 1 : 0) !== 1) return null;
  return { ...(account ? { account } : {}), ...(client ? { client } : {}), from, to };
}
