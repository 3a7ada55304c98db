import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { moves as legalMoves } from '#modules/validation/rules/states.ts';
import { accountsQuery } from '../../api/session.ts';
import { type FindingDetail, findingQuery } from '../../api/validation.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useMay, useMe } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { CopyNumber } from '../../ui/CopyNumber.tsx';
import { FindingCard } from '../../ui/FindingCard.tsx';
import { Link } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { Timeline } from '../../ui/Timeline.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import type { Moves } from './useMoves.tsx';
import styles from './WorkPage.module.css';

type PaneProps = { openId: string | null; moves: Moves; onClose: () => void };

/** The chosen item beside the list: what, how to mend it, what can be done, what happened to it. */
export function FindingPane({ openId, moves, onClose }: PaneProps) {
  const { words } = useWords();
  const { data, error, refetch } = useQuery({ ...findingQuery(openId ?? ''), enabled: openId !== null });
  return (
    <aside className={styles.pane} aria-label={words.work.beside}>
      {openId !== null && error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {openId !== null && !error && !data ? <Waiting rows={4} height={48} /> : null}
      {openId !== null && data ? <Chosen finding={data} moves={moves} onClose={onClose} /> : null}
    </aside>
  );
}

function Chosen({ finding, moves, onClose }: { finding: FindingDetail; moves: Moves; onClose: () => void }) {
  const { words, format } = useWords();
  const name = finding.studentName ?? format.studentNumber(finding.studentNumber);
  return (
    <>
      <div className={styles.paneHead}>
        <div>
          <h2 className={styles.paneName}>
            <Link href={paths.student(finding.studentNumber)}>
              <PersonName name={name} />
            </Link>
          </h2>
          {finding.studentName ? <CopyNumber shown={format.studentNumber(finding.studentNumber)} /> : null}
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label={words.frame.close} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      <FindingCard
        severity={finding.severity}
        state={finding.state}
        rule={{ label: finding.reference ?? finding.ruleCode, href: paths.rule(finding.ruleCode) }}
        message={format.words(finding.message)}
        mend={format.words(finding.mend)}
        notes={<Notes finding={finding} />}
        actions={<MoveButtons finding={finding} moves={moves} />}
      />
      <Assign finding={finding} moves={moves} />
      <Life finding={finding} />
    </>
  );
}

function Notes({ finding }: { finding: FindingDetail }) {
  const { words, format } = useWords();
  const { organisation, schoolYear, grade, snoozedUntil, dueOn, isOverdue } = finding;
  const notes = [
    organisation?.name,
    schoolYear ? format.schoolYear(schoolYear) : null,
    grade ? words.table.grade(grade) : null,
    words.table.finding.since(format.dayOf(finding.foundAt)),
    isOverdue ? words.work.due.was(format.day(dueOn)) : words.work.due.is(format.day(dueOn)),
    snoozedUntil ? words.work.backOn(format.day(snoozedUntil)) : null,
  ];
  return notes.filter(Boolean).join(' · ');
}

/** Every move, disabled with its reason where it may not be made now. */
function MoveButtons({ finding, moves }: { finding: FindingDetail; moves: Moves }) {
  const { words, format } = useWords();
  const shown = finding.moves.filter(({ move }) => move !== 'assign');
  return (
    <>
      <ButtonLink href={paths.student(finding.studentNumber, tabOf(finding.object))}>
        {words.table.finding.openRecord}
      </ButtonLink>
      {shown.map(({ move, may, because }) => (
        <ReasonButton
          key={move}
          variant="default"
          loading={moves.isBusy}
          reason={may || !because ? null : format.words(because)}
          onClick={() => moves.make(move, [finding])}
        >
          {format.words(legalMoves[move].words)}
        </ReasonButton>
      ))}
    </>
  );
}

/** The tab of the record where a finding's object is shown. */
function tabOf(object: FindingDetail['object']) {
  switch (object) {
    case 'enrolment':
    case 'responsible_school':
    case 'home_education_registration':
      return 'enrolments';
    case 'address':
    case 'phone':
    case 'guardian':
    case 'disclosure_restriction':
      return 'contacts';
    case 'citizenship':
    case 'accommodation':
    case 'note':
      return 'personal';
    case 'student':
    case 'identification_record':
    case 'name':
      return 'identity';
  }
}

function Assign({ finding, moves }: { finding: FindingDetail; moves: Moves }) {
  const { words } = useWords();
  const me = useMe();
  const accounts = useQuery({ ...accountsQuery, enabled: useMay('account.read') });
  const possible = finding.moves.find(({ move }) => move === 'assign');
  const others = (accounts.data ?? []).filter(({ accountId }) => accountId !== me.account.accountId);
  const current = finding.assignee;
  const known = [me.account.accountId, ...others.map(({ accountId }) => accountId)];
  return (
    <NativeSelect
      label={words.work.assignTo}
      disabled={!possible?.may}
      value={current?.accountId ?? ''}
      onChange={(event) => moves.make('assign', [finding], { assignee: event.currentTarget.value || null })}
      data={[
        { value: '', label: words.work.noOne },
        { value: me.account.accountId, label: `${words.work.me} (${me.account.name})` },
        ...others.map(({ accountId, name, organisation }) => ({
          value: accountId,
          label: `${name}, ${organisation.name}`,
        })),
        ...(current && !known.includes(current.accountId) ? [{ value: current.accountId, label: current.name }] : []),
      ]}
    />
  );
}

function Life({ finding }: { finding: FindingDetail }) {
  const { words, format } = useWords();
  const said = words.work;
  return (
    <Panel title={said.life} level={3}>
      <Timeline
        label={said.life}
        entries={[...finding.history].reverse().map((event, at) => ({
          key: `${event.at}-${at}`,
          when: format.moment(event.at),
          title: said.events[event.what],
          body: [
            event.actor ?? said.program,
            event.assignee ? said.toWhom(event.assignee) : null,
            event.snoozedUntil ? said.backOn(format.day(event.snoozedUntil)) : null,
            event.note,
          ]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Panel>
  );
}
