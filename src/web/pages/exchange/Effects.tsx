import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { effectsQuery, effectsShown, type SubmissionEffect } from '../../api/exchange.ts';
import { Failure } from '../../frame/Failure.tsx';
import { fieldName } from '../../text/fieldName.ts';
import { useWords } from '../../text/words.tsx';
import { Diff } from '../../ui/Diff.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

/** What a submission wrote, record by record: what it was, what it became, and whether it is put back or why it stays. */
export function Effects({ id }: { id: string }) {
  const { words } = useWords();
  const [shown, setShown] = useState('all');
  const { data, error, refetch } = useQuery(effectsQuery(id, { onlyStays: shown === 'stays' }));
  const said = words.submissions.reversal;
  return (
    <div className={surface.stack}>
      <SegmentedControl
        aria-label={said.show}
        value={shown}
        onChange={setShown}
        data={[
          { value: 'all', label: said.all },
          { value: 'stays', label: said.onlyStays },
        ]}
      />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!(error || data) ? <Waiting rows={3} /> : null}
      {data ? <Table effects={data.items} /> : null}
      {data?.next ? <p>{said.first(effectsShown)}</p> : null}
    </div>
  );
}

function Table({ effects }: { effects: SubmissionEffect[] }) {
  const { words, format } = useWords();
  const said = words.submissions.reversal;
  const placed = effects.map((it, place) => ({ ...it, place }));
  const outcomeOf = ({ stays, isPutBack }: SubmissionEffect) => {
    if (stays) return said.stays(said.because[stays.reason]);
    return isPutBack ? said.isBack : said.back;
  };
  return (
    <DataTable
      label={said.effects}
      rows={placed}
      keyOf={(it) => String(it.place)}
      nameOf={(it) => words.submissions.kinds[it.kind]}
      saveAs="submission-effects"
      columns={[
        {
          id: 'kind',
          header: said.record,
          text: (it) => words.submissions.kinds[it.kind],
          filter: 'choice',
          width: 144,
        },
        {
          id: 'student',
          header: words.submissions.number,
          text: (it) => (it.studentNumber === null ? '' : format.studentNumber(it.studentNumber)),
          sort: (it) => it.studentNumber,
          width: 128,
        },
        { id: 'did', header: said.did, text: (it) => said.changes[it.change], filter: 'choice', width: 120 },
        {
          id: 'values',
          header: said.values,
          text: (it) =>
            valuesOf(it)
              .map(({ field, before, after }) => `${field}: ${before ?? ''} → ${after ?? ''}`)
              .join('; '),
          cell: (it) => <Values effect={it} />,
          width: 280,
        },
        { id: 'outcome', header: said.outcome, text: outcomeOf, filter: 'choice', width: 168 },
      ]}
      empty={<p>{said.none}</p>}
    />
  );
}

type Value = { field: string; before: string | null; after: string | null };

function valuesOf({ before, after }: SubmissionEffect): Value[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const values = fields.map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after?.[field]) }));
  return values.filter((it) => it.before !== it.after && fieldName(it.field) !== null);
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** More than these nobody reads in a row of a table; the API tells all. */
const valuesShown = 5;

function Values({ effect }: { effect: SubmissionEffect }) {
  const { words } = useWords();
  const values = valuesOf(effect);
  return (
    <>
      {values.slice(0, valuesShown).map(({ field, before, after }) => {
        const name = fieldName(field);
        return (
          <div key={field}>
            {name === null ? field : words.fields[name]}: <Diff before={before} after={after} />
          </div>
        );
      })}
      {values.length > valuesShown ? <div>…</div> : null}
    </>
  );
}
