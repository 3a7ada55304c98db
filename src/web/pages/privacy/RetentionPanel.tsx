import { useQuery } from '@tanstack/react-query';
import { retentionQuery } from '../../api/privacy.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useWords } from '../../text/words.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';

/** When which part of the record is disposed of, each with the rule that says so. */
export function RetentionPanel({ number }: { number: string }) {
  const { words, format } = useWords();
  const { data, error, refetch } = useQuery(retentionQuery(number));
  const said = words.privacy.retention;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={3} height={32} />;
  const shown = data.kinds.filter((it) => it.rows > 0);
  return (
    <Panel
      title={said.title}
      aside={<span className={surface.soft}>{said.from(format.day(data.schoolingEndsOn))}</span>}
    >
      <FactList
        facts={shown.map((it) => ({
          label: format.words(it.words),
          value: (
            <span className={surface.row}>
              {it.disposalOn ? said.on(format.day(it.disposalOn)) : said.because[it.because]}
              {it.isHeld ? <StatePill tone="person">{said.held}</StatePill> : null}
              <span className={surface.soft}>{said.rows(it.rows)}</span>
            </span>
          ),
          source: [{ label: words.privacy.disposal.rule, text: it.source }],
        }))}
      />
    </Panel>
  );
}
