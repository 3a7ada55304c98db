import { ActionIcon, Checkbox, Popover, ScrollArea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { useWords } from '../../text/words.tsx';
import styles from './DataTable.module.css';
import { type Column, choicesOf, isActive, nextSorting } from './tableLogic.ts';
import type { TableState } from './useTableState.ts';

type HeadProps<Row> = {
  state: TableState<Row>;
  rows: readonly Row[];
  /** Buttons are not repeated on the next sheet, words are. */
  isPrinting: boolean;
  /** The box that selects every row shown, where rows can be selected. */
  selectAll: { isAll: boolean; isSome: boolean; onChange: () => void } | null;
};

/** The sticky head: name, order and filter of each column. */
export function TableHead<Row>({ state, rows, isPrinting, selectAll }: HeadProps<Row>) {
  const { words } = useWords();
  return (
    <thead className={styles.head}>
      <tr>
        {selectAll ? (
          <th className={styles.selectCell} scope="col">
            <Checkbox
              size="xs"
              aria-label={words.table.selectAll}
              checked={selectAll.isAll}
              indeterminate={selectAll.isSome && !selectAll.isAll}
              onChange={selectAll.onChange}
            />
          </th>
        ) : null}
        {state.visible.map((column) => (
          <HeadCell key={column.id} column={column} state={state} rows={rows} isPrinting={isPrinting} />
        ))}
      </tr>
    </thead>
  );
}

type CellProps<Row> = Omit<HeadProps<Row>, 'selectAll'> & { column: Column<Row> };

function HeadCell<Row>({ column, state, rows, isPrinting }: CellProps<Row>) {
  const { words } = useWords();
  const direction = state.sorting?.column === column.id ? state.sorting.direction : undefined;
  const sort = () => state.setSorting(nextSorting(state.sorting, column.id));
  return (
    <th
      scope="col"
      className={styles.headCell}
      data-align={column.align ?? 'start'}
      aria-sort={column.sort ? (direction ?? 'none') : undefined}
    >
      <span className={styles.headWords}>
        {column.sort && !isPrinting ? (
          <button type="button" className={styles.sort} onClick={sort} title={words.table.sortBy(column.header)}>
            {column.header}
            <SortMark direction={direction} />
          </button>
        ) : (
          <span>{column.header}</span>
        )}
        {column.filter ? <ColumnFilter column={column} state={state} rows={rows} /> : null}
      </span>
    </th>
  );
}

function SortMark({ direction }: { direction: 'ascending' | 'descending' | undefined }) {
  if (direction === 'ascending') return <IconArrowUp size={14} aria-hidden />;
  if (direction === 'descending') return <IconArrowDown size={14} aria-hidden />;
  return <IconArrowsSort size={14} aria-hidden className={styles.quiet} />;
}

function ColumnFilter<Row>({
  column,
  state,
  rows,
}: {
  column: Column<Row>;
  state: TableState<Row>;
  rows: readonly Row[];
}) {
  const { words } = useWords();
  const filter = state.filters[column.id];
  const Icon = isActive(filter) ? IconFilterFilled : IconFilter;
  const label = words.table.filter(column.header);
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} data-active={isActive(filter)}>
          <Icon size={14} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        {column.filter === 'text' ? (
          <TextInput
            data-autofocus
            label={words.table.filterText}
            value={typeof filter === 'string' ? filter : ''}
            onChange={(event) => state.setFilter(column.id, event.currentTarget.value)}
          />
        ) : (
          <ChoiceFilter column={column} state={state} rows={rows} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function ChoiceFilter<Row>({
  column,
  state,
  rows,
}: {
  column: Column<Row>;
  state: TableState<Row>;
  rows: readonly Row[];
}) {
  const { words, format } = useWords();
  const filter = state.filters[column.id];
  const chosen = typeof filter === 'string' || filter === undefined ? [] : [...filter];
  return (
    <ScrollArea.Autosize mah={280} type="auto">
      <Checkbox.Group
        label={words.table.filter(column.header)}
        value={chosen}
        onChange={(values) => state.setFilter(column.id, values)}
      >
        <div className={styles.choices}>
          {choicesOf(rows, column).map(({ value, count }) => (
            <Checkbox
              key={value}
              size="xs"
              value={value}
              label={`${value || words.frame.none} (${format.number(count)})`}
            />
          ))}
        </div>
      </Checkbox.Group>
    </ScrollArea.Autosize>
  );
}
