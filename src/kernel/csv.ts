// Our own reader and writer of comma-separated values. The libraries either stop at the first bad row or mend it in silence, and none
// says on which line of the file a row begins; a fate report needs all three the other way round.

/** A row of the file. A row that cannot be told apart into cells says why; reading goes on with the next line. */
export type CsvRow = { line: number; cells: string[]; problem: CsvProblem | null };
export type CsvProblem = 'quote_unbalanced' | 'text_after_quote' | 'row_too_long';

/** A quoted cell may hold line feeds (a street of several lines), but one that runs on for longer was never closed. */
const quotedLinesMax = 10;
const rowCharactersMax = 20_000;

type Cut = { cells: string[]; next: number; problem: CsvProblem | null };

/**
 * Reads comma-separated text as it arrives (RFC 4180): lines end in LF, CRLF or CR, cells may be quoted, quotes are doubled
 * inside. Lines without any character are no rows.
 */
export class CsvReader {
  private rest = '';
  private line = 1;
  private isSkipping = false;

  /** Takes the next piece of the text and returns the rows that are complete. */
  push(text: string): CsvRow[] {
    return this.read(this.rest + text, false);
  }

  /** Says that the text is at its end; returns what was left. */
  end(): CsvRow[] {
    return this.read(this.rest, true);
  }

  private read(text: string, isEnd: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    let position = this.isSkipping ? this.skipLine(text, isEnd) : 0;
    while (position < text.length) {
      const lineEnd = findLineEnd(text, position, isEnd);
      if (lineEnd === null) break;
      const cut = cutRow(text, position, lineEnd, isEnd);
      if (cut === null) break;
      if (cut.cells.length > 1 || cut.cells[0] !== '')
        rows.push({ line: this.line, cells: cut.cells, problem: cut.problem });
      this.line += countLines(text, position, cut.next);
      position = cut.next;
    }
    this.rest = text.slice(position);
    if (this.rest.length > rowCharactersMax && !this.isSkipping) rows.push(...this.giveUpOnLine());
    return rows;
  }

  /** A line without end in sight is reported once and left out up to its end, so that memory stays flat. */
  private giveUpOnLine(): CsvRow[] {
    if (/[\r\n]/.test(this.rest.slice(0, -1))) return [];
    const cells = [this.rest.slice(0, 200)];
    this.isSkipping = true;
    this.rest = '';
    return [{ line: this.line, cells, problem: 'row_too_long' }];
  }

  private skipLine(text: string, isEnd: boolean): number {
    const lineEnd = findLineEnd(text, 0, isEnd);
    if (lineEnd === null) return text.length;
    this.isSkipping = false;
    this.line += 1;
    return afterLineEnd(text, lineEnd);
  }
}

/** Index of the character that ends the line, the length of the text at its end, or null when more text is needed to know. */
function findLineEnd(text: string, from: number, isEnd: boolean): number | null {
  for (let i = from; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (character === 10) return i;
    if (character === 13) return i + 1 < text.length || isEnd ? i : null;
  }
  return isEnd ? text.length : null;
}

function afterLineEnd(text: string, lineEnd: number): number {
  return lineEnd + (text.charCodeAt(lineEnd) === 13 && text.charCodeAt(lineEnd + 1) === 10 ? 2 : 1);
}

function cutRow(text: string, start: number, lineEnd: number, isEnd: boolean): Cut | null {
  const line = text.slice(start, lineEnd);
  const next = afterLineEnd(text, lineEnd);
  if (line.length > rowCharactersMax) return { cells: [line.slice(0, 200)], next, problem: 'row_too_long' };
  if (!line.includes('"')) return { cells: line.split(','), next, problem: null };
  const quoted = cutQuotedRow(text, start, isEnd);
  if (quoted === 'needs_more') return null;
  // What follows an opening quote by mistake may be good rows: only the line itself is given up.
  return typeof quoted === 'string' ? { cells: line.split(','), next, problem: quoted } : quoted;
}

function cutQuotedRow(text: string, start: number, isEnd: boolean): Cut | CsvProblem | 'needs_more' {
  const cells: string[] = [];
  let position = start;
  for (;;) {
    let cellEnd: number;
    if (text.charCodeAt(position) === 34) {
      const closing = findClosingQuote(text, position, isEnd);
      if (typeof closing === 'string') return closing;
      cells.push(
        text
          .slice(position + 1, closing)
          .replaceAll('""', '"')
          .replaceAll('\r\n', '\n'),
      );
      cellEnd = closing + 1;
    } else {
      cellEnd = findCellEnd(text, position);
      cells.push(text.slice(position, cellEnd));
    }
    if (cellEnd >= text.length) return isEnd ? { cells, next: text.length, problem: null } : 'needs_more';
    const after = text.charCodeAt(cellEnd);
    if (after === 10 || after === 13) {
      if (after === 13 && cellEnd + 1 === text.length && !isEnd) return 'needs_more';
      return { cells, next: afterLineEnd(text, cellEnd), problem: null };
    }
    if (after !== 44) return 'text_after_quote';
    position = cellEnd + 1;
  }
}

function findClosingQuote(text: string, opening: number, isEnd: boolean): number | CsvProblem | 'needs_more' {
  let from = opening + 1;
  let lines = 0;
  for (;;) {
    const quote = text.indexOf('"', from);
    const reached = quote === -1 ? text.length : quote;
    lines += countLines(text, from, reached); // of this stretch only: a cell of nothing but quotes would be counted over and over
    if (reached - opening > rowCharactersMax || lines > quotedLinesMax) return 'quote_unbalanced';
    if (quote === -1) return isEnd ? 'quote_unbalanced' : 'needs_more';
    if (quote + 1 === text.length && !isEnd) return 'needs_more';
    if (text.charCodeAt(quote + 1) !== 34) return quote;
    from = quote + 2;
  }
}

function findCellEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (character === 44 || character === 10 || character === 13) return i;
  }
  return text.length;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i += 1) {
    const character = text.charCodeAt(i);
    if (character === 10 || (character === 13 && text.charCodeAt(i + 1) !== 10)) lines += 1;
  }
  return lines;
}

/** The first cells that a spreadsheet would run as a formula (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r]/;

/** A cell of a report as text that no spreadsheet runs: what begins like a formula gets a leading apostrophe. */
export function neutraliseFormula(cell: string): string {
  return formulaStart.test(cell) ? `'${cell}` : cell;
}

/** One line of comma-separated values; cells are quoted where they must be, lines end in CRLF as RFC 4180 has it. */
export function writeCsvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
