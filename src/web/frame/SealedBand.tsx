import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { askAgain, endOpening, forgetWhatWasRead } from '../api/sealed.ts';
import type { Me } from '../api/session.ts';
import { paths } from '../paths.ts';
import { useWords } from '../text/words.tsx';
import { Link } from '../ui/Link.tsx';
import { useNotice } from '../ui/Notices.tsx';
import styles from './Frame.module.css';
import { useMe } from './session.ts';

/** While protected students are in sight, every page says until when, and ends it at a press. */
export function SealedBand() {
  const queries = useQueryClient();
  const { sealed } = useMe();
  const openingId = sealed?.openingId ?? null;
  const known = useRef(openingId);
  useEffect(() => {
    if (known.current === openingId) return;
    known.current = openingId;
    void forgetWhatWasRead(queries);
  }, [openingId, queries]);
  return sealed ? <Band key={sealed.openingId} opening={sealed} /> : null;
}

const lookMilliseconds = 5000;
const minuteMilliseconds = 60_000;

function Band({ opening }: { opening: NonNullable<Me['sealed']> }) {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.sealed.band;
  const ending = useMutation({
    mutationFn: () => endOpening(opening.openingId),
    onSuccess: () => notice(words.sealed.ended),
    // One that had ended already is told by the session.
    onSettled: () => askAgain(queries),
  });
  const endsAt = new Date(opening.endsAt).getTime();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const look = () => void askAgain(queries);
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= endsAt) look();
    }, lookMilliseconds);
    // Another person may have ended it meanwhile.
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', look);
    };
  }, [endsAt, queries]);
  const until = format.time(opening.endsAt);
  return (
    <div className={styles.band} data-tone={opening.isGlass ? 'bad' : 'person'}>
      <span role="status">{opening.isGlass ? said.glass(until) : said.open(until)}</span>{' '}
      <span className={styles.bandTime}>{said.left(Math.max(0, Math.ceil((endsAt - now) / minuteMilliseconds)))}</span>{' '}
      <Link href={paths.sealed()}>{said.more}</Link>{' '}
      <Button
        size="compact-xs"
        variant="default"
        className={styles.bandButton}
        loading={ending.isPending}
        onClick={() => ending.mutate()}
      >
        {said.end}
      </Button>
    </div>
  );
}
