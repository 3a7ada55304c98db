import { Button } from '@mantine/core';
import type { ImportReport } from '../../api/organisations.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type FilterNumber, FilterNumbers } from '../../ui/FilterNumbers.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { Tone } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';

export const remarksId = 'did-not-fit';

type Remark = ImportReport['remarks'][number] & { key: string };

/** Kinds by which something of the file was left out, and kinds that ask for a second look; the others only tell. */
const leftOut = ['bad_number', 'bad_code', 'missing_value', 'duplicate_school', 'other_year'];
const doubtful = ['total_differs', 'authority_name_differs', 'unknown_category'];

/** The reconciliation report: what in the file did not fit, where, and why. */
export function Remarks({ report }: { report: ImportReport }) {
  const { words } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const columns = useColumns();
  const numbers = useNumbers(report.remarks);
  const said = words.organisations.import;
  const rows = report.remarks.map((remark, at) => ({ ...remark, key: String(at) }));
  const chosen = numbers.find(({ key }) => key === query['kind'])?.key ?? null;
  const choose = (kind: string | null) => setQuery({ kind }, 'replace');
  if (rows.length === 0) return <EmptyState title={said.noRemarks} tone="good" />;
  return (
    <div id={remarksId} className={surface.anchor} tabIndex={-1}>
      <Panel title={said.remarks}>
        <div className={surface.stack}>
          <p className={surface.soft}>{said.remarksHint}</p>
          <FilterNumbers label={said.remarkNumbers} numbers={numbers} chosen={chosen} onChoose={choose} />
          <DataTable
            label={said.remarks}
            rows={chosen === null ? rows : rows.filter(({ kind }) => kind === chosen)}
            columns={columns}
            keyOf={(it) => it.key}
            nameOf={(it) => it.value ?? it.kind}
            saveAs="import-remarks"
            empty={
              <EmptyState
                title={said.noRemarksOf}
                next={
                  <Button variant="default" onClick={() => choose(null)}>
                    {said.allRemarks}
                  </Button>
                }
              />
            }
          />
        </div>
      </Panel>
    </div>
  );
}

/** How many of each kind, the gravest first. */
function useNumbers(remarks: ImportReport['remarks']): FilterNumber[] {
  const kindWord = useKindWord();
  const kinds = [...new Set(remarks.map(({ kind }) => kind))];
  return kinds
    .map((kind) => ({
      key: kind,
      label: kindWord(kind),
      value: remarks.filter((remark) => remark.kind === kind).length,
      tone: toneOf(kind),
    }))
    .sort((a, b) => gravity.indexOf(a.tone) - gravity.indexOf(b.tone) || b.value - a.value);
}

const gravity: readonly Tone[] = ['bad', 'warn', 'calm'];

function toneOf(kind: string): Tone {
  if (leftOut.includes(kind)) return 'bad';
  return doubtful.includes(kind) ? 'warn' : 'calm';
}

function useColumns(): Column<Remark>[] {
  const { words, format } = useWords();
  const kindWord = useKindWord();
  const said = words.organisations.import;
  return [
    {
      id: 'kind',
      header: said.remarkKind,
      text: (it) => kindWord(it.kind),
      sort: (it) => kindWord(it.kind),
      filter: 'choice',
      width: 200,
    },
    {
      id: 'row',
      header: said.row,
      text: (it) => (it.row === null ? '' : format.number(it.row)),
      sort: (it) => it.row,
      align: 'end',
      width: 88,
    },
    {
      id: 'column',
      header: said.column,
      text: (it) => it.column ?? '',
      sort: (it) => it.column,
      filter: 'choice',
      width: 192,
    },
    {
      id: 'value',
      header: said.value,
      text: (it) => it.value ?? '',
      sort: (it) => it.value,
      filter: 'text',
      width: 280,
    },
    { id: 'why', header: said.why, text: (it) => format.words(it.words), filter: 'text' },
  ];
}

/** The name of a kind of remark; one that is not known stands for itself. */
function useKindWord(): (kind: string) => string {
  const { words } = useWords();
  const names: Partial<Record<string, string>> = words.organisations.import.kinds;
  return (kind) => names[kind] ?? kind;
}
