import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { findPiece, spokenText } from '#lib/trace/pieces.ts';
import { arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { checks } from './checks.ts';
import { countFindings, diagnose } from './diagnose.ts';
import { traceOf } from './testing/trace-of.ts';

const untidy = `<Plan_1> Halve it. <prompt_1.1> Halve 90. </prompt_1.1> </Plan_1>
<Execution_1> <execution_1.1> 45 </code> so \\boxed{45} </execution_1.1> </Execution_1>
<Plan_3> Check. <prompt_3.1> Double 45. </prompt_3.1> </Plan_3>
<Execution_3> <execution_3.1> 90, as asked. </execution_3.1> </Execution_3>`;

describe('diagnose', () => {
  it('orders faults before leaks before notes, each as the transcript goes', async () => {
    const findings = diagnose(await traceOf(untidy));
    expect(findings.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'fault stray-code-tag',
      'fault answer-then-rounds',
      'fault misnumbered',
      'fault no-final-answer',
      'note low-ratio',
      'note one-prompt-stages',
    ]);
  });

  it('leaves out what is switched off, computed or logged', async () => {
    const trace = await traceOf(untidy);
    const off = new Set(['misnumbered', 'no-final-answer', 'one-prompt-stages']);
    const codes = diagnose(trace, { off }).map(({ code }) => code);
    expect(codes).toEqual(['stray-code-tag', 'answer-then-rounds', 'low-ratio']);
  });

  it('says of every finding what its check says, places within the text, and changes nothing', () => {
    const known = new Map(checks.map((check) => [check.code, check]));
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const state = foldEvents(events);
        const before = JSON.stringify(state);
        for (const { code, kind, places } of diagnose(state)) {
          const check = known.get(code);
          if (check) expect(kind).toBe(check.kind);
          for (const { stream, offset, end } of places) {
            if (!stream || offset === undefined) continue;
            const piece = findPiece(state, stream);
            const length = piece ? spokenText(piece).length : 0;
            expect(offset).toBeLessThanOrEqual(length);
            if (end !== undefined) expect(end).toBeLessThanOrEqual(length);
          }
        }
        expect(JSON.stringify(state)).toBe(before);
      }),
    );
  });
});

describe('checks', () => {
  it('have one entry a code', () => {
    expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length);
  });
});

describe('countFindings', () => {
  it('counts by check and keeps the worst severity', () => {
    const finding = { kind: 'fault', certainty: 'certain', places: [], explanation: '' } as const;
    expect(
      countFindings([
        { ...finding, code: 'a', severity: 'note' },
        { ...finding, code: 'b', severity: 'note' },
        { ...finding, code: 'a', severity: 'warning' },
        { ...finding, code: 'a', severity: 'note' },
      ]),
    ).toEqual([
      { code: 'a', kind: 'fault', severity: 'warning', count: 3 },
      { code: 'b', kind: 'fault', severity: 'note', count: 1 },
    ]);
  });
});
