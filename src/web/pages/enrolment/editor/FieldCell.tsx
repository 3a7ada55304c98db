import type { ReactNode } from 'react';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { FindingCard } from '../../../ui/FindingCard.tsx';
import type { DraftField } from './draft.ts';
import styles from './Editor.module.css';
import type { Remark } from './useJudged.ts';

export const cellId = (field: string) => `field-${field}`;
const remarksId = (field: string) => `remarks-${field}`;

/** What an input says of the remarks beside it, for those who do not see them. */
export function remarked(field: DraftField, remarks: readonly Remark[]) {
  return remarks.some((it) => it.field === field) ? { 'aria-details': remarksId(field) } : {};
}

type FieldCellProps = { field: DraftField; remarks: readonly Remark[]; isWide?: boolean; children: ReactNode };

/** A field with what the rules say of it. */
export function FieldCell({ field, remarks, isWide = false, children }: FieldCellProps) {
  const own = remarks.filter((it) => it.field === field);
  return (
    <div id={cellId(field)} className={`${styles.cell} ${isWide ? styles.wide : ''}`}>
      {children}
      {own.length > 0 ? (
        <div id={remarksId(field)} className={styles.cell}>
          <Remarks remarks={own} />
        </div>
      ) : null}
    </div>
  );
}

export function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  const { format } = useWords();
  return remarks.map(({ code, reference, severity, message, mend }) => (
    <FindingCard
      key={code}
      severity={severity}
      rule={{ label: reference ?? code, href: paths.rule(code) }}
      message={format.told(message)}
      mend={format.told(mend)}
    />
  ));
}
