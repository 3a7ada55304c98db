import exceljs from 'exceljs';
import { parquetReadObjects } from 'hyparquet';
import { fromBufferPromise } from 'yauzl';
import { CsvReader } from '#kernel/csv.ts';

/** Whatever a found file holds: its first row, the others, and what stands in its properties. */
export type Leak = { kind: 'csv' | 'xlsx' | 'parquet' | 'encrypted'; rows: string[][]; properties: string[] };

/** Rows looked at: enough to tell whose it is, however long the file. */
const rowsMax = 20_000;

/** Reads a file by what it is, not by its name. Cells are texts; an apostrophe before a formula is taken away again. */
export async function readLeak(content: Buffer): Promise<Leak> {
  if (content.subarray(0, 22).toString('latin1').startsWith('age-encryption.org/v1'))
    return { kind: 'encrypted', rows: [], properties: [] };
  if (content.subarray(0, 4).toString('latin1') === 'PAR1') return readParquet(content);
  if (content.subarray(0, 2).toString('latin1') === 'PK')
    return content.includes('users.csv') ? readRoster(content) : readWorkbook(content);
  return readCsv(content);
}

/** The users of a zip of OneRoster; whoever has users.csv alone has a CSV. */
async function readRoster(content: Buffer): Promise<Leak> {
  const zip = await fromBufferPromise(content, { lazyEntries: true, autoClose: false });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'users.csv') continue;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > usersBytesMax) break;
    }
    return readCsv(Buffer.concat(chunks));
  }
  return { kind: 'csv', rows: [], properties: [] };
}

/** Rows enough to tell whose it is, whatever a zip unpacks to. */
const usersBytesMax = 32 * 1024 * 1024;

function readCsv(content: Buffer): Leak {
  const text = content.toString('utf8').replace(/^\ufeff/, '');
  const reader = new CsvReader();
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const separator = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
  // Whoever opened and saved it may have changed the separator: those lines are cut plainly.
  const rows =
    separator === ','
      ? [...reader.push(text), ...reader.end()].map((row) => row.cells)
      : text.split(/\r\n|\n|\r/).map((line) => line.split(separator).map((cell) => cell.replace(/^"|"$/g, '')));
  return { kind: 'csv', rows: tidy(rows), properties: [] };
}

async function readWorkbook(content: Buffer): Promise<Leak> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(content as unknown as exceljs.Buffer); // the library's own Buffer type is older than Node's
  const rows: string[][] = [];
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) => {
      if (rows.length >= rowsMax) return;
      const cells: string[] = [];
      row.eachCell({ includeEmpty: true }, (cell) => cells.push(cell.text));
      rows.push(cells);
    });
  }
  return { kind: 'xlsx', rows: tidy(rows), properties: [workbook.keywords, workbook.title, workbook.description] };
}

async function readParquet(content: Buffer): Promise<Leak> {
  const bytes = content.buffer.slice(content.byteOffset, content.byteOffset + content.length) as ArrayBuffer; // a Buffer's own memory
  const file = { byteLength: bytes.byteLength, slice: (start: number, end?: number) => bytes.slice(start, end) };
  const objects = await parquetReadObjects({ file, rowEnd: rowsMax });
  const headings = Object.keys(objects[0] ?? {});
  const rows = [headings, ...objects.map((it) => headings.map((name) => String(it[name] ?? '')))];
  // The label also stands in the file's own notes, at its end.
  return { kind: 'parquet', rows: tidy(rows), properties: [content.subarray(-65_536).toString('latin1')] };
}

function tidy(rows: readonly string[][]): string[][] {
  return rows.slice(0, rowsMax).map((row) => row.map((cell) => cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')));
}
