import { describe, expect, it } from 'vitest';
import { printable, textTable } from './text-table.ts';

describe('a table for a terminal', () => {
  const columns = [
    { title: 'File', width: 8, keepEnd: true, cell: (row: [string, number]) => row[0] },
    { title: 'Tokens', align: 'right' as const, cell: (row: [string, number]) => String(row[1]) },
  ];

  it('lines columns up, numbers to the right, and keeps the end of paths', () => {
    expect(
      textTable(columns, [
        ['a.txt', 7],
        ['folder/long-name.txt', 12345],
      ]),
    ).toBe('File      Tokens\na.txt          7\n…ame.txt   12345\n');
  });

  it('counts letters, not UTF-16 units', () => {
    expect(textTable(columns, [['𝑥𝑦', 1]])).toBe('File  Tokens\n𝑥𝑦         1\n');
  });

  it('what a model wrote moves no cursor and turns no text around', () => {
    expect(printable('a\u001b[2Jb\r\nc\u202ed')).toBe('a [2Jb cd');
  });
});
