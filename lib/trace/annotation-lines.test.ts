import { describe, expect, it } from 'vitest';
import { annotationsIn, writeAnnotations } from './annotation-lines.ts';
import { type Annotation, foldAnnotations } from './annotations.ts';
import { parseLog, writeLog } from './jsonl.ts';
import { sessionStart, stampLog } from './testing/log-builder.ts';

const stamp = { type: 'annotation', madeAt: '2026-01-02T03:04:05.678Z' } as const;
const place = { stream: 'execution:1.2', offset: 3, end: 12 } as const;
const annotations: Annotation[] = [
  { ...stamp, seq: 0, kind: 'note', place, quote: 'the "words"\n', text: 'A good idea', label: 'idea' },
  { ...stamp, seq: 1, kind: 'dismissal', code: 'overreach', place, quote: 'x', reason: 'Its own' },
  { ...stamp, seq: 2, kind: 'withdrawal', of: 0 },
  { ...stamp, seq: 3, kind: 'ruling', correct: null },
  {
    ...{ ...stamp, seq: 4, kind: 'opinion', verdict: 'does-not-hold', reason: 'It was given.' },
    model: { endpointName: 'Lab', model: 'm' },
    about: { code: 'overreach', place, quote: 'x' },
    quotes: [{ place, quote: 'x' }],
  },
];
const log = writeLog(
  stampLog([sessionStart(), { type: 'stage-start', stage: 1 }, { type: 'session-end', status: 'done' }]),
);

describe('annotations in the text of a log', () => {
  it('are read back as they were written, and the events as if they were not there', () => {
    const text = log + writeAnnotations(annotations);
    expect(annotationsIn(text)).toEqual(annotations);
    expect(parseLog(text)).toEqual(parseLog(log));
    expect(annotationsIn(log)).toEqual([]);
  });

  it('are numbered anew where some are gone or come from two files', () => {
    const [note, dismissal, withdrawal] = annotations as [Annotation, Annotation, Annotation];
    const text = writeAnnotations([dismissal, { ...note, seq: 7 }, { ...withdrawal, of: 7 } as Annotation]);
    const read = annotationsIn(
      `${text}${writeAnnotations([{ ...stamp, seq: 9, kind: 'withdrawal', of: 5 }])}`,
    );
    expect(read.map(({ seq, kind }) => [seq, kind])).toEqual([
      [0, 'dismissal'],
      [1, 'note'],
      [2, 'withdrawal'],
    ]);
    expect(foldAnnotations(read).notes).toEqual([]);
  });

  it('of a kind that a newer version has are passed over, what is broken is refused with its line', () => {
    const newer = { ...stamp, seq: 0, kind: 'applause', loud: true };
    expect(parseLog(`${log}${JSON.stringify(newer)}\n`)).toEqual(parseLog(log));
    const lines = log.trim().split('\n').length;
    for (const broken of [
      { ...annotations[0], text: 7 },
      { ...stamp, seq: 0 },
    ])
      expect(parseLog(`${log}${JSON.stringify(broken)}\n`)).toMatchObject({
        ok: false,
        error: { type: 'not-an-event', line: lines + 1 },
      });
    expect(annotationsIn(`${JSON.stringify(newer)}\n{"type":"annotation"\n`)).toEqual([]);
  });

  it('are no log by themselves', () => {
    expect(parseLog(writeAnnotations(annotations))).toMatchObject({
      ok: false,
      error: { type: 'no-session-start', line: 1 },
    });
  });
});
