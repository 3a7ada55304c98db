import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type Db, poolOf } from './database.ts';

export type CopyTarget = { table: string; columns: readonly string[] };
export type CopyCell = string | number | null;

/**
 * Streams rows into a table by COPY, in one transaction of its own; memory stays flat and the rows' maker is asked for more only
 * as fast as the database takes them. An error of the maker leaves nothing behind and is thrown on. Names must be the program's own.
 */
export async function copyRows(
  db: Db,
  target: CopyTarget,
  pieces: AsyncIterable<readonly CopyCell[][]>,
): Promise<void> {
  const client = await poolOf(db).connect();
  try {
    const statement = `copy ${target.table} (${target.columns.join(', ')}) from stdin`;
    await pipeline(Readable.from(toText(pieces)), client.query(copyFrom(statement)));
    client.release();
  } catch (error) {
    client.release(true); // whatever state the protocol is in, this connection is not used again
    throw error;
  }
}

async function* toText(pieces: AsyncIterable<readonly CopyCell[][]>): AsyncGenerator<Buffer> {
  for await (const rows of pieces) {
    if (rows.length > 0) yield Buffer.from(rows.map(toLine).join(''));
  }
}

function toLine(row: readonly CopyCell[]): string {
  return `${row.map(toCell).join('\t')}\n`;
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function toCell(cell: CopyCell): string {
  if (cell === null) return '\\N';
  return typeof cell === 'number' ? String(cell) : cell.replace(/[\\\n\r\t]/g, (letter) => escapes[letter] ?? letter);
}

/**
 * Streams what a query finds as COPY's text, one line a row, in lists of whole lines without their ends; memory stays flat. The query must
 * be the program's own, since COPY takes no parameters. Whoever stops early ends the query.
 */
export async function* copyLines(db: Db, query: string): AsyncGenerator<Buffer[]> {
  const client = await poolOf(db).connect();
  let isDone = false;
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const piece of client.query(copyTo(`copy (${query}) to stdout`)) as AsyncIterable<Buffer>) {
      const { lines, end } = cutLines(rest.length > 0 ? Buffer.concat([rest, piece]) : piece);
      rest = end;
      if (lines.length > 0) yield lines;
    }
    isDone = true;
  } finally {
    client.release(!isDone); // a query that was left in the middle takes its connection along
  }
}

const lineEnd = 0x0a;

function cutLines(buffer: Buffer): { lines: Buffer[]; end: Buffer } {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = buffer.indexOf(lineEnd); end !== -1; end = buffer.indexOf(lineEnd, start)) {
    lines.push(buffer.subarray(start, end));
    start = end + 1;
  }
  return { lines, end: buffer.subarray(start) };
}
