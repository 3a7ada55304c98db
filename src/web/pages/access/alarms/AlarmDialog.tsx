import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Alarm, type Settlement, seeAlarm, settleAlarm } from '../../../api/alarms.ts';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useMay } from '../../../frame/session.ts';
import { useSetQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { type Fact, FactList } from '../../../ui/FactList.tsx';
import { Link } from '../../../ui/Link.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import { AlarmSeverityPill } from './AlarmSeverityPill.tsx';

/** One alarm beside the list: what happened, and the form that settles it. Opening it says that somebody has looked. */
export function AlarmDialog({ alarm }: { alarm: Alarm | null }) {
  const { words, format } = useWords();
  const setQuery = useSetQueryText();
  return (
    <Dialog
      title={alarm ? format.told(alarm.words) : words.alarms.title}
      isOpen={alarm !== null}
      onClose={() => setQuery({ alarm: null })}
      size="side"
    >
      {alarm ? <Inside key={alarm.alarmId} alarm={alarm} onDone={() => setQuery({ alarm: null })} /> : null}
    </Dialog>
  );
}

function Inside({ alarm, onDone }: { alarm: Alarm; onDone: () => void }) {
  useSight(alarm);
  const facts = useFacts(alarm);
  return (
    <div className={surface.stack}>
      <FactList columns="one" facts={facts} />
      {alarm.settled ? null : <Settle alarm={alarm} onDone={onDone} />}
    </div>
  );
}

/** Says once that somebody has looked. */
function useSight({ alarmId, seen }: Alarm): void {
  const queries = useQueryClient();
  const told = useRef(false);
  const isSeen = seen !== null;
  useEffect(() => {
    if (told.current || isSeen) return;
    told.current = true;
    void seeAlarm(alarmId).then(() => queries.invalidateQueries({ queryKey: ['alarms'] }));
  }, [alarmId, isSeen, queries]);
}

function useFacts({ severity, organisation, raisedAt, seen, settled, studentNumber }: Alarm): Fact[] {
  const { words, format } = useWords();
  const nameOf = useOrganisationNames([organisation]);
  const said = words.alarms;
  const facts: Fact[] = [
    { label: said.severity, value: <AlarmSeverityPill severity={severity} /> },
    { label: said.whose, value: nameOf(organisation) },
    { label: said.raised, value: format.moment(raisedAt) },
    { label: said.seen, value: seen ? said.seenBy(seen.by, format.moment(seen.at)) : said.unseen },
  ];
  if (studentNumber) {
    const value = (
      <>
        {format.studentNumber(studentNumber)} <Link href={paths.student(studentNumber)}>{said.openStudent}</Link>
      </>
    );
    facts.push({ label: said.student, value });
  }
  if (settled) {
    facts.push({ label: said.outcome, value: format.words(settled.verdictWords) });
    facts.push({ label: said.settledBy(settled.by, format.moment(settled.at)), value: settled.outcome, isWide: true });
  }
  return facts;
}

const verdicts = ['explained', 'false_alarm', 'mistake', 'misuse'] as const;

function Settle({ alarm, onDone }: { alarm: Alarm; onDone: () => void }) {
  const { words } = useWords();
  const said = words.alarms;
  const may = useMay('alarm.settle');
  const queries = useQueryClient();
  const notify = useNotice();
  const [verdict, setVerdict] = useState<Settlement['verdict']>('explained');
  const [outcome, setOutcome] = useState('');
  const [isTried, setTried] = useState(false);
  const isShort = outcome.trim().length < 3;
  const settle = useMutation({
    mutationFn: () => settleAlarm(alarm.alarmId, { verdict, outcome }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['alarms'] });
      notify(said.settleDone);
      onDone();
    },
  });
  const because = may ? null : said.mayNot;
  return (
    <form
      className={surface.stack}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isShort) settle.mutate();
      }}
    >
      <Choices
        label={said.verdict}
        value={verdict}
        onChange={setVerdict}
        choices={verdicts.map((value) => ({ value, label: said.verdicts[value] }))}
      />
      <Textarea
        label={said.found}
        description={said.foundHint}
        value={outcome}
        rows={4}
        maxLength={2000}
        error={isTried && isShort ? said.foundNeeded : null}
        onChange={(event) => setOutcome(event.currentTarget.value)}
      />
      <Refusal error={settle.error} />
      <div>
        <ReasonButton
          reason={alarm.isAboutYou ? said.aboutYou : because}
          loading={settle.isPending}
          onClick={() => {
            setTried(true);
            if (!isShort) settle.mutate();
          }}
        >
          {said.settle}
        </ReasonButton>
      </div>
    </form>
  );
}
