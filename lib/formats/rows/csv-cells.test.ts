import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvCells } from './csv-cells.ts';

const cell = fc
  .array(fc.constantFrom('a', ' ', ',', ';', '"', '""', '\n', '\r\n', '\t', 'é', '🧮', ''), { maxLength: 6 })
  .map((parts) => parts.join(''));
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));

const limits = { maxCells: 100, maxLineLength: 100 };
const read = (text: string, delimiter: string) => [...csvCells(text, delimiter, limits)];

describe('csvCells', () => {
  test('a table written by another program is read as it was, row for row, cell for cell', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        (rows, delimiter, newline) => {
          const text = Papa.unparse(rows, { delimiter, newline });
          const visible = rows.filter((row) => row.some((one) => one.trim() !== ''));
          expect(read(text, delimiter).map(({ cells }) => cells)).toEqual(visible);
        },
      ),
    );
  });

  test('lines are counted through cells of many lines and empty rows', () => {
    expect(read('a,b\n\n"x\ny",2\n3,4', ',').map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  test('a quotation mark within a cell is text', () => {
    expect(read('5" pipe,"so "called" it"\n', ',').map(({ cells }) => cells)).toEqual([
      ['5" pipe', 'so "called" it'],
    ]);
  });

  test('a cell of more doubled quotation marks than are put together at a time', () => {
    const marks = '"'.repeat(20_001);
    const long = { maxCells: 2, maxLineLength: 100_000 };
    expect([...csvCells(`x,"${marks.repeat(2)}"`, ',', long)]).toMatchObject([
      { cells: ['x', marks], unclosed: false },
    ]);
  });

  test('a cell that never ends, cells beyond the most, cells too long', () => {
    expect(read('1,"a\nb', ',')).toMatchObject([{ unclosed: true, cells: ['1', 'a\nb'] }]);
    const narrow = { maxCells: 2, maxLineLength: 3 };
    expect([...csvCells('1,2,3,4\n5,6', ',', narrow)]).toMatchObject([
      { tooWide: true, cells: ['1', '2'] },
      { tooWide: false, cells: ['5', '6'], line: 2 },
    ]);
    expect([...csvCells('1,"2345"\n6,7', ',', narrow)]).toMatchObject([
      { tooLong: true, cells: ['1', ''] },
      { tooLong: false, cells: ['6', '7'] },
    ]);
  });

  test('a text that comes in two parts gives the rows and lines of the whole, and blank rows are done with', () => {
    const piece = fc.constantFrom('a', ',', '"', '""', '\n', '\r', '\r\n', ' ', 'é', '\u0000');
    const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, fc.nat(40), (text, at) => {
        const rows: { cells: readonly string[]; line: number }[] = [];
        let [from, line] = [0, 0];
        const take = (part: string, goesOn: boolean) => {
          const found = csvCells(part, ',', limits, goesOn);
          for (let step = found.next(); ; step = found.next()) {
            if (step.done) {
              from += step.value.next;
              line += step.value.nextLine - 1;
              return;
            }
            rows.push({ cells: step.value.cells, line: line + step.value.line });
          }
        };
        take(text.slice(0, at), true);
        take(text.slice(from), false);
        expect(rows).toEqual(read(text, ',').map(({ cells, line: began }) => ({ cells, line: began })));
      }),
    );
    const blank = csvCells('a,b\n\n\r\n\n', ',', limits, true);
    expect([blank.next().value, blank.next()]).toMatchObject([
      { cells: ['a', 'b'] },
      { done: true, value: { next: 8, nextLine: 5 } },
    ]);
  });
});
