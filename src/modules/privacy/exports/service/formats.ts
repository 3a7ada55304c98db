import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { Encrypter } from 'age-encryption';
import exceljs from 'exceljs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { neutraliseFormula, writeCsvLine } from '#kernel/csv.ts';
import { showStudentNumber } from '#kernel/ids.ts';
import { type WrittenEnrolment, writeOneRoster } from '#modules/exchange/index.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ExportFormat } from '../contract.ts';
import type { ColumnName } from '../rules/catalogue.ts';
import type { ExportRow } from '../store/rows.ts';
import { referenceHeading, referenceOf } from './marks.ts';

export type Sheet = {
  columns: readonly ColumnName[];
  rows: readonly ExportRow[];
  label: string;
  secret: Buffer;
  schoolYear: number;
  jurisdiction: Jurisdiction;
};

/**
 * A sheet in its format, encrypted to the receiver's key. The plain file exists as a stream in memory alone: no byte of it touches a disk.
 * Where a decoy or a person stands, and what the reference column says, belongs to this one export.
 */
export async function makeEncrypted(
  sheet: Sheet,
  { format, receiverKey }: { format: ExportFormat; receiverKey: string },
): Promise<{ content: Buffer; sha256: string }> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(receiverKey);
  const plain = Readable.toWeb(writers[format](sheet)) as ReadableStream<Uint8Array>; // Node's own type of the same stream
  const encrypted = await encrypter.encrypt(plain);
  const chunks: Uint8Array[] = [];
  for await (const chunk of encrypted) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  return { content, sha256: createHash('sha256').update(content).digest('hex') };
}

const writers: Record<ExportFormat, (sheet: Sheet) => Readable> = {
  csv: (sheet) => Readable.from(writeCsv(sheet)),
  xlsx: writeXlsx,
  parquet: (sheet) => Readable.from([writeParquet(sheet)]),
  oneroster: writeRoster,
};

function headings({ columns, label }: Sheet): string[] {
  return [...columns, referenceHeading(label)];
}

function cellsOf({ columns, secret }: Sheet, { studentNumber, cells }: ExportRow): string[] {
  const shown = columns.map((name) => {
    const value = cells[name] ?? '';
    return name === 'student_number' ? showStudentNumber(value) : value;
  });
  return [...shown, referenceOf(secret, studentNumber)];
}

/** Pieces of some rows each, so that a long file is many small strings. */
const rowsInPiece = 500;

/** With a byte order mark, without which Excel spoils every accent; what begins like a formula gets an apostrophe in front. */
function* writeCsv(sheet: Sheet): Generator<Buffer> {
  yield Buffer.from(`\ufeff${writeCsvLine(headings(sheet))}`);
  for (let from = 0; from < sheet.rows.length; from += rowsInPiece) {
    const lines = sheet.rows
      .slice(from, from + rowsInPiece)
      .map((row) => writeCsvLine(cellsOf(sheet, row).map(neutraliseFormula)));
    yield Buffer.from(lines.join(''));
  }
}

function writeXlsx(sheet: Sheet): Readable {
  const out = new PassThrough();
  fillWorkbook(out, sheet).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

/** Every cell is a text, so that no spreadsheet runs it or makes a date of it. */
async function fillWorkbook(out: PassThrough, sheet: Sheet): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: false });
  workbook.creator = 'Matricula';
  workbook.keywords = sheet.label;
  const worksheet = workbook.addWorksheet('export');
  worksheet.addRow(headings(sheet)).commit();
  for (const row of sheet.rows) {
    worksheet.addRow(cellsOf(sheet, row).map(toXmlText)).commit();
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  worksheet.commit();
  await workbook.commit();
}

/** Excel refuses a whole workbook for one code point that XML does not know. */
function toXmlText(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd');
}

/** A zip that systems read, not people: nothing is put before a value. The reference stands with the user, as an addition to the layout. */
function writeRoster({ columns, rows, label, secret, schoolYear, jurisdiction }: Sheet): Readable {
  const heading = referenceHeading(label);
  const written = rows.map(({ studentNumber, enrolmentId, cells }): WrittenEnrolment => {
    const said = (name: ColumnName) => (columns.includes(name) ? (cells[name] ?? '') : '');
    return {
      studentNumber,
      enrolmentId,
      familyName: said('family_name'),
      givenName: said('given_name'),
      middleName: said('middle_name'),
      preferredGivenName: said('preferred_given_name'),
      ownId: said('local_student_id'),
      phone: said('phone'),
      languageAtHome: said('language_at_home'),
      birthDate: said('birth_date'),
      gender: said('gender'),
      schoolCode: said('school_code'),
      schoolName: said('school_name'),
      grade: said('grade'),
      startOn: said('start_on'),
      exitOn: said('exit_on'),
      exitType: said('exit_type'),
      programmingType: said('programming_type'),
      extensions: { [heading]: referenceOf(secret, studentNumber) },
    };
  });
  const hasDemographics = columns.includes('birth_date') || columns.includes('gender');
  return writeOneRoster({ schoolYear, rows: written, hasDemographics, jurisdiction });
}

function writeParquet(sheet: Sheet): Buffer {
  const lines = sheet.rows.map((row) => cellsOf(sheet, row));
  const columnData = headings(sheet).map((name, place) => ({
    name,
    data: lines.map((cells) => cells[place] ?? ''),
    type: 'STRING' as const,
  }));
  return Buffer.from(
    parquetWriteBuffer({ columnData, kvMetadata: [{ key: 'matricula.reference', value: sheet.label }] }),
  );
}
