import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { type ImportReport, importFile, importQuery } from '../../api/organisations.ts';
import { ApiProblem } from '../../api/problem.ts';
import { ButtonLink } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { useNotice } from '../../ui/Notices.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { FileProblem } from './FileProblem.tsx';
import { PastImports } from './PastImports.tsx';
import { KeptReport, ReportView } from './ReportView.tsx';

const kinds = ['.xlsx', '.csv'];
const sizeBytesMax = 32 * 1024 * 1024;

/** Imports a published file of schools: always a rehearsal first, then, asked once, the import. */
export function ImportPage() {
  const { words } = useWords();
  const may = useMay('organisation.import');
  const { report } = useQueryText();
  const said = words.organisations.import;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={said.answer}
        parent={{ href: paths.organisations(), label: words.organisations.title }}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        {may ? <Importer /> : <MayNotImport />}
        {report ? <KeptReport key={report} id={report} /> : null}
        <PastImports openId={report ?? null} />
      </div>
    </>
  );
}

/** Drop, see, import. What was written moves into the address, so that it survives a reload. */
function Importer() {
  const { words } = useWords();
  const { report: keptId } = useQueryText();
  const setQuery = useSetQueryText();
  const [file, setFile] = useState<File | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const rehearsal = useMutation({ mutationFn: importFile });
  const run = useRun();
  const said = words.organisations.import;
  const take = (chosen: File) => {
    setFile(chosen);
    run.reset();
    setQuery({ report: null, change: null, kind: null }, 'replace');
    rehearsal.mutate({ file: chosen, isRehearsal: true });
  };
  const chooseOther = () => place.current?.querySelector<HTMLInputElement>('input[type="file"]')?.click();
  const problem = run.error ?? rehearsal.error;
  const isShown = rehearsal.data && file && !keptId && !rehearsal.isPending;
  return (
    <>
      <div ref={place}>
        <FileDrop
          kinds={kinds}
          sizeBytesMax={sizeBytesMax}
          hint={said.drop}
          onFile={take}
          isBusy={rehearsal.isPending}
        />
      </div>
      {file && rehearsal.isPending ? (
        <Panel title={said.checking(file.name)}>
          <Waiting rows={3} height={40} />
        </Panel>
      ) : null}
      {file && problem && !keptId ? (
        <FileProblem
          error={problem}
          onChoose={chooseOther}
          onRetry={() => (run.error ? run.mutate({ file, isRehearsal: false }) : take(file))}
        />
      ) : null}
      {isShown ? (
        <ReportView
          report={rehearsal.data}
          actions={
            <ImportButtons
              report={rehearsal.data}
              isRunning={run.isPending}
              onImport={() => run.mutate({ file, isRehearsal: false })}
              onChoose={chooseOther}
            />
          }
        />
      ) : null}
    </>
  );
}

/** The import that writes; afterwards its kept report is shown. */
function useRun() {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const setQuery = useSetQueryText();
  const say = useNotice();
  return useMutation({
    mutationFn: importFile,
    onSuccess: (report) => {
      queries.setQueryData(importQuery(report.importId).queryKey, report);
      void queries.invalidateQueries({ queryKey: ['organisations'] });
      setQuery({ report: report.importId }, 'replace');
      say(report.isRepeated ? words.organisations.import.repeated : words.organisations.import.done(report.fileName));
    },
    onError: (error) => {
      if (error instanceof ApiProblem) say(format.words(error.detail), { tone: 'bad' });
    },
  });
}

type ImportButtonsProps = { report: ImportReport; isRunning: boolean; onImport: () => void; onChoose: () => void };

function ImportButtons({ report, isRunning, onImport, onChoose }: ImportButtonsProps) {
  const { words } = useWords();
  const id = useId();
  const said = words.organisations.import;
  return (
    <>
      <Button variant="default" onClick={onChoose}>
        {said.otherFile}
      </Button>
      <Button
        onClick={onImport}
        loading={isRunning}
        disabled={report.isRepeated}
        aria-describedby={report.isRepeated ? id : undefined}
      >
        {said.importIt}
      </Button>
      {report.isRepeated ? (
        <span id={id} className="visually-hidden">
          {said.wouldRepeat}
        </span>
      ) : null}
    </>
  );
}

/** The way in, shut, with the reason; the reports below stay readable. */
function MayNotImport() {
  const { words } = useWords();
  const id = useId();
  const said = words.organisations;
  return (
    <Panel>
      <div className={`${surface.row} ${surface.between}`}>
        <p id={id}>{said.mayNotImport}</p>
        <span className={surface.row}>
          <Button disabled aria-describedby={id}>
            {words.table.drop.choose}
          </Button>
          <ButtonLink href={paths.organisations()} quiet>
            {said.import.seeOrganisations}
          </ButtonLink>
        </span>
      </div>
    </Panel>
  );
}
