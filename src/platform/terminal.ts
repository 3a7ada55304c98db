/** Where a command speaks: results to standard output, progress and remarks to standard error, so that pipes stay clean. */
export type Printer = {
  isJson: boolean;
  /** A line of the result, for people; silent under --json. */
  line(text?: string): void;
  /** The result for machines; silent without --json. */
  json(value: unknown): void;
  /** Rows in columns; numbers to the right. Silent under --json. */
  table(headings: string[], rows: (string | number)[][]): void;
  /** A remark that is no result. */
  note(text: string): void;
  /** A bar that redraws itself on a terminal and prints nothing elsewhere, but for its last state. */
  progress(label: string, done: number, total: number | null, detail?: string): void;
};

type Output = { write(text: string): unknown; isTTY?: boolean };

export function makePrinter(isJson: boolean, out: Output = process.stdout, err: Output = process.stderr): Printer {
  let isBarDrawn = false;
  const endBar = () => {
    if (isBarDrawn) err.write('\n');
    isBarDrawn = false;
  };
  return {
    isJson,
    line: (text = '') => {
      endBar();
      if (!isJson) out.write(`${text}\n`);
    },
    json: (value) => {
      endBar();
      if (isJson) out.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    table: (headings, rows) => {
      endBar();
      if (!isJson) out.write(layOut(headings, rows));
    },
    note: (text) => {
      endBar();
      err.write(`${text}\n`);
    },
    progress: (label, done, total, detail = '') => {
      if (!err.isTTY) return;
      isBarDrawn = true;
      err.write(`\r${bar(label, done, total)} ${detail}\u001b[K`);
    },
  };
}

function bar(label: string, done: number, total: number | null): string {
  if (!total) return `${label.padEnd(12)} ${done.toLocaleString('en-CA')}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * 24);
  return `${label.padEnd(12)} ${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${Math.round(share * 100)} % ${done.toLocaleString('en-CA')} of ${total.toLocaleString('en-CA')}`;
}

/** Columns as wide as their widest cell; numbers to the right. */
function layOut(headings: string[], rows: (string | number)[][]): string {
  const text = (cell: string | number) => (typeof cell === 'number' ? cell.toLocaleString('en-CA') : cell);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => text(row[column] ?? '').length)),
  );
  const cellText = (cell: string | number, column: number) => {
    const width = widths[column] ?? 0;
    return typeof cell === 'number' ? text(cell).padStart(width) : text(cell).padEnd(width);
  };
  const lines = [
    headings.map((heading, column) => heading.padEnd(widths[column] ?? 0)),
    widths.map((width) => '─'.repeat(width)),
    ...rows.map((row) => row.map(cellText)),
  ];
  return `${lines.map((cells) => cells.join('  ').trimEnd()).join('\n')}\n`;
}
