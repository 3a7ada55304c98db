import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Submitting } from '../../api/exchange.ts';
import { useMay, useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';

const kinds = ['.zip', '.ndjson', '.jsonl', '.csv'];
const sizeBytesMax = 2_000_000_000;

type IntakeProps = { isBusy: boolean; onFile: (submitting: Submitting) => void };

/** Where a file is dropped: for whom, and whether it is only a rehearsal. */
export function Intake({ isBusy, onFile }: IntakeProps) {
  const { words } = useWords();
  const me = useMe();
  const may = useMay('submission.write');
  const [isRehearsal, setRehearsal] = useState(false);
  const [organisation, setOrganisation] = useState(me.reach === 'everything' ? '' : me.organisation.code);
  const said = words.submissions;
  if (!may) return <EmptyState title={said.mayNot} />;
  return (
    <FileDrop
      kinds={kinds}
      sizeBytesMax={sizeBytesMax}
      hint={said.drop}
      isBusy={isBusy}
      onFile={(file) => onFile({ file, organisation: organisation.trim().toUpperCase(), isRehearsal })}
    >
      {me.reach === 'organisation' ? null : (
        <TextInput
          label={said.for}
          description={said.forHint}
          placeholder="S.K001"
          value={organisation}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
        />
      )}
      <Switch
        label={said.rehearse}
        description={said.rehearseHint}
        checked={isRehearsal}
        onChange={(event) => setRehearsal(event.currentTarget.checked)}
      />
    </FileDrop>
  );
}
