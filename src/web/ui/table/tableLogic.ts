import type { ReactNode } from 'react';

/** A column of a table. `text` is what is filtered and exported; `cell` is what is shown where that differs. */
export type Column<Row> = {
  id: string;
  header: string;
  text: (row: Row) => string;
  cell?: (row: Row) => ReactNode;
  /** Makes the column sortable by this value; nulls come last in both directions. */
  sort?: (row: Row) => string | number | null;
  /** `text`: contains; `choice`: any of the values that occur. */
  filter?: 'text' | 'choice';
  /** Pixels; a column without it shares what is left. */
  width?: number;
  align?: 'start' | 'end';
  /** Left out until chosen. */
  isHidden?: boolean;
};

export type Sorting = { column: string; direction: 'ascending' | 'descending' } | null;

/** What each filtered column must contain (a text) or be one of (a list). */
export type Filters = Record<string, string | readonly string[]>;

export function isActive(filter: Filters[string] | undefined): boolean {
  return filter !== undefined && filter.length > 0;
}

/** The rows that pass every filter, case and accents aside. */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], filters: Filters): Row[] {
  const active = columns.flatMap((column) => {
    const filter = filters[column.id];
    return filter !== undefined && isActive(filter) ? [{ text: column.text, passes: passesFilter(filter) }] : [];
  });
  return rows.filter((row) => active.every(({ text, passes }) => passes(text(row))));
}

function passesFilter(filter: string | readonly string[]): (text: string) => boolean {
  if (typeof filter !== 'string') return (text) => filter.includes(text);
  const wanted = fold(filter);
  return (text) => fold(text).includes(wanted);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Rows in the order asked for; equal rows keep the order they came in. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { sorting, locale }: { sorting: Sorting; locale: string },
): Row[] {
  const by = sorting ? columns.find((column) => column.id === sorting.column)?.sort : undefined;
  if (!sorting || !by) return [...rows];
  const collator = new Intl.Collator(locale, { numeric: true });
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => compare({ a: by(a), b: by(b), sign, collator }));
}

type Comparison = { a: string | number | null; b: string | number | null; sign: 1 | -1; collator: Intl.Collator };

function compare({ a, b, sign, collator }: Comparison): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}

/** Ascending, then descending, then as it came. */
export function nextSorting(sorting: Sorting, column: string): Sorting {
  if (sorting?.column !== column) return { column, direction: 'ascending' };
  return sorting.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

/** The values that occur in a column, most frequent first, for a filter of choices. */
export function choicesOf<Row>(rows: readonly Row[], column: Column<Row>): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = column.text(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}

/**
 * The shown rows as CSV for a spreadsheet: UTF-8 with a byte-order mark, CRLF, every cell quoted. A cell that a
 * spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV injection).
 */
export function toCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [
    columns.map((column) => column.header),
    ...rows.map((row) => columns.map((column) => column.text(row))),
  ];
  return `\ufeff${lines.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`;
}

function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Where a key moves to in a list of `count` rows, or null when the key does not move. */
export function movedBy(key: string, at: number, count: number): number | null {
  const last = count - 1;
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    j: at + 1,
    k: at - 1,
    PageDown: at + 10,
    PageUp: at - 10,
    Home: 0,
    End: last,
  };
  const target = to[key];
  return target === undefined || count === 0 ? null : Math.max(0, Math.min(last, target));
}

/** The set with the key added, or without it when it was in. */
export function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
