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
 * What holds for every session that was counted with `wordCounter`, however it ended: its log is whole and can be read
 * back, what was sent can be rebuilt from it, and every count is that of the text it stands for. Gives the log's JSONL.
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
    // Its stage went with it, and the branches of what it had drafted before in its thinking.
    if (event.type === 'execution-start' && !stages.has(Number(/\d+/.exec(event.stream)?.[0]))) continue;
    // An answer that was thinking gave its reply back to the plan, which has its context.
    if (event.type === 'answer-start' && !event.forced && wasThinking(position, event)) continue;
    // So did the branches of a plan that was thinking: theirs is no longer in the state.
    const branches = state.discarded;
    if (branches.some(({ stream, attempt }) => stream === event.stream && event.attempt <= attempt)) continue;
    const rebuilt = contextText(contextFor(state, event.stream, event.attempt));
    expect(sha256Hex(rebuilt), `${event.stream}, attempt ${event.attempt}`).toBe(event.contextSha256);
  }
}

/** A count taken before the last words were in the log would be of another text than the one it stands beside. */
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
