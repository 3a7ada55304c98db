import { useWords } from '../text/words.tsx';
import styles from './Diff.module.css';
import { areAlike, differences, isSameText, markAgainst, type Segment } from './differences.ts';

/** A change of one value: the old struck, the new beside it; where most of it stayed, the letters that differ are marked. */
export function Diff({ before, after }: { before: string | null; after: string | null }) {
  const { words } = useWords();
  if (before === null || before === '') return <ins className={styles.whole}>{after ?? words.frame.none}</ins>;
  if (after === null || after === '') return <del className={styles.gone}>{before}</del>;
  const marked = areAlike(before, after) ? differences(before, after) : null;
  return (
    <span className={styles.pair}>
      <del className={styles.before}>{marked ? <Marked segments={marked.a} /> : before}</del>
      <span aria-hidden="true">→</span>
      <ins className={styles.after}>{marked ? <Marked segments={marked.b} /> : after}</ins>
    </span>
  );
}

/** A value with the letters marked that set it apart from another, and a thin mark where it lacks some; no verdict. */
export function MarkedAgainst({ value, against }: { value: string; against: string | null }) {
  if (against === null || isSameText(value, against)) return <span>{value}</span>;
  return (
    <span>
      <Marked segments={markAgainst(value, against)} />
    </span>
  );
}

function Marked({ segments }: { segments: Segment[] }) {
  let at = 0;
  return segments.map((segment) => {
    at += segment.text.length + 1;
    return segment.isDifferent ? (
      <mark key={at} className={styles.mark} data-gap={segment.text === '' ? '' : undefined}>
        {segment.text}
      </mark>
    ) : (
      <span key={at}>{segment.text}</span>
    );
  });
}
