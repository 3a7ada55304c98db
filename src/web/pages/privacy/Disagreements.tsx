import { useQuery } from '@tanstack/react-query';
import { disagreementsQuery } from '../../api/privacy.ts';
import { useWords } from '../../text/words.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** What the person said of values that were not corrected; it stands with the values for whoever reads them. */
export function Disagreements({ number, fields }: { number: string; fields: readonly string[] }) {
  const { words, format } = useWords();
  const { data } = useQuery(disagreementsQuery(number));
  const said = words.privacy.disagreements;
  const shown = data?.filter((it) => fields.includes(it.field)) ?? [];
  if (shown.length === 0) return null;
  return (
    <Panel title={said.title}>
      <FactList
        columns="one"
        facts={shown.map((it) => ({
          label: said.line(format.words(it.fieldWords), format.day(it.on)),
          value: it.statement === null ? said.destroyed : <q>{it.statement}</q>,
        }))}
      />
    </Panel>
  );
}
