import { expect } from 'vitest';
import { sha256Hex } from '#lib/base/sha256.ts';
import { contextText } from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import type { EndStatus, TraceEvent } from '#lib/trace/events.ts';
import { parseLog, writeLog } from '#lib/trace/jsonl.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { wordCounter } from './run-scripted.ts';

/**
 * What is true of every session counted with `wordCounter`, however it ended: its log is complete and readable, we can
 * rebuild from it what we sent, and every count matches its text. Returns the log's JSONL.
 */
export async function expectWhole(
  events: readonly TraceEvent[],
  state: TraceState,
  status: EndStatus,
): Promise<string> {
  expect(validateLog(events)).toEqual([]);
  expect(events.at(-1)).toMatchObject({ type: 'session-end', status });
  const jsonl = writeLog(events);
  expect(parseLog(jsonl)).toEqual({ ok: true, events });
  expectRebuiltContexts(events, state);
  await expectTrueCounts(state);
  return jsonl;
}

function expectRebuiltContexts(events: readonly TraceEvent[], state: TraceState) {
  const stages = new Set(state.stages.map(({ stage }) => stage));
  const planned = new Set(state.stages.map(({ plan }) => plan.stream));
  const wasThinking = (position: number, { stream, attempt }: { stream: string; attempt: number }) =>
    events
      .slice(position)
      .some(
        (later) =>
          later.type === 'attempt-failed' &&
          later.stream === stream &&
          later.attempt === attempt &&
          later.error.type === 'was-thinking',
      );
  for (const [position, event] of events.entries()) {
    if (!('contextSha256' in event) || !event.contextSha256) continue;
    // A plan that turned out to be the answer is no longer in the state; the answer has its context.
    if (event.type === 'plan-start' && !planned.has(event.stream)) continue;
    // Its stage was removed with it, and so were the branches of drafts in its thinking.
    if (event.type === 'execution-start' && !stages.has(Number(/\d+/.exec(event.stream)?.[0]))) continue;
    // An answer that was thinking returned its reply to the plan, which has its context.
    if (event.type === 'answer-start' && !event.forced && wasThinking(position, event)) continue;
    // The same for the branches of a plan that was thinking: their context is no longer in the state.
    const branches = state.discarded;
    if (branches.some(({ stream, attempt }) => stream === event.stream && event.attempt <= attempt)) continue;
    const rebuilt = contextText(contextFor(state, event.stream, event.attempt));
    expect(sha256Hex(rebuilt), `${event.stream}, attempt ${event.attempt}`).toBe(event.contextSha256);
  }
}

/** A count taken before the last words were in the log would belong to another text than the one beside it. */
export async function expectTrueCounts(state: TraceState) {
  for (const { stream, text, tokens } of allPieces(state))
    if (tokens) expect(tokens.text, stream).toBe(await wordCounter.count(text));
  for (const { plan } of state.stages)
    for (const { index, end, tokens } of plan.prompts)
      if (end !== null && tokens !== null)
        expect(tokens, `prompt ${index} of ${plan.stream}`).toBe(
          await wordCounter.count(plan.text.slice(0, end)),
        );
}
