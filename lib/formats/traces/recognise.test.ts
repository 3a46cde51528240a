import { describe, expect, test } from 'vitest';
import { sampleFiles, sampleSequential, sampleTranscript } from '../testing/sample-files.ts';
import { recogniseFormat } from './recognise.ts';

const formatOf = (text: string, path = 'Pasted text') => recogniseFormat(path, text).format;

describe('recogniseFormat', () => {
  test('each sample is recognised by what is in it, whatever its name', async () => {
    const formats = (await sampleFiles()).map(({ text }) => formatOf(text));
    expect(formats).toEqual([
      'transcript',
      'sequential',
      'log',
      'chat-jsonl',
      'table-jsonl',
      'table-jsonl',
      'table-csv',
      'html-page',
    ]);
  });

  test.each([
    ['without a question', '<Plan_1>\nCount. <prompt_1.1> Do A. </prompt_1.1>\n</Plan_1>', 'transcript'],
    ['only a final answer', '<think>\n<Final_answer> \\boxed{1} </Final_answer>', 'transcript'],
    ['unnumbered tags', '<plan>\nCount. <prompt> Do A. </prompt>\n</plan>', 'transcript'],
    ['thinking', '<think>\nHm.\n</think>\n\nIt is 3.', 'sequential'],
    ['a question and thinking', '<Question> How? </Question>\n<think> Hm. </think>', 'sequential'],
    ['a picture in Asymptote', '[asy]\ndraw((0,0)--(1,1));\n[/asy]\nSo it is 3.', 'sequential'],
    ['a set in the first line', '{1, 2, 3} has three elements.\nSo 3.', 'sequential'],
    ['prose with commas', 'First, we add, then, we see, that it is 3.', 'sequential'],
    ['a < b', 'If a <b and c> d, then a <plan b.', 'sequential'],
    [
      'a pretty-printed chat',
      '{\n  "messages": [\n    {"role": "user", "content": "How?"}\n  ]\n}',
      'chat-jsonl',
    ],
    ['a ShareGPT list', '[\n {"conversations": []}\n]', 'chat-jsonl'],
    ['a semicolon table', 'id;question;response\n1;How?;So 3.', 'table-csv'],
    ['a table by tabs', 'problem\ttrajectory\nHow?\tSo 3.', 'table-csv'],
    ['events without their start', '{"seq":4,"at":1,"type":"stage-start","stage":1}', 'log'],
  ])('%s', (_, text, format) => {
    expect(formatOf(text)).toBe(format);
  });

  test('where the content leaves it open, the name decides', () => {
    expect(formatOf('a,b\n1,2', 'x.csv')).toBe('table-csv');
    expect(formatOf('not json', 'x.jsonl')).toBe('table-jsonl');
    expect(formatOf('a,b\n1,2', 'x.txt')).toBe('sequential');
  });

  test('every guess says why', () => {
    for (const text of [sampleTranscript, sampleSequential, '{"a":1}', 'x,response\n1,2'])
      expect(recogniseFormat('x', text).why).toMatch(/^[A-Z].*\.$/);
  });
});
