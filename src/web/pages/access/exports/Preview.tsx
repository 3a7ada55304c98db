import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ExportChoices, type ExportPreview, type ExportScope, exportPreviewQuery } from '../../../api/exports.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { ColumnTable } from './ColumnTable.tsx';
import styles from './Exports.module.css';

/** What will happen: whom it covers, counted as one chooses, what the file looks like, and the steps that follow. */
export function Preview({ choices, scope }: { choices: ExportChoices; scope: ExportScope | null }) {
  const { words } = useWords();
  const said = words.exports;
  const steps = said.steps(choices.requestDays, choices.fileDays, choices.downloadsMax);
  return (
    <Panel title={said.preview}>
      <div className={surface.stack}>
        {scope ? <Counted scope={scope} /> : <p role="status">{said.choosePurpose}</p>}
        <div>
          <h3 className={surface.panelTitle}>{said.afterwards}</h3>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      </div>
    </Panel>
  );
}

function Counted({ scope }: { scope: ExportScope }) {
  const { words } = useWords();
  const said = words.exports;
  const [asked] = useDebouncedValue(scope, 300);
  const { data, error } = useQuery({ ...exportPreviewQuery(asked), placeholderData: keepPreviousData });
  if (error) return <Failure error={error} />;
  if (!data) return <p role="status">{said.counting}</p>;
  return (
    <>
      <div role="status">
        <p className={styles.count}>{said.counted(data.people, data.rows)}</p>
        <p className={surface.soft}>{remarkOn(data, said)}</p>
      </div>
      <ColumnTable columns={data.columns} />
    </>
  );
}

type Said = { nobody: string; tooMany: string; limit: (n: number) => string };

function remarkOn({ rows, rowLimit }: ExportPreview, said: Said): string {
  if (rows === 0) return said.nobody;
  return rows > rowLimit ? said.tooMany : said.limit(rowLimit);
}
