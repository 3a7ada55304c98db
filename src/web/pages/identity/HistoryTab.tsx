import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { isPlainDate } from '#kernel/dates.ts';
import { moves, stateWords } from '#modules/validation/rules/states.ts';
import { useCodes } from '../../api/codes.ts';
import { historyQuery, type StudentAct } from '../../api/identity.ts';
import { Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { fieldName } from '../../text/fieldName.ts';
import { useWords } from '../../text/words.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Link } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Timeline } from '../../ui/Timeline.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './HistoryTab.module.css';
import { actName, codeClassOf, gistOf, isTold, tableName, valueText } from './historyWords.ts';

/** Every act on the record: who, when, for which organisation, and each field before and after. */
export function HistoryTab({ number }: { number: string }) {
  const { words, format } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(number),
  );
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const acts = data.pages.flatMap((page) => page.items);
  const said = words.students.history;
  const actWords = (kind: string) => {
    const name = actName(kind);
    return name ? said.acts[name] : null;
  };
  if (acts.length === 0) return <EmptyState title={said.none} />;
  return (
    <Panel title={said.title}>
      <Timeline
        label={said.title}
        entries={acts.map((act) => ({
          key: String(act.actId),
          when: format.moment(act.at),
          hint: format.relative(act.at),
          title: [act.actorName, act.organisation, actWords(act.kind)].filter(Boolean).join(' · '),
          body: (
            <>
              <Changes act={act} />
              <Link href={paths.student(number, 'summary', { known: act.at })}>{words.students.known.see}</Link>
            </>
          ),
          tone: act.changes.some(({ operation }) => operation === 'insert') ? 'accent' : 'calm',
        }))}
      />
      {hasNextPage ? (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.table.loadMore}
        </Button>
      ) : null}
    </Panel>
  );
}

function Changes({ act }: { act: StudentAct }) {
  const { words } = useWords();
  const said = words.students.history;
  return (
    <div className={`${surface.stack} ${surface.tight}`}>
      {act.reason ? <p>{said.reason(act.reason)}</p> : null}
      {act.changes
        .filter(({ fields }) => fields.some(isTold))
        .map((change) => (
          <Change key={`${change.table}-${JSON.stringify(change.key)}`} change={change} />
        ))}
    </div>
  );
}

function Change({ change }: { change: StudentAct['changes'][number] }) {
  const { words } = useWords();
  const said = words.students.history;
  const fields = change.fields.filter(isTold);
  const name = tableName(change.table);
  const title = said.changed(said.tables[name], said.operation[change.operation]);
  const textOf = useValueText();
  const gist = gistOf(fields).flatMap(({ field, before, after }) => textOf(field, after ?? before) ?? []);
  const wordOf = (field: string) => {
    const known = fieldName(field);
    return known ? words.fields[known] : field.replaceAll('_', ' ');
  };
  return (
    <details className={styles.change} open={change.operation === 'update'}>
      <summary className={styles.summary}>
        {title} <span className={surface.soft}>{gist.join(' · ')}</span>
      </summary>
      <dl className={styles.fields}>
        {fields.map(({ field, before, after }) => (
          <div key={field} className={styles.field}>
            <dt>{wordOf(field)}</dt>
            <dd>
              <Diff before={textOf(field, before)} after={textOf(field, after)} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** A kept value as the reader would write it: days, yes and no, and codes by their words. */
function useValueText(): (field: string, value: unknown) => string | null {
  const { words, format } = useWords();
  const codes = useCodes();
  return (field, value) => {
    if (field === 'deleted_at') return value ? words.frame.yes : words.frame.no;
    if (typeof value === 'boolean') return value ? words.frame.yes : words.frame.no;
    const text = valueText(value);
    if (text === null) return null;
    if (field === 'move' && isMove(text)) return format.words(moves[text].words);
    if (field === 'to_state' && isState(text)) return format.words(stateWords[text]);
    const known = codes.find(codeClassOf(field) ?? '', text);
    if (known) return format.words(known);
    return isPlainDate(text) ? format.day(text) : text;
  };
}

function isMove(text: string): text is keyof typeof moves {
  return text in moves;
}

function isState(text: string): text is keyof typeof stateWords {
  return text in stateWords;
}
