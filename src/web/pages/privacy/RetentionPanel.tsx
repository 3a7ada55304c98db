import { useQuery } from '@tanstack/react-query';
import { retentionQuery } from '../../api/privacy.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useWords } from '../../text/words.tsx';
import { SourcePopover } from '../../ui/FactList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Privacy.module.css';

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
      <ul className={styles.lines}>
        {shown.map((it) => {
          const kind = format.words(it.words);
          return (
            <li key={it.recordKind} className={styles.line}>
              <span>{kind}</span>
              <span className={surface.row}>
                {it.disposalOn ? said.on(format.day(it.disposalOn)) : said.because[it.because]}
                {it.isHeld ? <StatePill tone="person">{said.held}</StatePill> : null}
              </span>
              <span className={`${styles.end} ${surface.soft}`}>
                {said.rows(it.rows)}
                <SourcePopover label={kind} source={[{ label: words.privacy.disposal.rule, text: it.source }]} />
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
