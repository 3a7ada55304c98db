import { Button, Menu } from '@mantine/core';
import { IconColumns3, IconDownload, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../text/words.tsx';
import { saveText } from '../saveText.ts';
import styles from './DataTable.module.css';
import { type Column, toCsv } from './tableLogic.ts';
import type { TableState } from './useTableState.ts';

type ToolsProps<Row> = {
  state: TableState<Row>;
  columns: readonly Column<Row>[];
  /** Rows there are in all, where more exist than were loaded. */
  total: number | null;
  /** What was asked, said beside the count. */
  query: ReactNode;
  selected: Row[];
  actions: ReactNode;
  /** Null = there is nothing to be taken away. */
  exportName: string | null;
};

/** Above the table: how many rows, of what question; what is done with the selected; columns and export. */
export function TableTools<Row>({ state, columns, total, query, selected, actions, exportName }: ToolsProps<Row>) {
  const { words } = useWords();
  const count = state.shown.length;
  const exportShown = () => {
    const rows = selected.length > 0 ? selected : state.shown;
    saveText({ name: `${exportName}.csv`, type: 'text/csv;charset=utf-8', text: toCsv(rows, state.visible) });
  };
  return (
    <div className={styles.tools}>
      <p className={styles.count} role="status">
        {total !== null && total !== count ? words.table.rowsOf(count, total) : words.table.rows(count)}
        {query ? <span className={styles.query}> · {query}</span> : null}
        {selected.length > 0 ? <strong> · {words.table.selected(selected.length)}</strong> : null}
      </p>
      <div className={styles.buttons} data-print="never">
        {actions}
        {state.hasFilters ? (
          <Button variant="default" size="xs" leftSection={<IconFilterOff size={14} />} onClick={state.clearFilters}>
            {words.table.clearFilters}
          </Button>
        ) : null}
        <Menu closeOnItemClick={false} position="bottom-end" shadow="md">
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconColumns3 size={14} />}>
              {words.table.columns}
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label={words.table.chooseColumns}>
            {columns.map((column) => (
              <Menu.CheckboxItem
                key={column.id}
                checked={state.visible.includes(column)}
                disabled={state.visible.length === 1 && state.visible.includes(column)}
                onChange={() => state.toggleColumn(column.id)}
              >
                {column.header}
              </Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>
        {exportName === null ? null : (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} />}
            onClick={exportShown}
            title={words.table.exportHint}
            disabled={count === 0}
          >
            {words.table.exportCsv}
          </Button>
        )}
      </div>
    </div>
  );
}
