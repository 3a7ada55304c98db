import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addMonths } from '#kernel/dates.ts';
import { holdScopes } from '#modules/privacy/retention/rules/disposal.ts';
import { type Hold, placeHold, scheduleQuery } from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { useChange } from './useChange.ts';

/** Places a hold on a person, an organisation or a kind of record. */
export function PlaceHoldDialog({ onClose }: { onClose: () => void }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const lines = useQuery(scheduleQuery).data ?? [];
  const [scope, setScope] = useState<Hold['scope']>('person');
  const [target, setTarget] = useState('');
  const [reason, setReason] = useState('');
  const [reviewOn, setReviewOn] = useState(addMonths(today, 12));
  const said = words.privacy.holds;
  const place = useChange(placeHold, { done: said.done, onDone: onClose });
  const kinds = lines.filter((it) => it.action !== 'keep');
  const bodyOf = () => ({
    scope,
    reason,
    reviewOn,
    ...(scope === 'person' ? { studentNumber: target } : {}),
    ...(scope === 'organisation' ? { organisation: target } : {}),
    ...(scope === 'record_kind' ? { recordKind: target || kinds[0]?.recordKind } : {}),
  });
  const text = {
    value: target,
    onChange: (event: { currentTarget: { value: string } }) => setTarget(event.currentTarget.value.trim()),
  };
  return (
    <ActDialog
      title={said.place}
      act={said.save}
      acting={place}
      onAct={() => place.mutate(bodyOf())}
      because={reason.trim() === '' || (scope !== 'record_kind' && target === '') ? words.frame.fillIn : null}
      onClose={onClose}
    >
      <Choices
        label={said.scope}
        value={scope}
        onChange={(chosen) => {
          setScope(chosen);
          setTarget('');
        }}
        choices={holdScopes.map((value) => ({ value, label: said.scopes[value] }))}
      />
      {scope === 'person' ? <TextInput label={words.privacy.number} {...text} /> : null}
      {scope === 'organisation' ? <TextInput label={said.organisation} {...text} /> : null}
      {scope === 'record_kind' ? (
        <NativeSelect
          label={said.recordKind}
          {...text}
          data={kinds.map((it) => ({ value: it.recordKind, label: format.words(it.words) }))}
        />
      ) : null}
      <Textarea
        label={said.reason}
        description={said.reasonHint}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DayField label={said.reviewOn} value={reviewOn} onChange={setReviewOn} />
    </ActDialog>
  );
}
