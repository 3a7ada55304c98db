import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useWords } from '../../text/words.tsx';
import styles from './DataTable.module.css';
import { RowLead } from './TableRows.tsx';
import { toggled } from './tableLogic.ts';
import type { BodyProps } from './tableProps.ts';

const cardPixels = 120;

/** Letters that half a card has room for in one line; what has a look of its own needs more. */
const lettersInHalf = { text: 32, cell: 18 };

/** The same rows on a phone: a card each, the first column as its head and the others as terms with their value. */
export function TableCards<Row>({ state, props, active, setActive }: BodyProps<Row>) {
  const scroller = useRef<HTMLElement>(null);
  const isVirtual = state.shown.length > 200;
  const virtualizer = useVirtualizer({
    count: state.shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardPixels,
    overscan: 6,
    enabled: isVirtual,
  });
  if (!isVirtual) {
    return (
      <ul className={styles.cards} aria-label={props.label}>
        {state.shown.map((row, at) => (
          <li key={props.keyOf(row)} className={styles.card} onFocus={() => setActive(props.keyOf(row))}>
            <CardBody row={row} state={state} props={props} isActive={at === active} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself is scrolled by keys, too, where no card holds a link
    <section ref={scroller} className={styles.cardScroller} aria-label={props.label} tabIndex={0}>
      <ul className={styles.virtualCards} aria-label={props.label} style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = state.shown[index];
          return row === undefined ? null : (
            <li
              key={props.keyOf(row)}
              ref={virtualizer.measureElement}
              data-index={index}
              className={styles.virtualCard}
              style={{ transform: `translateY(${start}px)` }}
            >
              <div className={styles.card}>
                <CardBody row={row} state={state} props={props} isActive={index === active} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function CardBody<Row>({
  row,
  state,
  props,
  isActive,
}: Pick<BodyProps<Row>, 'state' | 'props'> & { row: Row; isActive: boolean }) {
  const { words } = useWords();
  const [first, ...others] = state.visible;
  const { selection } = props;
  const key = props.keyOf(row);
  return (
    <>
      <div className={styles.cardHead}>
        <RowLead row={row} props={props} isActive={isActive}>
          {first?.cell ? first.cell(row) : first?.text(row)}
        </RowLead>
        {selection ? (
          <Checkbox
            aria-label={words.table.selectRow(props.nameOf(row))}
            checked={selection.keys.has(key)}
            onChange={() => selection.onChange(toggled(selection.keys, key))}
          />
        ) : null}
      </div>
      <dl className={styles.cardFacts}>
        {others
          .filter((column) => column.text(row) !== '')
          .map((column) => {
            const isWide = column.text(row).length > lettersInHalf[column.cell ? 'cell' : 'text'];
            return (
              <div key={column.id} className={styles.cardFact} data-wide={isWide ? '' : undefined}>
                <dt>{column.header}</dt>
                <dd>{column.cell ? column.cell(row) : column.text(row)}</dd>
              </div>
            );
          })}
      </dl>
    </>
  );
}
