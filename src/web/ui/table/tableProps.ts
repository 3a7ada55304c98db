import type { ReactNode } from 'react';
import type { Column, Sorting } from './tableLogic.ts';
import type { TableState } from './useTableState.ts';

export type DataTableProps<Row> = {
  /** What the rows are, spoken as the table's name. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  /** The name of a row, for its check box and for "open". */
  nameOf: (row: Row) => string;
  /** A row leads to an address, or opens in place. */
  hrefOf?: (row: Row) => string | null;
  onOpen?: (row: Row) => void;
  /** The key of the row that stands open beside the table. */
  openKey?: string | null;
  saveAs: string;
  /** False where rows may not be taken away at the press of a button. */
  canExport?: boolean;
  initialSorting?: Sorting;
  /** Rows there are in all, where more exist than were loaded. */
  total?: number | null;
  query?: ReactNode;
  selection?: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void };
  /** Buttons beside the count; they see what is selected. */
  actions?: (selected: Row[]) => ReactNode;
  /** Said when there are no rows at all. */
  empty: ReactNode;
  more?: { load: () => void; isLoading: boolean } | null;
};

/** What the table proper and the cards are drawn from. */
export type BodyProps<Row> = {
  state: TableState<Row>;
  props: DataTableProps<Row>;
  /** The place of the row that is in the tab order. */
  active: number;
  setActive: (key: string) => void;
  /** The row that is to take focus as soon as it is drawn. */
  focusKey: string | null;
  /** On paper every row is drawn. */
  isPrinting: boolean;
};
