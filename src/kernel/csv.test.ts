import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvReader, neutraliseFormula, writeCsvLine } from './csv.ts';

/** Reads a text whole and in pieces of one character: the answer may not depend on where the pieces end. */
function read(text: string) {
  const inPieces = new CsvReader();
  const pieces = [...[...text].flatMap((letter) => inPieces.push(letter)), ...inPieces.end()];
  const whole = new CsvReader();
  const rows = [...whole.push(text), ...whole.end()];
  expect(pieces).toEqual(rows);
  return rows.map(({ line, cells, problem }) => (problem ? [line, problem] : [line, ...cells]));
}

function check(text: string, ...rows: (string | number)[][]) {
  expect(read(text)).toEqual(rows);
}

test('lines end in LF, CRLF or CR', () => {
  check('a,b\nc,d\n', [1, 'a', 'b'], [2, 'c', 'd']);
  check('a,b\r\nc,d\r\n', [1, 'a', 'b'], [2, 'c', 'd']);
  check('a,b\rc,d\r', [1, 'a', 'b'], [2, 'c', 'd']);
});
test('the last line needs no end', () => check('a\nb', [1, 'a'], [2, 'b']));
test('an empty line is no row, but counts as a line', () => check('a\n\n\nb\n', [1, 'a'], [4, 'b']));
test('a row of empty cells is a row', () => check(',,\n', [1, '', '', '']));
test('a quoted cell holds commas, doubled quotes and line ends', () =>
  check('1,"a, ""b""\r\nc",2\n3,4,5\n', [1, '1', 'a, "b"\nc', '2'], [3, '3', '4', '5']));
test('a quote in the middle of an unquoted cell is a character', () => check('5"2,x\n', [1, '5"2', 'x']));
test('a quote that is never closed spoils its own line only', () =>
  check('1,"Roy,x\n2,Ade,y\n3,"Li, Jr",z\n', [1, 'text_after_quote'], [2, '2', 'Ade', 'y'], [3, '3', 'Li, Jr', 'z']));
test('a quote that is never closed up to the end of the file spoils its own line only', () =>
  check('1,"Roy,x\n2,Ade,y\n', [1, 'quote_unbalanced'], [2, '2', 'Ade', 'y']));
test('text behind a closing quote is told', () => check('"a"b,c\nd,e\n', [1, 'text_after_quote'], [2, 'd', 'e']));
test('a quoted cell over more than ten lines was never closed', () =>
  check(
    `1,"Roy\n${'x\n'.repeat(12)}2,"\n`,
    [1, 'quote_unbalanced'],
    ...Array.from({ length: 12 }, (_, i) => [i + 2, 'x']),
    [14, 'quote_unbalanced'],
  ));
test('a line without end is told once, and reading goes on behind it', () =>
  expect(read(`${'x'.repeat(50_000)}\na,b\n`)).toEqual([
    [1, 'row_too_long'],
    [2, 'a', 'b'],
  ]));

test('a cell of nothing but quotes is read in one go', () => {
  const before = performance.now();
  expect(new CsvReader().push(`"${'""'.repeat(9_900)}"\n`.repeat(100))).toHaveLength(100);
  expect(performance.now() - before).toBeLessThan(1000);
});

test('what was written is read back, whatever the cells hold', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '=', '李') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }), (rows) => {
      fc.pre(rows.flat().every((it) => it.split('\n').length < 10));
      const reader = new CsvReader();
      const text = rows.map(writeCsvLine).join('');
      expect([...reader.push(text), ...reader.end()].map((row) => row.cells)).toEqual(rows);
    }),
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('the cell %j is shown, never run', (cell) => {
  expect(neutraliseFormula(cell)).toBe(`'${cell}`);
});
test('an ordinary cell stays as it is', () => expect(neutraliseFormula('O’Brien-Li')).toBe('O’Brien-Li'));
