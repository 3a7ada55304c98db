import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { locales } from '../../text/plural.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { usePrinting } from '../usePrinting.ts';
import styles from './DataTable.module.css';
import { TableCards } from './TableCards.tsx';
import { TableRows } from './TableRows.tsx';
import { TableTools } from './TableTools.tsx';
import { movedBy, toggled } from './tableLogic.ts';
import type { DataTableProps } from './tableProps.ts';
import { useTableState } from './useTableState.ts';

/**
 * The one table: sorts, filters by column, remembers the chosen columns, moves by keys, opens with Enter, selects many,
 * exports what is shown, draws only what is in view above 200 rows, and becomes cards on a phone.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, columns, keyOf, selection, empty, more } = props;
  const { words, language } = useWords();
  const isPhone = useMediaQuery('screen and (max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const isPrinting = usePrinting() !== null;
  const state = useTableState({
    rows,
    columns,
    saveAs: props.saveAs,
    initialSorting: props.initialSorting ?? null,
    locale: locales[language],
  });
  const selected = selection ? rows.filter((row) => selection.keys.has(keyOf(row))) : [];
  const { active, onKeyDown, setActive, focusKey, container } = useRowFocus(state.shown, props);
  if (rows.length === 0) return empty;
  const shared = { state, props, active, setActive, focusKey, isPrinting };
  return (
    <div className={styles.table}>
      <TableTools
        state={state}
        columns={columns}
        total={props.total ?? null}
        query={props.query ?? null}
        selected={selected}
        actions={props.actions?.(selected) ?? null}
        exportName={props.canExport === false ? null : props.saveAs}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the links of the rows inside; each row stays reachable by itself */}
      <div ref={container} onKeyDown={onKeyDown}>
        {isPhone && !isPrinting ? <TableCards {...shared} /> : <TableRows {...shared} />}
      </div>
      {state.shown.length === 0 ? (
        <EmptyState
          title={words.table.filtered}
          next={
            <Button variant="default" onClick={state.clearFilters}>
              {words.table.clearFilters}
            </Button>
          }
        />
      ) : null}
      {more ? (
        <div className={styles.more}>
          <Button variant="default" onClick={more.load} loading={more.isLoading}>
            {words.table.loadMore}
          </Button>
          <span className={styles.query}>{words.table.more}</span>
        </div>
      ) : null}
    </div>
  );
}

/** Which row has the keyboard: one row is in the tab order, keys move it, and focus follows once the row is drawn. */
function useRowFocus<Row>(shown: Row[], { keyOf, selection }: DataTableProps<Row>) {
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [focusKey, setFocusKey] = useState<string | null>(null);
  const container = useRef<HTMLDivElement>(null);
  const found = shown.findIndex((row) => keyOf(row) === activeKey);
  const active = found === -1 ? 0 : found;
  const setActive = useCallback((key: string) => setActiveKey(key), []);
  useEffect(() => {
    if (focusKey === null) return;
    const target = container.current?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(focusKey)}"]`);
    target?.focus({ preventScroll: false });
    if (target) setFocusKey(null);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement; // events of elements reach this handler
    if (!target.dataset['rowKey'] || event.metaKey || event.ctrlKey || event.altKey) return;
    if (selection && (event.key === 'x' || event.key === ' ')) {
      event.preventDefault();
      selection.onChange(toggled(selection.keys, target.dataset['rowKey']));
      return;
    }
    const to = movedBy(event.key, active, shown.length);
    const row = to === null ? undefined : shown[to];
    if (row === undefined) return;
    event.preventDefault();
    setActiveKey(keyOf(row));
    setFocusKey(keyOf(row));
  };
  return { active, setActive, focusKey, container, onKeyDown };
}
