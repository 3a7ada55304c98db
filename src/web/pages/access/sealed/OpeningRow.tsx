import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askAgain, endOpening, type SealedOpening } from '../../../api/sealed.ts';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { useNotice } from '../../../ui/Notices.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import { DecideDialog } from './DecideDialog.tsx';
import { ReviewDialog } from './ReviewDialog.tsx';

const tones: Record<SealedOpening['state'], Tone> = {
  asked: 'warn',
  lapsed: 'calm',
  open: 'person',
  refused: 'calm',
  over: 'calm',
  ended: 'calm',
};

/** One opening: who, why, when, who answered, and what the reader may do with it. */
export function OpeningRow({ opening }: { opening: SealedOpening }) {
  const { words } = useWords();
  const said = words.sealed;
  const [answering, setAnswering] = useState<'decide' | 'review' | null>(null);
  const close = () => setAnswering(null);
  const { name, organisation, mayDo, state } = opening;
  const nameOf = useOrganisationNames([organisation]);
  return (
    <li className={entries.entry}>
      <div className={entries.words}>
        <span className={entries.head}>
          <strong>{opening.isMine ? `${name} (${said.you})` : name}</strong>
          <span className={entries.soft}>{nameOf(organisation)}</span>
          <StatePill tone={tones[state]}>{said.states[state]}</StatePill>
          {opening.isGlass ? <StatePill tone="bad">{said.isGlass}</StatePill> : null}
        </span>
        <span>{opening.reason}</span>
        <span className={entries.soft}>{useFacts(opening).join(' · ')}</span>
        {opening.decisionNote ? <span className={entries.soft}>{opening.decisionNote}</span> : null}
        <ReviewLine opening={opening} />
      </div>
      <div className={entries.buttons}>
        {mayDo.includes('decide') ? (
          <Button aria-label={`${said.decide}: ${name}`} onClick={() => setAnswering('decide')}>
            {said.decide}
          </Button>
        ) : null}
        {mayDo.includes('review') ? (
          <Button aria-label={`${said.review}: ${name}`} onClick={() => setAnswering('review')}>
            {said.review}
          </Button>
        ) : null}
        {/* Whoever may answer what was asked refuses it, which ends it. */}
        {mayDo.includes('end') && !mayDo.includes('decide') ? <EndButton opening={opening} /> : null}
      </div>
      {answering === 'decide' ? <DecideDialog opening={opening} onClose={close} /> : null}
      {answering === 'review' ? <ReviewDialog opening={opening} onClose={close} /> : null}
    </li>
  );
}

/** When it was open, for how long, and by whom. */
function useFacts(opening: SealedOpening): string[] {
  const { words, format } = useWords();
  const { spans, howLong, decidedBy, endedBy } = words.sealed;
  const { askedAt, decideBy, openedAt, endsAt, endedAt, minutes, state } = opening;
  const asked = format.moment(askedAt);
  const unopened = () => {
    if (state === 'lapsed') return [spans.lapsed(asked, format.moment(decideBy))];
    if (state === 'asked') return [spans.asked(asked, howLong(minutes)), spans.waits(format.moment(decideBy))];
    return [spans.refused(asked)];
  };
  const opened = (from: string) => [spans.opened(format.moment(from), format.time(endedAt ?? endsAt ?? from))];
  return [
    ...(openedAt ? opened(openedAt) : unopened()),
    ...(opening.decidedBy ? [decidedBy(opening.decidedBy)] : []),
    ...(opening.endedBy ? [endedBy(opening.endedBy)] : []),
  ];
}

/** Where the review of a broken glass stands. */
function ReviewLine({ opening }: { opening: SealedOpening }) {
  const { words, format } = useWords();
  const said = words.sealed;
  const { isGlass, reviewBy, reviewOutcome, reviewedBy, reviewedAt, reviewNote, isOverdue } = opening;
  if (!isGlass) return null;
  if (reviewOutcome) {
    return (
      <>
        <span className={entries.head}>
          <StatePill tone={reviewOutcome === 'justified' ? 'good' : 'bad'}>{said.outcomes[reviewOutcome]}</StatePill>
          <span className={entries.soft}>{said.reviewedBy(reviewedBy ?? '', format.moment(reviewedAt))}</span>
        </span>
        {reviewNote ? <span className={entries.soft}>{reviewNote}</span> : null}
      </>
    );
  }
  const due = format.moment(reviewBy);
  return (
    <span>
      <StatePill tone={isOverdue ? 'bad' : 'warn'}>{isOverdue ? said.overdue(due) : said.reviewBy(due)}</StatePill>
    </span>
  );
}

function EndButton({ opening }: { opening: SealedOpening }) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.sealed;
  const { openingId, name, isMine, state } = opening;
  const ending = useMutation({
    mutationFn: () => endOpening(openingId),
    onSuccess: () => {
      const own = state === 'asked' ? said.takenBack : said.ended;
      notice(isMine ? own : said.endedOther(name));
    },
    onSettled: () => askAgain(queries),
  });
  const own = state === 'asked' ? said.takeBack : said.end;
  return (
    <>
      <Button
        variant="default"
        loading={ending.isPending}
        {...(isMine ? {} : { 'aria-label': `${said.end}: ${name}` })}
        onClick={() => ending.mutate()}
      >
        {isMine ? own : said.end}
      </Button>
      <Refusal error={ending.error} />
    </>
  );
}
