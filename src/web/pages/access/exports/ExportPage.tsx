import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ExportRequest, exportQuery } from '../../../api/exports.ts';
import { FailedPage } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import { ColumnTable } from './ColumnTable.tsx';
import { ExportActions } from './ExportActions.tsx';
import { ExportStatePill } from './ExportsPage.tsx';

/** One export: exactly what is asked for, who has decided, and what the reader may do. */
export function ExportPage() {
  const { id = '' } = useParams({ strict: false });
  const { words, format } = useWords();
  const { data, error, refetch } = useQuery(exportQuery(id));
  const said = words.exports;
  const parent = { href: paths.exports(), label: said.title };
  if (error) return <FailedPage error={error} parent={parent} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} height={36} />;
  return (
    <>
      <PageTitle
        title={said.one(data.receiverName)}
        answer={said.oneAnswer(format.words(data.stateWords), data.peopleCounted)}
        parent={parent}
        actions={<ExportActions it={data} />}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <div className={surface.columns}>
          <Asked it={data} />
          <div className={surface.stack}>
            <Decisions it={data} />
            <File it={data} />
          </div>
        </div>
        <Panel title={said.sampleTitle}>
          <ColumnTable columns={data.columns} />
        </Panel>
      </div>
    </>
  );
}

function Asked({ it }: { it: ExportRequest }) {
  const { words, format } = useWords();
  const nameOf = useOrganisationNames(it.organisations.slice(0, namesMax));
  const said = words.exports;
  const schools = it.organisations.map((code) => `${nameOf(code)} (${code})`);
  return (
    <Panel title={said.what} aside={<ExportStatePill it={it} />}>
      <FactList
        columns="one"
        facts={[
          { label: said.why, value: format.words(it.purposeWords) },
          { label: said.whyText, value: it.purposeText, isWide: true },
          { label: said.organisations, value: format.list(schools) },
          { label: said.schoolYear, value: format.schoolYear(it.schoolYear) },
          { label: said.status, value: said.statuses[it.status] },
          { label: said.grades, value: it.grades.length === 0 ? said.everyGrade : format.list(it.grades) },
          { label: said.includesProtected, value: it.includesProtected ? said.yes : said.no },
          { label: said.rowLimit, value: format.number(it.rowLimit) },
          { label: said.format, value: said.formats[it.format] },
          { label: said.receiver, value: it.receiverName },
          { label: said.key, value: <code className={surface.mono}>{it.receiverKey}</code>, isWide: true },
        ]}
      />
    </Panel>
  );
}

/** Names are asked for one by one: beyond this the codes must do. */
const namesMax = 20;

function Decisions({ it }: { it: ExportRequest }) {
  const { words, format } = useWords();
  const said = words.exports;
  const isWaiting = it.state === 'asked' || it.state === 'approved_once';
  const entries = [
    { at: it.askedAt, text: said.askedBy(it.askedBy), note: null as string | null },
    ...it.approvals.map(({ by, at, note }) => ({ at, text: said.approvedBy(by), note })),
    ...(it.file ? [{ at: it.file.madeAt, text: said.madeOn, note: null }] : []),
    ...(it.ended
      ? [
          {
            at: it.ended.at,
            text: it.ended.by ? `${format.words(it.ended.words)} (${it.ended.by})` : format.words(it.ended.words),
            note: it.ended.note,
          },
        ]
      : []),
  ];
  return (
    <Panel title={said.decisions}>
      <ol className={surface.plainList}>
        {entries.map(({ at, text, note }) => (
          <li key={`${at} ${text}`}>
            {text} <span className={surface.soft}>{format.moment(at)}</span>
            {note ? <p className={surface.soft}>{note}</p> : null}
          </li>
        ))}
      </ol>
      {isWaiting ? (
        <p>
          <strong>{said.missing(2 - it.approvals.length)}.</strong> {said.expiresOn(format.moment(it.expiresAt))}.
        </p>
      ) : null}
      {it.state === 'paused' ? (
        <p>
          {it.isYours ? said.pausedYours : said.pausedOthers(it.askedBy)} {said.expiresOn(format.moment(it.expiresAt))}.
        </p>
      ) : null}
    </Panel>
  );
}

function File({ it: { file } }: { it: ExportRequest }) {
  const { words, format } = useWords();
  const said = words.exports;
  if (!file) return null;
  return (
    <Panel title={said.file}>
      <FactList
        columns="one"
        facts={[
          { label: said.fileRows, value: format.number(file.rows) },
          { label: said.fileSize, value: format.bytes(file.sizeBytes) },
          { label: said.fetched, value: said.fetchedTimes(file.downloads, file.downloadsMax) },
          { label: said.fileExpires, value: format.moment(file.expiresAt) },
          { label: said.digest, value: <code className={surface.mono}>{file.sha256}</code>, isWide: true },
        ]}
      />
      <p className={surface.soft}>{said.fileHow}</p>
    </Panel>
  );
}
