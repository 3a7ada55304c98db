import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { historyQuery, type StudentAct } from '../../api/identity.ts';
import { useSetQueryText } from '../../frame/useQueryText.ts';
import { useWords } from '../../text/words.tsx';
import { actName } from './historyWords.ts';
import styles from './KnownBand.module.css';
import { stepsOf } from './knownSteps.ts';

/** The time line of a record: which moment's knowledge the page shows, and the acts between which it can be moved. */
export function KnownBand({ number, knownAt }: { number: string; knownAt: string }) {
  const { words, format } = useWords();
  const setQuery = useSetQueryText();
  const said = words.students.known;
  const { data } = useInfiniteQuery(historyQuery(number));
  const acts = data?.pages.flatMap((page) => page.items) ?? [];
  const { moments, place, earlier, later } = stepsOf(acts, knownAt);
  const isBefore = knownAt < (moments[0] ?? '');
  const show = (known: string | null) => setQuery({ known }, 'replace');
  return (
    <section className={styles.band} aria-label={said.title}>
      <div className={styles.said}>
        <strong role="status">{said.asKnown(format.moment(knownAt))}</strong>
        <span>{useGist(acts, isBefore ? undefined : moments[place])}</span>
        <Button size="xs" variant="default" onClick={() => show(null)}>
          {said.back}
        </Button>
      </div>
      {moments.length > 1 ? (
        <div className={styles.line}>
          <Button size="xs" variant="default" disabled={earlier === null} onClick={() => show(earlier)}>
            {said.earlier}
          </Button>
          <input
            type="range"
            className={styles.slider}
            aria-label={said.slider}
            aria-valuetext={format.moment(moments[place] ?? knownAt)}
            min={0}
            max={moments.length - 1}
            value={place}
            onChange={(event) => show(moments[Number(event.currentTarget.value)] ?? null)}
          />
          <Button size="xs" variant="default" disabled={later === null} onClick={() => show(later)}>
            {said.later}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** The last act before the moment, in a line. */
function useGist(acts: readonly StudentAct[], moment: string | undefined): string {
  const { words } = useWords();
  const act = acts.find(({ at }) => at === moment);
  if (!act) return '';
  const name = actName(act.kind);
  const what = name ? words.students.history.acts[name] : null;
  return words.students.known.after([act.actorName, act.organisation, what].filter(Boolean).join(' · '));
}
