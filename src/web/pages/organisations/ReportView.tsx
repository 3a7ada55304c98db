import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ImportReport, importQuery } from '../../api/organisations.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { Differences } from './Differences.tsx';
import styles from './Import.module.css';
import { useLabelWord, useLayoutWord } from './PastImports.tsx';
import { Remarks, remarksId } from './Remarks.tsx';

/** The report of an import that wrote. */
export function KeptReport({ id }: { id: string }) {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(importQuery(id));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={4} />;
  const next = <ButtonLink href={paths.organisations()}>{words.organisations.import.seeOrganisations}</ButtonLink>;
  return <ReportView report={data} actions={next} />;
}

/** What an import did or would do: four figures, differences between years, and what did not fit. */
export function ReportView({ report, actions }: { report: ImportReport; actions: ReactNode }) {
  const { words } = useWords();
  const layoutWord = useLayoutWord();
  const labelWord = useLabelWord();
  return (
    <>
      <Panel title={report.fileName} aside={<span className={surface.row}>{actions}</span>}>
        <div className={surface.stack}>
          <Band report={report} />
          <p className={surface.soft}>
            {layoutWord(report.layout)} · {labelWord(report.label)}
            {report.layout === 'school_directory' ? ` · ${words.organisations.import.noDifferencesDirectory}` : ''}
          </p>
          <Figures report={report} />
          <Register report={report} />
        </div>
      </Panel>
      <Differences report={report} />
      <Remarks report={report} />
    </>
  );
}

function Band({ report }: { report: ImportReport }) {
  const { words, format } = useWords();
  const said = words.organisations.import;
  const { rehearsed, isRepeated } = report;
  const wasSaid = said.doneAt(format.moment(report.importedAt), report.importedBy);
  return (
    <div className={styles.band} data-rehearsed={rehearsed ? '' : undefined} role="status">
      {rehearsed ? said.rehearsing : wasSaid} {isRepeated ? <strong>{repeatedWords()}</strong> : null}
    </div>
  );

  function repeatedWords(): string {
    return rehearsed ? said.wouldRepeat : said.repeated;
  }
}

function Figures({ report }: { report: ImportReport }) {
  const { words, format } = useWords();
  const said = words.organisations.import;
  const { counts, remarks } = report;
  const seeRemarks = <a href={`#${remarksId}`}>{said.seeRemarks}</a>;
  const figures = [
    { label: said.figure.schools, value: counts.schools, hint: null },
    { label: said.figure.authorities, value: counts.authorities, hint: null },
    { label: said.figure.students, value: counts.students, hint: counts.students === null ? said.noStudents : null },
    { label: said.figure.remarks, value: remarks.length, hint: remarks.length === 0 ? said.fitted : seeRemarks },
  ];
  return (
    <dl className={styles.figures} aria-label={said.figures}>
      {figures.map(({ label, value, hint }) => (
        <div key={label} className={styles.figure}>
          <dt>{label}</dt>
          <dd>
            <span className={styles.value}>{value === null ? words.frame.none : format.number(value)}</span>
            {hint ? <span className={styles.hint}>{hint}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Register({ report: { register, rehearsed } }: { report: ImportReport }) {
  const { words, format } = useWords();
  const said = words.organisations.import;
  const numbers = [register.added, register.changed, register.unchanged].map(format.number);
  const [added = '', changed = '', unchanged = ''] = numbers;
  return <p>{(rehearsed ? said.register : said.registerDone)(added, changed, unchanged)}</p>;
}
