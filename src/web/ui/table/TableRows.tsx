import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../text/words.tsx';
import { Link } from '../Link.tsx';
import styles from './DataTable.module.css';
import { TableHead } from './TableHead.tsx';
import { type Column, toggled } from './tableLogic.ts';
import type { BodyProps, DataTableProps } from './tableProps.ts';

const rowPixels = 37;
const virtualFrom = 200;

/** The table proper. Above 200 rows only those in view are drawn, except on paper; two empty rows keep the length of the others. */
export function TableRows<Row>({ state, props, active, setActive, focusKey, isPrinting }: BodyProps<Row>) {
  const { keyOf, selection } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isVirtual = !isPrinting && state.shown.length > virtualFrom;
  const virtualizer = useVirtualizer({
    count: state.shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 12,
    enabled: isVirtual,
  });
  useEffect(() => {
    if (focusKey !== null && isVirtual) virtualizer.scrollToIndex(active);
  }, [focusKey, active, isVirtual, virtualizer]);
  const drawn = isVirtual
    ? virtualizer.getVirtualItems().map(({ index }) => index)
    : state.shown.map((_, index) => index);
  const [first = 0, last = -1] = [drawn[0], drawn.at(-1)];
  const width = state.visible.length + (selection ? 1 : 0);
  const minWidth = state.visible.reduce((sum, column) => sum + (column.width ?? 240), selection ? 40 : 0);
  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        className={styles.grid}
        aria-label={props.label}
        aria-rowcount={state.shown.length + 1}
        style={{ minInlineSize: minWidth }}
      >
        <colgroup>
          {selection ? <col className={styles.selectCell} /> : null}
          {state.visible.map((column) => (
            <col key={column.id} style={column.width ? { inlineSize: column.width } : undefined} />
          ))}
        </colgroup>
        <TableHead state={state} rows={props.rows} isPrinting={isPrinting} selectAll={selectAllOf({ state, props })} />
        <tbody>
          {first > 0 ? <Gap height={first * rowPixels} width={width} /> : null}
          {drawn.map((index) => {
            const row = state.shown[index];
            return row === undefined ? null : (
              <DataRow
                key={keyOf(row)}
                row={row}
                at={index}
                isActive={index === active}
                visible={state.visible}
                props={props}
                setActive={setActive}
              />
            );
          })}
          {last < state.shown.length - 1 ? (
            <Gap height={(state.shown.length - 1 - last) * rowPixels} width={width} />
          ) : null}
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height, width }: { height: number; width: number }) {
  return (
    <tr>
      <td colSpan={width} style={{ blockSize: height, padding: 0, border: 0 }} />
    </tr>
  );
}

function selectAllOf<Row>({ state, props }: Pick<BodyProps<Row>, 'state' | 'props'>) {
  const { selection, keyOf } = props;
  if (!selection) return null;
  const keys = state.shown.map(keyOf);
  const isAll = keys.length > 0 && keys.every((key) => selection.keys.has(key));
  return {
    isAll,
    isSome: keys.some((key) => selection.keys.has(key)),
    onChange: () => selection.onChange(isAll ? new Set() : new Set(keys)),
  };
}

/** A day or a number stays in one line on paper, whatever room the long texts beside it would take. */
function isShort(text: string): '' | undefined {
  return text.length <= 14 ? '' : undefined;
}

type RowProps<Row> = {
  row: Row;
  at: number;
  isActive: boolean;
  visible: Column<Row>[];
  props: DataTableProps<Row>;
  setActive: (key: string) => void;
};

function DataRow<Row>({ row, at, isActive, visible, props, setActive }: RowProps<Row>) {
  const { words } = useWords();
  const key = props.keyOf(row);
  const { selection } = props;
  return (
    <tr
      className={styles.row}
      aria-rowindex={at + 2}
      data-open={props.openKey === key ? '' : undefined}
      data-selected={selection?.keys.has(key) ? '' : undefined}
      data-opens={props.hrefOf || props.onOpen ? '' : undefined}
      onClick={followRow}
      onFocus={() => setActive(key)}
    >
      {selection ? (
        <td className={styles.selectCell}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={words.table.selectRow(props.nameOf(row))}
            checked={selection.keys.has(key)}
            onChange={() => selection.onChange(toggled(selection.keys, key))}
          />
        </td>
      ) : null}
      {visible.map((column, place) => {
        const content = column.cell ? column.cell(row) : column.text(row);
        return (
          <td key={column.id} data-align={column.align ?? 'start'} data-short={isShort(column.text(row))}>
            {place === 0 ? (
              <RowLead row={row} props={props} isActive={isActive}>
                {content}
              </RowLead>
            ) : (
              content
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** The first cell carries the row's link (or button): what the keyboard lands on and Enter opens. */
export function RowLead<Row>({
  row,
  props,
  isActive,
  children,
}: {
  row: Row;
  props: DataTableProps<Row>;
  isActive: boolean;
  children: ReactNode;
}) {
  const key = props.keyOf(row);
  const shared = { className: styles.lead, tabIndex: isActive ? 0 : -1, 'data-row-key': key, 'data-row-lead': '' };
  const href = props.hrefOf?.(row);
  if (href) {
    return (
      <Link href={href} {...shared}>
        {children}
      </Link>
    );
  }
  if (!props.onOpen) return <span {...(props.selection ? shared : { className: styles.plain })}>{children}</span>;
  return (
    <button
      type="button"
      {...shared}
      aria-pressed={props.openKey === undefined ? undefined : props.openKey === key}
      onClick={() => props.onOpen?.(row)}
    >
      {children}
    </button>
  );
}

/** A click anywhere in a row does what its link does, unless it fell on a control or ended a selection of text. */
function followRow(event: MouseEvent<HTMLElement>): void {
  const target = event.target as HTMLElement; // events of elements reach this handler
  if (target.closest('a, button, input, label, [role="dialog"]') || window.getSelection()?.toString()) return;
  event.currentTarget.querySelector<HTMLElement>('[data-row-lead]')?.click();
}
