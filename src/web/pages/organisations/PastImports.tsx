import { useQuery } from '@tanstack/react-query';
import { isPlainDate } from '#kernel/dates.ts';
import { importsQuery, type PastImport } from '../../api/organisations.ts';
import { Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';

/** What was imported before, each with its report. */
export function PastImports({ openId }: { openId: string | null }) {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(importsQuery);
  const columns = useColumns();
  const said = words.organisations.import;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Panel title={said.earlier}>
      {data ? (
        <DataTable
          label={said.earlier}
          rows={data}
          columns={columns}
          keyOf={(it) => it.importId}
          nameOf={(it) => it.fileName}
          hrefOf={(it) => paths.organisationImport({ report: it.importId })}
          openKey={openId}
          saveAs="organisation-imports"
          empty={
            <EmptyState title={said.noEarlier}>
              <p>{said.noEarlierWhy}</p>
            </EmptyState>
          }
        />
      ) : (
        <Waiting rows={3} />
      )}
    </Panel>
  );
}

function useColumns(): Column<PastImport>[] {
  const { words, format } = useWords();
  const layoutWord = useLayoutWord();
  const labelWord = useLabelWord();
  const said = words.organisations.import;
  return [
    { id: 'file', header: said.file, text: (it) => it.fileName, sort: (it) => it.fileName, filter: 'text' },
    { id: 'layout', header: said.layout, text: (it) => layoutWord(it.layout), filter: 'choice', width: 192 },
    { id: 'label', header: said.label, text: (it) => labelWord(it.label), sort: (it) => it.label, width: 136 },
    { id: 'at', header: said.at, text: (it) => format.moment(it.importedAt), sort: (it) => it.importedAt, width: 176 },
    { id: 'by', header: said.by, text: (it) => it.importedBy, filter: 'choice', width: 192 },
  ];
}

/** The name of a file's layout; one that is not known stands for itself. */
export function useLayoutWord(): (layout: string) => string {
  const { words } = useWords();
  const names: Partial<Record<string, string>> = words.organisations.import.layouts;
  return (layout) => names[layout] ?? layout;
}

/** The school year of an import, or the day of its extract as days are written here. */
export function useLabelWord(): (label: string) => string {
  const { format } = useWords();
  return (label) => (isPlainDate(label) ? format.day(label) : label);
}
