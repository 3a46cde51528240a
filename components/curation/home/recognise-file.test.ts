import { describe, expect, test } from 'vitest';
import { recogniseFile } from './recognise-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const kindOf = (name: string, text: string) => recogniseFile(name, bytes(text)).kind;

const separation = '### Component 1 (Lines 1-5)\n- **Description:** Adding.\n- **Plan:** Lines 1-3\n';
const inline = '### Component 1\n<description>\nAdding.\n</description>\n';
const dag = '{"1": [], "2": [1], "3": [1, 2]}';

describe('recogniseFile', () => {
  test('the authors’ files are known by their content, whatever they are called', () => {
    expect(recogniseFile('x.txt', bytes(separation))).toMatchObject({ kind: 'authors', part: 'separation' });
    expect(recogniseFile('x.txt', bytes(inline))).toMatchObject({ kind: 'authors', part: 'inline' });
    expect(recogniseFile('x.json', bytes(dag))).toMatchObject({ kind: 'authors', part: 'dag' });
  });

  test('they are known by their name too, so that a damaged one is named as what it should be', () => {
    expect(recogniseFile('a/component_separation_3.txt', bytes('Component one'))).toEqual({
      kind: 'authors',
      part: 'separation',
      key: '3',
    });
    expect(recogniseFile('created_dag_12.json', bytes('[1]'))).toMatchObject({ part: 'dag', key: '12' });
  });

  test('files of one record share the number at the end of the name', () => {
    expect(recogniseFile('component_inline_12.txt', bytes(inline))).toMatchObject({ key: '12' });
    expect(recogniseFile('steps.txt', bytes(separation))).toMatchObject({ key: '' });
  });

  test.each([
    ['rows.jsonl', '{"a": 1}\n'],
    ['rows.csv', 'question,trace\n'],
    ['rows', '{"trace": "So"}\n{"trace": "Wait"}\n'],
    ['rows.json', '[{"trace": "So"}]'],
    ['any', 'PAR1\u0015'],
    ['rows.parquet', 'cut off'],
    ['rows.zip', 'PK\u0003\u0004'],
  ])('%s is a data set', (name, text) => {
    expect(kindOf(name, text)).toBe('data-set');
  });

  test('any other text is a trace, one that begins with a brace too', () => {
    expect(kindOf('trace.txt', 'Okay, so I need to find x.')).toBe('trace');
    expect(kindOf('noname', '{x} is the set of all x.\nWait.')).toBe('trace');
  });

  test('a finished trajectory, an empty file and bytes are refused with what to do', () => {
    expect(recogniseFile('t.txt', bytes('<think>\n<Plan_1>\nFirst'))).toMatchObject({
      kind: 'refused',
      remedy: expect.stringContaining('import page'),
    });
    expect(kindOf('t.txt', ' \n')).toBe('refused');
    expect(recogniseFile('t.bin', new Uint8Array([1, 0, 255])).kind).toBe('refused');
    expect(recogniseFile('t.gz', new Uint8Array([0x1f, 0x8b, 8, 1])).kind).toBe('refused');
  });

  test('a character that the end of the head cuts is no fault of the text', () => {
    const head = bytes('Let √2').slice(0, 5);
    expect(recogniseFile('trace.txt', head).kind).toBe('trace');
  });
});
