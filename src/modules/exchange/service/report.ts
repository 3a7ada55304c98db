import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import exceljs from 'exceljs';
import { neutraliseFormula, writeCsvLine } from '#kernel/csv.ts';
import { cut } from '#kernel/text.ts';
import type { Language } from '#kernel/words.ts';
import { may } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { PersonRead } from '#platform/http/route.ts';
import { type Fate, type ReportColumn, reportColumns } from '../contract.ts';
import { reportLines } from '../rules/report.ts';
import { listItems } from '../store/items.ts';
import { presentItem, readerOfItems, readsOfItems } from './present.ts';

export type ReportWanted = {
  submissionId: string;
  format: 'csv' | 'xlsx' | 'ndjson';
  fate: Fate | null;
  language: Language;
  actor: Actor;
  /** Writes to the ledger whom the next lines show, before they leave. */
  note: (reads: readonly PersonRead[]) => Promise<void>;
};

export const reportTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const;

/** The fate of every row, as a file that is made while it is sent. */
export function makeReport(reader: Reader, wanted: ReportWanted): Readable {
  if (wanted.format === 'xlsx') return writeWorkbook(pages(reader, wanted));
  return Readable.from(wanted.format === 'csv' ? writeCsv(reader, wanted) : writeLines(reader, wanted));
}

const pageRows = 2000;

async function* pages(
  reader: Reader,
  { submissionId, fate, language, actor, note }: ReportWanted,
): AsyncGenerator<Record<ReportColumn, string>[]> {
  let after = 0;
  for (;;) {
    const items = await listItems(reader, {
      submissionId,
      fate,
      file: null,
      rule: null,
      seesSealed: may(actor, 'restricted.read'),
      subject: null,
      after,
      limit: pageRows,
    });
    const last = items.at(-1);
    if (!last) return;
    after = last.ordinal;
    const itemReader = await readerOfItems(reader, actor, items);
    const presented = items.map((item) => presentItem(item, itemReader));
    await note(readsOfItems(presented));
    yield presented.flatMap((item) => reportLines(item, language));
  }
}

/** With a byte order mark: without it Excel reads UTF-8 as the machine's old encoding and spoils every accent. */
async function* writeCsv(reader: Reader, wanted: ReportWanted): AsyncGenerator<string> {
  yield `\ufeff${writeCsvLine(reportColumns)}`;
  for await (const lines of pages(reader, wanted)) {
    yield lines.map((line) => writeCsvLine(reportColumns.map((column) => neutraliseFormula(line[column])))).join('');
  }
}

async function* writeLines(reader: Reader, wanted: ReportWanted): AsyncGenerator<string> {
  for await (const lines of pages(reader, wanted)) yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

const columnWidths: Partial<Record<ReportColumn, number>> = {
  message: 60,
  how_to_mend: 60,
  value: 24,
  local_student_id: 18,
  student_number: 14,
};

/** Below what one sheet of Excel holds (1,048,576 rows), and one cell (32,767 characters). */
const sheetRowsMax = 1_000_000;
const excelCharactersMax = 32_000;

function addSheet(workbook: exceljs.stream.xlsx.WorkbookWriter, name: string): exceljs.Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = reportColumns.map((key) => ({ key, header: key, width: columnWidths[key] ?? 12 }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  return sheet;
}

/** Excel refuses a whole workbook for one cell that is too long, or for a code point that XML does not know. */
export function toExcelCell(text: string): string {
  return neutraliseFormula(cut(text.replace(/[\ufffe\uffff]/g, '\ufffd'), excelCharactersMax));
}

type Lines = AsyncIterable<readonly Record<ReportColumn, string>[]>;

/** Lines as an Excel workbook, made while it is sent; as many sheets as the lines need. */
export function writeWorkbook(pages: Lines, rowsMax = sheetRowsMax): Readable {
  const out = new PassThrough();
  fillWorkbook(out, pages, rowsMax).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

async function fillWorkbook(out: PassThrough, pages: Lines, rowsMax: number): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true });
  let sheet = addSheet(workbook, 'fates');
  let sheets = 1;
  let rows = 0;
  for await (const lines of pages) {
    if (rows > 0 && rows + lines.length > rowsMax) {
      sheet.commit();
      sheets += 1;
      rows = 0;
      sheet = addSheet(workbook, `fates ${sheets}`);
    }
    rows += lines.length;
    for (const line of lines) sheet.addRow(reportColumns.map((column) => toExcelCell(line[column]))).commit();
    // The writer does not wait for its reader by itself: a slow download would fill the memory.
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  sheet.commit();
  await workbook.commit();
}
