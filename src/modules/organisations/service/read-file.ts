import { Readable } from 'node:stream';
import csv from 'csv-parser';
import { errors } from '../errors.ts';
import { type Remark, remark } from '../rules/remarks.ts';
import { cleanCell, type Sheet, type SheetRow } from '../rules/sheet.ts';
import { readWorkbook } from './read-workbook.ts';

/** A file as a table of text, and what of it was set aside on the way. */
export type ReadFile = { sheet: Sheet; remarks: Remark[] };

const zipMark = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** Workbooks of Excel 97 to 2003, and those that a password locks. */
const compoundMark = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * A published file as a table: an Excel workbook's first sheet, or a CSV file in UTF-8 or Windows-1252. Told apart by the
 * first bytes, not by the name. Throws the module's refusals for whatever is neither.
 */
export async function readFile(content: Buffer, fileName: string): Promise<ReadFile> {
  const starts = (mark: Buffer) => content.subarray(0, mark.length).equals(mark);
  if (starts(compoundMark)) throw errors.old_workbook({ fileName });
  const { rows, remarks } = starts(zipMark) ? await readWorkbook(content, fileName) : await readCsv(content, fileName);
  const sheet = rows.map((row) => clean(row, remarks)).filter((row) => row.cells.some((cell) => cell?.trim()));
  if ((sheet[0]?.cells.filter((cell) => cell?.trim()).length ?? 0) < 2) throw errors.file_unreadable({ fileName });
  return { sheet, remarks };
}

function clean({ row, cells }: SheetRow, remarks: Remark[]): SheetRow {
  const cleaned = cells.map((cell, place) => {
    if (cell === null) return null;
    const text = cleanCell(cell);
    if (text !== cell) remarks.push(remark('control_characters', { row, column: `${place + 1}`, value: text }));
    return text;
  });
  return { row, cells: cleaned };
}

async function readCsv(content: Buffer, fileName: string): Promise<{ rows: SheetRow[]; remarks: Remark[] }> {
  if (content.includes(0)) throw errors.file_unreadable({ fileName });
  const { text, remarks } = decode(content);
  if (text.split('"').length % 2 === 0) throw errors.quotes_unbalanced({ fileName });
  const rows: SheetRow[] = [];
  for await (const record of Readable.from([text]).pipe(csv({ headers: false }))) {
    const cells = Object.values(record as Record<string, string>).map((cell) => (cell === '' ? null : cell));
    rows.push({ row: rows.length + 1, cells });
  }
  return { rows, remarks };
}

/** UTF-8 with or without its mark; what is not valid UTF-8 is taken for Windows-1252, in which every byte is a letter, and said. */
function decode(content: Buffer): { text: string; remarks: Remark[] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(content), remarks: [] };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder('windows-1252').decode(content), remarks: [remark('windows_1252', {})] };
  }
}
