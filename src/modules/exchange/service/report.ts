import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import exceljs from 'exceljs';
import type { Language } from '#kernel/words.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { type Fate, type ReportColumn, reportColumns } from '../contract.ts';
import { neutraliseFormula, writeCsvLine } from '../rules/csv.ts';
import { reportLines } from '../rules/report.ts';
import { listItems } from '../store/items.ts';
import { presentItem } from './present.ts';

export type ReportWanted = {
  submissionId: string;
  format: 'csv' | 'xlsx' | 'ndjson';
  fate: Fate | null;
  language: Language;
  actor: Actor;
};

export const reportTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const;

/** The fate of every row, as a file that is made while it is sent. */
export function makeReport(reader: Reader, wanted: ReportWanted): Readable {
  if (wanted.format === 'xlsx') return writeWorkbook(reader, wanted);
  return Readable.from(wanted.format === 'csv' ? writeCsv(reader, wanted) : writeLines(reader, wanted));
}

const pageRows = 2000;

async function* pages(
  reader: Reader,
  { submissionId, fate, language, actor }: ReportWanted,
): AsyncGenerator<Record<ReportColumn, string>[]> {
  let after = 0;
  for (;;) {
    const items = await listItems(reader, {
      submissionId,
      fate,
      file: null,
      rule: null,
      subject: null,
      after,
      limit: pageRows,
    });
    const last = items.at(-1);
    if (!last) return;
    after = last.ordinal;
    yield items.flatMap((item) => reportLines(presentItem(item, actor), language));
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

function writeWorkbook(reader: Reader, wanted: ReportWanted): Readable {
  const out = new PassThrough();
  fillWorkbook(out, reader, wanted).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

async function fillWorkbook(out: PassThrough, reader: Reader, wanted: ReportWanted): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true });
  const sheet = workbook.addWorksheet('fates', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = reportColumns.map((key) => ({ key, header: key, width: columnWidths[key] ?? 12 }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  for await (const lines of pages(reader, wanted)) {
    for (const line of lines) sheet.addRow(reportColumns.map((column) => neutraliseFormula(line[column]))).commit();
    // The writer does not wait for its reader by itself: a slow download would fill the memory.
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  sheet.commit();
  await workbook.commit();
}
