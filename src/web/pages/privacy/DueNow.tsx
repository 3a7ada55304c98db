import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Preview, previewQuery, proposeDisposal, scheduleQuery } from '../../api/privacy.ts';
import { Refusal } from '../../frame/Refusal.tsx';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Link, useNavigation } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Privacy.module.css';
import { useChange } from './useChange.ts';

/** The rehearsal of a disposal: what is due of a kind today, and the proposal. */
export function DueNow() {
  const { words, format } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const lines = useQuery(scheduleQuery).data ?? [];
  const kind = query['kind'] ?? '';
  const preview = useQuery(previewQuery(kind));
  const said = words.privacy.disposals;
  return (
    <Panel title={said.rehearse} aside={<span className={surface.soft}>{said.rehearseHint}</span>}>
      <div className={surface.stack}>
        <NativeSelect
          label={said.kind}
          maw={420}
          value={kind}
          onChange={(event) => setQuery({ kind: event.currentTarget.value })}
          data={[
            { value: '', label: said.chooseKind },
            ...lines
              .filter((it) => it.action === 'destroy')
              .map((it) => ({ value: it.recordKind, label: format.words(it.words) })),
          ]}
        />
        {preview.isLoading ? <Waiting rows={2} height={24} /> : null}
        <Refusal error={preview.error} />
        {preview.data && kind !== '' ? <Found recordKind={kind} preview={preview.data} /> : null}
      </div>
    </Panel>
  );
}

function Found({ recordKind, preview }: { recordKind: string; preview: Preview }) {
  const { words, format } = useWords();
  const { go } = useNavigation();
  const [reason, setReason] = useState('');
  const said = words.privacy.disposals;
  const propose = useChange(() => proposeDisposal({ recordKind, reason }), {
    done: said.proposed,
    onDone: (it) => go(paths.disposal(it.disposalId)),
  });
  return (
    <>
      <p>
        <strong>
          {preview.people === 0 ? said.nothingDue : said.dueNow(said.people(preview.people), said.rows(preview.rows))}
        </strong>
        {preview.people + preview.heldPeople > 0 ? (
          <span className={surface.soft}> · {said.heldBack(preview.heldPeople)}</span>
        ) : null}
      </p>
      {preview.examples.length > 0 ? (
        <ul className={styles.lines} aria-label={said.examples}>
          {preview.examples.slice(0, 5).map((it) => (
            <li key={it.studentNumber} className={styles.line} data-first="number">
              <Link href={paths.student(it.studentNumber)}>{format.studentNumber(it.studentNumber)}</Link>
              <span className={surface.soft}>
                {[
                  said.exampleDue(format.day(it.dueOn)),
                  said.rows(it.rows),
                  it.fate === 'kept' ? words.privacy.retention.held : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {preview.people > 0 ? (
        <div className={styles.field}>
          <TextInput label={said.reason} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Button loading={propose.isPending} onClick={() => propose.mutate(undefined)}>
            {said.propose}
          </Button>
        </div>
      ) : null}
      <Refusal error={propose.error} />
    </>
  );
}
