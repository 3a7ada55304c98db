import { lazy, Suspense, useState } from 'react';
import type { Submission, SubmissionItem } from '../../api/exchange.ts';
import { ButtonLink } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Link } from '../../ui/Link.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { FateBadge } from '../../ui/StatePill.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { isMendableFile, itemName } from './itemName.ts';
import styles from './SubmissionPage.module.css';

const MendForm = lazy(async () => ({ default: (await import('./MendForm.tsx')).MendForm }));

type RowCardProps = { item: SubmissionItem; followers: SubmissionItem[]; submission: Submission };

/** One row that needs a hand: what it said, what is wrong, by which rule, how to mend it, and the means to. */
export function RowCard({ item, followers, submission }: RowCardProps) {
  const { words } = useWords();
  const said = words.submissions;
  const [isMending, setMending] = useState(false);
  const may = useMay('submission.write');
  const title = said.rowOf(said.files[item.file], item.row);
  const name = itemName(item) ?? item.localStudentId;
  const isMendable = isMendableFile(item.file) && (item.fate === 'refused' || item.fate === 'held');
  return (
    <li className={styles.item} data-fate={item.fate ?? 'pending'}>
      <div className={styles.itemHead}>
        <h3 className={styles.itemName}>{title}</h3>
        {name ? <PersonName name={name} /> : null}
        <FateBadge fate={item.fate ?? 'pending'} />
      </div>
      <Remarks item={item} />
      {followers.length > 0 ? (
        <p className={styles.mend}>
          {said.followers(followers.length)}{' '}
          {followers.map((it) => said.rowOf(said.files[it.file], it.row)).join(' · ')}
        </p>
      ) : null}
      {isMending ? (
        <Suspense fallback={<Waiting rows={2} height={48} />}>
          <MendForm item={item} submission={submission} onClose={() => setMending(false)} />
        </Suspense>
      ) : (
        <Fields item={item} />
      )}
      <div className={styles.itemHead} data-print="never">
        {isMendable && !isMending ? (
          <ReasonButton
            variant="light"
            size="xs"
            reason={may ? null : said.mayNot}
            onClick={() => setMending(true)}
            aria-label={said.mendFor(title)}
          >
            {said.mend}
          </ReasonButton>
        ) : null}
        <HeldBy item={item} />
        {item.studentNumber ? (
          <ButtonLink href={paths.student(item.studentNumber)} quiet>
            {said.openStudent}
          </ButtonLink>
        ) : null}
      </div>
    </li>
  );
}

function HeldBy({ item }: { item: SubmissionItem }) {
  const { words } = useWords();
  const mayDecide = useMay('match.decide');
  if (item.fate !== 'held') return null;
  return (
    <>
      <span className={styles.mend}>{words.submissions.heldBy}</span>
      {mayDecide ? (
        <ButtonLink href={item.matchTaskId ? paths.match(item.matchTaskId) : paths.matches()}>
          {item.matchTaskId ? words.submissions.openMatch : words.submissions.openMatches}
        </ButtonLink>
      ) : null}
    </>
  );
}

function Remarks({ item }: { item: SubmissionItem }) {
  const { words, format } = useWords();
  const isRule = (code: string) => /^[A-Z]{3}-\d{4}$/.test(code);
  return item.remarks.map((remark) => (
    <div key={`${remark.code}-${remark.field}`} className={styles.remark}>
      <span>
        {remark.field ? <code>{remark.field}</code> : null} <strong>{format.words(remark.message)}</strong>{' '}
        {isRule(remark.code) ? (
          <Link href={paths.rule(remark.code)} className={styles.rule}>
            {remark.reference ?? remark.code}
          </Link>
        ) : (
          <span className={styles.rule}>{remark.reference ?? remark.code}</span>
        )}
      </span>
      {remark.mend ? (
        <span className={styles.mend}>{words.table.finding.mendBy(format.words(remark.mend))}</span>
      ) : null}
    </div>
  ));
}

/** The row as it was sent, the offending fields marked. */
function Fields({ item }: { item: SubmissionItem }) {
  const { words } = useWords();
  const wrong = new Set(item.remarks.map((remark) => remark.field));
  const missing = [...wrong].filter((field) => field !== null && !(field in item.fields));
  const entries = [...Object.entries(item.fields), ...missing.map((field) => [field ?? '', ''] as const)];
  return (
    <dl className={styles.fields}>
      {entries.map(([field, value]) => (
        <div key={field} className={styles.field} data-wrong={wrong.has(field) ? '' : undefined}>
          <dt>{field}</dt>
          <dd>
            <bdi>{value === '' ? words.table.difference.missing : value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
