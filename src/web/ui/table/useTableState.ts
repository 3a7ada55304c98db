import { useMemo, useState } from 'react';
import { keepChoice, readChoice } from './columnChoice.ts';
import { type Column, type Filters, filterRows, isActive, type Sorting, sortRows } from './tableLogic.ts';

export type TableState<Row> = {
  shown: Row[];
  visible: Column<Row>[];
  sorting: Sorting;
  setSorting: (sorting: Sorting) => void;
  filters: Filters;
  setFilter: (column: string, filter: Filters[string]) => void;
  clearFilters: () => void;
  hasFilters: boolean;
  toggleColumn: (column: string) => void;
};

type Options<Row> = {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  /** The name under which the choice of columns is kept in this browser. */
  saveAs: string;
  initialSorting: Sorting;
  locale: string;
};

/** What a table shows: its rows after filters and sorting, and the columns chosen (kept from visit to visit). */
export function useTableState<Row>({ rows, columns, saveAs, initialSorting, locale }: Options<Row>): TableState<Row> {
  const [sorting, setSorting] = useState<Sorting>(initialSorting);
  const [filters, setFilters] = useState<Filters>({});
  const [chosen, setChosen] = useState(() => readChoice(saveAs));
  const visible = useMemo(() => columns.filter((column) => chosen[column.id] ?? !column.isHidden), [columns, chosen]);
  const shown = useMemo(
    () => sortRows(filterRows(rows, columns, filters), columns, { sorting, locale }),
    [rows, columns, filters, sorting, locale],
  );
  const toggleColumn = (id: string) => {
    const next = { ...chosen, [id]: !visible.some((column) => column.id === id) };
    setChosen(next);
    keepChoice(saveAs, next);
  };
  return {
    shown,
    visible,
    sorting,
    setSorting,
    filters,
    setFilter: (column, filter) => setFilters((before) => ({ ...before, [column]: filter })),
    clearFilters: () => setFilters({}),
    hasFilters: Object.values(filters).some(isActive),
    toggleColumn,
  };
}
