import ExcelJS from 'exceljs';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { errors } from '../errors.ts';
import { type Remark, remark } from '../rules/remarks.ts';
import type { SheetRow } from '../rules/sheet.ts';

/** The published workbooks unpack to under 2 MB; the reader holds a sheet in memory at about ten times its unpacked size. */
const unpackedBytesMax = 24 * 1024 * 1024;
const entriesMax = 200;
/** Counted to the last filled cell of each row: a few bytes can claim a cell at the far end of a million rows. */
const cellsMax = 2_000_000;

/** The rows of a workbook's first sheet. Refuses what is no workbook, and what would unpack to more than memory should hold. */
export async function readWorkbook(
  content: Buffer,
  fileName: string,
): Promise<{ rows: SheetRow[]; remarks: Remark[] }> {
  await refuseBomb(content, fileName);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(content as unknown as ExcelJS.Buffer); // the library's own Buffer type is older than Node's
  } catch {
    throw errors.file_unreadable({ fileName }); // the library throws whatever its parsers throw: all of it means a broken workbook
  }
  const [first, ...others] = workbook.worksheets;
  if (!first) throw errors.file_unreadable({ fileName });
  const rows: SheetRow[] = [];
  let cellsTaken = 0;
  first.eachRow({ includeEmpty: false }, (row, number) => {
    cellsTaken += row.cellCount;
    if (cellsTaken > cellsMax) throw tooLarge(fileName);
    const cells: (string | null)[] = new Array(row.cellCount).fill(null);
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      cells[column - 1] = textOf(cell);
    });
    rows.push({ row: number, cells });
  });
  const remarks = others.filter(holdsSomething).map((sheet) => remark('other_sheet', { value: sheet.name }));
  return { rows, remarks };
}

function holdsSomething(sheet: ExcelJS.Worksheet): boolean {
  return sheet.actualRowCount > 0;
}

/** Rich text, numbers, formulas and days alike as the text that a person sees; of merged cells only the first speaks. */
function textOf(cell: ExcelJS.Cell): string | null {
  if (cell.value === null || cell.value === undefined) return null;
  if (cell.isMerged && cell.master.address !== cell.address) return null;
  return cell.text;
}

function tooLarge(fileName: string) {
  return errors.workbook_too_large({ fileName, maxMegabytes: unpackedBytesMax / 1024 / 1024 });
}

/** Unpacks every entry to nowhere and counts: what an entry says of its own size proves nothing. */
async function refuseBomb(content: Buffer, fileName: string): Promise<void> {
  const zip = await orUnreadable(fileName, () => fromBufferPromise(content, { lazyEntries: true }));
  let [unpackedBytes, entries] = [0, 0];
  const takeEntry = async (entry: Entry) => {
    entries += 1;
    if (entries > entriesMax || unpackedBytes + entry.uncompressedSize > unpackedBytesMax) throw tooLarge(fileName);
    unpackedBytes += await orUnreadable(fileName, () => countBytes(zip, entry));
  };
  const all = zip.eachEntry();
  for (;;) {
    const next = await orUnreadable(fileName, () => all.next());
    if (next.done) return;
    await takeEntry(next.value);
  }
}

/** The reader breaks off by itself as soon as an entry is longer than it said. */
async function countBytes(zip: ZipFile, entry: Entry): Promise<number> {
  if (entry.fileName.endsWith('/')) return 0;
  let bytes = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) bytes += (chunk as Buffer).length;
  return bytes;
}

async function orUnreadable<Result>(fileName: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    throw errors.file_unreadable({ fileName }); // whatever the zip reader finds wrong: the file is damaged or no zip
  }
}
