import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { type ReportColumn, reportColumns } from '../contract.ts';
import { toExcelCell, writeWorkbook } from './report.ts';

test('no cell of a row that was refused spoils the workbook, or runs in it', () => {
  expect(toExcelCell('x'.repeat(90_000))).toHaveLength(32_000);
  expect(toExcelCell('a\uffffb')).toBe('a\ufffdb');
  expect(toExcelCell("=cmd|'/c calc'!A0")).toBe("'=cmd|'/c calc'!A0");
  expect(toExcelCell('ordinary')).toBe('ordinary');
});

test('more lines than a sheet holds go on in the next, each with its header', async () => {
  const line = Object.fromEntries(reportColumns.map((column) => [column, 'x'])) as Record<ReportColumn, string>;
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.read(writeWorkbook(Readable.from([[line, line], [line], [line, line]]), 3));
  expect(workbook.worksheets.map((sheet) => [sheet.name, sheet.rowCount])).toEqual([
    ['fates', 4],
    ['fates 2', 3],
  ]);
  expect(workbook.worksheets[1]?.getRow(1).getCell(1).value).toBe('fate');
});
