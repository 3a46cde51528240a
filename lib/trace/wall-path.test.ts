import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from './fold.ts';
import { arbitraryLog } from './testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from './testing/log-builder.ts';
import { wallClockPath } from './wall-path.ts';

describe('wallClockPath', () => {
  it('[W1] goes through the branch that ended last, and says where nothing was generated', () => {
    const stream = 'execution:1.1';
    const state = foldEvents(
      stampLog([
        sessionStart(),
        { type: 'stage-start', stage: 1, at: 5 },
        { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 5, at: 5 },
        { type: 'prompt-start', stage: 1, index: 1, offset: 0, at: 20 },
        { type: 'prompt-end', stage: 1, index: 1, offset: 0, tokens: 1, tokensWithTags: 2, at: 40 },
        { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(9), at: 60 },
        { type: 'execution-start', stream, attempt: 1, requestedAt: 70, at: 70 },
        { type: 'execution-end', stream, attempt: 1, status: 'done', tokens: tokensOf(9), at: 90 },
        { type: 'stage-end', stage: 1, status: 'done', at: 90 },
      ]),
    );
    expect(wallClockPath(state)).toEqual([
      { stream: 'plan:1', kind: 'waiting', startMs: 0, endMs: 5 },
      { stream: 'plan:1', kind: 'generating', startMs: 5, endMs: 40 },
      { stream, kind: 'waiting', startMs: 40, endMs: 70 },
      { stream, kind: 'generating', startMs: 70, endMs: 90 },
    ]);
  });

  it('[W1] takes the branch where it ended with the plan', () => {
    const stream = 'execution:1.1';
    const state = foldEvents(
      stampLog([
        sessionStart(),
        { type: 'stage-start', stage: 1, at: 0 },
        { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0, at: 0 },
        { type: 'prompt-start', stage: 1, index: 1, offset: 0, at: 10 },
        { type: 'prompt-end', stage: 1, index: 1, offset: 0, tokens: 1, tokensWithTags: 2, at: 10 },
        { type: 'execution-start', stream, attempt: 1, requestedAt: 10, at: 10 },
        { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(9), at: 60 },
        { type: 'execution-end', stream, attempt: 1, status: 'done', tokens: tokensOf(9), at: 60 },
        { type: 'stage-end', stage: 1, status: 'done', at: 60 },
      ]),
    );
    expect(wallClockPath(state).map((piece) => piece.stream)).toEqual(['plan:1', stream]);
  });

  it('[W2] is gapless from 0 and ends with the last piece', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        let until = 0;
        for (const piece of wallClockPath(foldEvents(events))) {
          expect(piece.startMs).toBe(until);
          expect(piece.endMs).toBeGreaterThan(piece.startMs);
          until = piece.endMs;
        }
        expect(until).toBeLessThanOrEqual(events.at(-1)?.at ?? 0);
      }),
    );
  });
});
