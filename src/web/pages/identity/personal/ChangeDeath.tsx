import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { recordDeath, type StudentPersonal } from '../../../api/personal.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useRecording } from './useRecording.ts';

type ChangeDeathProps = { personal: StudentPersonal; onClose: () => void };

/** Records a death with its day, or that it was recorded in error. */
export function ChangeDeath({ personal, onClose }: ChangeDeathProps) {
  const { words } = useWords();
  const { today } = useMe();
  const before = { isDeceased: personal.isDeceased, deceasedOn: personal.deceasedOn };
  const [state, setState] = useState<'dead' | 'alive'>('dead');
  const [day, setDay] = useState(personal.deceasedOn ?? '');
  const said = words.personal.facts;
  const recording = useRecording(personal, {
    send: recordDeath,
    said: state === 'dead' ? said.deathRecorded : said.deathTakenBack,
    onDone: onClose,
    back: () => before,
  });
  const isWrong = state === 'dead' && day !== '' && (!isPlainDate(day) || day > today);
  const isDead = state === 'dead';
  return (
    <ActDialog
      title={personal.isDeceased ? said.changeDeath : said.recordDeath}
      act={said.keep}
      acting={recording}
      because={isWrong ? said.needDay : null}
      onAct={() => recording.mutate({ isDeceased: isDead, deceasedOn: isDead && day !== '' ? day : null })}
      onClose={onClose}
    >
      {personal.isDeceased ? (
        <Choices
          label={said.death}
          value={state}
          choices={[
            { value: 'dead' as const, label: said.dead },
            { value: 'alive' as const, label: said.inError },
          ]}
          onChange={setState}
        />
      ) : null}
      {isDead ? <DayField label={said.day} value={day} latest={today} onChange={setDay} /> : null}
    </ActDialog>
  );
}
