import type { Submission } from '../../api/exchange.ts';
import { useWords } from '../../text/words.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';

/** The facts of the file itself, and what was noticed of it. */
export function SubmissionDetails({ submission }: { submission: Submission }) {
  const { words, format } = useWords();
  const said = words.submissions;
  const encodings = [...new Set(submission.files.flatMap(({ encoding }) => encoding ?? []))];
  return (
    <Panel title={said.details}>
      <div className={surface.stack}>
        <FactList
          facts={[
            { label: said.organisation, value: submission.organisation },
            { label: said.received, value: format.moment(submission.receivedAt) },
            { label: said.by, value: submission.receivedBy },
            { label: said.size, value: format.bytes(submission.sizeBytes) },
            ...(submission.schoolYear ? [{ label: said.year, value: format.schoolYear(submission.schoolYear) }] : []),
            ...(submission.software ? [{ label: said.software, value: submission.software }] : []),
            ...(encodings.length > 0 ? [{ label: said.encoding, value: encodings.join(', ') }] : []),
            ...(submission.layoutVersion ? [{ label: said.layout, value: submission.layoutVersion }] : []),
            ...submission.files.map(({ file, rows }) => ({
              label: said.files[file],
              value: words.table.rows(rows.total),
            })),
            ...(submission.sha256
              ? [{ label: said.sha, value: <code className={surface.mono}>{submission.sha256}</code>, isWide: true }]
              : []),
          ]}
        />
        {submission.remarks.length > 0 ? (
          <div>
            <h3 className={surface.panelTitle}>{said.remarks}</h3>
            <ul>
              {submission.remarks.map((remark) => (
                <li key={`${remark.code}-${remark.file}-${remark.row}-${remark.field}`}>
                  {[remark.file, remark.row].filter((part) => part !== null).join(' · ')} {format.words(remark.message)}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
