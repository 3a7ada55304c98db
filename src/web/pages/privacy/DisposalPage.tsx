import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  approveDisposal,
  certificateAddress,
  type DisposalDetail,
  disposalQuery,
  withdrawDisposal,
} from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { FailedPage } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { Link } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { DisposalState } from './DisposalState.tsx';
import { DownloadLink } from './DownloadLink.tsx';
import styles from './Privacy.module.css';
import { useChange } from './useChange.ts';

/** One disposal: the rule, the first people, who approved, what became of it, and the certificate. */
export function DisposalPage() {
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(disposalQuery(id));
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={6} height={40} />;
  return <Shown disposal={data} />;
}

function Shown({ disposal }: { disposal: DisposalDetail }) {
  const { words, format } = useWords();
  const said = words.privacy;
  const kind = format.words(disposal.words);
  return (
    <>
      <PageTitle
        title={said.disposal.title(disposal.target === 'key' ? said.disposals.keyOf(kind) : kind)}
        answer={<DisposalState state={disposal.state} />}
        parent={{ href: paths.disposals(), label: said.disposals.title }}
        actions={<Actions disposal={disposal} />}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        {disposal.hasCertificate ? <CertificatePanel disposal={disposal} /> : null}
        <div className={surface.columns}>
          <Proposed disposal={disposal} />
          <Approvals disposal={disposal} />
        </div>
        {disposal.examples.length > 0 ? <Examples disposal={disposal} /> : null}
      </div>
    </>
  );
}

function Actions({ disposal }: { disposal: DisposalDetail }) {
  const { words, format } = useWords();
  const said = words.privacy.disposal;
  const [isAsked, setAsked] = useState(false);
  const approve = useChange(() => approveDisposal(disposal.disposalId), {
    done: said.approved,
    onDone: () => setAsked(false),
  });
  const withdraw = useChange(() => withdrawDisposal(disposal.disposalId), { done: said.withdrawn });
  if (disposal.state !== 'proposed') return null;
  return (
    <>
      {disposal.mayWithdraw ? (
        <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate(undefined)}>
          {said.withdraw}
        </Button>
      ) : null}
      <ReasonButton
        reason={disposal.approveBecause ? format.words(disposal.approveBecause) : null}
        onClick={() => setAsked(true)}
      >
        {said.approve}
      </ReasonButton>
      <ActDialog
        title={said.approveTitle}
        act={said.approve}
        acting={approve}
        onAct={() => approve.mutate(undefined)}
        isDanger
        isOpen={isAsked}
        onClose={() => setAsked(false)}
      >
        <p>{said.approveWhy}</p>
        <p>
          <strong>{`${format.words(disposal.words)}: ${words.privacy.disposals.people(disposal.people.waiting)}`}</strong>
        </p>
      </ActDialog>
    </>
  );
}

function Proposed({ disposal }: { disposal: DisposalDetail }) {
  const { words, format } = useWords();
  const said = words.privacy.disposal;
  const { people, retention } = disposal;
  const counts = [
    { label: said.waiting, value: format.number(people.waiting) },
    { label: said.done, value: format.number(people.done) },
    { label: said.kept, value: format.number(people.kept) },
    { label: said.images, value: format.number(disposal.imagesRedacted) },
  ];
  return (
    <Panel title={said.facts}>
      <FactList
        facts={[
          { label: words.privacy.disposals.kind, value: format.words(disposal.words) },
          { label: said.rule, value: said.ruleText(retention.years, retention.source), isWide: true },
          { label: words.privacy.disposals.reason, value: disposal.reason, isWide: true },
          { label: said.dueBy, value: format.day(disposal.dueBy) },
          { label: words.privacy.disposals.by, value: `${disposal.proposedBy}, ${format.moment(disposal.proposedAt)}` },
          ...(disposal.target === 'records' ? counts : []),
        ]}
      />
    </Panel>
  );
}

function Approvals({ disposal }: { disposal: DisposalDetail }) {
  const { words, format } = useWords();
  const said = words.privacy;
  const { approvals, approvalsNeeded } = disposal;
  return (
    <Panel
      title={said.disposal.approvals}
      aside={<span className={surface.soft}>{said.disposals.of(approvals.length, approvalsNeeded)}</span>}
    >
      {approvals.length === 0 ? <p className={surface.soft}>{said.disposal.none}</p> : null}
      <ul className={surface.plainList}>
        {approvals.map((it) => (
          <li key={it.name}>{`${it.name}, ${format.moment(it.at)}`}</li>
        ))}
      </ul>
    </Panel>
  );
}

function CertificatePanel({ disposal }: { disposal: DisposalDetail }) {
  const { words, format } = useWords();
  const said = words.privacy.disposal;
  return (
    <Panel title={said.certificate}>
      <div className={surface.row}>
        <DownloadLink href={certificateAddress(disposal.disposalId, 'pdf')}>{said.certificatePdf}</DownloadLink>
        <DownloadLink href={certificateAddress(disposal.disposalId, 'json')}>{said.certificateJson}</DownloadLink>
        <span className={surface.soft}>
          {disposal.backupsUntil ? said.backups(format.dayLong(disposal.backupsUntil)) : null}
        </span>
      </div>
    </Panel>
  );
}

function Examples({ disposal }: { disposal: DisposalDetail }) {
  const { words, format } = useWords();
  const said = words.privacy;
  return (
    <Panel title={said.disposal.examples}>
      <ul className={styles.lines}>
        {disposal.examples.map((it) => (
          <li key={it.studentNumber} className={styles.line} data-first="number">
            <Link href={paths.student(it.studentNumber)}>{format.studentNumber(it.studentNumber)}</Link>
            <span className={surface.soft}>
              {[
                said.disposals.exampleDue(format.day(it.dueOn)),
                said.disposals.rows(it.rows),
                said.disposal.fates[it.fate] ?? it.fate,
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
