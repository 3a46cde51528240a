import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { arbitraryEndedLog } from '#lib/trace/testing/arbitrary-log.ts';
import { worked } from '#lib/trace/testing/worked-example.ts';
import type { Output } from '../terminal.ts';
import { createLiveTree } from './run.ts';
import { sessionTree } from './run-tree.ts';

function recorder(isTerminal: boolean): Output & { text: string } {
  return {
    text: '',
    isTerminal,
    columns: 60,
    write(text) {
      this.text += text;
    },
  };
}

const ESCAPE = '\u001b';

/** What a terminal shows after this output: the tree uses only cursor up, carriage return and erase. */
function screen(text: string): string[] {
  const lines = [''];
  const pattern = new RegExp(`${ESCAPE}\\[(\\d+)A\\r${ESCAPE}\\[J|\\n|[^${ESCAPE}\\n]+`, 'g');
  for (const [part, up] of text.matchAll(pattern)) {
    if (up) lines.splice(lines.length - 1 - Number(up), Number(up) + 1, '');
    else if (part === '\n') lines.push('');
    else lines[lines.length - 1] += part;
  }
  return lines.filter((line) => line !== '');
}

describe('the tree of a run', () => {
  it('shows stages, their plan and executions, the answer, and keeps to the width', () => {
    const lines = sessionTree(worked, 60);
    expect(lines.map(({ id }) => id).slice(0, 4)).toEqual([
      'stage:1',
      'plan:1',
      'execution:1.1',
      'execution:1.2',
    ]);
    for (const { text } of lines) expect([...text].length).toBeLessThanOrEqual(60);
  });

  it('redrawn or printed, an ended session shows every line once', () => {
    fc.assert(
      fc.property(arbitraryEndedLog, fc.boolean(), (log, isTerminal) => {
        const output = recorder(isTerminal);
        const tree = createLiveTree(output);
        for (const { seq } of log) tree.show(foldEvents(log.slice(0, seq + 1)), seq * 150);
        const ended = foldEvents(log);
        tree.end(ended);
        const shown = screen(output.text);
        const wanted = sessionTree(ended, isTerminal ? 59 : 60).map(({ text }) => text);
        expect(shown).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });
});
