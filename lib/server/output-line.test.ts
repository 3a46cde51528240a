import { describe, expect, it } from 'vitest';
import { outputLine } from './output-line.ts';

describe('outputLine', () => {
  it('keeps message, type and stack', () => {
    const line = outputLine('It failed', new TypeError('no such thing'));
    expect(line).toMatch(/^sprintscope: It failed: TypeError: no such thing\n {4}at /);
  });

  it('lets nothing act on the terminal or pass for an entry of its own', () => {
    const error = new Error('a\u001b[2J\u0007b\u202ec\nsprintscope: all is well\r\nsprintscope: again');
    const line = outputLine('x\nsprintscope: y', error);
    for (const unseen of ['\u001b', '\u0007', '\u202e', '\r']) expect(line).not.toContain(unseen);
    expect(line.match(/^sprintscope/gm)).toHaveLength(1);
  });
});
