import { useInfiniteQuery } from '@tanstack/react-query';
import { type Finding, findingsQuery } from '../../api/validation.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FindingCard } from '../../ui/FindingCard.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';

/** What stands against the record, and what was settled. */
export function StudentFindingsTab({ number }: { number: string }) {
  const { words } = useWords();
  const open = useInfiniteQuery(findingsQuery({ studentNumber: number, snoozed: 'with' }));
  const settled = useInfiniteQuery(
    findingsQuery({ studentNumber: number, state: 'acknowledged,overridden,cleared', snoozed: 'with' }),
  );
  const said = words.students.findings;
  if (open.error) return <Failure error={open.error} onRetry={() => void open.refetch()} />;
  if (!open.data) return <Waiting rows={4} height={72} />;
  const standing = open.data.pages.flatMap((page) => page.items);
  const past = settled.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={surface.stack}>
      <Panel title={said.open}>
        {standing.length === 0 ? (
          <EmptyState title={said.none} tone="good">
            <p>{said.noneWhy}</p>
          </EmptyState>
        ) : (
          <Cards findings={standing} />
        )}
      </Panel>
      <Panel title={said.settled}>
        {past.length === 0 ? <p className={surface.soft}>{said.noneSettled}</p> : <Cards findings={past} />}
      </Panel>
    </div>
  );
}

function Cards({ findings }: { findings: Finding[] }) {
  const { words, format } = useWords();
  const said = words.students.findings;
  return (
    <div className={`${surface.stack} ${surface.tight}`}>
      {findings.map((finding) => (
        <FindingCard
          key={finding.findingId}
          severity={finding.severity}
          state={finding.state}
          rule={{ label: finding.reference ?? finding.ruleCode, href: paths.rule(finding.ruleCode) }}
          message={format.words(finding.message)}
          mend={format.words(finding.mend)}
          notes={[
            said.since(format.dayOf(finding.foundAt)),
            finding.assignee ? said.with(finding.assignee.name) : null,
            finding.organisation?.name,
          ]
            .filter(Boolean)
            .join(' · ')}
          actions={
            <ButtonLink href={paths.work({ finding: finding.findingId })} quiet>
              {said.work}
            </ButtonLink>
          }
        />
      ))}
    </div>
  );
}
