import { Readable } from 'node:stream';
import csv from 'csv-parser';
import ExcelJS from 'exceljs';
import { errors } from '../errors.ts';
import type { Sheet } from '../rules/published.ts';

/** A published file as cells of text: an Excel workbook's first sheet, or a CSV file in UTF-8. Told apart by its first bytes, not by its name. */
export async function readSheet(content: Buffer, fileName: string): Promise<Sheet> {
  const isZip = content.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  try {
    return isZip ? await readWorkbook(content) : await readCsv(content);
  } catch (error) {
    throw errors.file_unreadable({ fileName, why: error instanceof Error ? error.message : String(error) });
  }
}

async function readWorkbook(content: Buffer): Promise<Sheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(content as unknown as ExcelJS.Buffer); // the library's own Buffer type is older than Node's
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error('the workbook has no sheet');
  const rows: Sheet = [];
  sheet.eachRow({ includeEmpty: true }, (row, number) => {
    rows[number - 1] = Array.from({ length: sheet.columnCount }, (_, place) => textOf(row.getCell(place + 1)));
  });
  return Array.from(rows, (row) => row ?? []);
}

/** Rich text, numbers, formulas and dates alike as the text that a person sees. */
function textOf(cell: ExcelJS.Cell): string | null {
  return cell.value === null || cell.value === undefined ? null : cell.text;
}

async function readCsv(content: Buffer): Promise<Sheet> {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  if (text.includes('\u0000')) throw new Error('it holds zero bytes');
  const rows: Sheet = [];
  for await (const row of Readable.from([text]).pipe(csv({ headers: false }))) {
    rows.push(Object.values(row as Record<string, string>).map((cell) => (cell === '' ? null : cell)));
  }
  if ((rows[0]?.length ?? 0) < 2) throw new Error('its first line holds no column titles separated by commas');
  return rows;
}
